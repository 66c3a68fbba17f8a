#pragma once

#include "verifier/path/anchor.h"
#include "verifier/revocation/revocation.h"

namespace accord::path {

/// What paths are built from, and checked with. Copies share what is known of signatures, so asking
/// about many certificates with the same material checks what they have in common once.
struct Material {
  std::vector<TrustAnchor> anchors;
  std::vector<x509::Certificate> untrusted;
  revocation::Sources revocation;
};

}  // namespace accord::path
