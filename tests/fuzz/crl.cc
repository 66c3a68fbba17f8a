#include "lib/x509/crl.h"

#include <cstdlib>

// A file of CRLs. Every entry that is listed is found by its serial number, and says "revoked" at
// least as early as any of its kind.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const x509::Crl& crl) {
  const auto entries = crl.entries();
  require(entries.size() == crl.size());
  const auto removes = [](const x509::RevokedEntry& entry) {
    return entry.reason == x509::RevocationReason::remove_from_crl;
  };
  for (const auto& entry : entries) {
    const auto found = crl.find(entry.serial);
    require(found.has_value() && found->serial == entry.serial);
    require(removes(entry) ||
            (!removes(*found) && found->revocation_date <= entry.revocation_date));
  }
  const auto again = x509::Crl::parse(crl.der());
  require(again.has_value() && again->size() == crl.size() &&
          again->issuer().matches(crl.issuer()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto crls = x509::read_crls({data, size});
  if (!crls) return 0;
  for (const auto& crl : *crls) check(crl);
  return 0;
}
