#include "verifier/revocation/subject.h"

namespace accord::revocation {

namespace {

// A name may be as long as a certificate, and every finding has one.
constexpr std::size_t longest_shown = 500;

bool continues_character(char octet) noexcept {
  return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

}  // namespace

std::string shown(std::string_view text) {
  if (text.size() <= longest_shown) return std::string(text);
  auto end = longest_shown;
  while (end > 0 && continues_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string shown(const x509::Name& name) { return shown(name.to_string()); }

outcome::About about(const x509::Certificate& certificate) {
  return {.what = outcome::printable(certificate.subject().to_string(), longest_shown),
          .line = 0,
          .where = "certificate " + certificate.serial().to_hex()};
}

}  // namespace accord::revocation
