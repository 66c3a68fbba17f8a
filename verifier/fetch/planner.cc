#include "verifier/fetch/planner.h"

#include <algorithm>

#include "lib/http/url.h"
#include "verifier/fetch/reach.h"
#include "verifier/revocation/subject.h"

namespace accord::fetch {
namespace {

using outcome::Finding;
using outcome::FindingId;
using revocation::about;

// A certificate may name as many addresses as fit into it. What is left over is offered when these
// were tried.
constexpr std::size_t most_at_a_time = 64;
// Of addresses that nothing can be fetched from.
constexpr std::size_t most_named = 20;

/// What a thing is remembered by: an OCSP response is about one certificate.
std::string key_of(const Wanted& wanted, const std::string& url) {
  if (!wanted.subject) return url;
  return url + ' ' + der::to_hex(wanted.subject->certificate.fingerprint().bytes());
}

bool is_same(const Wanted& a, const Wanted& b) {
  const bool same_subject =
      a.subject.has_value() == b.subject.has_value() &&
      (!a.subject.has_value() || a.subject->certificate == b.subject->certificate);
  return a.kind == b.kind && same_subject && a.urls == b.urls;
}

bool is_fault_of_target(FindingId id) noexcept {
  return id == FindingId::certificate_expired || id == FindingId::certificate_not_yet_valid ||
         id == FindingId::certificate_for_another_name ||
         id == FindingId::path_end_entity_key_usage || id == FindingId::path_critical_extension;
}

const std::vector<path::Refused>& refused_of(const path::Answer& answer) {
  static const std::vector<path::Refused> none;
  if (const auto* invalid = std::get_if<path::Invalid>(&answer)) return invalid->candidates;
  if (const auto* open = std::get_if<path::Indeterminate>(&answer)) return open->candidates;
  return none;
}

// A hold is evidence too: what is known is not looked up again.
bool tells_revocation(FindingId id) noexcept {
  return id == FindingId::certificate_revoked || id == FindingId::certificate_on_hold;
}

/// Whether another path could not help either.
bool is_beyond_help(const path::Answer& answer, const x509::Certificate& target) {
  const auto subject = about(target);
  const auto settles = [&](const Finding& finding) {
    if (tells_revocation(finding.id)) return true;
    return finding.about == subject && is_fault_of_target(finding.id);
  };
  const auto& refused = refused_of(answer);
  return std::any_of(refused.begin(), refused.end(), [&](const path::Refused& one) {
    const auto& all = one.findings.all();
    return std::any_of(all.begin(), all.end(), settles);
  });
}

bool may_sign_lists(const x509::Certificate& certificate) {
  const auto& usage = certificate.key_usage();
  return usage.has_value() && usage->has(x509::KeyUsageBit::crl_sign);
}

}  // namespace

std::string_view to_string(Kind kind) noexcept {
  switch (kind) {
    case Kind::certificates:
      return "certificates";
    case Kind::crl:
      return "crl";
    case Kind::ocsp:
      return "ocsp";
  }
  return "";
}

/// A path on which nothing is known to be wrong, and of which not all is known, as the answer has
/// it.
struct Planner::Chain {
  const path::TrustAnchor& anchor;
  const std::vector<x509::Certificate>& certificates;
  const outcome::Findings& findings;

  /// Whether it is open whether that certificate is revoked.
  [[nodiscard]] bool is_open(const x509::Certificate& certificate) const {
    const auto subject = about(certificate);
    const auto& all = findings.all();
    return std::any_of(all.begin(), all.end(), [&](const Finding& finding) {
      return finding.about == subject && (finding.id == FindingId::revocation_unknown ||
                                          finding.id == FindingId::revocation_some_reasons);
    });
  }
  /// Whether that is open of something that an authority of that name issued.
  [[nodiscard]] bool is_open_below(const x509::Name& authority) const {
    return std::any_of(certificates.begin(), certificates.end(), [&](const auto& one) {
      return one.issuer().matches(authority) && is_open(one);
    });
  }
  [[nodiscard]] bool has(const x509::Certificate& certificate) const {
    return std::find(certificates.begin(), certificates.end(), certificate) != certificates.end();
  }
  [[nodiscard]] const outcome::Result<crypto::PublicKey>& key_above(std::size_t position) const {
    return position == 0 ? anchor.public_key() : certificates[position - 1].public_key();
  }
};

std::vector<Planner::Chain> Planner::open_chains(const path::Answer& answer) {
  std::vector<Chain> chains;
  const auto add_open = [&](const Chain& chain) {
    const auto& all = chain.certificates;
    const bool is_open =
        std::any_of(all.begin(), all.end(), [&](const auto& one) { return chain.is_open(one); });
    if (is_open) chains.push_back(chain);
  };
  if (const auto* valid = std::get_if<path::Valid>(&answer)) {
    add_open({valid->anchor(), valid->certificates(), valid->findings()});
  }
  for (const auto& one : refused_of(answer)) {
    if (one.findings.worst() == outcome::Severity::invalid) continue;
    add_open({one.candidate.anchor, one.candidate.certificates, one.findings});
  }
  return chains;
}

std::vector<Wanted> Planner::next(const path::Answer& answer, const path::Material& material,
                                  outcome::Budget& budget) {
  if (auto wanted = deltas(); !wanted.empty()) return wanted;
  const auto chains = open_chains(answer);
  for (const auto& chain : chains) {
    if (auto wanted = responses_for(chain); !wanted.empty()) return wanted;
    if (auto wanted = lists_for(chain); !wanted.empty()) return wanted;
    if (auto wanted = for_signers_of(chain, material, budget); !wanted.empty()) return wanted;
  }
  if (std::holds_alternative<path::Valid>(answer) || is_beyond_help(answer, target_)) return {};
  // Another path to the same issuer would leave it as open whether the target is revoked.
  const bool target_is_open = std::any_of(
      chains.begin(), chains.end(), [&](const Chain& chain) { return chain.is_open(target_); });
  if (target_is_open) return {};
  return issuers(material, budget);
}

void Planner::tried(const Wanted& wanted, const std::string& url) {
  tried_.insert(key_of(wanted, url));
}

void Planner::received(const x509::Crl& crl) {
  if (crl.is_delta()) return;
  for (auto& delta : deltas_of(crl)) deltas_.push_back(std::move(delta));
}

bool Planner::is_usable(const std::string& url) {
  auto parsed = http::Url::parse(url);
  if (parsed) return true;
  const bool is_new = seen_unusable_.insert(url).second;
  if (is_new && unusable_.size() < most_named) unusable_.push_back(std::move(parsed).error());
  return false;
}

void Planner::add(Wanted wanted, std::vector<Wanted>& all) {
  if (all.size() >= most_at_a_time) return;
  std::erase_if(wanted.urls, [&](const std::string& url) {
    return !is_usable(url) || tried_.count(key_of(wanted, url)) != 0;
  });
  const bool known = std::any_of(all.begin(), all.end(),
                                 [&](const Wanted& other) { return is_same(wanted, other); });
  if (!wanted.urls.empty() && !known) all.push_back(std::move(wanted));
}

void Planner::add_each(Kind kind, std::vector<std::string> urls, std::vector<Wanted>& all) {
  for (auto& url : urls) add({kind, {std::move(url)}, std::nullopt}, all);
}

void Planner::add_lists(const x509::Certificate& certificate, std::vector<Wanted>& all) {
  for (auto& urls : lists_of(certificate)) add({Kind::crl, std::move(urls), std::nullopt}, all);
}

std::vector<Wanted> Planner::deltas() {
  std::vector<Wanted> all;
  for (auto& urls : deltas_) add({Kind::crl, std::move(urls), std::nullopt}, all);
  deltas_.clear();
  return all;
}

std::vector<Wanted> Planner::responses_for(const Chain& chain) {
  std::vector<Wanted> all;
  for (std::size_t i = 0; i < chain.certificates.size(); ++i) {
    const auto& certificate = chain.certificates[i];
    const auto& key = chain.key_above(i);
    if (!key || !chain.is_open(certificate)) continue;
    add({Kind::ocsp, responders_of(certificate), OcspSubject{certificate, *key}}, all);
  }
  return all;
}

std::vector<Wanted> Planner::lists_for(const Chain& chain) {
  std::vector<Wanted> all;
  for (const auto& certificate : chain.certificates) {
    if (chain.is_open(certificate)) add_lists(certificate, all);
  }
  return all;
}

// Who signed evidence is known by that evidence only: CRLs by the name of their issuer, responses
// by the certificates in them.
std::vector<Wanted> Planner::for_signers_of(const Chain& chain, const path::Material& material,
                                            outcome::Budget& budget) {
  std::vector<Wanted> all;
  if (chain.findings.has(FindingId::revocation_crl_signer_unknown) ||
      chain.findings.has(FindingId::revocation_crl_signature_wrong)) {
    for (const auto& crl : material.revocation.crls) {
      if (!crl.is_indirect() && !chain.is_open_below(crl.issuer())) continue;
      add_each(Kind::certificates, issuers_of(crl), all);
      add_for_signers(crl, chain, material, budget, all);
    }
  }
  if (chain.findings.has(FindingId::revocation_ocsp_responder_not_allowed)) {
    for (const auto& response : material.revocation.ocsp) {
      for (const auto& responder : response.certificates()) {
        const bool needs_none = responder.find(x509::extension::ocsp_no_check) != nullptr;
        if (!needs_none && chain.is_open_below(responder.issuer())) add_lists(responder, all);
      }
    }
  }
  return all;
}

void Planner::add_for_signers(const x509::Crl& crl, const Chain& chain,
                              const path::Material& material, outcome::Budget& budget,
                              std::vector<Wanted>& all) {
  const auto count = material.untrusted.size();
  if (!budget.spend(outcome::Cost::name_comparisons, count)) return;
  for (const auto& signer : material.untrusted) {
    if (!signer.subject().matches(crl.issuer()) || !may_sign_lists(signer)) continue;
    if (chain.has(signer)) continue;
    add_lists(signer, all);
    add_each(Kind::certificates, issuers_of(signer), all);
  }
}

std::vector<Wanted> Planner::issuers(const path::Material& material, outcome::Budget& budget) {
  const auto reached = reach(target_, material, policy_.max_intermediates, budget);
  for (const auto signer : {Signer::none, Signer::untrusted}) {
    std::vector<Wanted> all;
    for (const auto& one : reached) {
      if (one.signer != signer || one.depth >= policy_.max_intermediates) continue;
      add_each(Kind::certificates, issuers_of(*one.certificate), all);
    }
    if (!all.empty()) return all;
  }
  return {};
}

}  // namespace accord::fetch
