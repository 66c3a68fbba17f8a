#include <algorithm>

#include <fmt/format.h>

#include "cli/screen.h"

namespace accord::cli {
namespace {

using outcome::Finding;
using outcome::Severity;

std::string_view word_of(Severity severity, bool is_refusal) noexcept {
  switch (severity) {
    case Severity::info:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::indeterminate:
      return is_refusal ? "error" : "indeterminate";
    case Severity::invalid:
      return is_refusal ? "error" : "invalid";
  }
  return "error";
}

constexpr std::size_t detail_width = 6;

std::string detail(const Style& style, std::string_view label, std::string_view text) {
  if (text.empty()) return {};
  const auto first = fmt::format("  {:<{}}", label, detail_width);
  const auto lines = wrap(text, style.width, first, std::string(first.size(), ' '));
  return style.paint(Tone::quiet, first) + lines.substr(first.size());
}

}  // namespace

Tone tone_of(Severity severity) noexcept {
  switch (severity) {
    case Severity::info:
      return Tone::quiet;
    case Severity::warning:
    case Severity::indeterminate:
      return Tone::unsure;
    case Severity::invalid:
      return Tone::bad;
  }
  return Tone::bad;
}

std::string render(const Finding& finding, const Style& style, bool is_refusal) {
  const auto& row = outcome::entry(finding.id);
  const auto label = std::string(word_of(finding.severity, is_refusal)) + ": ";
  auto text = wrap(outcome::message(finding), style.width, label, "  ");
  text = style.paint(tone_of(finding.severity), label) + text.substr(label.size());
  text += detail(style, "where", outcome::to_string(finding.about));
  text += detail(style, "rule", fmt::format("{} [{}]", row.clause, row.name));
  text += detail(style, "next", row.advice);
  return text;
}

namespace {

std::string gap(const Finding& finding) {
  auto text = outcome::to_string(finding.about);
  for (const auto& [name, value] : finding.params) {
    if (name == "what") text += ": " + outcome::printable(value);
  }
  return text;
}

}  // namespace

std::string render(const outcome::Findings& findings, const Style& style, bool is_refusal) {
  std::vector<const Finding*> sorted;
  sorted.reserve(findings.all().size());
  for (const auto& finding : findings.all()) sorted.push_back(&finding);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  std::string text;
  for (auto at = sorted.begin(); at != sorted.end();) {
    const auto end =
        std::find_if(at, sorted.end(), [&](const Finding* f) { return f->id != (*at)->id; });
    constexpr std::ptrdiff_t shown_each = 3;
    // Whoever fills in a form wants to see the whole of it.
    if ((*at)->id == outcome::FindingId::source_to_fill_in) {
      text += render(**at, style, is_refusal);
      for (++at; at != end; ++at) text += detail(style, "also", gap(**at));
      continue;
    }
    const auto shown = std::min(end - at, shown_each);
    for (auto one = at; one != at + shown; ++one) text += render(**one, style, is_refusal);
    if (end - at > shown) {
      text += style.paint(Tone::quiet,
                          fmt::format("  and {} more of the same ({}); --json lists them all\n",
                                      end - at - shown, outcome::entry((*at)->id).name));
    }
    at = end;
  }
  return text;
}

}  // namespace accord::cli
