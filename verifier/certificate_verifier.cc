#include <algorithm>
#include <tuple>

#include <accord/certificate.h>

#include "lib/policy/algorithm_policy_file.h"
#include "verifier/path/find.h"
#include "verifier/published.h"

namespace accord {
namespace {

using outcome::FindingId;

/// Appends what was read, or says what was wrong.
template <typename T>
std::optional<Finding> append(outcome::Result<std::vector<T>> read, std::vector<T>& to) {
  if (!read) return published(read.error());
  std::move(read->begin(), read->end(), std::back_inserter(to));
  return std::nullopt;
}

revocation::Rule rule_of(RevocationRule rule) noexcept {
  switch (rule) {
    case RevocationRule::require:
      return revocation::Rule::require;
    case RevocationRule::prefer:
      return revocation::Rule::prefer;
    case RevocationRule::off:
      return revocation::Rule::off;
  }
  return revocation::Rule::require;
}

using Names = std::vector<path::ReferenceName>;

outcome::Result<void> add_names(const std::vector<std::string>& texts,
                                outcome::Result<path::ReferenceName> (*read)(std::string_view),
                                Names& names) {
  for (const auto& text : texts) {
    auto name = read(text);
    if (!name) return outcome::pass_on(std::move(name));
    names.push_back(std::move(*name));
  }
  return {};
}

outcome::Result<Names> names_of(const CertificateQuestion& question) {
  Names names;
  for (const auto& [texts, read] : {std::tuple(&question.dns, &path::ReferenceName::dns),
                                    std::tuple(&question.ip, &path::ReferenceName::ip),
                                    std::tuple(&question.email, &path::ReferenceName::email)}) {
    if (auto added = add_names(*texts, read, names); !added) return outcome::pass_on(added);
  }
  return names;
}

outcome::Result<std::vector<der::Oid>> policies_of(const CertificateQuestion& question) {
  std::vector<der::Oid> policies;
  for (const auto& text : question.policies) {
    auto policy = der::Oid::from_text(text);
    if (!policy) return outcome::pass_on(std::move(policy));
    policies.push_back(std::move(*policy));
  }
  if (policies.empty()) policies.push_back(path::any_policy());
  return policies;
}

outcome::Result<path::Purpose> purpose_of(const CertificateQuestion& question) {
  if (const auto* purpose = path::purpose::find(question.purpose)) return *purpose;
  std::string known;
  for (const auto* purpose : path::purpose::all()) {
    known += (known.empty() ? "" : ", ") + std::string(purpose->id);
  }
  return outcome::fail(FindingId::word_unknown, {.what = "purpose"},
                       {{"word", question.purpose}, {"known", std::move(known)}});
}

outcome::Result<path::Policy> policy_of(const CertificateQuestion& question) {
  path::Policy policy;
  auto purpose = purpose_of(question);
  if (!purpose) return outcome::pass_on(std::move(purpose));
  policy.purpose = std::move(*purpose);
  auto names = names_of(question);
  if (!names) return outcome::pass_on(std::move(names));
  policy.names = std::move(*names);
  auto policies = policies_of(question);
  if (!policies) return outcome::pass_on(std::move(policies));
  policy.user_initial_policies = std::move(*policies);
  policy.initial_explicit_policy = question.explicit_policy;
  policy.initial_policy_mapping_inhibit = question.inhibit_policy_mapping;
  policy.initial_any_policy_inhibit = question.inhibit_any_policy;
  policy.revocation = rule_of(question.revocation);
  policy.max_intermediates = question.max_intermediates;
  policy.now = question.now;
  return policy;
}

std::string in_words(const revocation::Status& status) {
  if (const auto* good = std::get_if<revocation::Good>(&status)) {
    return "not revoked, by " + revocation::describe(good->by);
  }
  return {};
}

CertificatePath path_of(const path::Candidate& candidate,
                        const std::vector<revocation::Status>& statuses,
                        const outcome::Findings& findings) {
  CertificatePath path{candidate.anchor.name().to_string(), {}, published(findings)};
  for (std::size_t i = 0; i < candidate.certificates.size(); ++i) {
    const auto& certificate = candidate.certificates[i];
    path.certificates.push_back({certificate.subject().to_string(),
                                 certificate.issuer().to_string(), certificate.serial().to_hex(),
                                 der::to_hex(certificate.fingerprint().bytes()),
                                 certificate.not_before(), certificate.not_after(),
                                 i < statuses.size() ? in_words(statuses[i]) : std::string()});
  }
  return path;
}

}  // namespace

struct CertificateAnswer::State {
  Verdict verdict = Verdict::indeterminate;
  std::chrono::sys_seconds at;
  std::vector<Finding> findings;
  std::vector<CertificatePath> paths;
  std::vector<std::string> policies;

  void take(const path::Answer& answer) {
    findings = published(path::findings_of(answer));
    if (const auto* valid = std::get_if<path::Valid>(&answer)) {
      verdict = Verdict::valid;
      paths.push_back(path_of({valid->anchor(), valid->certificates()}, valid->revocation(),
                              valid->findings()));
      for (const auto& one : valid->policies().user_constrained) {
        policies.push_back(one.to_string());
      }
    } else if (const auto* invalid = std::get_if<path::Invalid>(&answer)) {
      verdict = Verdict::invalid;
      take(invalid->candidates);
    } else if (const auto* open = std::get_if<path::Indeterminate>(&answer)) {
      take(open->candidates);
    }
  }

  void take(const std::vector<path::Refused>& refused) {
    for (const auto& one : refused) paths.push_back(path_of(one.candidate, {}, one.findings));
  }
};

CertificateAnswer::CertificateAnswer(std::shared_ptr<const State> state) noexcept
    : state_(std::move(state)) {}

Verdict CertificateAnswer::verdict() const noexcept { return state_->verdict; }
std::chrono::sys_seconds CertificateAnswer::at() const noexcept { return state_->at; }
const std::vector<Finding>& CertificateAnswer::findings() const noexcept {
  return state_->findings;
}
const std::vector<CertificatePath>& CertificateAnswer::paths() const noexcept {
  return state_->paths;
}
const std::vector<std::string>& CertificateAnswer::policies() const noexcept {
  return state_->policies;
}

struct CertificateVerifier::State {
  path::Material material;
  revocation::Distrust distrust;
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
};

CertificateVerifier::CertificateVerifier() : state_(std::make_unique<State>()) {}
CertificateVerifier::~CertificateVerifier() = default;
CertificateVerifier::CertificateVerifier(CertificateVerifier&&) noexcept = default;
CertificateVerifier& CertificateVerifier::operator=(CertificateVerifier&&) noexcept = default;

std::optional<Finding> CertificateVerifier::add_anchors(
    std::string_view certificates, std::optional<std::chrono::sys_seconds> trusted_from,
    std::optional<std::chrono::sys_seconds> trusted_until) {
  auto read = x509::read_certificates(der::as_bytes(certificates));
  if (!read) return published(read.error());
  std::optional<time::Interval> trusted;
  if (trusted_from.has_value() || trusted_until.has_value()) {
    trusted = time::Interval{trusted_from.value_or(time::Instant::min()), trusted_until};
  }
  for (auto& certificate : *read) {
    state_->material.anchors.emplace_back(std::move(certificate), trusted);
  }
  return std::nullopt;
}

std::optional<Finding> CertificateVerifier::add_anchor(std::string_view name,
                                                       std::string_view key) {
  auto read_name = x509::Name::parse(der::as_bytes(name), 0);
  if (!read_name) return published(read_name.error());
  auto read_key = crypto::PublicKey::from_spki(der::as_bytes(key));
  if (!read_key) return published(read_key.error());
  state_->material.anchors.emplace_back(std::move(*read_name), std::move(*read_key));
  return std::nullopt;
}

std::optional<Finding> CertificateVerifier::add_certificates(std::string_view certificates) {
  return append(x509::read_certificates(der::as_bytes(certificates)), state_->material.untrusted);
}

std::optional<Finding> CertificateVerifier::add_crls(std::string_view crls) {
  return append(x509::read_crls(der::as_bytes(crls)), state_->material.revocation.crls);
}

std::optional<Finding> CertificateVerifier::add_ocsp_responses(std::string_view responses) {
  return append(x509::read_ocsp_responses(der::as_bytes(responses)),
                state_->material.revocation.ocsp);
}

std::optional<Finding> CertificateVerifier::distrust_certificates(std::string_view certificates) {
  const auto read = x509::read_certificates(der::as_bytes(certificates));
  if (!read) return published(read.error());
  for (const auto& certificate : *read) state_->distrust.add(certificate);
  return std::nullopt;
}

std::optional<Finding> CertificateVerifier::distrust_key(std::string_view key) {
  const auto read = crypto::PublicKey::from_spki(der::as_bytes(key));
  if (!read) return published(read.error());
  state_->distrust.add(*read);
  return std::nullopt;
}

std::optional<Finding> CertificateVerifier::set_algorithm_policy(std::string document) {
  outcome::Budget budget;
  auto read = policy::read_algorithm_policy(std::move(document), budget);
  if (!read) return published(read.error().all().front());
  state_->algorithms = std::move(*read);
  return std::nullopt;
}

CertificateAnswer CertificateVerifier::verify(std::string_view certificate,
                                              const CertificateQuestion& question) const {
  auto answer = std::make_shared<CertificateAnswer::State>();
  answer->at = question.at;
  auto read = x509::read_certificates(der::as_bytes(certificate));
  auto policy = policy_of(question);
  if (!read) answer->findings.push_back(published(read.error()));
  if (!policy) answer->findings.push_back(published(policy.error()));
  if (!read || !policy) return CertificateAnswer(std::move(answer));
  policy->algorithms = state_->algorithms;
  policy->distrust = state_->distrust;
  auto material = state_->material;
  material.untrusted.insert(material.untrusted.end(), read->begin() + 1, read->end());
  // Responders' certificates are among those given.
  material.revocation.certificates = material.untrusted;
  outcome::Budget budget;
  answer->take(path::find(read->front(), material, *policy, question.at, budget));
  return CertificateAnswer(std::move(answer));
}

}  // namespace accord
