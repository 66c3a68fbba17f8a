#include <cstdlib>

#include "lib/x509/write.h"

// A file with a certification request. What is read has a key whose holder signed it, and is read
// again from its DER.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = accord::x509::read_request({data, size});
  if (!request) return 0;
  if (!accord::crypto::PublicKey::from_spki(request->spki)) std::abort();
  if (!accord::x509::Name::parse(request->subject.der())) std::abort();
  return 0;
}
