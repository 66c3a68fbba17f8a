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
using Services = std::vector<const Listed*>;

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

}  // namespace

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

namespace {

class Procedure {
 public:
  Procedure(const Question& question, const x509::Certificate& issuer, Findings& findings)
      : question_(question), issuer_(issuer), findings_(findings) {}

  Determination run() {
    if (question_.issued < eidas_applies) {
      add(FindingId::qualification_before_eidas, question_.about,
          {{"not_before", time::to_string(question_.issued)}});
      return {};
    }
    if (question_.listed.empty()) {
      add(FindingId::service_no_status_then, question_.about);
      return {};
    }
    auto services = keep_qualifying();
    if (!services.empty()) services = keep_for_type(services);
    if (services.empty() || !consistent(services)) return {};
    return select(services);
  }

 private:
  void add(FindingId id, const outcome::About& about, outcome::Params params = {}) {
    add_to(findings_, id, about, std::move(params));
  }

  void add_to(Findings& findings, FindingId id, const outcome::About& about,
              outcome::Params params) const {
    params.emplace_back("moment", to_string(question_.moment));
    params.emplace_back("at", time::to_string(question_.at));
    findings.add(id, about, std::move(params));
  }

  // Step 2.
  Services keep_qualifying() {
    Services kept;
    for (const auto& one : question_.listed) {
      if (one.service.type == trustlist::uri::ca_qc) kept.push_back(&one);
    }
    if (kept.empty()) {
      const auto& first = question_.listed.front().service;
      add(FindingId::service_type_not_qualifying, first.about,
          {{"service", first.name}, {"type", std::string(trustlist::short_name(first.type))}});
    }
    return kept;
  }

  // Step 3.
  Services keep_for_type(const Services& services) {
    Services kept;
    for (const auto* one : services) {
      if (says_several_types(one->certificate)) {
        add(FindingId::certificate_type_ambiguous, question_.about);
        return {};
      }
      if (is_for_its_type(*one)) kept.push_back(one);
    }
    if (kept.empty()) {
      const auto& first = *services.front();
      const auto type = type_by_certificate(first.certificate);
      add(FindingId::service_not_for_type, first.service.about,
          {{"service", first.service.name}, {"type", std::string(to_string(*type))}});
    }
    return kept;
  }

  static bool says_several_types(const CertificateFacts& certificate) {
    return certificate.types.size() + (certificate.has_unknown_type ? 1U : 0U) > 1;
  }

  // A certificate that gives itself no type is left for step 9 to judge.
  static bool is_for_its_type(const Listed& listed) {
    const auto type = type_by_certificate(listed.certificate);
    if (!type.has_value()) return true;
    if (type == CertificateType::esignature &&
        listed.service.has_qualifier(Qualifier::qc_for_legal_person)) {
      return false;
    }
    return is_listed_for(listed.service, *type) || type_by_list(listed.service) == type;
  }

  // Step 4.
  bool consistent(const Services& services) {
    bool fine = true;
    for (const auto* one : services) {
      for (const auto broken : inconsistencies(one->service)) {
        add(FindingId::service_inconsistent, one->service.about,
            {{"service", one->service.name}, {"rule", std::string(broken)}});
        fine = false;
      }
    }
    return fine;
  }

  // Steps 5 to 8. What each service says is judged silently first: only the answer that counts is
  // explained.
  Determination select(const Services& services) {
    Findings unsaid;
    const auto first = judge(*services.front(), unsaid);
    const bool same = std::all_of(services.begin(), services.end(), [&](const Listed* one) {
      return judge(*one, unsaid).agrees_with(first);
    });
    if (!same) {
      add(FindingId::service_answers_differ, services.front()->service.about,
          {{"count", fmt::format("{}", services.size())}});
      return {};
    }
    const auto granted = std::find_if(services.begin(), services.end(), is_granted);
    const auto& selected = granted == services.end() ? *services.front() : **granted;
    if (auto differs = name_difference(issuer_, selected.service)) {
      findings_.add(std::move(*differs));
    }
    return judge(selected, findings_);
  }

  static bool is_granted(const Listed* listed) {
    return trustlist::status_from_uri(listed->service.status) == trustlist::Status::granted;
  }

  // Steps 9 to 11.
  Determination judge(const Listed& listed, Findings& findings) const {
    Determination answer;
    answer.service = static_cast<std::size_t>(&listed - question_.listed.data());
    answer.qualified = is_qualified(listed, findings);
    answer.type = type_of_certificate(listed, answer.qualified);
    answer.device = device(listed);
    return answer;
  }

  // Step 9.
  Decision is_qualified(const Listed& listed, Findings& findings) const {
    const auto& service = listed.service;
    const auto status = trustlist::status_from_uri(service.status);
    if (status != trustlist::Status::granted) {
      add_to(
          findings,
          status.has_value() ? FindingId::service_not_granted : FindingId::service_status_unknown,
          service.about,
          {{"service", service.name},
           {"status", std::string(trustlist::short_name(service.status))},
           {"since", time::to_string(service.period.from)}});
      return status.has_value() ? Decision::no : Decision::unknown;
    }
    const auto reason = reason_against(listed);
    if (!reason.has_value()) return Decision::yes;
    add_to(findings, FindingId::certificate_not_qualified, question_.about,
           {{"reason", std::string(*reason)}});
    return Decision::no;
  }

  static std::optional<std::string_view> reason_against(const Listed& listed) {
    if (listed.service.has_qualifier(Qualifier::not_qualified)) {
      return "the trusted list says that it is not";
    }
    if (listed.service.has_qualifier(Qualifier::qc_statement)) return std::nullopt;
    if (!listed.certificate.compliance) {
      return "neither the certificate nor the trusted list says that it is";
    }
    if (!listed.certificate.legislation.empty()) {
      return "it is issued under the law of another country than the scheme's";
    }
    return std::nullopt;
  }

  // Step 10.
  static std::optional<CertificateType> type_of_certificate(const Listed& listed,
                                                            Decision qualified) {
    if (qualified == Decision::yes) {
      if (const auto type = type_by_list(listed.service)) return type;
    }
    return type_by_certificate(listed.certificate);
  }

  // Step 11. Without a word in the list, and with QCQSCDStatusAsInCert, the certificate decides.
  static Decision device(const Listed& listed) {
    const auto& service = listed.service;
    if (service.has_qualifier(Qualifier::qc_with_qscd) ||
        service.has_qualifier(Qualifier::qc_qscd_managed_on_behalf)) {
      return Decision::yes;
    }
    if (service.has_qualifier(Qualifier::qc_no_qscd)) return Decision::no;
    return listed.certificate.device ? Decision::yes : Decision::no;
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

Result together(const Determination& issuance, const Determination& use,
                const outcome::About& certificate, Findings& findings) {
  Result result;
  result.issuance = issuance;
  result.use = use;
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
