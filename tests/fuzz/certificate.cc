#include "lib/x509/certificate.h"

#include <cstdlib>

// A file of certificates. What is read holds together: its names are read again as the same, every
// part lies inside the DER, and the whole is read again from its own bytes.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_name(const x509::Name& name) {
  const auto again = x509::Name::parse(name.der());
  require(again.has_value() && again->matches(name) && again->to_string() == name.to_string());
}

bool inside(der::ByteView part, der::ByteView whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check(const x509::Certificate& certificate) {
  const auto whole = certificate.der();
  require(inside(certificate.tbs(), whole) && inside(certificate.spki(), whole) &&
          inside(certificate.signature(), whole));
  for (const auto& extension : certificate.extensions()) {
    require(inside(extension.value, whole));
    require(certificate.find(extension.id) == &extension);
  }
  check_name(certificate.issuer());
  check_name(certificate.subject());
  for (const auto& name : certificate.subject_alternative_names()) {
    if (name.name.has_value()) check_name(*name.name);
  }
  require(certificate.is_self_issued() == certificate.issuer().matches(certificate.subject()));
  static_cast<void>(certificate.fingerprint());
  if (certificate.public_key().has_value()) {
    static_cast<void>(certificate.check_signature(*certificate.public_key()));
  }
  require(x509::Certificate::parse(whole) == certificate);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto certificates = x509::read_certificates({data, size});
  if (!certificates) return 0;
  for (const auto& certificate : *certificates) check(certificate);
  return 0;
}
