#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trustlist/model/list.h"

/// What changed between two issues of a trusted list, in the terms of ETSI TS 119 612.
namespace accord::trustlist::compare {

/// What a change is about. Whether it came, went or was changed follows from `before` and `after`.
enum class Kind : std::uint8_t {
  // scheme information (5.3)
  list_id,
  list_form,
  list_tag,
  list_version,
  sequence_number,
  list_type,
  operator_name,
  operator_address,
  operator_electronic_address,
  scheme_name,
  scheme_information_uri,
  status_determination,
  scheme_community_rules,
  territory,
  legal_notice,
  history_period,
  issue_date,
  next_update,
  distribution_point,
  scheme_extension,
  left_out,        ///< services of the list that could not be read
  not_understood,  ///< XML that is kept as it stood, for the model does not hold all of it
  // pointers to other lists (5.3.13)
  pointer,
  pointer_location,
  pointer_type,
  pointer_territory,
  pointer_mime_type,
  pointer_signer,
  pointer_operator_name,
  pointer_community_rules,
  pointer_text,
  pointer_other_information,
  // the agreement in a pointer
  agreement,
  agreement_field,
  equivalence,
  equivalence_status,
  equivalence_terms,
  equivalence_history,
  // providers (5.4)
  provider,
  provider_name,
  provider_trade_name,
  provider_address,
  provider_electronic_address,
  provider_information_uri,
  provider_extension,
  // services (5.5)
  service,
  service_moved,  ///< to another provider
  service_key,    ///< the same name and type, and no key in both
  service_name,
  service_type,
  service_status,
  service_status_again,  ///< the same status begins anew
  service_certificate,
  service_identity,  ///< another part of the digital identity than a certificate
  service_scheme_definition_uri,
  service_supply_point,
  service_definition_uri,
  service_additional_information,
  service_qualification,
  service_taken_over,
  service_extension,
  // history (5.6)
  service_history,      ///< an entry of the past
  service_history_cut,  ///< whether older entries could be read
};
inline constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::service_history_cut) + 1;
/// The name in answers: "service_status".
[[nodiscard]] std::string_view to_string(Kind kind) noexcept;

enum class Action : std::uint8_t { added, removed, changed };
[[nodiscard]] std::string_view to_string(Action action) noexcept;

/// How much a change asks for attention; the worst first.
enum class Weight : std::uint8_t {
  alarm,    ///< what was published before is rewritten, or an older list stands as the newer one
  serious,  ///< somebody's certificates or lists are no longer relied on, or are relied on by
            ///< another key
  notable,  ///< somebody's certificates or lists are relied on in a new way
  minor     ///< names, addresses, dates
};
[[nodiscard]] std::string_view to_string(Weight weight) noexcept;

/// A value on one side.
struct Value {
  std::string text;   ///< for people, UTF-8 as the list has it: not safe for a terminal
  std::string exact;  ///< for machines: a URI, a time in RFC 3339, the SHA-256 of a certificate in
                      ///< hexadecimal; the text itself otherwise
  friend bool operator==(const Value&, const Value&) = default;
};

/// One thing that changed. Names are those in English of the newer list, where it has the thing.
struct Change {
  Kind kind{};
  Weight weight{};
  std::string provider, service;       ///< empty: of the scheme, or of a pointer
  std::string pointer;                 ///< territory or location
  std::string equivalence;             ///< legal identifier in the agreement
  std::string field;                   ///< what of it, in words, where the kind does not say
  std::string language;                ///< of a text, as written
  std::optional<time::Instant> entry;  ///< start of the entry of the past that it is about
  std::optional<Value> before, after;
  std::optional<time::Instant> when;  ///< from when a new status holds
  bool rewrites_past = false;

  [[nodiscard]] Action action() const noexcept;
};

/// How the newer list's number stands to the older one's (5.3.2: it grows with each issue).
enum class Order : std::uint8_t { newer, same_number, older };

struct Comparison {
  std::vector<Change> changes;  ///< the worst first; those of one weight in the order of the list
  Order order = Order::newer;
  /// Damaged services that neither list's model has, so that nothing can be said of them.
  std::uint64_t left_out_before{}, left_out_after{};
  /// Something of a list is not in its model at all (`TrustedList::partial`), so that lists that
  /// look the same may differ.
  bool partial = false;

  [[nodiscard]] bool same() const noexcept { return changes.empty(); }
  [[nodiscard]] bool rewrites_past() const noexcept;
  [[nodiscard]] std::size_t count(Weight weight) const noexcept;
};

/// Compares two lists. Providers are the same by name, registration number (not one that is still
/// to be filled in) or the services that they share; services by their key and type, then by name
/// and type, so that each change is told once and as what it is. The order of providers, services,
/// pointers, certificates, extensions and languages does not count; that of scheme information URIs
/// does, since a list of lists names its pivots in order. A service, or a provider with all its
/// services, that is gone, stands with another provider or has none of its keys any more rewrites
/// the past: it is to be kept with its history for the older list's history period (5.3.12), one
/// that still stands until it ends; one without a status has no past. Neither list is verified
/// here, and the moment of asking plays no part.
[[nodiscard]] Comparison compare(const TrustedList& before, const TrustedList& after);

/// "provider X: service Y: withdrawn from 2026-11-01T00:00:00Z; it was granted". Text from the
/// lists is in it as it stands there.
[[nodiscard]] std::string sentence(const Change& change);

}  // namespace accord::trustlist::compare
