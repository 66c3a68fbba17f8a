#include "cli/verify_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/list_facts.h"

namespace accord::cli {
namespace {

using verifier::ChainLink;
using verifier::Role;

/// The facts of one link by name.
class Facts {
 public:
  explicit Facts(const ChainLink& link) : link_(link) {}
  [[nodiscard]] bool has(std::string_view name) const { return !first(name).empty(); }
  [[nodiscard]] std::string first(std::string_view name) const {
    const auto found = std::find_if(link_.facts.begin(), link_.facts.end(),
                                    [&](const auto& fact) { return fact.first == name; });
    return found == link_.facts.end() ? std::string() : outcome::printable(found->second);
  }
  [[nodiscard]] std::string all(std::string_view name) const {
    std::string text;
    for (const auto& [fact, value] : link_.facts) {
      if (fact == name) text += (text.empty() ? "" : ", ") + outcome::printable(value);
    }
    return text;
  }

 private:
  const ChainLink& link_;
};

using Lines = std::vector<std::string>;

Lines document_lines(const Facts& facts) {
  if (!facts.has("algorithm")) return {facts.first("name")};
  return {fmt::format("{}, sealed {} as it says, {}", facts.first("name"),
                      facts.first("claimed_signing_time"), facts.first("algorithm"))};
}

Lines certificate_lines(const Facts& facts) { return {facts.first("subject")}; }

// The common name, when a name's text begins with one.
std::string short_name(const std::string& name) {
  if (name.rfind("CN=", 0) != 0) return name;
  return name.substr(3, name.find(',') - 3);
}

Lines path_lines(const Facts& facts) {
  const auto revocation = facts.first("revocation");
  return {fmt::format("issued by {}{}", short_name(facts.first("anchor")),
                      revocation.empty() ? "" : "; " + revocation)};
}

std::string kind_of_service(const Facts& facts, const std::string& side) {
  auto text = facts.first(side + "type");
  const auto additional = facts.all(side + "additional_information");
  if (!additional.empty()) text += " for " + additional;
  return text;
}

std::string status_line(const Facts& facts) {
  auto text = facts.first("status_at_use");
  if (facts.has("status_at_use_since")) text += " since " + facts.first("status_at_use_since");
  if (facts.has("home_status_at_use")) {
    text += fmt::format("; recognised as {}, {}", kind_of_service(facts, "home_"),
                        facts.first("home_status_at_use"));
  }
  return text;
}

Lines service_lines(const Facts& facts) {
  return {fmt::format("{}: {} ({})", facts.first("provider"), facts.first("service"),
                      kind_of_service(facts, "")),
          status_line(facts)};
}

std::string list_line(const Facts& facts) {
  return fmt::format("{}, sequence {}, issued {}, by {}", facts.first("territory"),
                     facts.first("sequence"), facts.first("issued"), facts.first("operator"));
}

// "enacted" of a status URI.
std::string last_part(const std::string& uri) { return uri.substr(uri.rfind('/') + 1); }

Lines agreement_lines(const Facts& facts) {
  const auto sides =
      fmt::format("{} recognises {}", facts.first("pointing"), facts.first("pointed"));
  if (!facts.has("equivalence")) return {sides + ": nothing that fits this service at this time"};
  return {fmt::format("{}: {}, {} since {}", sides, facts.first("equivalence"),
                      last_part(facts.first("status")), facts.first("in_force_since"))};
}

Lines lines_of(const ChainLink& link) {
  const Facts facts(link);
  switch (link.role) {
    case Role::document:
      return document_lines(facts);
    case Role::certificate:
      return certificate_lines(facts);
    case Role::path:
      return path_lines(facts);
    case Role::service:
      return service_lines(facts);
    case Role::list:
    case Role::list_of_lists:
      return {list_line(facts)};
    case Role::agreement:
      return agreement_lines(facts);
  }
  return {};
}

std::string_view label_of(Role role) noexcept {
  return role == Role::list_of_lists ? "list of lists" : verifier::to_string(role);
}

std::string link_text(const ChainLink& link, const Style& style) {
  return part_of_verdict(style, link.holds, label_of(link.role), lines_of(link));
}

std::string effect_text(const recognition::LegalEffect& effect, const Style& style) {
  // The law's name once, then its articles.
  std::string references;
  std::string law;
  for (const auto& reference : effect.references) {
    const auto named = reference.substr(0, reference.find(", ") + 2);
    references += references.empty() ? reference
                  : named == law     ? "; " + reference.substr(named.size())
                                     : "; " + reference;
    law = named;
  }
  const auto title = fmt::format("{} in {}: {}", qualification::to_string(effect.kind),
                                 effect.scheme, qualification::in_words(effect.kind));
  return field(style, "  legal effect", title, 17) + field(style, "", effect.effect, 17) +
         field(style, "", references, 17);
}

std::string title_of(const verifier::Answer& answer, const std::string& file) {
  const auto at = time::to_string(answer.at);
  switch (answer.verdict()) {
    case trustlist::read::Verdict::valid:
      return fmt::format("{} may be relied on at {}", file, at);
    case trustlist::read::Verdict::invalid:
      return fmt::format("{} may not be relied on at {}", file, at);
    case trustlist::read::Verdict::indeterminate:
      return fmt::format("whether {} may be relied on at {} cannot be decided", file, at);
  }
  return file;
}

}  // namespace

std::string text_of(const verifier::Answer& answer, const std::string& file, const Style& style) {
  const auto verdict = to_verdict(answer.verdict());
  auto text = verdict_line(style, to_string(verdict), tone_of(verdict), title_of(answer, file));
  for (const auto& link : answer.chain) text += link_text(link, style);
  if (answer.legal_effect) text += effect_text(*answer.legal_effect, style);
  return text;
}

}  // namespace accord::cli
