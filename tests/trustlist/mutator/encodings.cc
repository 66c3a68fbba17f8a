// The bytes of the document in another encoding than UTF-8, or said to be.
#include <array>
#include <cstdint>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

constexpr std::string_view mark = "\xEF\xBB\xBF";

/// The characters of a text that is right UTF-8.
std::u32string characters(std::string_view text) {
  std::u32string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) {
      out.back() = (out.back() << 6U) | (byte & 0x3FU);
    } else if (byte < 0x80U) {
      out += byte;
    } else {
      const auto lead = byte < 0xE0U ? 0x1FU : byte < 0xF0U ? 0x0FU : 0x07U;
      out += static_cast<char32_t>(byte & lead);
    }
  }
  return out;
}

void put(std::string& out, std::uint32_t value, unsigned bytes, bool big) {
  for (unsigned i = 0; i < bytes; ++i) {
    const auto shift = 8 * (big ? bytes - 1 - i : i);
    out += static_cast<char>(static_cast<unsigned char>((value >> shift) & 0xFFU));
  }
}

/// Nothing above U+FFFF is in the lists.
std::string encoded(std::string_view text, unsigned bytes, bool big, bool with_mark) {
  std::string out;
  if (with_mark) put(out, 0xFEFFU, bytes, big);
  for (const auto c : characters(text)) put(out, c, bytes, big);
  return out;
}

/// The text without a mark and without an XML declaration.
std::string bare(const BaseList& list) {
  auto text = list.markup.text();
  if (text.rfind(mark, 0) == 0) text.erase(0, mark.size());
  if (text.rfind("<?xml ", 0) == 0) text.erase(0, text.find("?>") + 2);
  const auto begin = text.find_first_not_of(" \t\r\n");
  return text.erase(0, begin);
}

Made transcoded(const BaseList& list, std::string_view where, Dice& dice) {
  const bool with_mark = dice.below(2) == 0;
  const std::string name = where.substr(0, 5) == "utf16" ? "UTF-16" : "UTF-32";
  const auto text = "<?xml version=\"1.0\" encoding=\"" + name + "\"?>" + bare(list);
  return encoded(text, name == "UTF-16" ? 2 : 4, where.substr(where.size() - 2) == "be", with_mark);
}

/// An XML declaration of one's own before the text.
Made declared(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return "<?xml version=\"1.0\" encoding=\"" + std::string(where) + "\"?>" + bare(list);
}

Made declaration(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto text = bare(list);
  if (where == "none") return text;
  if (where == "mark") return std::string(mark) + text;
  if (where == "two-marks") return std::string(mark) + std::string(mark) + text;
  if (where == "mark-inside") {
    auto marked = text;
    return marked.insert(marked.rfind('>'), mark);
  }
  if (where == "space-before") return " <?xml version=\"1.0\"?>" + text;
  if (where == "twice") return "<?xml version=\"1.0\"?><?xml version=\"1.0\"?>" + text;
  if (where == "capital") return "<?XML version=\"1.0\"?>" + text;
  if (where == "version-1.1") return "<?xml version=\"1.1\"?>" + text;
  if (where == "version-2.0") return "<?xml version=\"2.0\"?>" + text;
  if (where == "no-version") return "<?xml encoding=\"UTF-8\"?>" + text;
  if (where == "order")
    return "<?xml version=\"1.0\" standalone=\"no\" encoding=\"UTF-8\"?>" + text;
  if (where == "standalone") return "<?xml version='1.0' standalone='yes'?>" + text;
  if (where == "standalone-word") return "<?xml version='1.0' standalone='true'?>" + text;
  if (where == "attribute-more") return "<?xml version='1.0' a='b'?>" + text;
  if (where == "unclosed") return "<?xml version='1.0'" + text;
  return std::nullopt;
}

struct Sequence {
  std::string_view name, bytes;
};

constexpr std::array<Sequence, 16> sequences{{{"overlong-slash", "\xC0\xAF"},
                                              {"overlong-less-than", "\xC0\xBC"},
                                              {"overlong-three", "\xE0\x80\xBC"},
                                              {"overlong-four", "\xF0\x80\x80\xBC"},
                                              {"five-bytes", "\xF8\x88\x80\x80\x80"},
                                              {"surrogate", "\xED\xA0\x80"},
                                              {"surrogate-pair", "\xED\xA0\xBD\xED\xB8\x80"},
                                              {"above", "\xF4\x90\x80\x80"},
                                              {"lone-continuation", "\x80"},
                                              {"cut-sequence", "\xE2\x82"},
                                              {"latin-1", "caf\xE9"},
                                              {"all-bits", "\xFF"},
                                              {"null", std::string_view("\0", 1)},
                                              {"control", "\x1B[2J"},
                                              {"not-a-character", "\xEF\xBF\xBE"},
                                              {"other-line-end", "\xC2\x85"}}};

/// In the text of an element.
Made bytes(const BaseList& list, std::string_view where, Dice& dice) {
  for (const auto& one : sequences) {
    if (one.name == where) return with_first(list, element_in(list, "content", dice), one.bytes);
  }
  return std::nullopt;
}

/// More behind the root.
Made behind(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto& text = list.markup.text();
  if (where == "null") return text + std::string(1, '\0');
  if (where == "text") return text + "attacker";
  if (where == "root") return text + "<w/>";
  if (where == "itself") return text + bare(list);
  if (where == "cdata") return text + "<![CDATA[]]>";
  if (where == "end-tag") return text + "</w>";
  return text + "  \n\t\n";
}

constexpr std::array<Kind, 5> kinds{{{"encodings", "transcoded", transcoded},
                                     {"encodings", "declared", declared},
                                     {"encodings", "declaration", declaration},
                                     {"encodings", "bytes", bytes},
                                     {"encodings", "behind", behind}}};

}  // namespace

std::span<const Kind> encoding_kinds() { return kinds; }

}  // namespace accord::tests::mutants
