#include "lib/x509/crl.h"

#include <cstdlib>

// A file of CRLs. What is found by the serial number of an entry is at least as severe as that
// entry: it is as early, and as final.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const x509::Crl& crl) {
  const auto entries = crl.entries();
  require(entries.size() == crl.size());
  const auto finality = [](const x509::RevokedEntry& entry) {
    if (entry.reason == x509::RevocationReason::certificate_hold) return 0;
    return entry.reason == x509::RevocationReason::remove_from_crl ? 1 : 2;
  };
  for (const auto& entry : entries) {
    const auto found = crl.find(entry.serial);
    require(found.has_value() && found->serial == entry.serial);
    require(found->revocation_date <= entry.revocation_date);
    require(finality(*found) >= finality(entry));
    require(
        !entry.invalidity_date.has_value() ||
        (found->invalidity_date.has_value() && *found->invalidity_date <= *entry.invalidity_date));
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
