#include "verifier/revocation/subject.h"

namespace accord::revocation {

outcome::About about(const x509::Certificate& certificate) {
  return {.what = certificate.subject().to_string(),
          .line = 0,
          .where = "certificate " + certificate.serial().to_hex()};
}

}  // namespace accord::revocation
