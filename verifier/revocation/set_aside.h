#pragma once

#include "lib/outcome/finding.h"

namespace accord::revocation {

/// Why statements were not used. Whoever gives thousands of them is told of the first ones.
class SetAside {
 public:
  enum class Weight : std::uint8_t {
    info,  ///< something else gave the answer
    full   ///< nothing did: at most indeterminate, since a statement that cannot be used leaves the
           ///< question open, and does not show the certificate to be bad
  };

  void add(outcome::Finding why);
  /// A used-up budget is left out: it is told once, with its full weight, where it was met.
  void report(outcome::Findings& findings, Weight weight) const;

 private:
  outcome::Findings findings_;
  std::size_t count_ = 0;
};

}  // namespace accord::revocation
