#include "lib/der/oid.h"

#include <algorithm>
#include <cstdlib>

namespace accord::der {
namespace {

using outcome::fail;
using outcome::FindingId;
using outcome::Result;

// The longest arcs in use are 128-bit UUIDs (X.667): 19 groups of 7 bits. Longer ones only make
// work.
constexpr std::size_t max_arc_octets = 19;
constexpr std::size_t max_arcs = 64;

// Decimal digits, least significant first: arcs may be wider than any integer type.
using Digits = std::vector<std::uint8_t>;

void multiply_and_add(Digits& digits, unsigned factor, unsigned addend) {
  unsigned carry = addend;
  for (auto& digit : digits) {
    carry += digit * factor;
    digit = static_cast<std::uint8_t>(carry % 10);
    carry /= 10;
  }
  for (; carry != 0; carry /= 10) digits.push_back(static_cast<std::uint8_t>(carry % 10));
}

unsigned divide(Digits& digits, unsigned divisor) {
  unsigned rest = 0;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    rest = rest * 10 + *digit;
    *digit = static_cast<std::uint8_t>(rest / divisor);
    rest %= divisor;
  }
  while (!digits.empty() && digits.back() == 0) digits.pop_back();
  return rest;
}

void subtract(Digits& digits, unsigned amount) {
  for (std::size_t i = 0; amount != 0 && i < digits.size(); ++i) {
    unsigned digit = digits[i];
    const unsigned taken = amount % 10;
    amount /= 10;
    if (digit < taken) {
      digit += 10;
      ++amount;
    }
    digits[i] = static_cast<std::uint8_t>(digit - taken);
  }
  while (!digits.empty() && digits.back() == 0) digits.pop_back();
}

std::string to_text(const Digits& digits) {
  if (digits.empty()) return "0";
  std::string text;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    text += static_cast<char>('0' + *digit);
  }
  return text;
}

/// A number below 100 that the digits make, or 100 for any that is larger.
unsigned small_value(const Digits& digits) noexcept {
  if (digits.size() > 2) return 100;
  unsigned value = 0;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) value = value * 10 + *digit;
  return value;
}

tl::unexpected<outcome::Finding> malformed(std::string value, std::string_view reason) {
  return fail(FindingId::oid_malformed, {},
              {{"value", std::move(value)}, {"reason", std::string(reason)}});
}

bool read_arc(std::string_view text, Digits& digits) {
  const bool decimal =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.empty() || !decimal || (text.size() > 1 && text.front() == '0')) return false;
  // 19 groups of 7 bits make at most 41 digits; what is over the limit is refused when written.
  if (text.size() > 41) return false;
  digits.clear();
  for (auto c = text.rbegin(); c != text.rend(); ++c) {
    digits.push_back(static_cast<std::uint8_t>(*c - '0'));
  }
  while (!digits.empty() && digits.back() == 0) digits.pop_back();
  return true;
}

/// Appends base 128 with continuation bits (X.690, 8.19.2).
bool append_subidentifier(std::string& content, Digits digits) {
  std::string groups;
  do {
    const unsigned group = divide(digits, 128);
    groups += static_cast<char>(groups.empty() ? group : group | 0x80U);
  } while (!digits.empty());
  content.append(groups.rbegin(), groups.rend());
  return groups.size() <= max_arc_octets;
}

/// Why the content octets are not an object identifier; empty when they are.
std::string_view fault_of(ByteView content) noexcept {
  if (content.empty()) return "it is empty";
  if ((content.back() & 0x80U) != 0) return "its last arc is cut off";
  std::size_t arcs = 1;  // the first subidentifier holds two
  std::size_t octets = 0;
  for (const auto octet : content) {
    if (octets == 0 && octet == 0x80U) return "an arc is padded with zero bits";
    if (++octets > max_arc_octets) return "an arc has more than 128 bits";
    if ((octet & 0x80U) == 0) {
      octets = 0;
      if (++arcs > max_arcs) return "it has more than 64 arcs";
    }
  }
  return {};
}

}  // namespace

Result<Oid> Oid::from_text(std::string_view dotted) {
  Oid oid;
  Digits arc;
  unsigned first = 0;
  std::size_t arcs = 0;
  for (std::size_t from = 0; from <= dotted.size();) {
    const auto dot = std::min(dotted.find('.', from), dotted.size());
    if (!read_arc(dotted.substr(from, dot - from), arc)) {
      return malformed(std::string(dotted),
                       "each arc is a decimal number of at most 128 bits without leading zeros");
    }
    from = dot + 1;
    if (++arcs > max_arcs) return malformed(std::string(dotted), "it has more than 64 arcs");
    if (arcs == 1) {
      first = small_value(arc);
      if (first > 2) return malformed(std::string(dotted), "its first arc is over 2");
      continue;
    }
    if (arcs == 2) {
      if (first < 2 && small_value(arc) > 39) {
        return malformed(std::string(dotted), "its second arc is over 39");
      }
      multiply_and_add(arc, 1, first * 40);
    }
    if (!append_subidentifier(oid.content_, arc)) {
      return malformed(std::string(dotted), "an arc has more than 128 bits");
    }
  }
  if (arcs < 2) return malformed(std::string(dotted), "it has fewer than two arcs");
  return oid;
}

Result<Oid> Oid::from_content(ByteView content) {
  if (const auto fault = fault_of(content); !fault.empty()) {
    return malformed(to_hex(content.first(std::min<std::size_t>(content.size(), 40))), fault);
  }
  Oid oid;
  oid.content_ = as_text(content);
  return oid;
}

Oid Oid::literal(std::string_view dotted) {
  auto oid = from_text(dotted);
  if (!oid.has_value()) std::abort();
  return std::move(*oid);
}

std::string Oid::to_string() const {
  std::string text;
  Digits digits;
  for (const auto octet : content()) {
    multiply_and_add(digits, 128, octet & 0x7FU);
    if ((octet & 0x80U) != 0) continue;
    if (text.empty()) {
      const unsigned first = std::min(small_value(digits) / 40, 2U);
      text += static_cast<char>('0' + first);
      subtract(digits, first * 40);
    }
    text += '.';
    text += to_text(digits);
    digits.clear();
  }
  return text;
}

}  // namespace accord::der
