#include "lib/outcome/finding.h"

#include <algorithm>

#include <fmt/format.h>

namespace accord::outcome {
namespace {

bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Octets of the UTF-8 character that begins at `at`; 0 when none does. Overlong forms and
/// surrogates are left to those who read the text; here it matters only that a terminal takes the
/// octets for one character.
std::size_t character_size(std::string_view text, std::size_t at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t size = lead < 0x80U                     ? 1
                           : lead >= 0xC2U && lead <= 0xDFU ? 2
                           : lead >= 0xE0U && lead <= 0xEFU ? 3
                           : lead >= 0xF0U && lead <= 0xF4U ? 4
                                                            : 0;
  if (size == 0 || size > text.size() - at) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[at + i])) return 0;
  }
  return size;
}

char32_t code_point(std::string_view character) noexcept {
  const auto lead = static_cast<unsigned char>(character[0]);
  char32_t c = character.size() == 1 ? lead : lead & (0x7FU >> character.size());
  for (const char next : character.substr(1)) {
    c = (c << 6U) | (static_cast<unsigned char>(next) & 0x3FU);
  }
  return c;
}

struct Range {
  char32_t first, last;
};

/// What is not seen, so that two names look alike, or that a terminal acts on instead of showing
/// it: control characters (U+0080..9F, CSI among them, are some too), and of Unicode 15 the general
/// categories Cf (joiners, marks and overrides of direction, tags), Zl and Zp, the fillers, and the
/// selectors of variants.
constexpr Range unseen[] = {
    {0x0000, 0x001F},   {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x034F, 0x034F},
    {0x0600, 0x0605},   {0x061C, 0x061C},   {0x06DD, 0x06DD},   {0x070F, 0x070F},
    {0x0890, 0x0891},   {0x08E2, 0x08E2},   {0x115F, 0x1160},   {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},
    {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

bool is_unseen(char32_t c) noexcept {
  return std::any_of(std::begin(unseen), std::end(unseen),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
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
  for (std::size_t i = 0; i < text.size();) {
    if (shown.size() >= limit) return shown + "…";
    const auto size = character_size(text, i);
    const auto character = text.substr(i, size);
    const auto c = size == 0 ? static_cast<unsigned char>(text[i]) : code_point(character);
    const bool is_plain = size == 1 && c >= 0x20 && c < 0x7F;
    if (is_plain) {
      shown += text[i];
    } else if (size == 0 || (size == 1 && is_unseen(c))) {
      shown += fmt::format("\\x{:02X}", static_cast<unsigned>(c));
    } else if (is_unseen(c)) {
      shown += c > 0xFFFF ? fmt::format("\\U{:08X}", static_cast<unsigned>(c))
                          : fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      shown += character;
    }
    i += std::max<std::size_t>(size, 1);
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
