#include <mutex>

#include <accord/verifier.h>

#include "verifier/document.h"
#include "verifier/published.h"

namespace accord {
namespace {

Verdict verdict_of(trustlist::read::Verdict verdict) noexcept {
  switch (verdict) {
    case trustlist::read::Verdict::valid:
      return Verdict::valid;
    case trustlist::read::Verdict::indeterminate:
      return Verdict::indeterminate;
    case trustlist::read::Verdict::invalid:
      return Verdict::invalid;
  }
  return Verdict::invalid;
}

LegalEffect published(const recognition::LegalEffect& effect) {
  return {effect.scheme,
          std::string(qualification::to_string(effect.kind)),
          std::string(qualification::in_words(effect.kind)),
          effect.effect,
          effect.references,
          effect.equivalence.value_or(std::string{})};
}

std::string published(const signature::Conclusion& conclusion) {
  std::string text(signature::to_string(conclusion.indication));
  if (conclusion.sub.has_value()) {
    text.append(" ").append(signature::to_string(*conclusion.sub));
  }
  return text;
}

}  // namespace

struct Answer::State {
  verifier::Answer answer;
  std::vector<Finding> findings;
  std::vector<ChainLink> chain;
  std::optional<LegalEffect> legal_effect;
  std::string indication;
};

Answer::Answer(std::shared_ptr<const State> state) noexcept : state_(std::move(state)) {}

Verdict Answer::verdict() const noexcept { return verdict_of(state_->answer.verdict()); }
std::chrono::sys_seconds Answer::at() const noexcept { return state_->answer.at; }
const std::vector<Finding>& Answer::findings() const noexcept { return state_->findings; }
const std::vector<ChainLink>& Answer::chain() const noexcept { return state_->chain; }
const std::optional<LegalEffect>& Answer::legal_effect() const noexcept {
  return state_->legal_effect;
}
const std::string& Answer::indication() const noexcept { return state_->indication; }
std::string Answer::to_json() const { return verifier::to_json(state_->answer); }

struct Verifier::State {
  verifier::TrustSources sources;
  verifier::Evidence evidence;
  path::Policy policy;

  // What was verified for the moment last asked about.
  std::mutex mutex;
  std::shared_ptr<const verifier::Trust> trust;

  std::shared_ptr<const verifier::Trust> trust_at(time::Instant at) {
    const std::lock_guard lock(mutex);
    if (trust == nullptr || trust->at() != at) {
      outcome::Budget budget;
      trust = std::make_shared<const verifier::Trust>(
          verifier::establish_trust(sources, at, policy.algorithms, budget));
    }
    return trust;
  }

  void forget() { trust.reset(); }
};

Verifier::Verifier() : state_(std::make_unique<State>()) {}
Verifier::~Verifier() = default;
Verifier::Verifier(Verifier&&) noexcept = default;
Verifier& Verifier::operator=(Verifier&&) noexcept = default;

std::optional<Finding> Verifier::set_list_of_lists(std::string list,
                                                   const std::vector<std::string>& signers) {
  state_->forget();
  state_->sources.list_of_lists = {"list of lists", std::move(list)};
  state_->sources.signers.clear();
  std::optional<Finding> problem;
  for (const auto& file : signers) {
    auto read = x509::read_certificates(der::as_bytes(file));
    if (!read) {
      if (!problem.has_value()) problem = published(read.error());
      continue;
    }
    for (auto& certificate : *read) state_->sources.signers.push_back(std::move(certificate));
  }
  return problem;
}

void Verifier::add_list(std::string list) {
  state_->forget();
  auto& lists = state_->sources.lists;
  lists.push_back({"list " + std::to_string(lists.size() + 1), std::move(list)});
}

std::optional<Finding> Verifier::add_crls(std::string_view crls) {
  auto read = x509::read_crls(der::as_bytes(crls));
  if (!read) return published(read.error());
  for (auto& crl : *read) state_->evidence.crls.push_back(std::move(crl));
  return std::nullopt;
}

std::optional<Finding> Verifier::add_certificates(std::string_view certificates) {
  auto read = x509::read_certificates(der::as_bytes(certificates));
  if (!read) return published(read.error());
  for (auto& one : *read) state_->evidence.certificates.push_back(std::move(one));
  return std::nullopt;
}

Answer Verifier::verify(std::string document, std::chrono::sys_seconds at) const {
  const auto trust = state_->trust_at(at);
  outcome::Budget budget;
  auto state = std::make_shared<Answer::State>();
  state->answer = verifier::verify_document({"document", std::move(document)}, *trust,
                                            state_->evidence, state_->policy, budget);
  for (const auto& finding : state->answer.findings.all()) {
    state->findings.push_back(published(finding));
  }
  for (const auto& link : state->answer.chain) {
    state->chain.push_back({std::string(verifier::to_string(link.role)), link.holds, link.facts});
  }
  if (state->answer.legal_effect.has_value()) {
    state->legal_effect = published(*state->answer.legal_effect);
  }
  state->indication = published(state->answer.conclusion);
  return Answer(std::move(state));
}

}  // namespace accord
