#pragma once

#include "verifier/path/find.h"

namespace accord::fetch {

/// Who signed a certificate, of those at hand.
enum class Signer : std::uint8_t { none, itself, untrusted, anchor };

/// A certificate to which issuers lead from the target, by name, and who signed it.
struct Reached {
  const x509::Certificate* certificate = nullptr;
  std::uint32_t depth{};  ///< steps from the target
  Signer signer = Signer::none;
};

/// The target and what issued it, as far as certificates at hand lead and a path may be long.
/// Budget: signatures, name_comparisons; when it
/// is exhausted, there is no more.
[[nodiscard]] std::vector<Reached> reach(const x509::Certificate& target,
                                         const path::Material& material,
                                         std::uint32_t max_intermediates, outcome::Budget& budget);

}  // namespace accord::fetch
