#include "lib/xmldsig/issuer_serial.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "lib/der/writer.h"

namespace accord::xmldsig {
namespace {

using outcome::Result;

/// ASCII letters folded, white space trimmed and collapsed.
std::string folded(std::string_view text) {
  std::string out;
  bool pending_space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      pending_space = !out.empty();
      continue;
    }
    if (pending_space) out += ' ';
    pending_space = false;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// "#0c024142" (RFC 4514, 2.4): the text in that DER string; the words as they are when it is none.
std::string from_hex_value(std::string_view value) {
  der::Bytes bytes;
  for (std::size_t i = 1; i + 1 < value.size(); i += 2) {
    const auto high = hex_digit(value[i]);
    const auto low = hex_digit(value[i + 1]);
    if (!high || !low) return std::string(value);
    bytes.push_back(static_cast<std::uint8_t>(*high << 4U | *low));
  }
  auto reader = der::Reader(bytes);
  const auto element = reader.any();
  if (!element || !reader.at_end()) return std::string(value);
  if (element->tag == der::tag::utf8_string || element->tag == der::tag::printable_string ||
      element->tag == der::tag::ia5_string) {
    return std::string(der::as_text(element->content));
  }
  return std::string(value);
}

/// Cuts a name's text into its values: what stands between "=" and the next separator that is
/// neither quoted nor escaped.
class ValueSplitter {
 public:
  std::vector<std::string> split(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) i = take(text, i);
    end_value();
    return std::move(values_);
  }

 private:
  /// Takes one character or one escape; returns the place of its last character.
  std::size_t take(std::string_view text, std::size_t i) {
    const char c = text[i];
    if (!in_value_) {
      in_value_ = c == '=';
      return i;
    }
    if (c == '\\' && i + 1 < text.size()) return take_escape(text, i);
    if (c == '"') {
      quoted_ = !quoted_;
    } else if (!quoted_ && (c == ',' || c == ';' || c == '+')) {
      end_value();
    } else {
      value_ += c;
    }
    return i;
  }
  std::size_t take_escape(std::string_view text, std::size_t i) {
    const auto high = hex_digit(text[i + 1]);
    const auto low = i + 2 < text.size() ? hex_digit(text[i + 2]) : std::nullopt;
    if (high && low) {
      value_ += static_cast<char>(*high << 4U | *low);
      return i + 2;
    }
    value_ += text[i + 1];
    return i + 1;
  }
  void end_value() {
    if (!in_value_) return;
    auto value = folded(value_);
    if (value.substr(0, 1) == "#") value = folded(from_hex_value(value));
    values_.push_back(std::move(value));
    value_.clear();
    in_value_ = quoted_ = false;
  }

  std::vector<std::string> values_;
  std::string value_;
  bool in_value_ = false;
  bool quoted_ = false;
};

}  // namespace

std::string to_decimal(const der::SerialNumber& serial) {
  const auto content = serial.content();
  if (content.size() > 64) return "0x" + serial.to_hex();
  const bool negative = !content.empty() && (content.front() & 0x80U) != 0;
  der::Bytes magnitude(content.begin(), content.end());
  if (negative) {
    unsigned carry = 1;
    for (auto it = magnitude.rbegin(); it != magnitude.rend(); ++it) {
      const unsigned inverted = (~static_cast<unsigned>(*it) & 0xFFU) + carry;
      *it = static_cast<std::uint8_t>(inverted & 0xFFU);
      carry = inverted >> 8U;
    }
  }
  std::string digits;
  while (std::any_of(magnitude.begin(), magnitude.end(), [](auto b) { return b != 0; })) {
    unsigned rest = 0;
    for (auto& byte : magnitude) {
      const unsigned value = rest << 8U | byte;
      byte = static_cast<std::uint8_t>(value / 10);
      rest = value % 10;
    }
    digits += static_cast<char>('0' + static_cast<int>(rest));
  }
  if (digits.empty()) return "0";
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

bool text_has_values_of(std::string_view text, const x509::Name& name) {
  auto given = ValueSplitter{}.split(text);
  std::vector<std::string> actual;
  for (const auto& rdn : name.rdns()) {
    for (const auto& attribute : rdn) actual.push_back(folded(attribute.value));
  }
  std::sort(given.begin(), given.end());
  std::sort(actual.begin(), actual.end());
  return given == actual;
}

der::Bytes write_issuer_serial(const x509::Certificate& certificate) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& issuer_serial) {
    issuer_serial.constructed(der::tag::sequence, [&](der::Writer& general_names) {
      // directoryName [4] is explicit: Name is a CHOICE (RFC 5280, 4.2.1.6).
      general_names.value(der::tag::context_constructed(4), certificate.issuer().der());
    });
    issuer_serial.serial_number(certificate.serial());
  });
  return std::move(writer).bytes();
}

Result<IssuerSerial> read_issuer_serial(der::ByteView der) {
  auto outer = der::Reader(der);
  auto inner = outer.enter(der::tag::sequence);
  if (!inner) return pass_on(inner);
  auto general_names = inner->enter(der::tag::sequence);
  if (!general_names) return pass_on(general_names);
  const auto directory = general_names->element(der::tag::context_constructed(4));
  if (!directory) return pass_on(directory);
  auto issuer = x509::Name::parse(directory->content);
  if (!issuer) return pass_on(issuer);
  auto serial = inner->serial_number();
  if (!serial) return pass_on(serial);
  for (const auto& end : {general_names->finish(), inner->finish(), outer.finish()}) {
    if (!end) return pass_on(end);
  }
  return IssuerSerial{std::move(*issuer), std::move(*serial)};
}

}  // namespace accord::xmldsig
