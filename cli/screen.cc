#include "cli/screen.h"

#include <algorithm>

#include <fmt/format.h>

namespace accord::cli {
namespace {

std::string_view escape_of(Tone tone) noexcept {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::strong:
      return "\x1B[1m";
    case Tone::quiet:
      return "\x1B[2m";
    case Tone::good:
      return "\x1B[32m";
    case Tone::bad:
      return "\x1B[31m";
    case Tone::unsure:
      return "\x1B[33m";
    case Tone::command:
      return "\x1B[36m";
  }
  return "";
}

std::string padded(const std::string& text, std::size_t columns, bool right) {
  const auto used = display_width(text);
  const std::string space(columns > used ? columns - used : 0, ' ');
  return right ? space + text : text + space;
}

constexpr std::string_view gap = "  ";

}  // namespace

std::string Style::paint(Tone tone, std::string_view text) const {
  const auto escape = escape_of(tone);
  if (!colour || escape.empty() || text.empty()) return std::string(text);
  return std::string(escape) + std::string(text) + "\x1B[0m";
}

std::string field(const Style& style, std::string_view label, std::string_view value,
                  std::size_t label_width) {
  if (value.empty()) return {};
  const auto shown = padded(std::string(label), label_width, false) + "  ";
  const std::string indent(label_width + 2, ' ');
  const auto text = wrap(value, style.width, shown, indent);
  return style.paint(Tone::quiet, shown) + text.substr(shown.size());
}

std::string verdict_line(const Style& style, std::string_view verdict, Tone tone,
                         std::string_view text) {
  if (!style.drawing) return wrap(text, style.width, std::string(verdict) + ": ", "  ");
  const std::string_view mark = tone == Tone::good ? "✓" : tone == Tone::bad ? "✗" : "?";
  const auto label = std::string(mark) + " " + std::string(verdict) + "  ";
  const auto lines = wrap(text, style.width, label, std::string(display_width(label), ' '));
  return style.paint(tone, label) + lines.substr(label.size());
}

std::string part_of_verdict(const Style& style, bool holds, std::string_view label,
                            const std::vector<std::string>& lines) {
  constexpr std::size_t label_width = 13;
  const std::string_view mark = style.drawing ? (holds ? "✓" : "✗") : (holds ? "+" : "-");
  const auto head = fmt::format("  {} {:<{}}  ", mark, label, label_width);
  const std::string indent(display_width(head), ' ');
  std::string text;
  for (const auto& line : lines) {
    text += wrap(line, style.width, text.empty() ? head : indent, indent);
  }
  return style.paint(holds ? Tone::good : Tone::bad, head) + text.substr(head.size());
}

std::vector<std::size_t> Table::widths(const Style& style) const {
  std::vector<std::size_t> widths;
  std::size_t total = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = display_width(columns_[i].heading);
    for (const auto& row : rows_) {
      if (i < row.size()) width = std::max(width, display_width(row[i].text));
    }
    widths.push_back(width);
    total += width + (i == 0 ? 0 : gap.size());
  }
  if (!style.cut_tables) return widths;
  // The widest of the columns that may be cut gives first.
  while (total > style.width) {
    std::size_t widest = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const bool may_give = columns_[i].least != 0 && widths[i] > columns_[i].least;
      if (may_give && (widest == columns_.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == columns_.size()) break;
    widths[widest] -= 1;
    total -= 1;
  }
  return widths;
}

std::string Table::render(const Style& style) const {
  const auto columns = widths(style);
  std::string out;
  const auto line = [&](const std::vector<Cell>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto shown = cut_to_width(cells[i].text, columns[i]);
      const auto full = padded(shown, columns[i], columns_[i].right);
      const bool last = i + 1 == cells.size();
      if (i != 0) text += gap;
      text += style.paint(cells[i].tone, last && !columns_[i].right ? shown : full);
    }
    if (!style.colour) text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  };
  std::vector<Cell> headings;
  for (const auto& column : columns_) headings.push_back({column.heading, Tone::strong});
  line(headings);
  for (const auto& row : rows_) line(row);
  return out;
}

}  // namespace accord::cli
