#include "verifier/qualification/facts.h"

#include <algorithm>

#include "verifier/qualification/criteria.h"

namespace accord::qualification {
namespace {

using outcome::FindingId;

void add_once(std::vector<std::string>& list, const std::string& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

// TS 119 612, 5.5.9.2: the qualifiers of every element whose criteria the certificate meets.
void collect_qualifiers(const trustlist::ServiceEntry& entry, const x509::Certificate& certificate,
                        ServiceFacts& facts, outcome::Findings& findings) {
  for (const auto* element : entry.qualification_elements()) {
    const auto met = meets(element->criteria, certificate);
    if (!met.has_value()) {
      findings.add(FindingId::service_criteria_undecidable, facts.about,
                   {{"service", facts.name}, {"qualifiers", joined(element->qualifiers)}});
      continue;
    }
    if (!*met) continue;
    for (const auto& qualifier : element->qualifiers) add_once(facts.qualifiers, qualifier);
  }
}

void note_successor(const trustlist::ServiceEntry& entry, const ServiceFacts& facts,
                    outcome::Findings& findings) {
  const auto* successor = entry.taken_over_by();
  if (successor == nullptr) return;
  findings.add(FindingId::service_taken_over, facts.about,
               {{"service", facts.name},
                {"provider", trustlist::text_in(successor->provider_names, "en")},
                {"territory", successor->territory}});
}

}  // namespace

bool ServiceFacts::has_qualifier(trustlist::Qualifier qualifier) const {
  return std::find(qualifiers.begin(), qualifiers.end(), trustlist::qualifier_uri(qualifier)) !=
         qualifiers.end();
}

bool ServiceFacts::has_additional_information(std::string_view uri) const {
  return std::any_of(additional_information.begin(), additional_information.end(),
                     [&](const auto& one) { return one.uri.text == uri; });
}

std::optional<CertificateType> type_of(const der::Oid& qc_type) {
  if (qc_type == x509::qc::type_esign) return CertificateType::esignature;
  if (qc_type == x509::qc::type_eseal) return CertificateType::eseal;
  if (qc_type == x509::qc::type_web) return CertificateType::web_authentication;
  return std::nullopt;
}

CertificateFacts facts_of(const x509::Certificate& certificate) {
  CertificateFacts facts;
  const auto& statements = certificate.qc_statements();
  if (!statements.has_value()) return facts;
  facts.compliance = statements->compliance;
  facts.device = statements->sscd;
  facts.legislation = statements->legislation;
  // A statement that names no country is no word that it is the scheme's own.
  const bool names_law =
      std::any_of(statements->all.begin(), statements->all.end(),
                  [](const auto& one) { return one.id == x509::qc::legislation; });
  if (names_law && facts.legislation.empty()) facts.legislation.emplace_back();
  for (const auto& oid : statements->types) {
    const auto type = type_of(oid);
    if (!type.has_value()) {
      facts.has_unknown_type = true;
    } else if (std::find(facts.types.begin(), facts.types.end(), *type) == facts.types.end()) {
      facts.types.push_back(*type);
    }
  }
  return facts;
}

std::optional<ServiceFacts> facts_of(const trustlist::Provider& provider,
                                     const trustlist::DatedEntry& entry,
                                     const x509::Certificate& certificate,
                                     std::string_view territory, outcome::Findings& findings) {
  const auto& said = *entry.entry;
  ServiceFacts facts;
  facts.type = said.type;
  facts.status = said.status;
  for (const auto& extension : said.extensions) {
    const auto* more = std::get_if<trustlist::AdditionalServiceInformation>(&extension.value);
    if (more != nullptr) facts.additional_information.push_back(*more);
  }
  facts.period = entry.period;
  facts.provider = trustlist::text_in(provider.names, "en");
  facts.name = trustlist::text_in(said.names, "en");
  facts.about = about(said, territory);
  // TS 119 612, 5.4.6 and 5.5.9: extensions that are critical and not understood.
  if (const auto unknown = trustlist::unknown_critical(provider.extensions); !unknown.empty()) {
    findings.add(FindingId::provider_critical_extension, facts.about,
                 {{"provider", facts.provider}, {"extension", joined(unknown)}});
    return std::nullopt;
  }
  if (const auto unknown = said.unknown_critical(); !unknown.empty()) {
    findings.add(FindingId::service_critical_extension, facts.about,
                 {{"service", facts.name}, {"extension", joined(unknown)}});
    return std::nullopt;
  }
  note_successor(said, facts, findings);
  collect_qualifiers(said, certificate, facts, findings);
  return facts;
}

outcome::About about(const trustlist::ServiceEntry& entry, std::string_view territory) {
  return {.what = "list of " + std::string(territory.empty() ? "no territory" : territory),
          .line = entry.place.line,
          .where = trustlist::text_in(entry.names, "en")};
}

}  // namespace accord::qualification
