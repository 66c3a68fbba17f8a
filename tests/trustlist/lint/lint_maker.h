#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tests/trustlist/list_maker.h"
#include "trustlist/lint/lint.h"

namespace accord::tests {

/// Lists that break no rule of their profile: of JP, of LU (a member state), and the EU's list of
/// lists.
[[nodiscard]] trustlist::TrustedList third_country_list();
[[nodiscard]] trustlist::TrustedList member_state_list();
[[nodiscard]] trustlist::TrustedList eu_list_of_lists();

[[nodiscard]] outcome::Findings lint_text(std::string text);
[[nodiscard]] outcome::Findings lint_in(trustlist::lint::Profile profile, std::string text);
[[nodiscard]] outcome::Findings lint_list(const trustlist::TrustedList& list);

/// One way to break one rule.
struct Breach {
  outcome::FindingId id;
  std::string_view where;  ///< how the element path goes on below the root; "" is the root itself
  void (*change)(trustlist::TrustedList&);
};
/// Requires of each that the list is without findings before, and that after the change it has that
/// one, at that element and with a line.
void require_breaches(trustlist::TrustedList (*make)(), std::span<const Breach> breaches);

/// Where the only service of the only provider of these lists stands.
inline constexpr std::string_view service_path =
    "/TrustServiceProviderList/TrustServiceProvider/TSPServices/TSPService";

// Shorthands for changes.
[[nodiscard]] trustlist::Provider& provider_of(trustlist::TrustedList& list);
[[nodiscard]] trustlist::Service& service_of(trustlist::TrustedList& list);
[[nodiscard]] trustlist::ServiceEntry& current_of(trustlist::TrustedList& list);
[[nodiscard]] std::string service_type(std::string_view short_name);
[[nodiscard]] std::string status_uri(std::string_view short_name);
/// Adds a Qualifications extension with these qualifiers, all for certificates of one policy.
void qualify(trustlist::ServiceEntry& entry, std::initializer_list<trustlist::Qualifier> with);

}  // namespace accord::tests
