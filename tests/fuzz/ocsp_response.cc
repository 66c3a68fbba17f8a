#include <cstdlib>

#include "lib/x509/ocsp.h"

// A file of OCSP responses. What was read is read again alike.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto responses = x509::read_ocsp_responses({data, size});
  if (!responses) return 0;
  for (const auto& response : *responses) {
    const auto again = x509::OcspResponse::parse(response.der());
    require(again.has_value() && again->responses().size() == response.responses().size());
    if (response.status() != x509::OcspStatus::successful) {
      require(response.responses().empty() && response.certificates().empty());
      continue;
    }
    require(response.responder_name().has_value() != response.responder_key_hash().has_value());
    for (const auto& single : response.responses()) {
      require((single.status == x509::OcspCertStatus::revoked) ==
              single.revocation_time.has_value());
    }
  }
  return 0;
}
