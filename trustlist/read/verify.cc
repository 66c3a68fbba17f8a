#include "trustlist/read/verify.h"

#include "trustlist/model/validity.h"
#include "trustlist/read/names.h"
#include "trustlist/read/signer_rules.h"

namespace accord::trustlist::read {

using outcome::FindingId;
using outcome::Severity;

/// Makes a VerifiedList out of a verdict that nothing blocks.
struct ListMaker {
  static VerifiedList make(TrustedList list, const ListVerdict& verdict, time::Instant at) {
    VerifiedList result(std::move(list), *verdict.signer);
    result.signing_time_ = verdict.signing_time.value_or(time::Instant{});
    result.at_ = at;
    result.sha256_ = verdict.sha256;
    result.findings_ = verdict.findings;
    return result;
  }
};

std::string_view to_string(SignatureState state) noexcept {
  switch (state) {
    case SignatureState::invalid:
      return "invalid";
    case SignatureState::untrusted:
      return "untrusted";
    case SignatureState::valid:
      return "valid";
  }
  return {};
}

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::valid:
      return "valid";
    case Verdict::indeterminate:
      return "indeterminate";
    case Verdict::invalid:
      return "invalid";
  }
  return {};
}

Verdict verdict_of(const outcome::Findings& findings) noexcept {
  switch (findings.worst()) {
    case Severity::info:
    case Severity::warning:
      return Verdict::valid;
    case Severity::indeterminate:
      return Verdict::indeterminate;
    case Severity::invalid:
      return Verdict::invalid;
  }
  return Verdict::invalid;
}

bool uses_v2_properties(const TrustedList& list) noexcept {
  return list.form == Form::trusted_entities || list.version >= 6;
}

namespace {

outcome::About scheme_information(const TrustedList& list) {
  const auto root = names::in(list.form, names::list_root);
  const auto part = names::in(list.form, names::scheme_information);
  return {{}, 0, "/" + std::string(root.local) + "/" + std::string(part.local)};
}

/// Announced by certificate: names and key identifiers do not replace it.
SignatureState check_announced(const SignerSet& signers, const x509::Certificate& signer,
                               const outcome::About& about, outcome::Findings& findings) {
  if (!signers.known()) {
    findings.add(FindingId::list_signers_unknown, about);
    return SignatureState::untrusted;
  }
  if (!signers.contains(signer)) {
    findings.add(FindingId::list_signer_not_announced, about,
                 {{"subject", signer.subject().to_string()},
                  {"sha256", der::to_hex(signer.fingerprint().bytes())},
                  {"count", std::to_string(signers.certificates().size())}});
    return SignatureState::untrusted;
  }
  return SignatureState::valid;
}

void check_pointed_to(const SignerSet& signers, const TrustedList& list,
                      outcome::Findings& findings) {
  if (signers.territory().has_value() && *signers.territory() != list.territory) {
    findings.add(FindingId::list_not_the_one_pointed_to, scheme_information(list),
                 {{"found", list.territory}, {"expected", *signers.territory()}});
  }
  const auto form =
      signers.list_type().has_value() ? form_of_type(*signers.list_type()) : std::nullopt;
  if (form.has_value() && *form != list.form) {
    findings.add(FindingId::list_form_not_as_pointed_to, scheme_information(list),
                 {{"found", std::string(to_string(list.form))},
                  {"expected", std::string(to_string(*form))},
                  {"type", *signers.list_type()}});
    return;  // another type follows from it
  }
  if (signers.list_type().has_value() && *signers.list_type() != list.type) {
    auto finding =
        outcome::make_finding(FindingId::list_type_not_as_pointed_to, scheme_information(list),
                              {{"found", list.type}, {"expected", *signers.list_type()}});
    // A territory has one trusted list, and several lists of trusted entities: another type is then
    // another list.
    if (list.form == Form::trusted_entities) finding.severity = Severity::invalid;
    findings.add(std::move(finding));
  }
}

void check_times(const TrustedList& list, time::Instant at, outcome::Findings& findings) {
  if (list.issued > at) {
    findings.add(FindingId::list_not_yet_issued, scheme_information(list),
                 {{"issued", time::to_string(list.issued)}, {"at", time::to_string(at)}});
  }
  if (!list.next_update.has_value()) {
    findings.add(FindingId::list_closed, scheme_information(list));
  } else if (*list.next_update < at) {
    findings.add(
        FindingId::list_expired, scheme_information(list),
        {{"next_update", time::to_string(*list.next_update)}, {"at", time::to_string(at)}});
  }
}

/// 5.3.15 and 5.3.1 (TS 119 602 sets no such limits): what nobody but the scheme operator can mend,
/// and what keeps no list from being relied on.
void check_age(const TrustedList& list, time::Instant at, outcome::Findings& findings) {
  if (list.form != Form::trusted_list) return;
  if (list.next_update.has_value() && *list.next_update - list.issued > longest_update) {
    findings.add(FindingId::list_next_update_late, scheme_information(list),
                 {{"issued", time::to_string(list.issued)},
                  {"next_update", time::to_string(*list.next_update)}});
  }
  if (list.version == 5 && at >= version_6_applies) {
    findings.add(FindingId::list_version_outdated, scheme_information(list),
                 {{"issued", time::to_string(list.issued)},
                  {"version", std::to_string(list.version)},
                  {"from", time::to_string(version_6_applies)}});
  }
}

void check_sequence(const TrustedList& list, const ListPolicy& policy,
                    outcome::Findings& findings) {
  if (policy.last_sequence.has_value() && list.sequence < *policy.last_sequence) {
    findings.add(FindingId::list_rolled_back, scheme_information(list),
                 {{"sequence", std::to_string(list.sequence)},
                  {"last", std::to_string(*policy.last_sequence)}});
  }
}

/// Annex B.1: version 5 uses the properties of TS 101 903, version 6 those of EN 319 132-1. So does
/// every list of trusted entities (TS 119 602, 6.8).
void check_form(const TrustedList& list, const xmldsig::IntactSignature& signature,
                outcome::Findings& findings) {
  const bool wants_v2 = uses_v2_properties(list);
  if (signature.uses_v2_properties() == wants_v2) return;
  const std::string v1 = "SigningCertificate";
  const std::string v2 = "SigningCertificateV2";
  findings.add(FindingId::list_signature_form, signature.signature_element().about(),
               {{"found", wants_v2 ? v1 : v2},
                {"expected", wants_v2 ? v2 : v1},
                {"version", std::to_string(list.version)}});
}

void check_signed_list(const TrustedList& list, const xmldsig::IntactSignature& signature,
                       const SignerSet& signers, time::Instant at, const ListPolicy& policy,
                       outcome::Findings& findings) {
  check_pointed_to(signers, list, findings);
  check_times(list, at, findings);
  check_age(list, at, findings);
  check_sequence(list, policy, findings);
  check_form(list, signature, findings);
  // A time that only the signer vouches for makes no certificate good that ended before.
  const auto& certificate = signature.signing_certificate();
  if (certificate.not_after() < list.issued) {
    findings.add(FindingId::list_signer_ended_before_issue, signature.signature_element().about(),
                 {{"until", time::to_string(certificate.not_after())},
                  {"issued", time::to_string(list.issued)},
                  {"signed", time::to_string(signature.signing_time())}});
  }
  if (signature.signing_time() > at && list.issued <= at) {
    findings.add(
        FindingId::list_signed_later, signature.signature_element().about(),
        {{"signed", time::to_string(signature.signing_time())}, {"at", time::to_string(at)}});
  }
  if (signature.signing_time() < list.issued) {
    findings.add(FindingId::list_signed_before_issue_date, signature.signature_element().about(),
                 {{"signed", time::to_string(signature.signing_time())},
                  {"issued", time::to_string(list.issued)}});
  }
  check_signer_certificate(list, certificate, findings);
}

/// Reads what the signature covers; without an intact one, what the document claims.
std::optional<TrustedList> read_document(const xml::Document& document,
                                         const std::optional<xmldsig::IntactSignature>& signature,
                                         const ListPolicy& policy, outcome::Budget& budget,
                                         ListVerdict& verdict) {
  const auto& root = signature.has_value() ? signature->signed_root() : document.root();
  auto read = read_list(root, ReadOptions{policy.keep}, budget, verdict.findings);
  if (!read.has_value()) return std::nullopt;
  verdict.providers = read->providers;
  verdict.services = read->services;
  return std::move(read->list);
}

}  // namespace

ListVerdict verify_list(std::string bytes, const SignerSet& signers, time::Instant at,
                        const ListPolicy& policy, outcome::Budget& budget) {
  ListVerdict verdict;
  if (policy.digest_file) {
    verdict.sha256 = crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes));
  }
  budget.next_document();
  const auto document = xml::Document::parse(std::move(bytes), budget);
  if (!document) {
    verdict.findings.add(document.error());
    verdict.verdict = verdict_of(verdict.findings);
    return verdict;
  }
  const auto signature =
      xmldsig::verify_enveloped(*document, {policy.algorithms, at}, budget, verdict.findings);
  auto list = read_document(*document, signature, policy, budget, verdict);
  if (signature.has_value()) {
    verdict.signer = signature->signing_certificate();
    verdict.signing_time = signature->signing_time();
    verdict.signature = check_announced(signers, *verdict.signer,
                                        signature->signature_element().about(), verdict.findings);
    if (list.has_value()) {
      check_signed_list(*list, *signature, signers, at, policy, verdict.findings);
    }
  }
  verdict.verdict = verdict_of(verdict.findings);
  const bool whole = list.has_value() && verdict.signature == SignatureState::valid;
  if (verdict.verdict == Verdict::valid && !whole) verdict.verdict = Verdict::invalid;
  if (verdict.verdict == Verdict::valid) {
    verdict.verified = ListMaker::make(std::move(*list), verdict, at);
  } else if (list.has_value()) {
    verdict.unverified = std::move(*list);
  }
  return verdict;
}

ListVerdict verify_list(std::string bytes, std::string_view name, const SignerSet& signers,
                        time::Instant at, const ListPolicy& policy, outcome::Budget& budget) {
  auto verdict = verify_list(std::move(bytes), signers, at, policy, budget);
  verdict.findings.name_subject(name);
  return verdict;
}

}  // namespace accord::trustlist::read
