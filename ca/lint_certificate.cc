#include <algorithm>

#include <fmt/format.h>

#include "ca/lint.h"
#include "ca/unsigned_form.h"
#include "lib/crypto/algorithm_policy.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Findings;
using x509::Certificate;
namespace ids = x509::extension;

// CA/Browser Forum 7.1: 64 bits from a generator, and the top bit is 0 in a positive number: at
// least 8 octets.
constexpr std::size_t shortest_serial = 8;

/// One certificate under the linter, and what was found so far.
class CertificateLinter {
 public:
  CertificateLinter(const Certificate& certificate, const CertificateLint& expected)
      : certificate_(certificate), expected_(expected), profile_(expected.profile) {}

  Findings run() {
    numbers();
    names();
    validity();
    keys();
    extensions_present();
    purposes();
    identifiers();
    addresses();
    qualified();
    return std::move(findings_);
  }

 private:
  void add(FindingId id, std::string_view where, outcome::Params params = {}) {
    findings_.add(id, {.what = certificate_.subject().to_string(), .where = std::string(where)},
                  std::move(params));
  }
  void wrong(FindingId id, std::string_view where, std::string reason) {
    add(id, where, {{"reason", std::move(reason)}});
  }
  void wrong_value(const der::Oid& id, std::string reason) {
    add(FindingId::ca_lint_extension_value, ids::name_of(id),
        {{"extension", ids::name_of(id)}, {"reason", std::move(reason)}});
  }

  void numbers() {
    if (certificate_.version() != 3) {
      wrong(FindingId::ca_lint_extension_value, "version", "the version is not 3");
    }
    const auto& serial = certificate_.serial();
    if (!serial.is_conforming() || serial.content().size() < shortest_serial) {
      add(FindingId::ca_lint_serial, "serialNumber", {{"serial", serial.to_hex()}});
    }
  }

  // RFC 5280, 4.1.2.4 and 7.1: the issuer's name as the issuer's certificate writes it.
  void names() {
    const auto& issuer =
        expected_.issuer == nullptr ? certificate_.subject() : expected_.issuer->subject();
    if (certificate_.issuer().empty() || !der::equal(certificate_.issuer().der(), issuer.der())) {
      add(FindingId::ca_lint_issuer, "issuer",
          {{"found", certificate_.issuer().to_string()}, {"expected", issuer.to_string()}});
    }
    if (certificate_.subject().empty() ||
        !der::equal(certificate_.subject().der(), expected_.subject.der())) {
      add(FindingId::ca_lint_subject, "subject",
          {{"found", certificate_.subject().to_string()},
           {"expected", expected_.subject.to_string()}});
    }
    for (const auto& rule : profile_.subject) {
      if (rule.required && !certificate_.subject().first(oid_of(rule.field)).has_value()) {
        add(FindingId::ca_subject_field_missing, "subject",
            {{"field", std::string(to_string(rule.field))}});
      }
    }
  }

  void validity() {
    const auto refuse = [&](std::string reason) {
      wrong(FindingId::ca_lint_validity, "validity", std::move(reason));
    };
    const auto from = certificate_.not_before();
    const auto to = certificate_.not_after();
    if (from != expected_.at)
      refuse(fmt::format("it starts at {}, not at the time of issuance", time::to_string(from)));
    if (to < from) refuse("it ends before it starts");
    if (to > last_second(from, profile_.longest_validity))
      refuse("it lasts longer than the profile allows");
    if (expected_.issuer == nullptr) return;
    if (from < expected_.issuer->not_before() || to > expected_.issuer->not_after()) {
      refuse("it is not inside the validity of the issuer's certificate");
    }
  }

  void keys() {
    if (!der::equal(certificate_.spki(), expected_.spki)) {
      wrong(FindingId::ca_lint_key, "subjectPublicKeyInfo", "it is not the approved key");
    }
    const auto policy = crypto::AlgorithmPolicy::strict();
    const auto& key = certificate_.public_key();
    if (!key) {
      findings_.add(key.error());
    } else if (auto weak = policy.check(key->facts(), expected_.at)) {
      findings_.add(std::move(*weak));
    }
    const auto algorithm = crypto::read_signature_algorithm(certificate_.signature_algorithm_der());
    if (!algorithm) {
      findings_.add(algorithm.error());
    } else if (auto weak = policy.check(*algorithm, expected_.at)) {
      findings_.add(std::move(*weak));
    }
  }

  struct Presence {
    const der::Oid* id;
    bool present;
    bool critical;
  };
  [[nodiscard]] std::vector<Presence> expected_extensions() const {
    const bool issued = expected_.issuer != nullptr;
    return {{&ids::key_usage, true, true},
            {&ids::subject_key_identifier, true, false},
            {&ids::authority_key_identifier, issued, false},
            {&ids::basic_constraints, profile_.basic_constraints.has_value(), true},
            {&ids::extended_key_usage, !profile_.extended_key_usage.empty(), false},
            {&ids::certificate_policies, profile_.policy.has_value(), false},
            {&ids::crl_distribution_points, issued, false},
            {&ids::authority_information_access, issued, false},
            {&ids::qc_statements, profile_.qualified_as.has_value(), false}};
  }

  // Exactly the profile's extensions: one too many is as wrong as one too few.
  void extensions_present() {
    const auto expected = expected_extensions();
    for (const auto& one : expected) {
      const auto* found = certificate_.find(*one.id);
      const auto name = ids::name_of(*one.id);
      if (one.present && found == nullptr)
        add(FindingId::ca_lint_extension_missing, name, {{"extension", name}});
      if (!one.present && found != nullptr)
        add(FindingId::ca_lint_extension_unexpected, name, {{"extension", name}});
      if (one.present && found != nullptr && found->critical != one.critical) {
        add(FindingId::ca_lint_extension_critical, name,
            {{"extension", name}, {"expected", one.critical ? "critical" : "not critical"}});
      }
    }
    for (const auto& extension : certificate_.extensions()) {
      const bool known = std::any_of(expected.begin(), expected.end(),
                                     [&](const Presence& one) { return *one.id == extension.id; });
      if (!known) {
        add(FindingId::ca_lint_extension_unexpected, ids::name_of(extension.id),
            {{"extension", ids::name_of(extension.id)}});
      }
    }
  }

  void purposes() {
    const auto& usage = certificate_.key_usage();
    if (usage.has_value() && usage->bits() != profile_.key_usage.bits()) {
      wrong_value(ids::key_usage, "it does not allow exactly what the profile says");
    }
    const auto& constraints = certificate_.basic_constraints();
    if (constraints.has_value() && profile_.basic_constraints.has_value() &&
        (constraints->ca != profile_.basic_constraints->ca ||
         constraints->path_length != profile_.basic_constraints->path_length)) {
      wrong_value(ids::basic_constraints, "it is not the profile's");
    }
    const auto& extended = certificate_.extended_key_usage();
    if (extended.has_value() && *extended != profile_.extended_key_usage) {
      wrong_value(ids::extended_key_usage, "it does not name exactly the profile's purposes");
    }
    policies();
  }

  void policies() {
    if (!profile_.policy.has_value() || certificate_.policies().empty()) return;
    const auto& found = certificate_.policies();
    const auto& qc = certificate_.qc_statements();
    const bool device = qc.has_value() && qc->sscd;
    const auto& policy =
        device && profile_.device_policy.has_value() ? profile_.device_policy : profile_.policy;
    if (found.size() != 1 || found.front().policy != *policy) {
      wrong_value(ids::certificate_policies,
                  fmt::format("it is not {} alone", policy->to_string()));
    }
  }

  void identifiers() {
    const auto& own = certificate_.subject_key_identifier();
    const auto& key = certificate_.public_key();
    if (own.has_value() && key && !key->key_identifier().matches(*own)) {
      wrong_value(ids::subject_key_identifier, "it is not the key's");
    }
    const auto& authority = certificate_.authority_key_identifier();
    if (!authority.has_value() || expected_.issuer == nullptr) return;
    if (authority->key_identifier != expected_.issuer->subject_key_identifier()) {
      wrong_value(ids::authority_key_identifier, "it is not the issuer's subject key identifier");
    }
  }

  // ETSI EN 319 412-2, 4.3.11 and 4.4.1: a web address of the CRL, and one of the issuer's
  // certificate.
  void addresses() {
    if (certificate_.find(ids::crl_distribution_points) != nullptr) {
      const auto& points = certificate_.crl_distribution_points();
      const bool good =
          !points.empty() && std::all_of(points.begin(), points.end(), [](const auto& point) {
            return !point.full_name.empty() && !point.reasons.has_value() &&
                   point.crl_issuer.empty() && is_web_address(point.full_name.front().text);
          });
      if (!good)
        wrong_value(ids::crl_distribution_points,
                    "it does not name web addresses of the whole CRL");
    }
    if (certificate_.find(ids::authority_information_access) != nullptr) {
      static const auto ca_issuers = der::Oid::literal("1.3.6.1.5.5.7.48.2");
      const auto& accesses = certificate_.authority_information_access();
      const bool good = std::any_of(accesses.begin(), accesses.end(), [](const auto& access) {
        return access.method == ca_issuers && is_web_address(access.location.text);
      });
      if (!good)
        wrong_value(ids::authority_information_access,
                    "it has no web address of the issuer's certificate");
    }
  }

  // ETSI EN 319 412-5, 4 and 5.
  void qualified() {
    const auto& qc = certificate_.qc_statements();
    if (!qc.has_value() || !profile_.qualified_as.has_value()) return;
    const auto refuse = [&](std::string reason) {
      wrong_value(ids::qc_statements, std::move(reason));
    };
    if (!qc->compliance) refuse("QcCompliance is missing");
    if (qc->types != std::vector<der::Oid>{*profile_.qualified_as})
      refuse("QcType is not the profile's");
    const bool english = std::any_of(qc->pds.begin(), qc->pds.end(),
                                     [](const x509::QcPds& pds) { return pds.language == "en"; });
    if (!english) refuse("QcPDS has no disclosure statement in English");
    const auto country = certificate_.issuer().first(x509::attribute::country);
    if (qc->legislation.empty() && !in_european_economic_area(country.value_or(""))) {
      refuse("QcCClegislation is missing for an issuer outside the European Economic Area");
    }
  }

  const Certificate& certificate_;
  const CertificateLint& expected_;
  const Profile& profile_;
  Findings findings_;
};

}  // namespace

Answer<Linted> lint_certificate(der::Bytes tbs, const CertificateLint& expected) {
  const auto der = with_zero_signature(tbs);
  if (!der) return refuse(der);
  const auto certificate = Certificate::parse(*der);
  if (!certificate) return refuse(certificate);
  auto findings = CertificateLinter(*certificate, expected).run();
  if (findings.worst() > outcome::Severity::info) return refuse(std::move(findings));
  return Linted(std::move(tbs));
}

}  // namespace accord::ca
