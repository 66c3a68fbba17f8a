#include "verifier/fetch/find.h"

#include <algorithm>

#include <fmt/format.h>

#include "lib/crypto/signer.h"
#include "lib/http/url.h"
#include "verifier/fetch/received.h"
#include "verifier/revocation/ocsp_use.h"

namespace accord::fetch {
namespace {

using outcome::Finding;
using outcome::FindingId;
using outcome::Severity;

constexpr unsigned most_rounds = 30;
// Addresses that gave nothing; of those, how many are named.
constexpr std::size_t most_failed = 200;
constexpr std::size_t most_named = 20;
// RFC 9654, 2.1: 32 octets at least; RFC 8954, 2.1: 32 at most.
constexpr std::size_t nonce_octets = 32;
// Certificates and OCSP responses are small; a message with all cross-certificates of a bridge has
// under 200 kB. CRLs have the fetcher's limit.
constexpr std::uint64_t most_bytes = 1ULL << 20U;

http::Request request_for(const Wanted& wanted, const std::string& url, der::ByteView nonce) {
  http::Request request{.url = url};
  if (wanted.kind != Kind::crl) request.most_bytes = most_bytes;
  if (!wanted.subject) return request;
  const auto& [certificate, issuer_key] = *wanted.subject;
  const auto body =
      x509::write_ocsp_request(certificate.issuer(), issuer_key, certificate.serial(), nonce);
  request.method = http::Method::post;
  request.body = der::as_text(body);
  request.content_type = "application/ocsp-request";  // RFC 6960, appendix A.1
  return request;
}

Finding left_out(const std::string& url, const Finding& why) {
  auto reason = outcome::message(why);
  if (reason.ends_with('.')) reason.pop_back();
  if (!why.about.where.empty()) reason += " (" + why.about.where + ")";
  return outcome::make_finding(FindingId::evidence_left_out, {.what = url},
                               {{"reason", std::move(reason)}});
}

/// Why a response is no answer to the request.
std::optional<Finding> unfit(const x509::OcspResponse& response, const Wanted& wanted,
                             const std::string& url, der::ByteView nonce) {
  if (response.status() != x509::OcspStatus::successful) {
    auto finding =
        outcome::make_finding(FindingId::revocation_ocsp_unsuccessful, {.what = url},
                              {{"status", std::string(x509::to_string(response.status()))}});
    finding.severity = Severity::warning;
    return finding;
  }
  if (!response.nonce().has_value() || der::equal(*response.nonce(), nonce)) return std::nullopt;
  return revocation::set_aside(FindingId::revocation_ocsp_nonce, response,
                               wanted.subject->certificate);
}

/// Whether the answer rests on all that was asked about.
bool is_settled(const path::Answer& answer, const path::Policy& policy) {
  if (std::holds_alternative<path::Indeterminate>(answer)) return false;
  const auto* valid = std::get_if<path::Valid>(&answer);
  if (valid == nullptr || policy.revocation == revocation::Rule::off) return true;
  const auto& statuses = valid->revocation();
  return std::none_of(statuses.begin(), statuses.end(), [](const revocation::Status& status) {
    return std::holds_alternative<revocation::Unknown>(status);
  });
}

/// Nothing more is got for this question.
bool ends(FindingId id) noexcept {
  return id == FindingId::http_too_many || id == FindingId::fetch_time_over;
}

/// One question, from round to round.
class Search {
 public:
  Search(const Question& question, path::Material material, http::Fetcher& fetcher,
         const Watch& watch)
      : question_(question),
        material_(std::move(material)),
        intake_(material_),
        fetcher_(fetcher),
        watch_(watch),
        planner_(question.target, question.policy) {}

  Found run() {
    auto answer = search();
    for (unsigned round = 0;; ++round) {
      const auto wanted = ended_ ? std::vector<Wanted>{} : plan(answer);
      if (wanted.empty()) return finish(std::move(answer));
      if (round == most_rounds) {
        findings_.add(FindingId::http_too_many, {.what = wanted.front().urls.front()},
                      {{"limit", fmt::format("{}", asked_)}});
        return finish(std::move(answer));
      }
      added_ = 0;
      for (const auto& one : wanted) get(one);
      if (added_ != 0) answer = search();
    }
  }

 private:
  path::Answer search() {
    auto budget = question_.budget;
    return path::find(question_.target, material_, question_.policy, question_.at, budget);
  }

  std::vector<Wanted> plan(const path::Answer& answer) {
    auto budget = question_.budget;
    return planner_.next(answer, material_, budget);
  }

  void get(const Wanted& wanted) {
    for (const auto& url : wanted.urls) {
      if (ended_) return;
      planner_.tried(wanted, url);
      if (get(wanted, url)) return;
    }
  }

  bool get(const Wanted& wanted, const std::string& url) {
    watch_(url);
    const auto nonce = wanted.subject ? crypto::random_bytes(nonce_octets) : der::Bytes{};
    const auto response = fetcher_.fetch(request_for(wanted, url, nonce));
    if (!response && ends(response.error().id)) {
      findings_.add(response.error());
      ended_ = true;
      return false;
    }
    ++asked_;
    if (!response) {
      tell_failure(wanted, url, 0, response.error());
      return false;
    }
    auto failure = take(wanted, url, response->body, nonce);
    if (failure) {
      tell_failure(wanted, url, response->body.size(), std::move(*failure));
      return false;
    }
    fetched_.push_back({url, wanted.kind, response->body.size(), true});
    return true;
  }

  void tell_failure(const Wanted& wanted, const std::string& url, std::size_t bytes,
                    Finding finding) {
    if (++failed_ == most_failed) ended_ = true;
    if (failed_ > most_named) return;
    findings_.add(std::move(finding));
    fetched_.push_back({url, wanted.kind, bytes, false});
  }

  /// Why nothing of it is used; nothing when it is.
  std::optional<Finding> take(const Wanted& wanted, const std::string& url, const std::string& body,
                              der::ByteView nonce) {
    auto received = read(wanted.kind, der::as_bytes(body));
    if (!received) {
      auto& why = received.error();
      if (why.id != FindingId::fetched_wrong_kind) return left_out(url, why);
      why.about.what = url;
      return std::move(why);
    }
    for (const auto& response : received->ocsp) {
      if (auto why = unfit(response, wanted, url, nonce)) return why;
    }
    for (const auto& crl : received->crls) planner_.received(crl);
    auto told = std::move(received->left_out);
    added_ += intake_.add(std::move(*received), told);
    told.name_subject(url);
    findings_.add(told);
    return std::nullopt;
  }

  // What is wrong with further addresses is told by their number.
  static void add_others(std::size_t count, std::size_t shown, std::string what,
                         outcome::Findings& findings) {
    if (count <= shown) return;
    findings.add(
        FindingId::fetch_others_failed, {.what = std::move(what)},
        {{"count", fmt::format("{}", count - shown)}, {"shown", fmt::format("{}", shown)}});
  }

  Found finish(path::Answer answer) {
    const bool is_open = std::holds_alternative<path::Indeterminate>(answer);
    outcome::Findings findings;
    for (auto finding : findings_.all()) {
      if (!is_open) finding.severity = std::min(finding.severity, Severity::warning);
      findings.add(std::move(finding));
    }
    if (!is_settled(answer, question_.policy)) {
      for (const auto& finding : planner_.unusable()) findings.add(finding);
      add_others(planner_.unusable_count(), planner_.unusable().size(),
                 "addresses in certificates that cannot be used", findings);
    }
    add_others(failed_, most_named, "addresses in certificates", findings);
    return {std::move(answer), std::move(fetched_), std::move(findings)};
  }

  const Question& question_;
  path::Material material_;
  Intake intake_;
  http::Fetcher& fetcher_;
  const Watch& watch_;
  Planner planner_;
  bool ended_ = false;
  std::size_t asked_ = 0, failed_ = 0;
  std::size_t added_ = 0;  // in this round
  std::vector<Fetched> fetched_;
  outcome::Findings findings_;
};

}  // namespace

Found find(const Question& question, path::Material material, http::Fetcher& fetcher,
           const Watch& watch) {
  return Search(question, std::move(material), fetcher, watch).run();
}

}  // namespace accord::fetch
