#include <algorithm>
#include <chrono>

#include "trustlist/lint/lint.h"
#include "trustlist/model/placeholder.h"

namespace accord::trustlist::lint {
namespace {

using outcome::FindingId;

/// 5.1.4: every text is there in UK English at least.
void require_english(const LocalisedTexts& texts, std::string_view element, std::uint32_t line,
                     outcome::Findings& findings) {
  const bool english = std::any_of(texts.begin(), texts.end(), [](const Localised& text) {
    return text.language == "en" || text.language.substr(0, 3) == "en-";
  });
  if (!english && !texts.empty()) {
    findings.add(FindingId::lint_no_english, {{}, line, {}}, {{"element", std::string(element)}});
  }
}

void check_languages(const TrustedList& list, outcome::Findings& findings) {
  require_english(list.operator_names, "SchemeOperatorName", 0, findings);
  require_english(list.scheme_names, "SchemeName", 0, findings);
  require_english(list.information_uris, "SchemeInformationURI", 0, findings);
  for (const auto& provider : list.providers) {
    require_english(provider.names, "TSPName", provider.place.line, findings);
    for (const auto& service : provider.services) {
      require_english(service.current.names, "ServiceName", service.current.place.line, findings);
    }
  }
}

void check_dates(const TrustedList& list, outcome::Findings& findings) {
  if (!list.next_update.has_value()) return;
  const outcome::Params params{{"issued", time::to_string(list.issued)},
                               {"next_update", time::to_string(*list.next_update)}};
  const outcome::About about{{}, 0, "/TrustServiceStatusList/SchemeInformation/NextUpdate"};
  if (*list.next_update <= list.issued) {
    findings.add(FindingId::lint_next_update_before_issue, about, params);
  }
  // 5.3.15: at most six months; the longest six months of a year have 184 days.
  if (*list.next_update - list.issued > std::chrono::days{184}) {
    findings.add(FindingId::lint_next_update_too_late, about, params);
  }
}

/// 5.5.3: names and key identifiers beside certificates are those of the certificates.
void check_identity(const ServiceEntry& entry, outcome::Findings& findings) {
  const auto certificates = entry.identity.certificates();
  if (certificates.empty()) return;
  const auto& first = certificates.front();
  for (const auto& certificate : certificates) {
    if (!der::equal(certificate.spki(), first.spki())) {
      findings.add(FindingId::lint_identity_incoherent, {{}, entry.place.line, {}},
                   {{"problem", "its certificates have different keys"}});
      return;
    }
  }
  for (const auto& identifier : entry.identity.key_identifiers()) {
    const Identity alone{{KeyIdentifierId{identifier}}};
    const bool fits = std::any_of(certificates.begin(), certificates.end(),
                                  [&](const x509::Certificate& certificate) {
                                    return match(alone, certificate).has_value();
                                  });
    if (!fits) {
      findings.add(FindingId::lint_identity_incoherent, {{}, entry.place.line, {}},
                   {{"problem", "the key identifier " + der::to_hex(identifier) +
                                    " is not that of its certificate"}});
    }
  }
}

/// The first placeholder of an element; the others of the same element are found with it.
void report_placeholder(const std::vector<std::string_view>& texts, std::string_view element,
                        std::uint32_t line, outcome::Findings& findings) {
  const auto found = std::find_if(texts.begin(), texts.end(), is_placeholder);
  if (found == texts.end()) return;
  findings.add(FindingId::lint_placeholder, {{}, line, {}},
               {{"element", std::string(element)}, {"text", std::string(*found)}});
}

std::vector<std::string_view> views(const LocalisedTexts& texts) {
  std::vector<std::string_view> result;
  for (const auto& one : texts) result.emplace_back(one.text);
  return result;
}

std::vector<std::string_view> views(const Address& address) {
  std::vector<std::string_view> result;
  for (const auto& postal : address.postal) {
    result.emplace_back(postal.street);
    result.emplace_back(postal.locality);
  }
  for (const auto& one : address.electronic) result.emplace_back(one.text);
  return result;
}

void check_placeholders(const TrustedList& list, outcome::Findings& findings) {
  report_placeholder(views(list.operator_address), "SchemeOperatorAddress", 0, findings);
  report_placeholder(views(list.information_uris), "SchemeInformationURI", 0, findings);
  if (list.legal_notice) {
    report_placeholder(views(list.legal_notice->entries), "PolicyOrLegalNotice", 0, findings);
  }
  report_placeholder({list.distribution_points.begin(), list.distribution_points.end()},
                     "DistributionPoints", 0, findings);
  for (const auto& provider : list.providers) {
    report_placeholder(views(provider.address), "TSPAddress", provider.place.line, findings);
    report_placeholder(views(provider.information_uris), "TSPInformationURI", provider.place.line,
                       findings);
  }
}

}  // namespace

void check_rules(const TrustedList& list, outcome::Findings& findings) {
  check_languages(list, findings);
  check_dates(list, findings);
  check_placeholders(list, findings);
  for (const auto& provider : list.providers) {
    for (const auto& service : provider.services) check_identity(service.current, findings);
  }
}

}  // namespace accord::trustlist::lint
