#pragma once

#include <string>
#include <utility>
#include <vector>

#include "trustlist/compare/compare.h"

namespace accord::trustlist::compare {

/// A part of a list that may come, go or change: what it is grouped by (a language, a place), what
/// it is.
struct Part {
  std::string group;
  Value value;
  friend bool operator==(const Part&, const Part&) = default;
};
using Parts = std::vector<Part>;

[[nodiscard]] inline Value plain(std::string text) { return {text, text}; }
[[nodiscard]] Value moment(time::Instant instant);
[[nodiscard]] Value status_value(const std::string& uri);
[[nodiscard]] Value certificate_value(const x509::Certificate& certificate);
/// Nothing for an empty text.
[[nodiscard]] std::optional<Value> unless_empty(const std::string& text);
[[nodiscard]] std::optional<Value> unless_empty(const std::optional<std::string>& text);

[[nodiscard]] Parts parts_of(const LocalisedTexts& texts);
[[nodiscard]] Parts parts_of(const std::vector<PostalAddress>& addresses);
[[nodiscard]] Parts parts_of(const std::vector<std::string>& texts);

/// What a part weighs when it comes, goes or changes.
struct Weights {
  Weights(Weight all) : added(all), removed(all), changed(all) {}
  Weights(Weight if_added, Weight if_removed, Weight if_changed)
      : added(if_added), removed(if_removed), changed(if_changed) {}
  Weight added, removed, changed;
};

/// The changes found so far, and what the ones to come are about.
class Changes {
 public:
  /// What further changes are about; `kind`, `weight` and the values come with each.
  Change about;

  void add(Kind kind, Weight weight, std::optional<Value> before, std::optional<Value> after);
  void add(Change change) { all_.push_back(std::move(change)); }
  /// Nothing when both are the same.
  void single(Kind kind, Weight weight, std::optional<Value> before, std::optional<Value> after);
  /// What is on one side only, whatever its order; where a group has one part on each side, that is
  /// one change. `as_language` names the group as the language.
  void each(Kind kind, Weights weights, const Parts& before, const Parts& after,
            bool as_language = true);
  void texts(Kind kind, const LocalisedTexts& before, const LocalisedTexts& after,
             Weight weight = Weight::minor) {
    each(kind, weight, parts_of(before), parts_of(after));
  }

  /// How many there are.
  [[nodiscard]] std::size_t count() const noexcept { return all_.size(); }
  /// What is kept as it stood, because the model does not hold all of it. It holds what the model
  /// has of it too: `since` is the count before that was compared.
  void kept(const KeptXml& before, const KeptXml& after, std::size_t since);

  [[nodiscard]] std::vector<Change> take() && { return std::move(all_); }

 private:
  void other_languages(Kind kind, Weight weight, Parts& before, Parts& after);

  std::vector<Change> all_;
};

// One function for each part of a list; each adds what changed there.
void compare_scheme(const TrustedList& before, const TrustedList& after, Changes& changes);
void compare_pointers(const TrustedList& before, const TrustedList& after, Changes& changes);
void compare_agreements(const std::optional<RecognitionAgreement>& before,
                        const std::optional<RecognitionAgreement>& after, Changes& changes);
void compare_providers(const TrustedList& before, const TrustedList& after, Changes& changes);
void compare_services(const Service& before, const Service& after, Changes& changes);
/// Certificates and the other parts of a service's identity. `stood`: it had a status, so what was
/// published of its keys has to stay; no key in both is then a rewritten past (5.5.3: another key,
/// another service).
void compare_identities(const Identity& before, const Identity& after, bool stood,
                        Changes& changes);
/// Whether both have a key in common: a certificate's or key value's, or its identifier.
[[nodiscard]] bool share_key(const Identity& before, const Identity& after);
/// What names the keys of an identity: each SubjectPublicKeyInfo, each key identifier. Two
/// identities of one key have one of them in common. Not text.
[[nodiscard]] std::vector<std::string> key_names(const Identity& identity);
enum class ExtensionsOf : std::uint8_t { scheme, provider, service };
void compare_extensions(ExtensionsOf owner, const std::vector<Extension>& before,
                        const std::vector<Extension>& after, Changes& changes);
/// All of them in one value; what is not shown of them is in its exact form.
[[nodiscard]] Value extensions_value(const std::vector<Extension>& extensions);

}  // namespace accord::trustlist::compare
