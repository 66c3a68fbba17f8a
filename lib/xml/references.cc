#include "lib/xml/references.h"

#include <charconv>
#include <cstdint>

#include "lib/xml/characters.h"

namespace accord::xml {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
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
}

// `name` is what stands between '&' and ';'.
void append_reference(std::string& out, std::string_view name) {
  if (name.front() == '#') {
    const bool hexadecimal = name[1] == 'x';
    const auto digits = name.substr(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    append_utf8(out, code);
  } else if (name == "amp") {
    out += '&';
  } else if (name == "lt") {
    out += '<';
  } else if (name == "gt") {
    out += '>';
  } else if (name == "apos") {
    out += '\'';
  } else if (name == "quot") {
    out += '"';
  }
}

}  // namespace

std::string normalised_value(std::string_view raw) {
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '&') {
      const auto stop = raw.find(';', i);
      append_reference(out, raw.substr(i + 1, stop - i - 1));
      i = stop;
    } else if (is_space(raw[i])) {
      if (raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n') ++i;
      out += ' ';
    } else {
      out += raw[i];
    }
  }
  return out;
}

}  // namespace accord::xml
