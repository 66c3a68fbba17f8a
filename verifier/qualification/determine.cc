#include "verifier/qualification/determine.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "verifier/qualification/consistency.h"
#include "verifier/qualification/listed_name.h"

namespace accord::qualification {
namespace {

using outcome::FindingId;
using outcome::Findings;
using trustlist::Qualifier;
using Services = std::vector<ServiceFacts>;

struct TypeRow {
  CertificateType type;
  Qualifier qualifier;
  std::string_view information;
};
constexpr std::array<TypeRow, 3> type_rows{{
    {CertificateType::esignature, Qualifier::qc_for_esig, trustlist::uri::for_esignatures},
    {CertificateType::eseal, Qualifier::qc_for_eseal, trustlist::uri::for_eseals},
    {CertificateType::web_authentication, Qualifier::qc_for_wsa, trustlist::uri::for_web},
}};

// The type that the list sets for the certificate by its one QCFor… qualifier.
std::optional<CertificateType> type_by_list(const ServiceFacts& service) {
  std::optional<CertificateType> type;
  for (const auto& row : type_rows) {
    if (!service.has_qualifier(row.qualifier)) continue;
    if (type.has_value()) return std::nullopt;
    type = row.type;
  }
  return type;
}

// The type that the certificate gives itself; compliance without a type means e-signature (EN 319
// 412-5, 4.2.3).
std::optional<CertificateType> type_by_certificate(const CertificateFacts& certificate) {
  if (certificate.types.size() == 1 && !certificate.has_unknown_type) {
    return certificate.types.front();
  }
  const bool says_nothing = certificate.types.empty() && !certificate.has_unknown_type;
  if (says_nothing && certificate.compliance) return CertificateType::esignature;
  return std::nullopt;
}

bool is_listed_for(const ServiceFacts& service, CertificateType type) {
  return std::any_of(type_rows.begin(), type_rows.end(), [&](const TypeRow& row) {
    return row.type == type && service.has_additional_information(row.information);
  });
}

class Procedure {
 public:
  Procedure(const Question& question, const x509::Certificate& issuer, Findings& findings)
      : question_(question), issuer_(issuer), findings_(findings) {}

  Determination run() {
    if (question_.certificate.not_before < eidas_applies) {
      add(FindingId::qualification_before_eidas, question_.about,
          {{"not_before", time::to_string(question_.certificate.not_before)}});
      return {};
    }
    if (question_.services.empty()) {
      add(FindingId::service_no_status_then, question_.about);
      return {};
    }
    auto services = keep_qualifying();
    if (!services.empty()) services = keep_for_type(std::move(services));
    if (services.empty() || !consistent(services)) return {};
    return select(services);
  }

 private:
  void add(FindingId id, const outcome::About& about, outcome::Params params = {}) {
    params.emplace_back("moment", to_string(question_.moment));
    params.emplace_back("at", time::to_string(question_.at));
    findings_.add(id, about, std::move(params));
  }

  // Step 2.
  Services keep_qualifying() {
    Services kept;
    for (const auto& service : question_.services) {
      if (service.type == trustlist::uri::ca_qc) kept.push_back(service);
    }
    if (kept.empty()) {
      const auto& first = question_.services.front();
      add(FindingId::service_type_not_qualifying, first.about,
          {{"service", first.name}, {"type", std::string(trustlist::short_name(first.type))}});
    }
    return kept;
  }

  // Step 3. A certificate that gives itself no type is left for step 9 to judge.
  Services keep_for_type(Services services) {
    const auto& certificate = question_.certificate;
    if (certificate.types.size() + (certificate.has_unknown_type ? 1U : 0U) > 1) {
      add(FindingId::certificate_type_ambiguous, question_.about);
      return {};
    }
    const auto type = type_by_certificate(certificate);
    if (!type.has_value()) return services;
    Services kept;
    for (const auto& service : services) {
      if (is_for(service, *type)) kept.push_back(service);
    }
    if (kept.empty()) {
      const auto& first = services.front();
      add(FindingId::service_not_for_type, first.about,
          {{"service", first.name}, {"type", std::string(to_string(*type))}});
    }
    return kept;
  }

  static bool is_for(const ServiceFacts& service, CertificateType type) {
    if (type == CertificateType::esignature &&
        service.has_qualifier(Qualifier::qc_for_legal_person)) {
      return false;
    }
    return is_listed_for(service, type) || type_by_list(service) == type;
  }

  // Step 4.
  bool consistent(const Services& services) {
    bool fine = true;
    for (const auto& service : services) {
      for (const auto broken : inconsistencies(service)) {
        add(FindingId::service_inconsistent, service.about,
            {{"service", service.name}, {"rule", std::string(broken)}});
        fine = false;
      }
    }
    return fine;
  }

  // Steps 5 to 8. What a service says is judged silently first: only the answer that counts is
  // explained.
  Determination select(const Services& services) {
    std::vector<Determination> answers;
    answers.reserve(services.size());
    for (const auto& service : services) {
      Findings unsaid;
      answers.push_back(judge(service, unsaid));
    }
    const bool same = std::all_of(answers.begin(), answers.end(), [&](const auto& answer) {
      return answer.agrees_with(answers.front());
    });
    if (!same) {
      add(FindingId::service_answers_differ, services.front().about,
          {{"count", fmt::format("{}", services.size())}});
      return {};
    }
    const auto granted = std::find_if(services.begin(), services.end(), is_granted);
    const auto& selected = granted == services.end() ? services.front() : *granted;
    if (auto differs = name_difference(issuer_, selected)) findings_.add(std::move(*differs));
    return judge(selected, findings_);
  }

  static bool is_granted(const ServiceFacts& service) {
    return trustlist::status_from_uri(service.status) == trustlist::Status::granted;
  }

  // Steps 9 to 11.
  Determination judge(const ServiceFacts& service, Findings& findings) const {
    Determination answer;
    answer.service = service;
    answer.qualified = is_qualified(service, findings);
    answer.type = type_of_certificate(service, answer.qualified);
    answer.device = device(service);
    return answer;
  }

  // Step 9.
  Decision is_qualified(const ServiceFacts& service, Findings& findings) const {
    const outcome::Params when{{"moment", std::string(to_string(question_.moment))},
                               {"at", time::to_string(question_.at)}};
    const auto status = trustlist::status_from_uri(service.status);
    if (status != trustlist::Status::granted) {
      outcome::Params params{{"service", service.name},
                             {"status", std::string(trustlist::short_name(service.status))},
                             {"since", time::to_string(service.period.from)}};
      params.insert(params.end(), when.begin(), when.end());
      findings.add(
          status.has_value() ? FindingId::service_not_granted : FindingId::service_status_unknown,
          service.about, std::move(params));
      return status.has_value() ? Decision::no : Decision::unknown;
    }
    const auto reason = reason_against(service);
    if (!reason.has_value()) return Decision::yes;
    outcome::Params params{{"reason", std::string(*reason)}};
    params.insert(params.end(), when.begin(), when.end());
    findings.add(FindingId::certificate_not_qualified, question_.about, std::move(params));
    return Decision::no;
  }

  std::optional<std::string_view> reason_against(const ServiceFacts& service) const {
    if (service.has_qualifier(Qualifier::not_qualified)) {
      return "the trusted list says that it is not";
    }
    if (service.has_qualifier(Qualifier::qc_statement)) return std::nullopt;
    if (!question_.certificate.compliance) {
      return "neither the certificate nor the trusted list says that it is";
    }
    if (!question_.certificate.legislation.empty()) {
      return "it is issued under the law of another country than the scheme's";
    }
    return std::nullopt;
  }

  // Step 10.
  std::optional<CertificateType> type_of_certificate(const ServiceFacts& service,
                                                     Decision qualified) const {
    if (qualified == Decision::yes) {
      if (const auto type = type_by_list(service)) return type;
    }
    return type_by_certificate(question_.certificate);
  }

  // Step 11.
  Decision device(const ServiceFacts& service) const {
    if (service.has_qualifier(Qualifier::qc_with_qscd) ||
        service.has_qualifier(Qualifier::qc_qscd_managed_on_behalf)) {
      return Decision::yes;
    }
    if (service.has_qualifier(Qualifier::qc_no_qscd)) return Decision::no;
    return question_.certificate.device ? Decision::yes : Decision::no;
  }

  const Question& question_;
  const x509::Certificate& issuer_;
  Findings& findings_;
};

SignatureKind kind_of(const Result& result) {
  if (!result.type.has_value() || result.qualified == Decision::unknown) {
    return SignatureKind::unknown;
  }
  const bool qualified = result.qualified == Decision::yes;
  const bool device = result.device == Decision::yes;
  switch (*result.type) {
    case CertificateType::esignature:
      if (!qualified) return SignatureKind::adesig;
      return device ? SignatureKind::qesig : SignatureKind::adesig_qc;
    case CertificateType::eseal:
      if (!qualified) return SignatureKind::adeseal;
      return device ? SignatureKind::qeseal : SignatureKind::adeseal_qc;
    case CertificateType::web_authentication:
      return SignatureKind::unknown;
  }
  return SignatureKind::unknown;
}

Decision both(Decision issuance, Decision use) {
  if (issuance == Decision::no || use == Decision::no) return Decision::no;
  return issuance == Decision::yes && use == Decision::yes ? Decision::yes : Decision::unknown;
}

}  // namespace

Determination determine(const Question& question, const x509::Certificate& issuer,
                        Findings& findings) {
  return Procedure(question, issuer, findings).run();
}

Result together(Determination issuance, Determination use, const outcome::About& certificate,
                Findings& findings) {
  Result result;
  result.issuance = std::move(issuance);
  result.use = std::move(use);
  result.qualified = both(result.issuance.qualified, result.use.qualified);
  if (result.issuance.type == result.use.type) result.type = result.use.type;
  result.device = result.use.device;
  result.kind = kind_of(result);
  if (result.qualified != Decision::yes) return result;
  if (!result.type.has_value()) {
    findings.add(FindingId::certificate_type_unknown, certificate);
  } else if (*result.type == CertificateType::web_authentication) {
    findings.add(FindingId::certificate_type_not_for_signing, certificate);
  }
  return result;
}

}  // namespace accord::qualification
