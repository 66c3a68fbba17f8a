#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/finding.h"

namespace accord::cli {

/// What a piece of text means; colour follows from it.
enum class Tone : std::uint8_t { plain, strong, quiet, good, bad, unsure, command };

/// How text may look where it goes. Colour and drawing are for terminals only.
struct Style {
  bool colour = false;
  bool drawing = false;  ///< characters beyond words: ✓, ─, │
  unsigned width = 100;  ///< columns for running text
  bool cut_tables =
      false;  ///< a table wider than that is cut; what goes to a file or pipe never is

  [[nodiscard]] std::string paint(Tone tone, std::string_view text) const;
};

/// Columns that UTF-8 text takes on a terminal: East Asian wide characters two, combining marks
/// none.
[[nodiscard]] std::size_t display_width(std::string_view text) noexcept;

/// The text cut to so many columns, its end replaced by "…" when cut.
[[nodiscard]] std::string cut_to_width(std::string_view text, std::size_t columns);

/// Running text broken at spaces into lines of at most `width` columns, each with its indent and a
/// line feed. Several spaces stay several: names that differ in them must look different.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t width,
                               std::string_view first_indent, std::string_view indent);

/// "label  value", the value's further lines under its beginning. An empty value gives nothing.
[[nodiscard]] std::string field(const Style& style, std::string_view label, std::string_view value,
                                std::size_t label_width = 14);

/// "✓ valid  TEXT" on a terminal, "valid: TEXT" elsewhere.
[[nodiscard]] std::string verdict_line(const Style& style, std::string_view verdict, Tone tone,
                                       std::string_view text);

/// One part of what a verdict rests on, with a mark that says whether it holds; the label stands
/// before the first line, the others are under it.
[[nodiscard]] std::string part_of_verdict(const Style& style, bool holds, std::string_view label,
                                          const std::vector<std::string>& lines);

/// Rows under headings, as wide as needed.
class Table {
 public:
  struct Column {
    std::string heading;
    bool right = false;     ///< numbers
    std::size_t least = 0;  ///< columns that stay when the table must be cut; 0: never cut
  };
  struct Cell {
    std::string text;
    Tone tone = Tone::plain;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] std::string render(const Style& style) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths(const Style& style) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

/// One finding: weight, what was wrong, where, rule, what to do next.
[[nodiscard]] std::string render(const outcome::Finding& finding, const Style& style,
                                 bool is_refusal);
/// All of them, the heaviest first, otherwise in their order; a finding said several times of one
/// thing is shown once with how often.
[[nodiscard]] std::string render(const outcome::Findings& findings, const Style& style,
                                 bool is_refusal);

[[nodiscard]] Tone tone_of(outcome::Severity severity) noexcept;

}  // namespace accord::cli
