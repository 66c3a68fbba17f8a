#include "lib/xml/declaration.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "lib/xml/characters.h"

namespace accord::xml {
namespace {

using outcome::FindingId;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

bool refuse_encoding(Cursor& cursor, const char* where, std::string encoding) {
  return cursor.fail(FindingId::xml_encoding_not_utf8, where, {{"encoding", std::move(encoding)}});
}

// XML 1.0, appendix F: the first bytes tell the families of encodings apart.
bool take_byte_order_mark(Cursor& cursor) {
  if (cursor.starts_with(utf8_mark)) {
    cursor.advance(utf8_mark.size());
    return true;
  }
  const std::string_view head(cursor.at(), std::min<std::size_t>(cursor.left(), 4));
  using namespace std::string_view_literals;
  if (head == "\xFF\xFE\0\0"sv || head == "\0\0\xFE\xFF"sv || head == "<\0\0\0"sv ||
      head == "\0\0\0<"sv) {
    return refuse_encoding(cursor, cursor.at(), "its first bytes are those of UTF-32");
  }
  const auto two = head.substr(0, 2);
  if (two == "\xFF\xFE"sv || two == "\xFE\xFF"sv || two == "<\0"sv || two == "\0<"sv) {
    return refuse_encoding(cursor, cursor.at(), "its first bytes are those of UTF-16");
  }
  if (head == "\x4C\x6F\xA7\x94"sv)
    return refuse_encoding(cursor, cursor.at(), "its first bytes are those of EBCDIC");
  return true;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// Eq and a quoted literal: productions [24], [32] and [80].
bool take_pseudo_attribute(Cursor& cursor, std::string_view name, std::string_view& value) {
  if (!cursor.take(name, fmt::format("\"{}\"", name))) return false;
  cursor.skip_space();
  if (!cursor.take("=", "\"=\"")) return false;
  cursor.skip_space();
  if (!cursor.is('"') && !cursor.is('\'')) return cursor.expected("a quoted value");
  const std::string_view quote(cursor.at(), 1);
  cursor.advance(1);
  return cursor.take_until(quote, "the closing quote", value);
}

// A value of the declaration that is wrong: the value itself is where.
bool refuse_value(Cursor& cursor, std::string_view value, std::string expected) {
  return cursor.fail(FindingId::xml_malformed, value.data(),
                     {{"expected", std::move(expected)}, {"found", fmt::format("\"{}\"", value)}});
}

bool check_version(Cursor& cursor, std::string_view version) {
  if (version == "1.0") return true;
  return cursor.fail(FindingId::xml_version_not_1_0, version.data(),
                     {{"version", std::string(version)}});
}

bool check_encoding(Cursor& cursor, std::string_view name, Encoding& encoding) {
  if (equals_ignoring_case(name, "UTF-8")) return true;
  if (equals_ignoring_case(name, "US-ASCII") || equals_ignoring_case(name, "ASCII")) {
    encoding.ascii_only = true;
    return true;
  }
  return refuse_encoding(cursor, name.data(), fmt::format("it declares \"{}\"", name));
}

// Whether another pseudo-attribute of that name comes; each must have white space before it.
bool next_is(Cursor& cursor, std::string_view name) {
  const char* const before = cursor.at();
  if (cursor.skip_space() && cursor.starts_with(name)) return true;
  cursor.move_to(before);
  return false;
}

}  // namespace

bool take_declaration(Cursor& cursor, Encoding& encoding) {
  if (!take_byte_order_mark(cursor)) return false;
  if (!cursor.starts_with("<?xml") || cursor.left() < 6 || !is_space(cursor.at()[5])) return true;
  cursor.advance(5);
  cursor.skip_space();
  std::string_view value;
  if (!take_pseudo_attribute(cursor, "version", value) || !check_version(cursor, value))
    return false;
  if (next_is(cursor, "encoding") && (!take_pseudo_attribute(cursor, "encoding", value) ||
                                      !check_encoding(cursor, value, encoding))) {
    return false;
  }
  if (next_is(cursor, "standalone")) {
    if (!take_pseudo_attribute(cursor, "standalone", value)) return false;
    if (value != "yes" && value != "no") return refuse_value(cursor, value, "\"yes\" or \"no\"");
  }
  cursor.skip_space();
  return cursor.take("?>", "\"?>\" at the end of the XML declaration");
}

}  // namespace accord::xml
