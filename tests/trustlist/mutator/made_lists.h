#pragma once

#include <string>
#include <vector>

#include "tests/support/certificate_maker.h"

namespace accord::tests::mutants {

struct MadeList {
  std::string name;
  std::string text;
};

/// Lists made and signed with the keys in testvectors/mutations, byte for byte the same in every
/// run but for the value of the ECDSA signature.
[[nodiscard]] std::vector<MadeList> make_lists();

/// The signer of most of them: RSA-2048.
[[nodiscard]] Identity& usual_signer();
/// A certificate with the signer's names and another key, which no list is signed with but the one
/// signed with ECDSA.
[[nodiscard]] const x509::Certificate& strange_certificate();

}  // namespace accord::tests::mutants
