#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/outcome/budget.h"
#include "lib/xml/document.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::read {

/// Whether the list can be relied on without the element.
enum class Weight : std::uint8_t {
  essential,  ///< issue date, sequence and the like: `list_scheme_…` findings, which block
  other       ///< `list_element_missing`, `list_value_wrong`: warnings
};

/// The most findings of one weight that a list has. Published lists have a few dozen; a hostile one
/// could fill the memory with them.
inline constexpr std::size_t most_findings = 1'000;

/// What one run over a list needs everywhere: where findings go, the budget, and the certificates
/// that were parsed already.
class Reading {
 public:
  /// `keeps`: what the model does not hold is kept as it stood.
  Reading(outcome::Budget& budget, outcome::Findings& findings, bool keeps = true) noexcept
      : budget_(budget), findings_(findings), keeps_(keeps) {}

  [[nodiscard]] outcome::Budget& budget() noexcept { return budget_; }
  [[nodiscard]] outcome::Findings& findings() noexcept { return findings_; }

  /// Does something without reporting what it finds: what it reads was reported before.
  template <typename Do>
  void silently(Do what) {
    const bool before = silent_;
    silent_ = true;
    what();
    silent_ = before;
  }

  void report(outcome::FindingId id, const xml::Element& element, outcome::Params params = {});
  void report(outcome::FindingId id, outcome::Severity severity, const xml::Element& element,
              outcome::Params params);
  void missing(const xml::Element& parent, xml::QName name, std::string_view clause,
               Weight weight = Weight::other);
  void wrong(const xml::Element& element, std::string_view expected, Weight weight = Weight::other);
  /// An element that the schema does not have there; it is passed over.
  void unknown(const xml::Element& element);
  /// How often until now something was passed over that the schema does not have there: an element
  /// that is not known, or comes again, or text. What it was meant to say is not known.
  [[nodiscard]] std::uint64_t passed_over() const noexcept { return passed_over_; }
  void pass_over() noexcept { ++passed_over_; }

  /// A certificate from its base64 text; each different text is decoded and parsed once. What is
  /// returned holds until the next call.
  [[nodiscard]] const outcome::Result<x509::Certificate>& certificate(const xml::Element& element);
  void forget_certificates() {
    forget_places();
    certificates_.clear();
  }
  /// No certificate that was asked for until now will be asked for again at the same place; what is
  /// forgotten costs time only.
  void forget_places() { at_place_.clear(); }

  /// The element with its content as canonical XML; empty when there is none, which
  /// blocks (reported).
  [[nodiscard]] KeptXml canonical(const xml::Element& element);
  /// The same where it is only for being written again: nothing when the reading keeps nothing.
  [[nodiscard]] KeptXml kept(const xml::Element& element) {
    return keeps_ ? canonical(element) : KeptXml{};
  }
  [[nodiscard]] bool keeps() const noexcept { return keeps_; }
  /// The list's version, 5 or 6, of a list of trusted entities 1; 0 outside of a list.
  [[nodiscard]] std::uint32_t version() const noexcept { return version_; }
  [[nodiscard]] Form form() const noexcept { return form_; }
  void set_version(Form form, std::uint32_t version) noexcept {
    form_ = form;
    version_ = version;
  }
  /// When the list was issued: since then its services without a status are known to be listed.
  [[nodiscard]] time::Instant issued() const noexcept { return issued_; }
  void set_issued(time::Instant issued) noexcept { issued_ = issued; }

  /// Does something with the names of that form: a recognition agreement speaks in those of TS 119
  /// 612 wherever it stands.
  template <typename Do>
  auto in_form(Form form, Do what) {
    const auto before = form_;
    form_ = form;
    auto result = what();
    form_ = before;
    return result;
  }
  /// What the list calls the element of that name (names.h has those of TS 119 612).
  [[nodiscard]] xml::QName name(xml::QName name) const noexcept;
  /// The name that TS 119 612 has for what the list calls so; empty where it has none.
  [[nodiscard]] xml::QName name_of(const xml::Element& element) const;
  [[nodiscard]] bool is(const xml::Element& element, xml::QName name) const {
    // Most elements are not the one asked about: that is the cheaper question of the two.
    if (form_ == Form::trusted_list) return element.is(name) && !this->name(name).local.empty();
    return element.is(this->name(name));
  }

 private:
  /// Counts a finding; false when it is one too many of its weight, which is reported once.
  [[nodiscard]] bool has_room_for(outcome::Severity severity, const xml::Element& element);

  outcome::Budget& budget_;
  outcome::Findings& findings_;
  std::array<std::size_t, 4> reported_{};  // by severity
  std::uint64_t passed_over_ = 0;
  bool silent_ = false;
  bool keeps_;
  std::uint32_t version_ = 0;
  Form form_ = Form::trusted_list;
  time::Instant issued_{};
  bool exhausted_ = false;  // no more canonical text within the budget: said once
  // Keys are views into the document, which outlives the reading.
  std::unordered_map<std::string_view, std::optional<outcome::Result<x509::Certificate>>>
      certificates_;
  // By where the text begins: most are asked for twice, to be read and to be held against a shape.
  std::unordered_map<const char*, const outcome::Result<x509::Certificate>*> at_place_;
  std::optional<outcome::Result<x509::Certificate>> in_pieces_;  // the last one of several texts
};

/// The children of an element by name (as TS 119 612 has it), each expected at most once. Children
/// that are not expected, or come again, are reported, the latter by their weight; those in
/// `elsewhere` may come any number of times and are read by somebody else.
class Parts {
 public:
  Parts(Reading& reading, const xml::Element& parent, std::initializer_list<xml::QName> expected,
        std::initializer_list<xml::QName> elsewhere = {}, Weight weight = Weight::other);
  /// The child of that name; none when it is absent.
  [[nodiscard]] xml::Element operator[](xml::QName name) const;
  /// Whether one of them came again: which of the two is meant is then for each reader to choose.
  [[nodiscard]] bool repeated() const noexcept { return repeated_; }

 private:
  std::vector<std::pair<xml::QName, xml::Element>> found_;
  bool repeated_ = false;
};

/// Calls `read(child)` for each child of that name and reports the others.
template <typename Read>
void each(Reading& reading, const xml::Element& parent, xml::QName name, Read read) {
  for (auto child = parent.first_child(); child; child = child.next_sibling()) {
    if (reading.is(child, name)) {
      read(child);
    } else {
      reading.unknown(child);
    }
  }
}

/// "{namespace}local", the name of an element for a person and for `UnknownExtension::name`.
[[nodiscard]] std::string expanded_name(const xml::Element& element);
[[nodiscard]] Place place_of(const xml::Element& element);

/// White space around is no part of a URI, a number or a time. Each reports what is wrong and
/// returns nothing then.
[[nodiscard]] std::optional<std::string> read_uri(Reading& reading, const xml::Element& element,
                                                  Weight weight = Weight::other);
[[nodiscard]] std::optional<time::Instant> read_instant(Reading& reading,
                                                        const xml::Element& element,
                                                        Weight weight = Weight::other);
[[nodiscard]] std::optional<std::uint64_t> read_number(Reading& reading,
                                                       const xml::Element& element,
                                                       Weight weight = Weight::other);
/// xs:boolean.
[[nodiscard]] std::optional<bool> read_boolean(std::string_view text);

/// The text and language of one element; a missing language is reported and left empty. `is_uri`
/// takes the white space around off.
[[nodiscard]] Localised read_localised(Reading& reading, const xml::Element& element, bool is_uri);
/// All children of that name with text and language.
[[nodiscard]] LocalisedTexts read_names(Reading& reading, const xml::Element& parent);
[[nodiscard]] LocalisedTexts read_uris(Reading& reading, const xml::Element& parent);
[[nodiscard]] Address read_address(Reading& reading, const xml::Element& element,
                                   std::string_view clause);
/// xades:ObjectIdentifierType; reports an identifier that is no OID and returns nothing then.
/// In "1.2.3", "urn:oid:1.2.3" or "oid:1.2.3": all of them stand in published lists.
[[nodiscard]] bool is_object_identifier(std::string_view text);
[[nodiscard]] std::optional<ObjectIdentifier> read_object_identifier(Reading& reading,
                                                                     const xml::Element& element);

}  // namespace accord::trustlist::read
