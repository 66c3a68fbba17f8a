#include "lib/x509/string_preparation.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "lib/x509/directory_string.h"

namespace accord::x509 {
namespace {

struct Range {
  char32_t first, last;
};

// RFC 4518, 2.2: "are mapped to nothing".
constexpr Range dropped[] = {
    {0x0000, 0x0008}, {0x000E, 0x001F}, {0x007F, 0x0084},   {0x0086, 0x009F},   {0x00AD, 0x00AD},
    {0x034F, 0x034F}, {0x06DD, 0x06DD}, {0x070F, 0x070F},   {0x1806, 0x1806},   {0x180B, 0x180E},
    {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2063},   {0x206A, 0x206F},   {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFC}, {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F},
};

// RFC 4518, 2.2: "are mapped to SPACE (U+0020)".
constexpr Range spaces[] = {
    {0x0009, 0x000D}, {0x0020, 0x0020}, {0x0085, 0x0085}, {0x00A0, 0x00A0}, {0x1680, 0x1680},
    {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
};

/// Upper-case letters whose lower-case letter is `distance` further on: every letter of the range
/// (`step` 1) or every second one (`step` 2).
struct Fold {
  char32_t first, last;
  std::int32_t distance;
  char32_t step;
};

// Unicode's simple case folding for the scripts named in the header; in order, without overlap.
constexpr Fold folds[] = {
    {0x00B5, 0x00B5, 775, 1},  {0x00C0, 0x00D6, 32, 1},   {0x00D8, 0x00DE, 32, 1},
    {0x0100, 0x012E, 1, 2},    {0x0132, 0x0136, 1, 2},    {0x0139, 0x0147, 1, 2},
    {0x014A, 0x0176, 1, 2},    {0x0178, 0x0178, -121, 1}, {0x0179, 0x017D, 1, 2},
    {0x017F, 0x017F, -268, 1}, {0x0181, 0x0181, 210, 1},  {0x0182, 0x0184, 1, 2},
    {0x0186, 0x0186, 206, 1},  {0x0187, 0x0187, 1, 1},    {0x0189, 0x018A, 205, 1},
    {0x018B, 0x018B, 1, 1},    {0x018E, 0x018E, 79, 1},   {0x018F, 0x018F, 202, 1},
    {0x0190, 0x0190, 203, 1},  {0x0191, 0x0191, 1, 1},    {0x0193, 0x0193, 205, 1},
    {0x0194, 0x0194, 207, 1},  {0x0196, 0x0196, 211, 1},  {0x0197, 0x0197, 209, 1},
    {0x0198, 0x0198, 1, 1},    {0x019C, 0x019C, 211, 1},  {0x019D, 0x019D, 213, 1},
    {0x019F, 0x019F, 214, 1},  {0x01A0, 0x01A4, 1, 2},    {0x01A6, 0x01A6, 218, 1},
    {0x01A7, 0x01A7, 1, 1},    {0x01A9, 0x01A9, 218, 1},  {0x01AC, 0x01AC, 1, 1},
    {0x01AE, 0x01AE, 218, 1},  {0x01AF, 0x01AF, 1, 1},    {0x01B1, 0x01B2, 217, 1},
    {0x01B3, 0x01B5, 1, 2},    {0x01B7, 0x01B7, 219, 1},  {0x01B8, 0x01B8, 1, 1},
    {0x01BC, 0x01BC, 1, 1},    {0x01C4, 0x01C4, 2, 1},    {0x01C5, 0x01C5, 1, 1},
    {0x01C7, 0x01C7, 2, 1},    {0x01C8, 0x01C8, 1, 1},    {0x01CA, 0x01CA, 2, 1},
    {0x01CB, 0x01DB, 1, 2},    {0x01DE, 0x01EE, 1, 2},    {0x01F1, 0x01F1, 2, 1},
    {0x01F2, 0x01F4, 1, 2},    {0x01F6, 0x01F6, -97, 1},  {0x01F7, 0x01F7, -56, 1},
    {0x01F8, 0x021E, 1, 2},    {0x0220, 0x0220, -130, 1}, {0x0222, 0x0232, 1, 2},
    {0x0386, 0x0386, 38, 1},   {0x0388, 0x038A, 37, 1},   {0x038C, 0x038C, 64, 1},
    {0x038E, 0x038F, 63, 1},   {0x0391, 0x03A1, 32, 1},   {0x03A3, 0x03AB, 32, 1},
    {0x03C2, 0x03C2, 1, 1},    {0x03D8, 0x03EE, 1, 2},    {0x0400, 0x040F, 80, 1},
    {0x0410, 0x042F, 32, 1},   {0x0460, 0x0480, 1, 2},    {0x048A, 0x04BE, 1, 2},
    {0x04C1, 0x04CD, 1, 2},    {0x04D0, 0x052E, 1, 2},    {0x0531, 0x0556, 48, 1},
    {0x1E00, 0x1E94, 1, 2},    {0x1EA0, 0x1EFE, 1, 2},    {0xFF21, 0xFF3A, 32, 1},
};

template <std::size_t Count>
bool contains(const Range (&ranges)[Count], char32_t c) noexcept {
  const auto* found =
      std::upper_bound(std::begin(ranges), std::end(ranges), c,
                       [](char32_t value, const Range& range) { return value < range.first; });
  return found != std::begin(ranges) && c <= std::prev(found)->last;
}

char32_t fold(char32_t c) noexcept {
  const auto* found =
      std::upper_bound(std::begin(folds), std::end(folds), c,
                       [](char32_t value, const Fold& entry) { return value < entry.first; });
  if (found == std::begin(folds)) return c;
  const auto& entry = *std::prev(found);
  if (c > entry.last || (c - entry.first) % entry.step != 0) return c;
  return static_cast<char32_t>(static_cast<std::int64_t>(c) + entry.distance);
}

/// Appends prepared characters; spaces wait until something follows them.
class Preparation {
 public:
  explicit Preparation(std::string& target) noexcept : target_(target), start_(target.size()) {}

  void space() noexcept { space_waits_ = target_.size() != start_; }
  /// Letters, digits and marks of ASCII, without spaces.
  void ascii(std::string_view run) {
    flush();
    const auto from = target_.size();
    target_ += run;
    for (auto i = from; i < target_.size(); ++i) {
      const char c = target_[i];
      if (c >= 'A' && c <= 'Z') target_[i] = static_cast<char>(c + ('a' - 'A'));
    }
  }
  void other(char32_t c) {
    flush();
    // The few letters that fold to more than one (RFC 3454, B.2).
    if (c == 0xDF || c == 0x1E9E) {
      target_ += "ss";
    } else if (c == 0x130) {
      target_ += "i\xCC\x87";
    } else if (c == 0x149) {
      target_ += "\xCA\xBCn";
    } else {
      append_utf8(target_, fold(c));
    }
  }

 private:
  void flush() {
    if (space_waits_) target_ += ' ';
    space_waits_ = false;
  }

  std::string& target_;
  std::size_t start_;
  bool space_waits_ = false;
};

}  // namespace

void append_prepared(std::string& target, std::string_view utf8) {
  Preparation preparation(target);
  for (std::size_t i = 0; i < utf8.size();) {
    auto end = i;
    while (end < utf8.size() && utf8[end] > ' ' && utf8[end] < 0x7F) ++end;
    if (end != i) preparation.ascii(utf8.substr(i, end - i));
    if (end == utf8.size()) return;
    i = end;
    if (utf8[i] == ' ') {
      preparation.space();
      ++i;
      continue;
    }
    const char32_t point = next_code_point(utf8, i);
    if (contains(spaces, point)) {
      preparation.space();
    } else if (!contains(dropped, point)) {
      preparation.other(point);
    }
  }
}

std::string prepare(std::string_view utf8) {
  std::string prepared;
  prepared.reserve(utf8.size());
  append_prepared(prepared, utf8);
  return prepared;
}

}  // namespace accord::x509
