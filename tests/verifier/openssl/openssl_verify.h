#pragma once

#include "tests/verifier/openssl/hierarchy.h"

namespace accord::tests {

/// What OpenSSL's `X509_verify_cert`, which is what `openssl verify` calls, says of a hierarchy.
struct OpensslAnswer {
  bool valid{};
  int error{};       ///< X509_V_ERR_…
  std::string text;  ///< "certificate has expired"
};
[[nodiscard]] OpensslAnswer openssl_verify(const Hierarchy& hierarchy);

}  // namespace accord::tests
