#include "lib/x509/trust_anchor_list.h"

#include <cstdlib>

// A TrustAnchorList. Whatever was read has a name and a key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto list = accord::x509::read_trust_anchor_list({data, size});
  if (!list) return 0;
  if (list->certificates.empty() && list->anchors.empty()) std::abort();
  for (const auto& anchor : list->anchors) {
    if (anchor.name.empty() || anchor.key.spki().empty()) std::abort();
  }
  return 0;
}
