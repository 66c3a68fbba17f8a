#include "verifier/revocation/crl_use.h"

#include <algorithm>

#include "verifier/revocation/subject.h"

namespace accord::revocation {
namespace {

using outcome::Finding;
using outcome::FindingId;

Finding set_aside(FindingId id, const x509::Crl& crl, const x509::Certificate& certificate,
                  outcome::Params further = {}) {
  outcome::Params params{{"issuer", crl.issuer().to_string()},
                         {"this_update", time::to_string(crl.this_update())}};
  for (auto& param : further) params.push_back(std::move(param));
  return outcome::make_finding(id, about(certificate), std::move(params));
}

bool same(const x509::GeneralName& a, const x509::GeneralName& b) {
  if (a.kind != b.kind) return false;
  if (a.name.has_value() && b.name.has_value()) return a.name->matches(*b.name);
  return a.text == b.text && a.der == b.der;
}

bool any_same(const std::vector<x509::GeneralName>& names,
              const std::vector<x509::GeneralName>& others) {
  return std::any_of(names.begin(), names.end(), [&](const auto& name) {
    return std::any_of(others.begin(), others.end(),
                       [&](const auto& other) { return same(name, other); });
  });
}

// 6.3.3 (b)(2)(i). A certificate that names no distribution point is taken to name its issuer.
bool names_a_point_of(const std::vector<x509::GeneralName>& points,
                      const x509::Certificate& certificate) {
  const auto& named = certificate.crl_distribution_points();
  if (named.empty()) {
    return std::any_of(points.begin(), points.end(), [&](const auto& point) {
      return point.name.has_value() && point.name->matches(certificate.issuer());
    });
  }
  return std::any_of(named.begin(), named.end(),
                     [&](const auto& point) { return any_same(points, point.full_name); });
}

bool is_ca(const x509::Certificate& certificate) {
  return certificate.basic_constraints().has_value() && certificate.basic_constraints()->ca;
}

std::optional<std::string> unsupported_kind(const x509::Crl& crl) {
  if (crl.is_delta()) return "it lists only changes (a delta CRL)";
  const auto& point = crl.issuing_distribution_point();
  if (!point.has_value()) return std::nullopt;
  if (point->indirect) return "it lists certificates of other issuers too (an indirect CRL)";
  if (point->only_some_reasons.has_value()) return "it lists revocations for some reasons only";
  if (point->only_attribute_certs) return "it lists attribute certificates only";
  if (point->relative_name.has_value()) {
    return "its distribution point is named relative to its issuer";
  }
  return std::nullopt;
}

std::optional<std::string> out_of_scope(const x509::Crl& crl,
                                        const x509::Certificate& certificate) {
  const auto& point = crl.issuing_distribution_point();
  if (!point.has_value()) return std::nullopt;
  if (point->only_user_certs && is_ca(certificate)) return "it lists no CA certificates";
  if (point->only_ca_certs && !is_ca(certificate)) return "it lists CA certificates only";
  if (!point->full_name.empty() && !names_a_point_of(point->full_name, certificate)) {
    return "the certificate does not name its distribution point";
  }
  return std::nullopt;
}

// CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue } (5.1).
outcome::Result<crypto::SignatureAlgorithm> algorithm_of(const x509::Crl& crl) {
  auto list = der::Reader(crl.der()).enter(der::tag::sequence);
  if (!list) return outcome::pass_on(list);
  if (auto tbs = list->any(); !tbs) return outcome::pass_on(tbs);
  const auto algorithm = list->element(der::tag::sequence);
  if (!algorithm) return outcome::pass_on(algorithm);
  return crypto::read_signature_algorithm(algorithm->whole);
}

std::optional<Finding> wrongly_signed(const x509::Crl& crl, const x509::Certificate& certificate,
                                      const Issuer& issuer, const Terms& terms,
                                      outcome::Budget& budget) {
  if (auto spent = budget.spend(outcome::Cost::signatures, 1, about(certificate)); !spent) {
    return spent.error();
  }
  const auto checked = crl.check_signature(issuer.key);
  if (!checked) {
    if (checked.error().id != FindingId::signature_wrong &&
        checked.error().id != FindingId::signature_key_mismatch) {
      Finding why = checked.error();
      if (why.about.what.empty()) why.about = about(certificate);
      return why;
    }
    return set_aside(FindingId::revocation_crl_signature_wrong, crl, certificate);
  }
  const auto algorithm = algorithm_of(crl);
  if (!algorithm) return algorithm.error();
  auto weak = terms.algorithms.check(*algorithm, terms.at);
  if (!weak.has_value()) weak = terms.algorithms.check(issuer.key.facts(), terms.at);
  if (weak.has_value()) weak->about = {.what = "CRL of " + crl.issuer().to_string(), .where = {}};
  return weak;
}

}  // namespace

std::optional<Finding> authenticate(const x509::Crl& crl, const x509::Certificate& certificate,
                                    const Issuer& issuer, const Terms& terms,
                                    outcome::Budget& budget) {
  if (auto reason = unsupported_kind(crl)) {
    return set_aside(FindingId::revocation_crl_unsupported, crl, certificate,
                     {{"reason", std::move(*reason)}});
  }
  if (!crl.unknown_critical().empty()) {
    return set_aside(FindingId::revocation_crl_critical_extension, crl, certificate,
                     {{"oid", crl.unknown_critical().front().to_string()}});
  }
  if (auto reason = out_of_scope(crl, certificate)) {
    return set_aside(FindingId::revocation_crl_scope, crl, certificate,
                     {{"reason", std::move(*reason)}});
  }
  if (issuer.key_usage.has_value() && !issuer.key_usage->has(x509::KeyUsageBit::crl_sign)) {
    return set_aside(FindingId::revocation_crl_signer_not_allowed, crl, certificate);
  }
  return wrongly_signed(crl, certificate, issuer, terms, budget);
}

std::optional<Finding> out_of_date(const x509::Crl& crl, const x509::Certificate& certificate,
                                   time::Instant at) {
  if (crl.this_update() > at) {
    return set_aside(FindingId::revocation_made_later, crl, certificate,
                     {{"at", time::to_string(at)}});
  }
  if (!crl.next_update().has_value()) {
    return set_aside(FindingId::revocation_no_next_update, crl, certificate);
  }
  if (*crl.next_update() < at) {
    return set_aside(
        FindingId::revocation_stale, crl, certificate,
        {{"next_update", time::to_string(*crl.next_update())}, {"at", time::to_string(at)}});
  }
  return std::nullopt;
}

}  // namespace accord::revocation
