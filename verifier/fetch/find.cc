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

/// One question, from round to round.
class Search {
 public:
  Search(const Question& question, path::Material material, http::Fetcher& fetcher,
         const Watch& watch)
      : question_(question),
        material_(std::move(material)),
        fetcher_(fetcher),
        watch_(watch),
        planner_(question.target, question.policy) {}

  Found run() {
    for (unsigned round = 0;; ++round) {
      auto budget = question_.budget;
      auto answer = path::find(question_.target, material_, question_.policy, question_.at, budget);
      const auto wanted = ended_ ? std::vector<Wanted>{} : plan(answer);
      if (wanted.empty()) return finish(std::move(answer));
      if (round == most_rounds) {
        findings_.add(FindingId::http_too_many, {.what = wanted.front().urls.front()},
                      {{"limit", fmt::format("{}", fetched_.size())}});
        return finish(std::move(answer));
      }
      for (const auto& one : wanted) get(one);
    }
  }

 private:
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
    if (!response) {
      findings_.add(response.error());
      ended_ = response.error().id == FindingId::http_too_many;
      if (!ended_) fetched_.push_back({url, wanted.kind, 0, false});
      return false;
    }
    const bool ok = take(wanted, url, response->body, nonce);
    fetched_.push_back({url, wanted.kind, response->body.size(), ok});
    return ok;
  }

  bool take(const Wanted& wanted, const std::string& url, const std::string& body,
            der::ByteView nonce) {
    auto received = read(wanted.kind, der::as_bytes(body));
    if (!received) {
      findings_.add(left_out(url, received.error()));
      return false;
    }
    for (const auto& response : received->ocsp) {
      if (auto why = unfit(response, wanted, url, nonce)) {
        findings_.add(std::move(*why));
        return false;
      }
    }
    for (const auto& crl : received->crls) planner_.received(crl);
    add(std::move(*received), material_);
    return true;
  }

  Found finish(path::Answer answer) {
    const bool is_open = std::holds_alternative<path::Indeterminate>(answer);
    outcome::Findings findings;
    for (auto finding : findings_.all()) {
      if (!is_open) finding.severity = std::min(finding.severity, Severity::warning);
      findings.add(std::move(finding));
    }
    if (!is_settled(answer, question_.policy)) {
      for (const auto& url : planner_.unusable()) {
        findings.add(http::unusable(url, "it is neither http nor https"));
      }
    }
    return {std::move(answer), std::move(fetched_), std::move(findings)};
  }

  const Question& question_;
  path::Material material_;
  http::Fetcher& fetcher_;
  const Watch& watch_;
  Planner planner_;
  bool ended_ = false;
  std::vector<Fetched> fetched_;
  outcome::Findings findings_;
};

}  // namespace

Found find(const Question& question, path::Material material, http::Fetcher& fetcher,
           const Watch& watch) {
  return Search(question, std::move(material), fetcher, watch).run();
}

}  // namespace accord::fetch
