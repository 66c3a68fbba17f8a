#include "lib/xml/cursor.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "lib/xml/characters.h"

namespace accord::xml {
namespace {

using outcome::FindingId;

std::string in_quotes(std::string_view text) { return fmt::format("\"{}\"", text); }

std::string code_point(char32_t code) {
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(code));
}

std::string hexadecimal(const char* at, const char* end, std::ptrdiff_t most) {
  std::string text;
  for (const char* stop = at + std::min(most, end - at); at < stop; ++at) {
    text += fmt::format("{}{:02X}", text.empty() ? "" : " ", static_cast<unsigned char>(*at));
  }
  return text;
}

constexpr std::string_view predefined_entities[] = {"amp", "lt", "gt", "apos", "quot"};

}  // namespace

bool Cursor::skip_space() noexcept {
  const char* at = at_;
  while (at != end_ && is_space(*at)) ++at;
  const bool any = at != at_;
  at_ = at;
  return any;
}

bool Cursor::take(std::string_view token, std::string_view what) {
  if (!starts_with(token)) return expected(what);
  advance(token.size());
  return true;
}

std::string_view Cursor::take_ncname() noexcept {
  const char* const from = at_;
  const char* at = at_;
  if (at == end_) return {};
  std::uint8_t bits = character_class::name_start;
  for (; at != end_; bits = character_class::name) {
    if (has_class(*at, bits)) {
      ++at;
    } else if (is_ascii(*at)) {
      break;
    } else {
      const auto next = decode_utf8(at, end_);
      const bool fits = at == from ? is_name_start(next.code) : is_name_character(next.code);
      if (next.length == 0 || !fits) break;
      at += next.length;
    }
  }
  at_ = at;
  return {from, static_cast<std::size_t>(at - from)};
}

bool Cursor::take_qname(RawName& name, std::string_view what) {
  const char* const from = at_;
  const auto first = take_ncname();
  if (!is(':')) {
    if (first.empty()) return expected(what);
    name = {first, {}, first};
    return true;
  }
  advance(1);
  const auto second = take_ncname();
  if (first.empty() || second.empty() || is(':')) {
    const std::string_view seen(from, static_cast<std::size_t>(at_ - from));
    return fail(
        FindingId::xml_namespace_misuse, from,
        {{"rule", fmt::format("a name is \"local\" or \"prefix:local\", not \"{}…\"", seen)}});
  }
  name = {{from, static_cast<std::size_t>(at_ - from)}, first, second};
  return true;
}

bool Cursor::take_text() {
  while (at_ != end_) {
    at_ = end_of_plain_text(at_, end_);
    if (at_ == end_ || *at_ == '<' || *at_ == '&') return true;
    if (*at_ == ']') {
      if (starts_with("]]>")) return expected("\"]]&gt;\" (written so in text)");
      advance(1);
    } else if (is_ascii(*at_)) {
      return refuse_character(at_);
    } else if (!take_beyond_ascii()) {
      return false;
    }
  }
  return true;
}

bool Cursor::take_beyond_ascii() {
  const auto next = decode_utf8(at_, end_);
  if (next.length == 0 || !is_xml_character(next.code)) return refuse_character(at_);
  at_ += next.length;
  return true;
}

bool Cursor::take_reference() {
  const char* const from = at_;
  advance(1);
  if (is('#')) return take_character_reference();
  const auto name = take_ncname();
  if (name.empty() || !is(';')) {
    move_to(name.empty() ? from + 1 : at_);
    return expected(name.empty()
                        ? "the name of an entity after \"&\" (a plain \"&\" is written \"&amp;\")"
                        : "\";\" after the name of an entity");
  }
  advance(1);
  const auto* const known =
      std::find(std::begin(predefined_entities), std::end(predefined_entities), name);
  if (known == std::end(predefined_entities))
    return fail(FindingId::xml_undefined_entity, from, {{"name", std::string(name)}});
  return true;
}

bool Cursor::take_character_reference() {
  const char* const from = at_ - 1;
  advance(1);
  const bool hexadecimal_form = is('x');
  if (hexadecimal_form) advance(1);
  const std::uint32_t base = hexadecimal_form ? 16 : 10;
  const char* const digits = at_;
  std::uint32_t code = 0;
  for (; at_ != end_; ++at_) {
    const char c = *at_;
    std::uint32_t digit = base;
    if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
    if (hexadecimal_form && c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a') + 10;
    if (hexadecimal_form && c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A') + 10;
    if (digit >= base) break;
    code = std::min<std::uint32_t>(code * base + digit,
                                   0x110000U);  // further digits cannot make it a character again
  }
  if (at_ == digits) return expected("a digit of a character reference");
  if (!is(';')) return expected("\";\" after a character reference");
  advance(1);
  if (!is_xml_character(code)) {
    const auto shown = code > 0x10FFFFU ? std::string("above U+10FFFF") : code_point(code);
    return fail(FindingId::xml_invalid_character, from, {{"code", shown + " (as a reference)"}});
  }
  return true;
}

bool Cursor::take_until(std::string_view stop, std::string_view what, std::string_view& taken) {
  const std::string_view rest(at_, left());
  const auto found = rest.find(stop);
  taken = rest.substr(0, found);
  if (!check_characters(at_, at_ + taken.size())) return false;
  at_ += taken.size();
  if (found == std::string_view::npos) return expected(what);
  advance(stop.size());
  return true;
}

bool Cursor::check_characters(const char* from, const char* to) {
  for (const char* at = end_of_valid_ascii(from, to); at != to; at = end_of_valid_ascii(at, to)) {
    const auto next = decode_utf8(at, to);
    if (next.length == 0 || !is_xml_character(next.code)) return refuse_character(at);
    at += next.length;
  }
  return true;
}

bool Cursor::expected(std::string_view what) {
  if (at_end()) return fail(FindingId::xml_unclosed, at_, {{"expected", std::string(what)}});
  const auto next = decode_utf8(at_, end_);
  if (next.length == 0 || !is_xml_character(next.code)) return refuse_character(at_);
  return fail(FindingId::xml_malformed, at_,
              {{"expected", std::string(what)}, {"found", in_quotes({at_, next.length})}});
}

bool Cursor::refuse_character(const char* where) {
  const auto next = decode_utf8(where, end_);
  if (next.length == 0)
    return fail(FindingId::xml_invalid_utf8, where, {{"bytes", hexadecimal(where, end_, 4)}});
  return fail(FindingId::xml_invalid_character, where, {{"code", code_point(next.code)}});
}

bool Cursor::fail(FindingId id, const char* where, outcome::Params params) {
  return fail(outcome::make_finding(id, about(where), std::move(params)));
}

bool Cursor::fail(outcome::Finding finding) {
  if (!failure_) failure_ = std::move(finding);
  return false;
}

outcome::About Cursor::about(const char* where) const {
  const auto lines = std::count(begin_, where, '\n') + 1;
  return {{}, static_cast<std::uint32_t>(lines), fmt::format("byte {}", where - begin_)};
}

}  // namespace accord::xml
