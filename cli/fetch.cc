#include "cli/fetch.h"

#include <charconv>

#include <fmt/format.h>

#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

void check_needed(const Arguments& arguments, std::string_view option) {
  if (!arguments.has(option) || arguments.has("fetch")) return;
  refuse(Exit::usage, FindingId::option_needs_other, {.what = "the command line"},
         {{"option", "--" + std::string(option)}, {"other", "--fetch"}});
}

[[noreturn]] void refuse_limit(const std::string& text) {
  refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
         {{"option", "--fetch-limit"},
          {"value", text},
          {"wanted", "NAME=N with a name of bytes, all_bytes, requests, redirections, seconds"}});
}

std::string_view shown(fetch::Kind kind) noexcept {
  switch (kind) {
    case fetch::Kind::certificates:
      return "certificates";
    case fetch::Kind::crl:
      return "CRL";
    case fetch::Kind::ocsp:
      return "OCSP response";
  }
  return "";
}

}  // namespace

void set_fetch_limit(http::Limits& limits, const std::string& text) {
  constexpr std::uint32_t most = 1'000'000'000;
  const auto equals = text.find('=');
  if (equals == std::string::npos) refuse_limit(text);
  std::uint32_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + equals + 1, end, number);
  if (error != std::errc{} || stopped != end || number > most) refuse_limit(text);
  const auto name = text.substr(0, equals);
  if (name == "bytes") {
    limits.bytes = number;
  } else if (name == "all_bytes") {
    limits.all_bytes = number;
  } else if (name == "requests") {
    limits.requests = number;
  } else if (name == "redirections") {
    limits.redirections = number;
  } else if (name == "seconds") {
    limits.all_time = std::chrono::seconds(number);
  } else {
    refuse_limit(text);
  }
}

Fetching::Fetching(const Arguments& arguments, const Session& session)
    : session_(session), is_on_(arguments.has("fetch")) {
  check_needed(arguments, "fetch-private");
  check_needed(arguments, "fetch-limit");
  if (arguments.has("fetch-private")) limits_.may_reach = http::is_any;
  for (const auto& text : arguments.values("fetch-limit")) set_fetch_limit(limits_, text);
}

path::Answer Fetching::find(const x509::Certificate& target, const path::Material& material,
                            const path::Policy& policy, time::Instant at, outcome::Budget& budget) {
  if (!is_on_) return path::find(target, material, policy, at, budget);
  auto limits = limits_;
  limits.stopwatch = session_.outside().stopwatch;
  http::CurlFetcher fetcher(std::move(limits));
  const auto watch = [&](const std::string& url) {
    session_.progress("getting " + outcome::printable(url));
  };
  auto found = fetch::find({target, policy, at, budget}, material, fetcher, watch);
  session_.progress({});
  fetched_ = std::move(found.fetched);
  findings_ = std::move(found.findings);
  return std::move(found.answer);
}

void Fetching::tell(Answer& answer, const Style& style) const {
  if (!is_on_) return;
  answer.findings.add(findings_);
  auto list = Json::array();
  for (const auto& one : fetched_) {
    list.push(Json::object({{"url", one.url},
                            {"kind", fetch::to_string(one.kind)},
                            {"bytes", std::uint64_t{one.bytes}},
                            {"ok", one.ok}}));
    const auto what = one.ok ? fmt::format("{}, {} bytes", shown(one.kind), one.bytes)
                             : fmt::format("{}: not got, see below", shown(one.kind));
    answer.text +=
        field(style, "  fetched", fmt::format("{} ({})", outcome::printable(one.url), what), 17);
  }
  answer.fields.set("fetched", std::move(list));
}

}  // namespace accord::cli
