#include "cli/lint_text.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cli/refusal.h"
#include "trustlist/lint/rule.h"

namespace accord::cli {
namespace {

using outcome::Finding;
using outcome::Severity;
using trustlist::lint::Profile;
using trustlist::lint::Rule;

constexpr std::size_t shown_each = 3;

/// What is said of every finding of a rule.
std::string detail(const Style& style, std::string_view label, std::string_view text) {
  const auto first = fmt::format("  {:<6}", label);
  const auto lines = wrap(text, style.width, first, std::string(first.size(), ' '));
  return style.paint(Tone::quiet, first) + lines.substr(first.size());
}

std::string one_finding(const Finding& finding, const Style& style) {
  const auto label = finding.severity == Severity::info
                         ? std::string("note: ")
                         : std::string(to_string(finding.severity)) + ": ";
  auto text = wrap(outcome::message(finding), style.width, label, "  ");
  text = style.paint(tone_of(finding.severity), label) + text.substr(label.size());
  return text + detail(style, "where", outcome::to_string(finding.about));
}

using Group = std::vector<const Finding*>;

std::string one_rule(const Group& group, const Style& style, bool all) {
  std::string text;
  const auto shown = all ? group.size() : std::min(group.size(), shown_each);
  for (std::size_t i = 0; i < shown; ++i) text += one_finding(*group[i], style);
  if (shown < group.size()) {
    text += style.paint(Tone::quiet,
                        fmt::format("  and {} more of the same; --all shows them, --json too\n",
                                    group.size() - shown));
  }
  const auto& row = outcome::entry(group.front()->id);
  text += detail(style, "rule", fmt::format("{} [{}]", row.clause, row.name));
  return text + detail(style, "next", row.advice);
}

/// Findings by weight and rule, in the order in which each rule first spoke.
std::vector<Group> by_rule(const outcome::Findings& findings) {
  std::vector<Group> groups;
  std::map<std::pair<outcome::FindingId, Severity>, std::size_t> known;
  for (const auto& finding : findings.all()) {
    const auto [at, fresh] = known.emplace(std::pair{finding.id, finding.severity}, groups.size());
    if (fresh) groups.emplace_back();
    groups[at->second].push_back(&finding);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.front()->severity > b.front()->severity;
  });
  return groups;
}

bool holds(const Rule& rule, std::optional<Profile> profile) {
  return !profile.has_value() || rule.profiles.contains(*profile);
}

constexpr Profile profiles[] = {Profile::plain, Profile::eu, Profile::third_country};

std::string profiles_of(const Rule& rule) {
  std::string text;
  for (const auto profile : profiles) {
    if (!rule.profiles.contains(profile)) continue;
    if (!text.empty()) text += ", ";
    text += to_string(profile);
  }
  return text == "plain, eu, third-country" ? "every" : text;
}

}  // namespace

std::optional<trustlist::lint::Profile> asked_profile(const Arguments& arguments) {
  const auto word = arguments.value("profile");
  if (!word.has_value()) return std::nullopt;
  const auto profile = trustlist::lint::profile_from(*word);
  if (!profile.has_value()) {
    refuse(Exit::usage, outcome::FindingId::lint_profile_unknown, {.what = "--profile"},
           {{"profile", *word}});
  }
  return profile;
}

std::string render_by_rule(const outcome::Findings& findings, const Style& style, bool all) {
  std::string text;
  for (const auto& group : by_rule(findings)) text += one_rule(group, style, all);
  return text;
}

std::string rules_text(std::optional<Profile> profile, const Style& style) {
  std::string text;
  std::size_t count = 0;
  for (const auto& group : trustlist::lint::rule_groups()) {
    Table table({{.heading = std::string(group.subject)},
                 {.heading = "weight"},
                 {.heading = "profile"},
                 {.heading = "asks", .least = 20},
                 {.heading = "rule", .least = 20}});
    bool any = false;
    for (const auto& rule : group.rules) {
      if (!holds(rule, profile)) continue;
      const auto& row = outcome::entry(rule.id);
      table.add({{std::string(row.name), Tone::command},
                 {std::string(outcome::to_string(row.severity)), tone_of(row.severity)},
                 {profiles_of(rule)},
                 {std::string(rule.says)},
                 {std::string(row.clause), Tone::quiet}});
      any = true;
      ++count;
    }
    if (any) text += table.render(style) + "\n";
  }
  return text + fmt::format("{} rules. `accord explain RULE` says more of one of them.\n", count);
}

Json rules_json(std::optional<Profile> profile) {
  auto all = Json::array();
  for (const auto& group : trustlist::lint::rule_groups()) {
    for (const auto& rule : group.rules) {
      if (!holds(rule, profile)) continue;
      const auto& row = outcome::entry(rule.id);
      auto names = Json::array();
      for (const auto one : profiles) {
        if (rule.profiles.contains(one)) names.push(to_string(one));
      }
      all.push(Json::object({{"id", row.name},
                             {"subject", group.subject},
                             {"severity", outcome::to_string(row.severity)},
                             {"profiles", std::move(names)},
                             {"asks", rule.says},
                             {"clause", row.clause},
                             {"advice", row.advice}}));
    }
  }
  return all;
}

}  // namespace accord::cli
