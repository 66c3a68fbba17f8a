#include "ca/request.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lib/crypto/algorithm_policy.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Findings;

constexpr std::array<std::string_view, 30> european_economic_area{
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"};

bool is_country_code(std::string_view text) noexcept {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_language_code(std::string_view text) noexcept {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void check_qc(const Profile& profile, const IssueRequest& request, const Issuer& issuer,
              Findings& findings) {
  const auto& qc = request.qc;
  const auto incomplete = [&](std::string_view reason) {
    findings.add(FindingId::ca_qc_incomplete, {.where = "qcStatements"},
                 {{"reason", std::string(reason)}});
  };
  if (!profile.qualified_as.has_value()) {
    if (qc.device || !qc.pds.empty() || !qc.legislation.empty()) {
      findings.add(FindingId::ca_qc_unexpected, {.where = "qcStatements"},
                   {{"profile", profile.name}});
    }
    return;
  }
  // ETSI EN 319 412-5, 4.3.4: at least one disclosure statement in English.
  const bool english = std::any_of(qc.pds.begin(), qc.pds.end(),
                                   [](const x509::QcPds& pds) { return pds.language == "en"; });
  if (!english) incomplete("no PKI disclosure statement in English (\"en\")");
  for (const auto& pds : qc.pds) {
    if (!is_web_address(pds.url) || !is_language_code(pds.language)) {
      incomplete(fmt::format("\"{}\" in \"{}\" is no disclosure statement's address and language",
                             outcome::printable(pds.url), outcome::printable(pds.language)));
    }
  }
  for (const auto& country : qc.legislation) {
    if (!is_country_code(country))
      incomplete(fmt::format("\"{}\" is no country", outcome::printable(country)));
  }
  const auto country = issuer.certificate == nullptr
                           ? std::nullopt
                           : issuer.certificate->subject().first(x509::attribute::country);
  if (qc.legislation.empty() && !in_european_economic_area(country.value_or(""))) {
    incomplete(
        "no legislation is named, which would claim Regulation (EU) No 910/2014 for an authority "
        "elsewhere");
  }
}

void check_validity(const Profile& profile, const IssueRequest& request, const Issuer& issuer,
                    time::Instant at, Findings& findings) {
  const auto refuse = [&](std::string reason) {
    findings.add(FindingId::ca_validity_refused, {.where = "validity"},
                 {{"reason", std::move(reason)}});
  };
  if (request.validity < Days{1} || request.validity > profile.longest_validity) {
    refuse(fmt::format("{} days; the profile {} allows 1 to {}", request.validity.count(),
                       profile.name, profile.longest_validity.count()));
    return;
  }
  if (issuer.certificate == nullptr) return;
  const auto& own = *issuer.certificate;
  if (at < own.not_before() || at > own.not_after()) {
    findings.add(
        FindingId::ca_issuer_not_valid, {.where = "validity"},
        {{"from", time::to_string(own.not_before())}, {"to", time::to_string(own.not_after())}});
    return;
  }
  if (last_second(at, request.validity) > own.not_after()) {
    refuse(fmt::format("it would last until {}, and the issuer's own certificate until {}",
                       time::to_string(last_second(at, request.validity)),
                       time::to_string(own.not_after())));
  }
}

void check_key(const IssueRequest& request, const Issuer& issuer, time::Instant at,
               Findings& findings) {
  const auto key = crypto::PublicKey::from_spki(request.spki);
  if (!key) {
    findings.add(key.error());
    return;
  }
  if (auto weak = crypto::AlgorithmPolicy::strict().check(key->facts(), at))
    findings.add(std::move(*weak));
  if (issuer.certificate != nullptr && der::equal(issuer.certificate->spki(), request.spki)) {
    findings.add(FindingId::ca_key_is_the_issuers, {.where = "subjectPublicKeyInfo"});
  }
}

}  // namespace

bool is_web_address(std::string_view text) noexcept {
  const bool http = text.substr(0, 7) == "http://" && text.size() > 7;
  const bool https = text.substr(0, 8) == "https://" && text.size() > 8;
  return (http || https) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

outcome::Findings check_urls(const Urls& urls) {
  Findings findings;
  for (const auto* url : {&urls.certificate, &urls.crl}) {
    if (!is_web_address(*url)) findings.add(FindingId::ca_url_malformed, {}, {{"url", *url}});
  }
  return findings;
}

bool in_european_economic_area(std::string_view country) noexcept {
  return std::find(european_economic_area.begin(), european_economic_area.end(), country) !=
         european_economic_area.end();
}

time::Instant last_second(time::Instant from, Days validity) noexcept {
  return from + validity - std::chrono::seconds{1};
}

outcome::Findings check_request(const IssueRequest& request, const Issuer& issuer,
                                time::Instant at) {
  Findings findings;
  const auto profile = find_profile(request.profile);
  if (!profile) {
    findings.add(profile.error());
    return findings;
  }
  if (!(*profile)->may_be_signed_by(issuer.kind)) {
    findings.add(FindingId::ca_profile_not_here, {},
                 {{"profile", request.profile}, {"signer", std::string(to_string(issuer.kind))}});
    return findings;
  }
  findings.add(check_subject((*profile)->subject, request.subject));
  check_validity(**profile, request, issuer, at, findings);
  check_qc(**profile, request, issuer, findings);
  check_key(request, issuer, at, findings);
  if (issuer.certificate != nullptr) findings.add(check_urls(issuer.urls));
  return findings;
}

}  // namespace accord::ca
