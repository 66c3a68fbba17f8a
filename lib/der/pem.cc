#include <algorithm>

#include <fmt/format.h>

#include "lib/der/base64.h"

namespace accord::der {
namespace {

using outcome::fail;
using outcome::FindingId;
using outcome::Result;

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr std::string_view dashes = "-----";

/// The lines of a text, without their ends, and where each starts.
class Lines {
 public:
  explicit Lines(std::string_view text) noexcept : text_(text) {}

  bool next(std::string_view& line) noexcept {
    if (next_ >= text_.size()) return false;
    start_ = next_;
    const auto end = std::min(text_.find('\n', start_), text_.size());
    next_ = end + 1;
    ++number_;
    line = text_.substr(start_, end - start_);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
      line.remove_suffix(1);
    }
    return true;
  }

  [[nodiscard]] std::size_t start() const noexcept { return start_; }
  [[nodiscard]] std::size_t after() const noexcept { return std::min(next_, text_.size()); }
  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }

 private:
  std::string_view text_;
  std::size_t start_ = 0;
  std::size_t next_ = 0;
  std::uint32_t number_ = 0;
};

tl::unexpected<outcome::Finding> malformed(std::uint32_t line, std::string reason) {
  return fail(FindingId::pem_malformed, {.line = line}, {{"reason", std::move(reason)}});
}

/// The label of a BEGIN or END line; false when the line is neither.
bool read_label(std::string_view line, std::string_view mark, std::string_view& label) noexcept {
  if (line.substr(0, mark.size()) != mark || line.size() < mark.size() + dashes.size() ||
      line.substr(line.size() - dashes.size()) != dashes) {
    return false;
  }
  label = line.substr(mark.size(), line.size() - mark.size() - dashes.size());
  return true;
}

/// The block whose BEGIN line was just read.
Result<PemBlock> read_block(std::string_view text, Lines& lines, std::string_view label) {
  const auto first = lines.number();
  const auto from = lines.after();
  std::string_view line;
  while (lines.next(line)) {
    std::string_view other;
    if (read_label(line, begin_mark, other)) {
      return malformed(lines.number(), "a block begins inside another");
    }
    if (line.find(':') != std::string_view::npos) {
      return malformed(lines.number(),
                       "a block has header lines, which are not read (RFC 7468, 2)");
    }
    if (!read_label(line, end_mark, other)) continue;
    if (other != label) {
      return malformed(lines.number(), fmt::format("the block {} ends as {}", label, other));
    }
    auto content = from_base64(text.substr(from, lines.start() - from));
    if (!content) {
      return malformed(
          first, fmt::format("the block {} is not base64: {}", label, message(content.error())));
    }
    return PemBlock{std::string(label), std::move(*content)};
  }
  return malformed(first, fmt::format("the block {} has no END line", label));
}

}  // namespace

bool is_der(ByteView file) noexcept {
  constexpr std::uint8_t sequence = 0x30;
  constexpr std::uint8_t long_form = 0x80;
  if (file.empty() || file[0] != sequence) return false;
  if (file.size() > 1 && file[1] >= long_form) return true;
  if (file.size() > 1 && file.size() == file[1] + std::size_t{2}) return true;
  return as_text(file).find(begin_mark) == std::string_view::npos;
}

Result<std::vector<PemBlock>> parse_pem(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) {
    text.remove_prefix(byte_order_mark.size());
  }
  std::vector<PemBlock> blocks;
  Lines lines(text);
  std::string_view line;
  while (lines.next(line)) {
    std::string_view label;
    if (!read_label(line, begin_mark, label)) {
      if (read_label(line, end_mark, label)) {
        return malformed(lines.number(),
                         fmt::format("the END line of {} has no BEGIN line", label));
      }
      continue;
    }
    auto block = read_block(text, lines, label);
    if (!block) return outcome::pass_on(std::move(block));
    blocks.push_back(std::move(*block));
  }
  if (blocks.empty()) return fail(FindingId::pem_missing);
  return blocks;
}

std::string to_pem(std::string_view label, ByteView content) {
  const auto body = to_base64(content);
  auto text = fmt::format("-----BEGIN {}-----\n", label);
  for (std::size_t i = 0; i < body.size(); i += 64) {
    text += std::string_view(body).substr(i, 64);
    text += '\n';
  }
  return text + fmt::format("-----END {}-----\n", label);
}

}  // namespace accord::der
