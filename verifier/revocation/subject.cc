#include "verifier/revocation/subject.h"

namespace accord::revocation {

outcome::About about(const x509::Certificate& certificate) {
  // A name may be as long as a certificate, and every finding has one.
  constexpr std::size_t longest_shown = 500;
  return {.what = outcome::printable(certificate.subject().to_string(), longest_shown),
          .line = 0,
          .where = "certificate " + certificate.serial().to_hex()};
}

}  // namespace accord::revocation
