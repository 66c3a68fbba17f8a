#include "ca/issue.h"

#include "ca/pipeline.h"

namespace accord::ca {

namespace {

// Those of authorities are left to found_root and found_issuing: their records are made together
// with the authority's.
outcome::Findings check_end_entity(const IssueRequest& request, const Issuer& issuer,
                                   time::Instant at) {
  auto findings = check_request(request, issuer, at);
  const auto profile = find_profile(request.profile);
  if (findings.empty() && (*profile)->is_authority()) {
    findings.add(outcome::FindingId::ca_profile_not_here, {},
                 {{"profile", request.profile}, {"signer", "a command for end entities"}});
  }
  return findings;
}

}  // namespace

Answer<Issued> issue(Registry& registry, const Authority& authority, crypto::Signer& signer,
                     const IssueRequest& request, const Act& act) {
  if (auto fits = check_signer(authority.key(), signer); !fits) return refuse(fits);
  const auto signatory = signatory_of(authority, signer);
  auto findings = check_end_entity(request, signatory.issuer, act.at);
  if (!findings.empty()) return refuse(std::move(findings));
  registry.reached(Step::checked);
  auto intended = intend(registry, request, signatory, act, nullptr);
  if (!intended) return refuse(std::move(intended.error()));
  return complete(registry, intended->record, std::move(intended->token), signer, act);
}

Answer<x509::Certificate> issue_self_signed(const IssueRequest& request, crypto::Signer& signer,
                                            time::Instant at) {
  Issuer itself;
  itself.algorithm = signer.algorithm();
  auto findings = check_end_entity(request, itself, at);
  if (!der::equal(request.spki, signer.public_key().spki())) {
    findings.add(outcome::make_finding(outcome::FindingId::ca_signer_mismatch));
  }
  if (!findings.empty()) return refuse(std::move(findings));
  auto prepared = prepare(draw_serial(), request, itself, at);
  if (!prepared) return refuse(std::move(prepared.error()));
  const auto bytes = sign(std::move(prepared->token), signer);
  if (!bytes) return refuse(bytes);
  if (auto right = check_signed(*bytes, signer.public_key()); !right) return refuse(right);
  auto certificate = x509::Certificate::parse(bytes->der);
  if (!certificate) return refuse(certificate);
  return std::move(*certificate);
}

}  // namespace accord::ca
