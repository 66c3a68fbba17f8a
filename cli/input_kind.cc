#include <algorithm>
#include <array>
#include <cctype>

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/base64.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

struct Magic {
  std::string_view start;
  InputKind kind;
};

constexpr std::array<Magic, 9> magics{{{"%PDF", InputKind::pdf},
                                       {"PK\x03\x04", InputKind::zip},
                                       {"\x1F\x8B", InputKind::gzip},
                                       {"\xFF\xFE", InputKind::utf16},
                                       {"\xFE\xFF", InputKind::utf16},
                                       {"\x7F"
                                        "ELF",
                                        InputKind::program},
                                       {"\x89PNG", InputKind::image},
                                       {"\xFF\xD8\xFF", InputKind::image},
                                       {"GIF8", InputKind::image}}};

bool starts_with(std::string_view text, std::string_view start) noexcept {
  return text.substr(0, start.size()) == start;
}

bool starts_with_word(std::string_view text, std::string_view lower) noexcept {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
           return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
         });
}

std::string_view without_leading_space(std::string_view text) noexcept {
  if (starts_with(text, "\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto from = text.find_first_not_of(" \t\r\n");
  return from == std::string_view::npos ? std::string_view{} : text.substr(from);
}

/// By its first bytes. In UTF-8 no character begins with 0x80 to 0xBF.
bool is_plain_text(std::string_view bytes) noexcept {
  constexpr std::size_t looked_at = 512;
  const auto start = bytes.substr(0, looked_at);
  const bool second_begins_none = bytes.size() > 1 && static_cast<signed char>(bytes[0]) >= 0 &&
                                  (static_cast<unsigned char>(bytes[1]) & 0xC0U) == 0x80U;
  return !second_begins_none && std::none_of(start.begin(), start.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20U && c != '\n' && c != '\r' && c != '\t';
  });
}

[[noreturn]] void refuse_kind(const std::string& path, std::string_view wanted, InputKind found) {
  refuse(Exit::bad_input, FindingId::input_wrong_kind, {.what = path},
         {{"wanted", std::string(wanted)}, {"found", std::string(to_string(found))}});
}

}  // namespace

InputKind kind_of(std::string_view bytes) noexcept {
  // First, since DER can hold anything else, and what is in it must not be taken for the file.
  if (der::is_der(der::as_bytes(bytes)) && !is_plain_text(bytes)) return InputKind::der;
  for (const auto& magic : magics) {
    if (starts_with(bytes, magic.start)) return magic.kind;
  }
  const auto text = without_leading_space(bytes);
  if (starts_with_word(text, "<!doctype html") || starts_with_word(text, "<html")) {
    return InputKind::html;
  }
  if (starts_with(text, "<")) return InputKind::xml;
  if (starts_with(text, "{") || starts_with(text, "[")) return InputKind::json;
  if (bytes.find("-----BEGIN ") != std::string_view::npos) return InputKind::pem;
  return is_plain_text(bytes) ? InputKind::text : InputKind::unknown;
}

std::string_view to_string(InputKind kind) noexcept {
  switch (kind) {
    case InputKind::xml:
      return "an XML document";
    case InputKind::pem:
      return "PEM text (certificates, CRLs, keys or requests)";
    case InputKind::der:
      return "DER data (a certificate, a CRL or the like)";
    case InputKind::html:
      return "a web page (HTML)";
    case InputKind::pdf:
      return "a PDF document";
    case InputKind::zip:
      return "a ZIP archive";
    case InputKind::gzip:
      return "a gzip-compressed file";
    case InputKind::json:
      return "JSON text";
    case InputKind::utf16:
      return "text in UTF-16";
    case InputKind::program:
      return "a program";
    case InputKind::image:
      return "a picture";
    case InputKind::text:
      return "plain text";
    case InputKind::unknown:
      return "data of a kind that is not known";
  }
  return "data of a kind that is not known";
}

std::string read_xml_input(const std::string& path) {
  auto bytes = read_input(path);
  const auto kind = kind_of(bytes);
  if (kind != InputKind::xml) refuse_kind(path, to_string(InputKind::xml), kind);
  return bytes;
}

std::string read_der_input(const std::string& path, std::string_view wanted) {
  auto bytes = read_input(path);
  const auto kind = kind_of(bytes);
  if (kind != InputKind::pem && kind != InputKind::der) refuse_kind(path, wanted, kind);
  return bytes;
}

}  // namespace accord::cli
