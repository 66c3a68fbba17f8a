#include "cli/path_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/answer.h"
#include "cli/certificates.h"
#include "verifier/revocation/subject.h"

namespace accord::cli {
namespace {

std::string status_text(const revocation::Status& status) {
  if (const auto* good = std::get_if<revocation::Good>(&status)) {
    return "not revoked, by " + revocation::describe(good->by);
  }
  if (const auto* revoked = std::get_if<revocation::Revoked>(&status)) {
    return fmt::format("revoked at {}, by {}", time::to_string(revoked->entry.revocation_date),
                       revocation::describe(revoked->by));
  }
  return {};
}

bool is_blamed(const outcome::About& subject, const outcome::Findings& findings) {
  const auto& all = findings.all();
  return std::any_of(all.begin(), all.end(), [&](const outcome::Finding& finding) {
    return finding.severity >= outcome::Severity::indeterminate && finding.about == subject;
  });
}

std::string link_text(bool holds, std::string_view label, const std::string& text,
                      const Style& style) {
  return part_of_verdict(style, holds, label, {outcome::printable(text, 2000)});
}

std::string certificate_text(const x509::Certificate& certificate) {
  return fmt::format("{}, valid from {} to {}", certificate.subject().to_string(),
                     time::to_string(certificate.not_before()),
                     time::to_string(certificate.not_after()));
}

std::string anchor_text(const path::TrustAnchor& anchor) {
  const auto* certificate = anchor.certificate();
  return certificate != nullptr ? certificate_text(*certificate)
                                : anchor.name().to_string() + ", a name and a key";
}

Json anchor_json(const path::TrustAnchor& anchor) {
  if (const auto* certificate = anchor.certificate()) return facts_of(*certificate);
  return Json::object({{"subject", anchor.name().to_string()}});
}

std::string path_text(const path::Candidate& candidate, const outcome::Findings& findings,
                      const std::vector<revocation::Status>& statuses, const Style& style) {
  const auto& anchor = candidate.anchor;
  auto text = link_text(!is_blamed(anchor.about(), findings), "anchor", anchor_text(anchor), style);
  for (std::size_t i = 0; i < candidate.certificates.size(); ++i) {
    const auto& certificate = candidate.certificates[i];
    const auto status = i < statuses.size() ? status_text(statuses[i]) : std::string();
    const bool last = i + 1 == candidate.certificates.size();
    text += link_text(!is_blamed(revocation::about(certificate), findings),
                      last ? "certificate" : "authority",
                      certificate_text(certificate) + (status.empty() ? "" : "; " + status), style);
  }
  return text;
}

std::string joined(const std::vector<der::Oid>& policies) {
  std::string text;
  for (const auto& policy : policies) {
    text += (text.empty() ? "" : ", ") +
            (policy == path::any_policy() ? std::string("any") : policy.to_string());
  }
  return text;
}

Json json_of(const std::vector<der::Oid>& policies) {
  auto json = Json::array();
  for (const auto& policy : policies) json.push(policy.to_string());
  return json;
}

Json json_of(const revocation::Status& status) {
  const auto by = [](std::string_view word, const revocation::Statement& statement) {
    const bool is_crl = std::holds_alternative<x509::Crl>(statement.source);
    Json json = Json::object({{"status", word},
                              {"by", is_crl ? "crl" : "ocsp"},
                              {"this_update", time::to_string(statement.this_update)}});
    if (statement.next_update) json.set("next_update", time::to_string(*statement.next_update));
    return json;
  };
  if (const auto* good = std::get_if<revocation::Good>(&status)) return by("good", good->by);
  if (const auto* revoked = std::get_if<revocation::Revoked>(&status)) {
    auto json = by("revoked", revoked->by);
    json.set("revocation_time", time::to_string(revoked->entry.revocation_date));
    if (revoked->entry.reason) json.set("reason", x509::to_string(*revoked->entry.reason));
    return json;
  }
  return Json::object({{"status", "unknown"}});
}

Json path_json(const path::Candidate& candidate, const std::vector<revocation::Status>& statuses) {
  auto json = Json::array();
  for (std::size_t i = 0; i < candidate.certificates.size(); ++i) {
    auto facts = facts_of(candidate.certificates[i]);
    if (i < statuses.size()) facts.set("revocation", json_of(statuses[i]));
    json.push(std::move(facts));
  }
  return json;
}

Json candidates_json(const std::vector<path::Refused>& refused) {
  auto json = Json::array();
  for (const auto& one : refused) {
    json.push(Json::object({{"anchor", anchor_json(one.candidate.anchor)},
                            {"path", path_json(one.candidate, {})},
                            {"findings", to_json(one.findings)}}));
  }
  return json;
}

const std::vector<path::Refused>& candidates_of(const path::Answer& answer) {
  static const std::vector<path::Refused> none;
  if (const auto* invalid = std::get_if<path::Invalid>(&answer)) return invalid->candidates;
  if (const auto* open = std::get_if<path::Indeterminate>(&answer)) return open->candidates;
  return none;
}

}  // namespace

std::string text_of(const path::Answer& answer, const Style& style) {
  const auto* valid = std::get_if<path::Valid>(&answer);
  if (valid == nullptr) {
    const auto& candidates = candidates_of(answer);
    if (candidates.empty()) return {};
    const auto& first = candidates.front();
    auto text = path_text(first.candidate, first.findings, {}, style);
    if (candidates.size() > 1) {
      text += field(
          style, "  others",
          fmt::format("{} more paths do not hold either; --json shows them", candidates.size() - 1),
          17);
    }
    return text;
  }
  const path::Candidate candidate{valid->anchor(), valid->certificates()};
  auto text = path_text(candidate, valid->findings(), valid->revocation(), style);
  return text + field(style, "  policies", joined(valid->policies().user_constrained), 17);
}

std::vector<std::string> notes_on(const path::Answer& answer, const path::Policy& policy) {
  std::vector<std::string> notes;
  if (policy.revocation == revocation::Rule::off) {
    notes.emplace_back("revocation was not looked at: any of these certificates may be revoked");
  }
  // RFC 5280, 6.1.5 (g): without explicit-policy, a path on which no policy holds is valid.
  const auto* valid = std::get_if<path::Valid>(&answer);
  const auto& accepted = policy.user_initial_policies;
  const bool any =
      std::find(accepted.begin(), accepted.end(), path::any_policy()) != accepted.end();
  if (valid != nullptr && !any && valid->policies().user_constrained.empty()) {
    auto note = std::string("none of the policies that were accepted holds on this path");
    if (const auto others = joined(valid->policies().authority_constrained); !others.empty()) {
      note += " (those that hold: " + others + ")";
    }
    notes.push_back(note + "; --explicit-policy would refuse it");
  }
  return notes;
}

Json json_of(const path::Answer& answer) {
  const auto* valid = std::get_if<path::Valid>(&answer);
  if (valid == nullptr) {
    return Json::object({{"candidates", candidates_json(candidates_of(answer))}});
  }
  const path::Candidate candidate{valid->anchor(), valid->certificates()};
  return Json::object(
      {{"anchor", anchor_json(valid->anchor())},
       {"path", path_json(candidate, valid->revocation())},
       {"policies",
        Json::object({{"authority_constrained", json_of(valid->policies().authority_constrained)},
                      {"user_constrained", json_of(valid->policies().user_constrained)}})}});
}

}  // namespace accord::cli
