#include "verifier/path/candidates.h"

#include <algorithm>

#include "lib/crypto/key_spelling.h"
#include "verifier/revocation/subject.h"

namespace accord::path {
namespace {

using outcome::FindingId;

// Smaller is better. Key identifiers are hints (RFC 5280, 4.2.1.1): a wrong one is tried last, not
// left out.
int rank_of(const x509::Certificate& certificate, const std::optional<der::Bytes>& issuer) {
  const auto& named = certificate.authority_key_identifier();
  if (!named.has_value() || !named->key_identifier.has_value()) return 1;
  if (!issuer.has_value()) return 1;
  return *issuer == *named->key_identifier ? 0 : 2;
}

/// Path validation refuses whatever it issues: RFC 5280, 6.1.3 (a)(2), 6.1.4 (k), (n).
bool can_issue(const x509::Certificate& issuer, time::Instant at) {
  if (at < issuer.not_before() || at > issuer.not_after()) return false;
  const auto& constraints = issuer.basic_constraints();
  if (issuer.version() != 3 || !constraints.has_value() || !constraints->ca) return false;
  const auto& usage = issuer.key_usage();
  return !usage.has_value() || usage->has(x509::KeyUsageBit::key_cert_sign);
}

const std::optional<std::uint32_t>& path_length_of(const TrustAnchor& anchor) {
  static const std::optional<std::uint32_t> none;
  const auto* certificate = anchor.certificate();
  if (certificate == nullptr) return anchor.constraints().path_length;
  const auto& constraints = certificate->basic_constraints();
  return constraints.has_value() ? constraints->path_length : none;
}

const std::optional<std::uint32_t>& path_length_of(const x509::Certificate& certificate) {
  static const std::optional<std::uint32_t> none;
  const auto& constraints = certificate.basic_constraints();
  return constraints.has_value() ? constraints->path_length : none;
}

}  // namespace

bool same_entity(const x509::Certificate& a, const x509::Certificate& b) {
  return a.subject().matches(b.subject()) && crypto::same_key(a.spki(), b.spki());
}

Candidates::Candidates(const x509::Certificate& target, const Material& material,
                       std::uint32_t max_intermediates, time::Instant at)
    : target_(target), material_(material), max_intermediates_(max_intermediates), at_(at) {}

outcome::Result<const std::vector<Candidates::Link>*> Candidates::issuers_of(
    const x509::Certificate& certificate, outcome::Budget& budget) {
  const auto [place, is_new] = issuers_.try_emplace(&certificate);
  auto& links = place->second;
  if (!is_new) return &links;
  const auto& anchors = material_.anchors;
  const auto& untrusted = material_.untrusted;
  const auto compared = revocation::spend(budget, outcome::Cost::name_comparisons,
                                          anchors.size() + untrusted.size(), target_);
  if (!compared) return outcome::pass_on(compared);
  for (const auto& anchor : anchors) {
    if (!anchor.name().matches(certificate.issuer())) continue;
    links.push_back({rank_of(certificate, anchor.key_identifier()), &anchor, nullptr, false});
  }
  for (const auto& issuer : untrusted) {
    if (!issuer.subject().matches(certificate.issuer()) || is_anchor(issuer)) continue;
    links.push_back(
        {rank_of(certificate, issuer.subject_key_identifier()), nullptr, &issuer, false});
  }
  for (auto& link : links) {
    const auto hopeless = is_hopeless(link, certificate, budget);
    if (!hopeless) return outcome::pass_on(hopeless);
    link.hopeless = *hopeless;
  }
  std::stable_sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
    return std::pair(a.hopeless, a.rank) < std::pair(b.hopeless, b.rank);
  });
  return &links;
}

// A key that cannot be read by itself may get its parameters from its issuer, and an algorithm that
// is not known is told as such: both are left to path validation.
outcome::Result<bool> Candidates::is_hopeless(const Link& link,
                                              const x509::Certificate& certificate,
                                              outcome::Budget& budget) const {
  const bool is_anchor = link.anchor != nullptr;
  if (!is_anchor && !can_issue(*link.certificate, at_)) return true;
  const auto& key = is_anchor ? link.anchor->public_key() : link.certificate->public_key();
  if (!key) return false;
  const auto checked = material_.revocation.signatures->check(certificate, *key, budget, target_);
  if (checked) return false;
  const auto why = checked.error().id;
  if (why == FindingId::budget_exhausted) return outcome::pass_on(checked);
  return why == FindingId::signature_wrong || why == FindingId::signature_key_mismatch;
}

// What is said of an anchor holds for it under any other certificate too: a path that went on above
// it would be judged by what is said of somebody else.
bool Candidates::is_anchor(const x509::Certificate& certificate) const {
  const auto& anchors = material_.anchors;
  return std::any_of(anchors.begin(), anchors.end(),
                     [&](const TrustAnchor& anchor) { return anchor.is(certificate); });
}

bool Candidates::on_path(const Link& link) const {
  return std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) {
    return link.anchor != nullptr ? link.anchor->is(*step.certificate)
                                  : same_entity(*step.certificate, *link.certificate);
  });
}

Candidate Candidates::path_to(const TrustAnchor& anchor) const {
  Candidate candidate{anchor, {}};
  candidate.certificates.reserve(steps_.size());
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    candidate.certificates.push_back(*step->certificate);
  }
  return candidate;
}

outcome::Result<void> Candidates::begin(outcome::Budget& budget) {
  const auto links = issuers_of(target_, budget);
  if (!links) return outcome::pass_on(links);
  longer_ones_ = false;
  steps_.push_back({&target_, *links, 0, 0, false});
  return {};
}

outcome::Result<void> Candidates::step_to(const Link& link, Kind kind, outcome::Budget& budget) {
  const auto& issuer = *link.certificate;
  auto& below = steps_.back();
  const auto& most = path_length_of(issuer);
  const bool too_many = most.has_value() && below.counted > *most;
  const bool hopeless = below.hopeless || link.hopeless || too_many;
  if (hopeless && kind == Kind::may_hold) return {};
  if (steps_.size() > length_) {  // besides the target, the steps are intermediates
    longer_ones_ = true;
    return {};
  }
  const auto links = issuers_of(issuer, budget);
  if (!links) return outcome::pass_on(links);
  const auto counted = steps_.back().counted + (issuer.is_self_issued() ? 0U : 1U);
  steps_.push_back({&issuer, *links, 0, counted, hopeless});
  return {};
}

// Looks on for a path with `length_` intermediates.
outcome::Result<std::optional<Candidate>> Candidates::next_of_length(Kind kind,
                                                                     outcome::Budget& budget) {
  while (!steps_.empty()) {
    auto& step = steps_.back();
    if (step.position == step.links->size()) {
      steps_.pop_back();
      continue;
    }
    const Link& link = (*step.links)[step.position++];
    if (kind == Kind::may_hold && link.hopeless) {
      step.position = step.links->size();  // so are those that follow
      continue;
    }
    const auto spent = revocation::spend(budget, outcome::Cost::paths, 1, target_);
    if (!spent) return outcome::pass_on(spent);
    if (on_path(link)) continue;
    if (link.anchor == nullptr) {
      if (auto stepped = step_to(link, kind, budget); !stepped) return outcome::pass_on(stepped);
      continue;
    }
    if (steps_.size() != length_ + 1) continue;  // shorter: it had its turn
    const auto& most = path_length_of(*link.anchor);
    const bool too_many = most.has_value() && step.counted > *most;
    const bool hopeless = step.hopeless || link.hopeless || too_many;
    if (hopeless == (kind == Kind::hopeless)) return path_to(*link.anchor);
  }
  return std::optional<Candidate>{};
}

outcome::Result<std::optional<Candidate>> Candidates::search(Kind kind, outcome::Budget& budget) {
  while (!exhausted_) {
    if (steps_.empty()) {
      if (auto begun = begin(budget); !begun) return outcome::pass_on(begun);
    }
    auto found = next_of_length(kind, budget);
    if (!found || found->has_value()) return found;
    if (!longer_ones_) {
      exhausted_ = true;
    } else if (length_ == max_intermediates_) {
      cut_short_ = true;
      exhausted_ = true;
    } else {
      ++length_;
    }
  }
  return std::optional<Candidate>{};
}

outcome::Result<std::optional<Candidate>> Candidates::next(outcome::Budget& budget) {
  return search(Kind::may_hold, budget);
}

outcome::Result<std::optional<Candidate>> Candidates::next_hopeless(outcome::Budget& budget) {
  if (kind_ == Kind::may_hold) {
    kind_ = Kind::hopeless;
    steps_.clear();
    length_ = 0;
    exhausted_ = false;
  }
  return search(Kind::hopeless, budget);
}

}  // namespace accord::path
