#include "verifier/revocation/ocsp_use.h"

#include <algorithm>
#include <set>

#include "lib/x509/critical_content.h"
#include "verifier/revocation/freshness.h"
#include "verifier/revocation/subject.h"

namespace accord::revocation {
namespace {

using outcome::Finding;
using outcome::FindingId;

const der::Oid& ocsp_signing() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.3.9");
  return id;
}

std::string responder_of(const x509::OcspResponse& response) {
  if (response.responder_name().has_value()) return shown(*response.responder_name());
  return "the key " + der::to_hex(response.responder_key_hash().value_or(der::Bytes{}));
}

/// ResponderID (4.2.1).
bool is_responder(const x509::OcspResponse& response, const x509::Name& name,
                  const crypto::PublicKey& key) {
  if (response.responder_name().has_value()) return response.responder_name()->matches(name);
  return response.responder_key_hash().has_value() &&
         key.key_identifier().matches(*response.responder_key_hash());
}

struct Less {
  bool operator()(der::ByteView a, der::ByteView b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  }
};

bool is_refused(const std::optional<Finding>& finding) {
  return finding.has_value() && finding->severity >= outcome::Severity::indeterminate;
}

/// Nothing when the response was signed with that key, by an algorithm and a key that may be relied
/// on, then and when it was made.
std::optional<Finding> wrongly_signed(const x509::OcspResponse& response,
                                      const crypto::PublicKey& key, const Question& question) {
  const auto& certificate = question.certificate;
  const auto checked = question.signatures.check(response, key, question.budget, certificate);
  if (!checked) {
    if (checked.error().id == FindingId::budget_exhausted) return checked.error();
    return set_aside(FindingId::revocation_ocsp_signature_wrong, response, certificate);
  }
  const auto algorithm = crypto::read_signature_algorithm(response.signature_algorithm_der());
  if (!algorithm) return algorithm.error();
  const auto& algorithms = question.terms.algorithms;
  const auto judged_at = signer_judged_at(question, response.produced_at());
  auto weak = algorithms.check(*algorithm, judged_at);
  if (!weak.has_value()) weak = algorithms.check(key.facts(), judged_at);
  if (!is_refused(weak)) return std::nullopt;
  weak->about = {.what = "OCSP response of " + responder_of(response), .where = {}};
  return weak;
}

bool may_answer(const x509::Certificate& responder) {
  const auto& usages = responder.extended_key_usage();
  return usages.has_value() &&
         std::find(usages->begin(), usages->end(), ocsp_signing()) != usages->end();
}

/// It has a critical extension beyond those that say what a responder is, or in one of these what
/// cannot be processed (RFC 5280, 4.2).
bool has_unknown_critical(const x509::Certificate& responder) {
  namespace id = x509::extension;
  const auto& all = responder.extensions();
  return std::any_of(all.begin(), all.end(), [](const x509::Extension& extension) {
    if (x509::holds_unknown_when_critical(extension)) return true;
    return extension.critical && extension.id != id::basic_constraints &&
           extension.id != id::key_usage && extension.id != id::extended_key_usage &&
           extension.id != id::subject_alternative_name && extension.id != id::certificate_policies;
  });
}

bool is_distrusted(const x509::Certificate& responder, const Terms& terms) {
  if (terms.distrust == nullptr) return false;
  const auto& key = responder.public_key();
  return terms.distrust->contains(responder) || (key && terms.distrust->contains(*key));
}

/// Why a responder's certificate does not make it one for this issuer's certificates; empty when it
/// does. 4.2.2.2: "issued directly by the CA that is identified in the request", for the purpose.
std::string unfit(const x509::Certificate& responder, const x509::OcspResponse& response,
                  const Sources& sources, const Question& question) {
  const auto& issuer = question.issuer;
  if (!responder.issuer().matches(issuer.name)) return "another authority issued it";
  if (responder == question.certificate) return "it is the certificate that is asked about";
  if (is_distrusted(responder, question.terms)) return "it is one that is not to be trusted";
  if (!may_answer(responder)) return "it is not for signing OCSP responses";
  const auto& usage = responder.key_usage();
  if (usage.has_value() && !usage->has(x509::KeyUsageBit::digital_signature) &&
      !usage->has(x509::KeyUsageBit::content_commitment)) {
    return "its key usage does not allow signatures";
  }
  if (has_unknown_critical(responder)) return "it has a critical extension that is not known";
  // When a response was made is its signer's word: what is to hold at a moment needs a responder
  // that was one at that moment, and when it signed (3.2 (4)).
  const auto made = response.produced_at();
  auto terms = question.terms;
  terms.at = signer_judged_at(question, made);
  const auto algorithm = crypto::read_signature_algorithm(responder.signature_algorithm_der());
  if (!algorithm || is_refused(terms.algorithms.check(*algorithm, terms.at))) {
    return "it is signed with an algorithm that may not be relied on";
  }
  const auto signed_by_issuer =
      question.signatures.check(responder, issuer.key, question.budget, responder);
  if (!signed_by_issuer) {
    return signed_by_issuer.error().id == FindingId::budget_exhausted
               ? "too much work was spent already"
               : "the issuer's key did not sign it";
  }
  const auto at = question.terms.at;
  const auto was_valid = [&](time::Instant moment) {
    return moment >= responder.not_before() && moment <= responder.not_after();
  };
  if (!was_valid(made) || (made <= at && !was_valid(at))) {
    return "it was not valid when the response was made, or at the moment asked about";
  }
  Sources crls_only{sources.crls, {}, sources.certificates, sources.signatures};
  outcome::Findings unheard;
  const auto status =
      check(responder, issuer, crls_only, terms, question.signers, question.budget, unheard);
  if (std::holds_alternative<Revoked>(status)) return "it is revoked";
  // 4.2.2.2.1: a responder that need not be checked says so. One that is known to be revoked is.
  const bool need_not_be_checked = responder.find(x509::extension::ocsp_no_check) != nullptr;
  if (std::holds_alternative<Unknown>(status) && terms.rule == Rule::require &&
      !need_not_be_checked) {
    return "whether it is revoked is not known";
  }
  return {};
}

}  // namespace

Finding set_aside(FindingId id, const x509::OcspResponse& response,
                  const x509::Certificate& certificate, outcome::Params further) {
  outcome::Params params{{"responder", responder_of(response)},
                         {"produced_at", time::to_string(response.produced_at())}};
  for (auto& param : further) params.push_back(std::move(param));
  return outcome::make_finding(id, about(certificate), std::move(params));
}

std::optional<Finding> authenticate(const x509::OcspResponse& response, const Sources& sources,
                                    const Question& question) {
  const auto& certificate = question.certificate;
  if (!response.unknown_critical().empty()) {
    return set_aside(FindingId::revocation_ocsp_critical_extension, response, certificate,
                     {{"oid", response.unknown_critical().front().to_string()}});
  }
  const auto& issuer = question.issuer;
  const Statement statement{response, response.produced_at(), {}};
  const auto late = made_after_end(statement, response.produced_at(), issuer, question);
  if (is_responder(response, issuer.name, issuer.key)) {
    auto wrong = wrongly_signed(response, issuer.key, question);
    if (!wrong.has_value()) return late;
    if (response.certificates().empty()) return wrong;
  }
  std::optional<Finding> why;
  std::set<der::ByteView, Less> looked_at;
  // A digest of each key is made to compare it.
  const std::uint64_t each = response.responder_name().has_value() ? 1 : 4;
  for (const auto* pool : {&response.certificates(), &sources.certificates}) {
    if (auto paid = spend(question.budget, outcome::Cost::name_comparisons, each * pool->size(),
                          certificate);
        !paid) {
      return paid.error();
    }
    for (const auto& responder : *pool) {
      const auto& key = responder.public_key();
      if (!key || !is_responder(response, responder.subject(), *key)) continue;
      if (!looked_at.insert(responder.der()).second) continue;
      // First, since whoever answers can put any certificates into a response.
      if (auto wrong = wrongly_signed(response, *key, question); wrong.has_value()) {
        if (!why.has_value()) why = std::move(wrong);
        continue;
      }
      if (late.has_value()) return late;
      if (auto reason = unfit(responder, response, sources, question); !reason.empty()) {
        why = set_aside(FindingId::revocation_ocsp_responder_not_allowed, response, certificate,
                        {{"reason", std::move(reason)}});
        continue;
      }
      return std::nullopt;
    }
  }
  if (why.has_value()) return why;
  return set_aside(FindingId::revocation_ocsp_responder_unknown, response, certificate);
}

x509::RevokedEntry entry_of(const x509::OcspSingleResponse& single) {
  return {single.id.serial, single.revocation_time.value_or(single.this_update), single.reason, {}};
}

time::Instant stated_at(const x509::OcspSingleResponse& single,
                        const x509::OcspResponse& response) {
  return std::min(single.this_update, response.produced_at());
}

std::optional<Finding> out_of_date(const x509::OcspSingleResponse& single,
                                   const x509::OcspResponse& response,
                                   const x509::Certificate& certificate, time::Instant at) {
  const StatementTimes times{stated_at(single, response), single.next_update,
                             single.archive_cutoff};
  const outcome::Params params{
      {"this_update", time::to_string(single.this_update)},
      {"next_update",
       single.next_update.has_value() ? time::to_string(*single.next_update) : "(none)"},
      {"at", time::to_string(at)}};
  switch (freshness(times, certificate, at)) {
    case Freshness::good:
      return std::nullopt;
    case Freshness::stale:
      return set_aside(FindingId::revocation_ocsp_stale, response, certificate, params);
    case Freshness::no_next_update:
      return set_aside(FindingId::revocation_ocsp_no_next_update, response, certificate, params);
    case Freshness::made_later:
      return set_aside(FindingId::revocation_ocsp_made_later, response, certificate, params);
  }
  return std::nullopt;
}

}  // namespace accord::revocation
