#include <cstdlib>

#include "verifier/fetch/received.h"

// Bytes that came from where a certificate says that its issuer's are: a certificate, some in PEM,
// or a message with certificates only. What is read is what was there, and is trusted by nobody.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto received = fetch::read(fetch::Kind::certificates, {data, size});
  if (!received) return 0;
  std::size_t bytes = 0;
  for (const auto& certificate : received->certificates) {
    require(x509::Certificate::parse(certificate.der()).has_value());
    bytes += certificate.der().size();
  }
  for (const auto& crl : received->crls) bytes += crl.der().size();
  require(bytes <= size && received->ocsp.empty());
  path::Material material;
  outcome::Findings findings;
  fetch::Intake(material).add(std::move(*received), findings);
  require(material.anchors.empty());
  return 0;
}
