#include "verifier/revocation/crl_use.h"

#include <algorithm>

#include "verifier/revocation/freshness.h"
#include "verifier/revocation/subject.h"

namespace accord::revocation {
namespace {

using outcome::Finding;
using outcome::FindingId;

// CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue } (5.1).
outcome::Result<crypto::SignatureAlgorithm> algorithm_of(const x509::Crl& crl) {
  auto list = der::Reader(crl.der()).enter(der::tag::sequence);
  if (!list) return outcome::pass_on(list);
  if (auto tbs = list->any(); !tbs) return outcome::pass_on(tbs);
  const auto algorithm = list->element(der::tag::sequence);
  if (!algorithm) return outcome::pass_on(algorithm);
  return crypto::read_signature_algorithm(algorithm->whole);
}

bool may_sign_crls(const Issuer& signer) {
  return !signer.key_usage.has_value() || signer.key_usage->has(x509::KeyUsageBit::crl_sign);
}

/// Nothing when the CRL was signed with that key, by an algorithm and a key that may be relied on.
std::optional<Finding> wrongly_signed(const x509::Crl& crl, const Issuer& signer,
                                      const Question& question) {
  const auto& certificate = question.certificate;
  if (!may_sign_crls(signer)) {
    return set_aside(FindingId::revocation_crl_signer_not_allowed, crl, certificate);
  }
  const auto checked = question.signatures.check(crl, signer.key, question.budget, certificate);
  if (!checked) {
    if (checked.error().id != FindingId::signature_wrong &&
        checked.error().id != FindingId::signature_key_mismatch) {
      Finding why = checked.error();
      if (why.about.what.empty()) why.about = about(certificate);
      return why;
    }
    return set_aside(FindingId::revocation_crl_signature_wrong, crl, certificate);
  }
  const Statement statement{crl, crl.this_update(), crl.next_update()};
  if (auto late = made_after_end(statement, crl.this_update(), signer, question)) return late;
  const auto algorithm = algorithm_of(crl);
  if (!algorithm) return algorithm.error();
  const auto& algorithms = question.terms.algorithms;
  const auto judged_at = signer_judged_at(question, crl.this_update());
  auto weak = algorithms.check(*algorithm, judged_at);
  if (!weak.has_value()) weak = algorithms.check(signer.key.facts(), judged_at);
  // A warning does not keep the CRL from being used.
  if (!weak.has_value() || weak->severity < outcome::Severity::indeterminate) return std::nullopt;
  weak->about = {.what = "CRL of " + shown(crl.issuer()), .where = {}};
  return weak;
}

std::vector<Issuer> signers_of(const x509::Crl& crl, const Question& question) {
  return question.signers->of(crl.issuer(), question.certificate, question.issuer,
                              crl.authority_key_identifier(),
                              signer_judged_at(question, crl.this_update()));
}

/// The content of an extension, nothing when it is absent.
std::optional<der::ByteView> extension_value(const x509::Crl& crl, const der::Oid& id) {
  const auto& all = crl.extensions();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& extension) { return extension.id == id; });
  if (found == all.end()) return std::nullopt;
  return found->value;
}

bool same_extension(const x509::Crl& a, const x509::Crl& b, const der::Oid& id) {
  const auto first = extension_value(a, id);
  const auto second = extension_value(b, id);
  if (!first.has_value() || !second.has_value()) return first.has_value() == second.has_value();
  return der::equal(*first, *second);
}

/// Not more than, as numbers; CRL numbers are not negative (5.2.3).
bool not_after(const der::SerialNumber& a, const der::SerialNumber& b) {
  const auto first = a.content();
  const auto second = b.content();
  if ((first.front() & 0x80U) != 0 || (second.front() & 0x80U) != 0) return false;
  if (first.size() != second.size()) return first.size() < second.size();
  return !std::lexicographical_compare(second.begin(), second.end(), first.begin(), first.end());
}

}  // namespace

std::optional<Finding> made_after_end(const Statement& statement, time::Instant made,
                                      const Issuer& signer, const Question& question) {
  if (!signer.ends.has_value() || made <= *signer.ends) return std::nullopt;
  auto text = describe(statement);
  text.front() = 'T';
  return outcome::make_finding(
      FindingId::revocation_signer_ended, about(question.certificate),
      {{"statement", std::move(text)}, {"ended", time::to_string(*signer.ends)}});
}

Finding set_aside(FindingId id, const x509::Crl& crl, const x509::Certificate& certificate,
                  outcome::Params further) {
  outcome::Params params{{"issuer", shown(crl.issuer())},
                         {"this_update", time::to_string(crl.this_update())}};
  for (auto& param : further) params.push_back(std::move(param));
  return outcome::make_finding(id, about(certificate), std::move(params));
}

std::optional<Finding> authenticate(const x509::Crl& crl, const Question& question) {
  if (!crl.unknown_critical().empty()) {
    return set_aside(FindingId::revocation_crl_critical_extension, crl, question.certificate,
                     {{"oid", crl.unknown_critical().front().to_string()}});
  }
  std::optional<Finding> why;
  if (crl.issuer().matches(question.issuer.name)) {
    why = wrongly_signed(crl, question.issuer, question);
    if (!why.has_value()) return std::nullopt;
  }
  if (question.signers == nullptr) {
    return why.has_value()
               ? why
               : set_aside(FindingId::revocation_crl_signer_unknown, crl, question.certificate);
  }
  // A key of the authority that is not the one that signed the certificate, or another authority.
  for (const auto& signer : signers_of(crl, question)) {
    auto refused = wrongly_signed(crl, signer, question);
    if (!refused.has_value()) return std::nullopt;
    if (!why.has_value()) why = std::move(refused);
  }
  if (!why.has_value()) {
    why = set_aside(FindingId::revocation_crl_signer_unknown, crl, question.certificate);
  }
  return why;
}

bool is_genuine(const x509::Crl& crl, const Question& question) {
  const auto is_signed_with = [&](const crypto::PublicKey& key) {
    return question.signatures.check(crl, key, question.budget, question.certificate).has_value();
  };
  if (crl.issuer().matches(question.issuer.name) && is_signed_with(question.issuer.key)) {
    return true;
  }
  if (question.signers == nullptr) return false;
  const auto signers = signers_of(crl, question);
  return std::any_of(signers.begin(), signers.end(),
                     [&](const Issuer& signer) { return is_signed_with(signer.key); });
}

bool continues(const x509::Crl& delta, const x509::Crl& full) {
  return delta.is_delta() && !full.is_delta() && full.number().has_value() &&
         delta.number().has_value() && delta.issuer().matches(full.issuer()) &&
         same_extension(delta, full, x509::extension::issuing_distribution_point) &&
         same_extension(delta, full, x509::extension::authority_key_identifier) &&
         not_after(*delta.delta_base(), *full.number()) &&
         not_after(*full.number(), *delta.number());
}

std::optional<Finding> out_of_date(const x509::Crl& crl, const x509::Certificate& certificate,
                                   time::Instant at) {
  const StatementTimes times{crl.this_update(), crl.next_update(), crl.expired_certs_since()};
  switch (freshness(times, certificate, at)) {
    case Freshness::good:
      return std::nullopt;
    case Freshness::stale:
      return set_aside(
          FindingId::revocation_stale, crl, certificate,
          {{"next_update", time::to_string(*crl.next_update())}, {"at", time::to_string(at)}});
    case Freshness::no_next_update:
      return set_aside(FindingId::revocation_no_next_update, crl, certificate);
    case Freshness::made_later:
      return set_aside(FindingId::revocation_made_later, crl, certificate,
                       {{"at", time::to_string(at)}});
  }
  return std::nullopt;
}

}  // namespace accord::revocation
