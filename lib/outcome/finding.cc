#include "lib/outcome/finding.h"

#include <algorithm>

#include <fmt/format.h>

namespace accord::outcome {
namespace {

bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool is_control(unsigned char c) noexcept { return c < 0x20U || c == 0x7FU; }

// U+0080..U+009F are control characters too (CSI among them); in UTF-8 they are C2 80..C2 9F.
bool is_c1_control(std::string_view text, std::size_t at) noexcept {
  return static_cast<unsigned char>(text[at]) == 0xC2U && at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) >= 0x80U &&
         static_cast<unsigned char>(text[at + 1]) <= 0x9FU;
}

// Bidirectional overrides and isolates (U+202A..E, U+2066..9) can make a line read as something
// else.
bool is_bidi_control(std::string_view text, std::size_t at) noexcept {
  if (at + 2 >= text.size() || static_cast<unsigned char>(text[at]) != 0xE2U) return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  return (second == 0x80U && third >= 0xAAU && third <= 0xAEU) ||
         (second == 0x81U && third >= 0xA6U && third <= 0xA9U);
}

const std::string* value_of(const Params& params, std::string_view name) noexcept {
  const auto found = std::find_if(params.begin(), params.end(),
                                  [&](const auto& param) { return param.first == name; });
  return found == params.end() ? nullptr : &found->second;
}

}  // namespace

std::string to_string(const About& about) {
  std::string text = printable(about.what);
  if (about.line != 0) {
    text += text.empty() ? fmt::format("line {}", about.line) : fmt::format(":{}", about.line);
  }
  if (!about.where.empty()) {
    if (!text.empty()) text += ": ";
    text += printable(about.where);
  }
  return text;
}

Finding make_finding(FindingId id, About about, Params params) {
  return {id, entry(id).severity, std::move(about), std::move(params)};
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string shown;
  shown.reserve(std::min(text.size(), limit));
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (shown.size() >= limit && !is_continuation(text[i])) return shown + "…";
    const auto c = static_cast<unsigned char>(text[i]);
    if (is_control(c)) {
      shown += fmt::format("\\x{:02X}", c);
    } else if (is_c1_control(text, i)) {
      shown += fmt::format("\\u{:04X}", static_cast<unsigned char>(text[i + 1]));
      i += 1;
    } else if (is_bidi_control(text, i)) {
      const auto second = static_cast<unsigned>(static_cast<unsigned char>(text[i + 1]) & 0x3FU);
      const auto third = static_cast<unsigned>(static_cast<unsigned char>(text[i + 2]) & 0x3FU);
      shown += fmt::format("\\u{:04X}", 0x2000U | (second << 6U) | third);
      i += 2;
    } else {
      shown += text[i];
    }
  }
  return shown;
}

std::string message(const Finding& finding) {
  const std::string_view pattern = entry(finding.id).message;
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const auto close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      text += pattern[i];
      continue;
    }
    const auto name = pattern.substr(i + 1, close - i - 1);
    const auto* value = value_of(finding.params, name);
    text += value != nullptr ? printable(*value) : fmt::format("({} not known)", name);
    i = close;
  }
  return text;
}

void Findings::add(Finding finding) { all_.push_back(std::move(finding)); }

void Findings::add(FindingId id, About about, Params params) {
  add(make_finding(id, std::move(about), std::move(params)));
}

void Findings::add(const Findings& others) {
  all_.insert(all_.end(), others.all_.begin(), others.all_.end());
}

bool Findings::has(FindingId id) const noexcept {
  return std::any_of(all_.begin(), all_.end(), [&](const Finding& f) { return f.id == id; });
}

Severity Findings::worst() const noexcept {
  Severity worst = Severity::info;
  for (const auto& finding : all_) worst = std::max(worst, finding.severity);
  return worst;
}

void Findings::name_subject(std::string_view what) {
  for (auto& finding : all_) {
    if (finding.about.what.empty()) finding.about.what = what;
  }
}

}  // namespace accord::outcome
