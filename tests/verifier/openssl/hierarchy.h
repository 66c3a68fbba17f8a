#pragma once

#include <random>

#include "tests/support/certificate_maker.h"
#include "verifier/path/find.h"

namespace accord::tests {

/// A root, authorities below it and an end entity, with defects here and there; and a question
/// about the end entity.
struct Hierarchy {
  x509::Certificate root;
  std::vector<x509::Certificate> untrusted;  ///< in no particular order
  x509::Certificate leaf;
  std::vector<x509::Crl> crls;
  time::Instant at;
  path::Policy policy;
  std::string host;  ///< also in `policy.names`; empty: none is asked for
};

/// Makes one from a seed. The same seed gives the same hierarchy but for the signatures' values.
[[nodiscard]] Hierarchy make_hierarchy(std::uint32_t seed);

}  // namespace accord::tests
