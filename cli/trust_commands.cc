#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/anchor_failures.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "cli/trust_network.h"
#include "cli/trust_report.h"
#include "cli/trust_store.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::follow::Anchor;
using trustlist::follow::Refreshed;
using trustlist::follow::RefreshOptions;

RefreshOptions options_of(const Arguments& arguments, const Session& session) {
  RefreshOptions options;
  options.at = session.at(arguments);
  options.policy.algorithms = algorithms_of(arguments);
  if (const auto days = arguments.value("warn-days")) {
    options.warn_days = static_cast<unsigned>(read_number(*days, "--warn-days"));
  }
  return options;
}

Answer answer_of(const std::vector<std::string>& names, const std::vector<Refreshed>& all,
                 const AnchorFailures& failures, time::Instant at, const Session& session) {
  Answer answer;
  answer.at = at;
  judge(answer, all);
  auto anchors = Json::array();
  for (std::size_t i = 0; i < all.size(); ++i) {
    anchors.push(facts_of(names[i], all[i]));
    answer.text += (i == 0 ? "" : "\n") + text_of(names[i], all[i], session.style());
    answer.findings.add(findings_of(all[i]));
  }
  failures.add_facts(anchors);
  failures.conclude(answer, session.style());
  answer.fields.set("anchors", std::move(anchors));
  return answer;
}

Answer run_add(const Arguments& arguments, Session& session) {
  const auto name = arguments.operand();
  const TrustStore store(session.home(arguments));
  const auto lock = store.lock(name);
  if (store.exists(name)) {
    refuse(Exit::usage, FindingId::trust_anchor_exists, {.what = "the command line"},
           {{"name", name}});
  }
  const Anchor anchor{read_certificate_files(arguments.values("signer")),
                      arguments.value_or("journal", ""), *arguments.value("location")};
  const auto options = options_of(arguments, session);
  WebDownloads downloads(arguments, session);
  TrustFiles nothing(std::filesystem::path{});
  auto budget = budget_of(arguments);
  std::vector<Refreshed> all;
  all.push_back(trustlist::follow::refresh(anchor, nullptr, nothing, downloads, options, budget));
  const auto& refreshed = all.front();
  auto answer = answer_of({name}, all, {}, options.at, session);
  const bool is_kept = refreshed.verdict != trustlist::read::Verdict::invalid;
  if (is_kept) store.publish(name, anchor, refreshed.generation, refreshed.files, nullptr);
  answer.fields.set("added", is_kept);
  answer.text += is_kept ? fmt::format("The trust anchor {} is added.\n", name)
                         : fmt::format("The trust anchor {} is not added.\n", name);
  return answer;
}

/// What `--accept-older` names, for one anchor. Each territory has to be known there.
void accept_older(const Arguments& arguments, const OpenedTrust& before, RefreshOptions& options) {
  if (arguments.has("accept-older") != arguments.has("reason")) {
    const bool has_reason = arguments.has("reason");
    refuse(Exit::usage, FindingId::option_needs_other, {.what = "the command line"},
           {{"option", has_reason ? "--reason" : "--accept-older"},
            {"other", has_reason ? "--accept-older" : "--reason"}});
  }
  for (const auto& territory : arguments.values("accept-older")) {
    bool is_known = false;
    for (const auto& seen : before.generation.seen) {
      is_known = is_known || seen.territory == territory;
    }
    if (!is_known) {
      refuse(Exit::usage, FindingId::trust_older_not_needed, {.what = before.name},
             {{"territory", territory}});
    }
    options.accept_older[territory] = *arguments.value("reason");
  }
}

Refreshed refresh_one(const TrustStore& store, const std::string& name, const Arguments& arguments,
                      WebDownloads& downloads, RefreshOptions options) {
  const auto lock = store.lock(name);
  const auto before = store.open(name);
  accept_older(arguments, before, options);
  TrustFiles files(before.folder);
  auto budget = budget_of(arguments);
  auto refreshed = trustlist::follow::refresh(before.anchor, &before.generation, files, downloads,
                                              options, budget);
  store.publish(name, before.anchor, refreshed.generation, refreshed.files, &before);
  return refreshed;
}

Answer run_refresh(const Arguments& arguments, Session& session) {
  const TrustStore store(session.home(arguments));
  auto names = arguments.operands();
  if (names.empty()) names = store.names();
  if (arguments.has("accept-older") && names.size() != 1) {
    refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
           {{"option", "--accept-older"},
            {"value", *arguments.value("accept-older")},
            {"wanted", "one trust anchor by name, too"}});
  }
  for (const auto& name : names) store.check_known(name);
  const auto options = options_of(arguments, session);
  WebDownloads downloads(arguments, session);
  std::vector<std::string> done;
  std::vector<Refreshed> all;
  AnchorFailures failures;
  for (const auto& name : names) {
    failures.attempt(name, names.size() == 1, [&] {
      all.push_back(refresh_one(store, name, arguments, downloads, options));
      done.push_back(name);
    });
  }
  auto answer = answer_of(done, all, failures, options.at, session);
  if (names.empty()) answer.text = "There is no trust anchor; `accord trust add` makes one.\n";
  return answer;
}

constexpr Operand add_operands[] = {{"NAME", "how you call it: small letters, digits, hyphens"}};
constexpr Operand refresh_operands[] = {
    {"NAME", "the trust anchors; all of them without", Count::many}};

constexpr Option option_warn_days{"warn-days", "DAYS",
                                  "tell of lists to be updated within so many days (14)"};
constexpr Option add_options[] = {
    {"location", "URL", "where the list of lists is", Count::one},
    {"signer", "CERT", "who may sign it: certificates from the notice, PEM or DER",
     Count::at_least_one},
    {"journal", "URI",
     "the notice (Official Journal) that announced them, as the list of lists names it"},
    option_warn_days,
    option_allow_http,
    option_trust_private,
    option_trust_limit,
    option_proxy,
    option_policy_file,
    option_at,
    option_home,
    option_limit,
};
constexpr Option refresh_options[] = {
    {"accept-older", "TERRITORY",
     "take an older list of this territory than the newest that was seen; needs --reason",
     Count::many},
    {"reason", "TEXT", "why; it is written down for good"},
    option_warn_days,
    option_allow_http,
    option_trust_private,
    option_trust_limit,
    option_proxy,
    option_policy_file,
    option_at,
    option_home,
    option_limit,
};

constexpr Command table[] = {
    {.name = "trust add",
     .summary = "Trust a list of lists: get it and all its lists, check them, and keep them.",
     .examples =
         "  Trust the EU's list of lists, by the certificates of the Official Journal's notice\n"
         "    accord trust add eu --location https://ec.europa.eu/tools/lotl/eu-lotl.xml \\\n"
         "        --signer oj1.crt --signer oj2.crt --allow-http --journal \\\n"
         "        'https://eur-lex.europa.eu/legal-content/EN/TXT/"
         "?uri=uriserv:OJ.C_.2019.276.01.0001.01.ENG'\n"
         "  Then use it\n"
         "    accord verify contract.xml --trust eu\n"
         "  Exit codes: those of `accord trust refresh`; with 1 nothing is added.\n",
     .operands = add_operands,
     .options = add_options,
     .run = run_add},
    {.name = "trust refresh",
     .summary = "Get what you trust anew; the last good copy of what does not come is kept.",
     .examples =
         "  Everything, from a timer\n"
         "    accord trust refresh --json\n"
         "  One trust anchor, also from http addresses, through a proxy\n"
         "    accord trust refresh eu --allow-http --proxy http://proxy.example:3128\n"
         "  Exit codes: 0 all is fresh; 1 nothing can be relied on; 2 some list stays on an old\n"
         "  copy or is in doubt; 10 a list is soon to be updated; 11 a list has expired; 12 a\n"
         "  signer has changed; 13 a list has moved; 14 the list of lists names a new notice.\n"
         "  Of several the first in this order: 1, 14, 12, 13, 11, 2, 10. Where a trust anchor is\n"
         "  damaged (65), in use by another program or cannot be written (74), the others are\n"
         "  refreshed all the same and shown; this code then goes before all of those.\n",
     .operands = refresh_operands,
     .options = refresh_options,
     .run = run_refresh},
};

}  // namespace

std::span<const Command> trust_commands() noexcept { return table; }

}  // namespace accord::cli
