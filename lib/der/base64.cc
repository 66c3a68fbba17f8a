#include "lib/der/base64.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace accord::der {
namespace {

using outcome::fail;
using outcome::FindingId;
using outcome::Result;

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t space = 0x40, pad = 0x41, invalid = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = invalid;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  for (const char c : {' ', '\t', '\r', '\n'}) values[static_cast<unsigned char>(c)] = space;
  values[static_cast<unsigned char>('=')] = pad;
  return values;
}
constexpr auto values = make_values();

// What each character is worth in its place of a group of four; not_in_group when it has no worth.
constexpr std::uint32_t not_in_group = 1U << 31U;
using Worths = std::array<std::uint32_t, 256>;

constexpr Worths make_worths(unsigned shift) {
  Worths worths{};
  for (std::size_t c = 0; c < worths.size(); ++c) {
    worths[c] = values[c] < space ? std::uint32_t{values[c]} << shift : not_in_group;
  }
  return worths;
}
constexpr Worths first = make_worths(18), second = make_worths(12), third = make_worths(6),
                 fourth = make_worths(0);

constexpr std::uint32_t worth(const Worths& worths, char c) noexcept {
  return worths[static_cast<unsigned char>(c)];
}

constexpr std::uint8_t value_of(char c) noexcept { return values[static_cast<unsigned char>(c)]; }

tl::unexpected<outcome::Finding> malformed(std::size_t offset, std::string_view reason) {
  return fail(FindingId::base64_malformed, {.where = fmt::format("byte {}", offset)},
              {{"reason", std::string(reason)}});
}

/// The end: `count` characters of the last group (held in `group`), then the padding that completes
/// it.
Result<void> finish(std::string_view text, std::size_t at, unsigned count, std::uint32_t group,
                    Bytes& out) {
  if (count == 1) return malformed(at, "one character is left over");
  unsigned padding = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    const auto value = value_of(text[i]);
    if (value == space) continue;
    if (value != pad) return malformed(i, "a character follows the padding");
    if (++padding > 2) return malformed(i, "there is too much padding");
  }
  if ((count == 0 && padding != 0) || (count != 0 && padding != 4 - count)) {
    return malformed(at, "the padding does not complete a group of four");
  }
  if (count == 0) return {};
  // Only one spelling: the bits that encode nothing are zero (RFC 4648, 3.5).
  const std::uint32_t unused = count == 2 ? 0x0FU : 0x03U;
  if ((group & unused) != 0)
    return malformed(at - 1, "unused bits of the last character are not zero");
  group <<= 6U * (4 - count);
  out.push_back(static_cast<std::uint8_t>(group >> 16U));
  if (count == 3) out.push_back(static_cast<std::uint8_t>(group >> 8U));
  return {};
}

}  // namespace

std::string to_base64(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = (group << 8U) | (j < count ? bytes[i + j] : 0U);
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= count ? alphabet[(group >> (18U - 6U * j)) & 0x3FU] : '=';
    }
  }
  return text;
}

Result<Bytes> from_base64(std::string_view text) {
  Bytes out(text.size() / 4 * 3 + 3);
  std::uint8_t* end = out.data();
  std::uint32_t group = 0;
  unsigned count = 0;
  std::size_t after_last = 0;
  const auto put_group = [&] {
    *end++ = static_cast<std::uint8_t>(group >> 16U);
    *end++ = static_cast<std::uint8_t>(group >> 8U);
    *end++ = static_cast<std::uint8_t>(group);
    group = 0;
    count = 0;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    // Most groups stand whole, without white space inside.
    while (count == 0 && text.size() - i >= 4) {
      const auto whole = worth(first, text[i]) | worth(second, text[i + 1]) |
                         worth(third, text[i + 2]) | worth(fourth, text[i + 3]);
      if ((whole & not_in_group) != 0) break;
      group = whole;
      put_group();
      i += 4;
      after_last = i;
    }
    if (i == text.size()) break;
    const auto value = value_of(text[i]);
    if (value < space) {
      group = (group << 6U) | value;
      after_last = i + 1;
      if (++count == 4) put_group();
    } else if (value == pad) {
      break;
    } else if (value == invalid) {
      return malformed(i, "a character is not of the base64 alphabet");
    }
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  if (auto ended = finish(text, after_last, count, group, out); !ended)
    return outcome::pass_on(ended);
  return out;
}

}  // namespace accord::der
