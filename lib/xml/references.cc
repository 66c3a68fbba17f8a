#include "lib/xml/references.h"

#include <charconv>
#include <cstdint>
#include <cstring>

#include "lib/xml/characters.h"

namespace accord::xml {
namespace {

char* put_utf8(char* out, std::uint32_t code) noexcept {
  const auto put = [&](std::uint32_t byte) {
    *out++ = static_cast<char>(static_cast<unsigned char>(byte));
  };
  const auto put_rest = [&](unsigned shift) { put(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80U) {
    put(code);
  } else if (code < 0x800U) {
    put(0xC0U | (code >> 6U));
    put_rest(0);
  } else if (code < 0x10000U) {
    put(0xE0U | (code >> 12U));
    put_rest(6);
    put_rest(0);
  } else {
    put(0xF0U | (code >> 18U));
    put_rest(12);
    put_rest(6);
    put_rest(0);
  }
  return out;
}

// `name` is what stands between '&' and ';'. What is put is shorter than "&name;".
char* put_reference(char* out, std::string_view name) noexcept {
  if (name.front() == '#') {
    const bool hexadecimal = name[1] == 'x';
    const auto digits = name.substr(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    return put_utf8(out, code);
  }
  if (name == "amp") *out++ = '&';
  if (name == "lt") *out++ = '<';
  if (name == "gt") *out++ = '>';
  if (name == "apos") *out++ = '\'';
  if (name == "quot") *out++ = '"';
  return out;
}

// Stands at '&'; moves behind ';'.
char* take_reference(char* out, const char*& at, const char* end) noexcept {
  const auto* const stop =
      static_cast<const char*>(std::memchr(at, ';', static_cast<std::size_t>(end - at)));
  const std::string_view name(at + 1, static_cast<std::size_t>(stop - at) - 1);
  at = stop + 1;
  return put_reference(out, name);
}

// Stands at CR; moves behind the line end.
void skip_line_end(const char*& at, const char* end) noexcept {
  ++at;
  if (at != end && *at == '\n') ++at;
}

}  // namespace

std::string normalised_value(std::string_view raw) {
  std::string value(raw);
  value.resize(normalise_value(value.data(), value.size()));
  return value;
}

std::size_t normalise_value(char* begin, std::size_t size) noexcept {
  const char* at = begin;
  const char* const end = begin + size;
  char* out = begin;
  while (at != end) {
    if (*at == '&') {
      out = take_reference(out, at, end);
    } else if (*at == '\r') {
      skip_line_end(at, end);
      *out++ = ' ';
    } else {
      *out++ = is_space(*at) ? ' ' : *at;
      ++at;
    }
  }
  return static_cast<std::size_t>(out - begin);
}

std::size_t normalise_line_ends(char* begin, std::size_t size) noexcept {
  const char* at = begin;
  const char* const end = begin + size;
  char* out = begin;
  while (at != end) {
    const auto left = static_cast<std::size_t>(end - at);
    const auto* const found = static_cast<const char*>(std::memchr(at, '\r', left));
    const auto plain = found == nullptr ? left : static_cast<std::size_t>(found - at);
    if (out != at) std::memmove(out, at, plain);
    out += plain;
    at += plain;
    if (found == nullptr) break;
    skip_line_end(at, end);
    *out++ = '\n';
  }
  return static_cast<std::size_t>(out - begin);
}

std::size_t normalise_text(char* begin, std::size_t size) noexcept {
  const char* at = begin;
  const char* const end = begin + size;
  char* out = begin;
  while (at != end) {
    if (*at == '&') {
      out = take_reference(out, at, end);
    } else if (*at == '\r') {
      skip_line_end(at, end);
      *out++ = '\n';
    } else {
      *out++ = *at++;
    }
  }
  return static_cast<std::size_t>(out - begin);
}

}  // namespace accord::xml
