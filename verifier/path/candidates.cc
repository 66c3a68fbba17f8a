#include "verifier/path/candidates.h"

#include <algorithm>

#include "verifier/revocation/signature_cost.h"
#include "verifier/revocation/subject.h"

namespace accord::path {
namespace {

// Smaller is better. Key identifiers are hints (RFC 5280, 4.2.1.1): a wrong one is tried last, not
// left out.
int rank_of(const x509::Certificate& certificate, const x509::Certificate& issuer) {
  const auto& named = certificate.authority_key_identifier();
  if (!named.has_value() || !named->key_identifier.has_value()) return 1;
  const auto& own = issuer.subject_key_identifier();
  if (!own.has_value()) return 1;
  return *own == *named->key_identifier ? 0 : 2;
}

}  // namespace

bool same_entity(const x509::Certificate& a, const x509::Certificate& b) {
  return der::equal(a.spki(), b.spki()) && a.subject().matches(b.subject());
}

Candidates::Candidates(const x509::Certificate& target,
                       const std::vector<x509::Certificate>& untrusted,
                       const std::vector<TrustAnchor>& anchors, std::uint32_t max_intermediates,
                       time::Instant at)
    : target_(target),
      untrusted_(untrusted),
      anchors_(anchors),
      max_intermediates_(max_intermediates),
      at_(at) {}

outcome::Result<std::vector<Candidates::Link>> Candidates::issuers_of(
    const x509::Certificate& certificate, outcome::Budget& budget) {
  const auto compared =
      budget.spend(outcome::Cost::name_comparisons, anchors_.size() + untrusted_.size(),
                   revocation::about(target_));
  if (!compared) return outcome::pass_on(compared);
  std::vector<Link> links;
  for (const auto& anchor : anchors_) {
    if (anchor.name().matches(certificate.issuer())) {
      links.push_back({rank_of(certificate, anchor.certificate()), &anchor, nullptr});
    }
  }
  for (const auto& issuer : untrusted_) {
    if (issuer.subject().matches(certificate.issuer()) && !is_anchor(issuer)) {
      links.push_back({rank_of(certificate, issuer), nullptr, &issuer});
    }
  }
  if (auto ordered = order(links, certificate, budget); !ordered) {
    return outcome::pass_on(std::move(ordered));
  }
  return links;
}

// A wrong key identifier weighs less than a key that did not sign, and so does a time that is not
// that of the question.
outcome::Result<void> Candidates::order(std::vector<Link>& links,
                                        const x509::Certificate& certificate,
                                        outcome::Budget& budget) {
  if (links.size() < 2) return {};
  constexpr int not_valid_then = 10;
  constexpr int key_did_not_sign = 100;
  for (auto& link : links) {
    const bool is_anchor = link.anchor != nullptr;
    const auto& issuer = is_anchor ? link.anchor->certificate() : *link.certificate;
    if (!is_anchor && (at_ < issuer.not_before() || at_ > issuer.not_after())) {
      link.rank += not_valid_then;
    }
    const auto did_sign = is_signed_by(certificate, issuer, budget);
    if (!did_sign) return outcome::pass_on(did_sign);
    if (!*did_sign) link.rank += key_did_not_sign;
  }
  std::stable_sort(links.begin(), links.end(),
                   [](const Link& a, const Link& b) { return a.rank < b.rank; });
  return {};
}

// Whether it may have been: a key that cannot be read by itself may get its parameters from its
// issuer.
outcome::Result<bool> Candidates::is_signed_by(const x509::Certificate& certificate,
                                               const x509::Certificate& issuer,
                                               outcome::Budget& budget) {
  const auto& key = issuer.public_key();
  if (!key) return true;
  const auto fingerprint = certificate.fingerprint();
  const auto of_certificate = fingerprint.bytes();
  const auto of_key = issuer.spki();
  auto [place, is_new] =
      signed_by_.try_emplace({der::Bytes(of_certificate.begin(), of_certificate.end()),
                              der::Bytes(of_key.begin(), of_key.end())});
  if (is_new) {
    const auto cost = revocation::verification_cost(key->facts());
    const auto paid = budget.spend(outcome::Cost::signatures, cost, revocation::about(target_));
    if (!paid) return outcome::pass_on(paid);
    place->second = certificate.check_signature(*key).has_value();
  }
  return place->second;
}

// What is said of an anchor holds for it under any other certificate too: a path that went on above
// it would be judged by what is said of somebody else.
bool Candidates::is_anchor(const x509::Certificate& certificate) const {
  return std::any_of(anchors_.begin(), anchors_.end(), [&](const TrustAnchor& anchor) {
    return same_entity(anchor.certificate(), certificate);
  });
}

bool Candidates::on_path(const x509::Certificate& certificate) const {
  return std::any_of(steps_.begin(), steps_.end(),
                     [&](const Step& step) { return same_entity(*step.certificate, certificate); });
}

Candidate Candidates::path_to(const TrustAnchor& anchor) const {
  Candidate candidate{anchor, {}};
  candidate.certificates.reserve(steps_.size());
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    candidate.certificates.push_back(*step->certificate);
  }
  return candidate;
}

outcome::Result<std::optional<Candidate>> Candidates::next(outcome::Budget& budget) {
  if (!started_) {
    started_ = true;
    auto links = issuers_of(target_, budget);
    if (!links) return outcome::pass_on(links);
    steps_.push_back({&target_, std::move(*links), 0});
  }
  while (!steps_.empty()) {
    auto& step = steps_.back();
    if (step.position == step.links.size()) {
      steps_.pop_back();
      continue;
    }
    const Link link = step.links[step.position++];
    const auto spent = budget.spend(outcome::Cost::paths, 1, revocation::about(target_));
    if (!spent) return outcome::pass_on(spent);
    const auto& issuer = link.anchor != nullptr ? link.anchor->certificate() : *link.certificate;
    if (on_path(issuer)) continue;
    if (link.anchor != nullptr) return path_to(*link.anchor);
    // Besides the target, the steps are intermediates.
    if (steps_.size() > max_intermediates_) {
      cut_short_ = true;
      continue;
    }
    auto links = issuers_of(issuer, budget);
    if (!links) return outcome::pass_on(links);
    steps_.push_back({&issuer, std::move(*links), 0});
  }
  return std::optional<Candidate>{};
}

}  // namespace accord::path
