#include "cli/list_changes.h"

#include <fmt/format.h>

#include "cli/list_facts.h"

namespace accord::cli {
namespace {

using trustlist::compare::Change;
using trustlist::compare::Comparison;
using trustlist::compare::Order;
using trustlist::compare::Value;
using trustlist::compare::Weight;

std::string_view word_of(Order order) noexcept {
  switch (order) {
    case Order::newer:
      return "newer";
    case Order::same_number:
      return "same_number";
    case Order::older:
      return "older";
  }
  return {};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json value_json(const std::optional<Value>& value) {
  if (!value) return {};
  return Json::object({{"value", value->exact}, {"text", value->text}});
}

Json instant_json(const std::optional<time::Instant>& instant) {
  return instant ? Json(time::to_string(*instant)) : Json();
}

Json change_json(const Change& change) {
  return Json::object({{"kind", to_string(change.kind)},
                       {"action", to_string(change.action())},
                       {"weight", to_string(change.weight)},
                       {"provider", text_or_null(change.provider)},
                       {"service", text_or_null(change.service)},
                       {"pointer", text_or_null(change.pointer)},
                       {"equivalence", text_or_null(change.equivalence)},
                       {"field", text_or_null(change.field)},
                       {"language", text_or_null(change.language)},
                       {"entry", instant_json(change.entry)},
                       {"old", value_json(change.before)},
                       {"new", value_json(change.after)},
                       {"when", instant_json(change.when)},
                       {"rewrites_past", change.rewrites_past},
                       {"sentence", trustlist::compare::sentence(change)}});
}

std::string_view heading_of(Weight weight) noexcept {
  switch (weight) {
    case Weight::alarm:
      return "Alarm: what was published before is rewritten, or this is no later issue of the same "
             "list";
    case Weight::serious:
      return "Serious: something is no longer relied on, or is relied on in another way";
    case Weight::notable:
      return "New or renamed";
    case Weight::minor:
      return "Minor";
  }
  return {};
}

Tone tone_of(Weight weight) noexcept {
  switch (weight) {
    case Weight::alarm:
      return Tone::bad;
    case Weight::serious:
      return Tone::unsure;
    case Weight::notable:
    case Weight::minor:
      return Tone::strong;
  }
  return Tone::plain;
}

constexpr Weight weights[] = {Weight::alarm, Weight::serious, Weight::notable, Weight::minor};

std::string summary_of(const Comparison& comparison) {
  if (comparison.same()) return "Nothing changed in the content.";
  auto text = counted(comparison.changes.size(), "change", "changes") + ": ";
  std::string parts;
  for (const auto weight : weights) {
    const auto count = comparison.count(weight);
    if (count == 0) continue;
    parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", count, to_string(weight));
  }
  return text + parts;
}

std::string remark(std::string_view text, const Style& style) {
  return style.paint(Tone::bad, wrap(text, style.width, "", "  "));
}

std::string remarks_of(const Comparison& comparison, const Style& style) {
  std::string text;
  if (comparison.rewrites_past()) {
    text += remark(
        "THE PAST WAS REWRITTEN: the newer list says something else of times that are "
        "over, or hides what it said. See under alarm.",
        style);
  }
  if (!comparison.same() && comparison.order == Order::same_number) {
    text += remark(
        "Both lists have the same sequence number, and yet they differ: each issue must "
        "have a number of its own.",
        style);
  }
  if (comparison.order == Order::older) {
    text += remark(
        "The second list has the lower sequence number: it is the older one, or the two "
        "are mixed up.",
        style);
  }
  if (comparison.left_out_before != 0 || comparison.left_out_after != 0) {
    text += remark(fmt::format("Services that could not be read are not compared: {} in the old "
                               "list, {} in the new one. One that seems new or gone may be one of "
                               "them.",
                               comparison.left_out_before, comparison.left_out_after),
                   style);
  }
  if (comparison.partial) {
    text += remark("A list has something that cannot be compared: the findings say what and where.",
                   style);
  }
  return text;
}

}  // namespace

Json facts_of(const Comparison& comparison) {
  auto changes = Json::array();
  for (const auto& change : comparison.changes) changes.push(change_json(change));
  return Json::object({{"same", comparison.same()},
                       {"rewrites_past", comparison.rewrites_past()},
                       {"order", word_of(comparison.order)},
                       {"left_out", Json::object({{"old", comparison.left_out_before},
                                                  {"new", comparison.left_out_after}})},
                       {"changes", std::move(changes)}});
}

std::string text_of(const Comparison& comparison, const Style& style) {
  constexpr std::size_t longest = 900;  // octets of one sentence; --json has everything
  auto text = style.paint(Tone::strong, summary_of(comparison)) + "\n";
  text += remarks_of(comparison, style);
  for (const auto weight : weights) {
    if (comparison.count(weight) == 0) continue;
    text += "\n" + style.paint(tone_of(weight), heading_of(weight)) + "\n";
    for (const auto& change : comparison.changes) {
      if (change.weight != weight) continue;
      const auto line = outcome::printable(trustlist::compare::sentence(change), longest);
      text += wrap(line, style.width, "  ", "      ");
    }
  }
  return text;
}

}  // namespace accord::cli
