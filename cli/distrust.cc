#include "cli/distrust.h"

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/base64.h"

namespace accord::cli {
namespace {

constexpr std::string_view wanted = "a certificate or a public key";

void add_pem_block(const der::PemBlock& block, const std::string& file,
                   revocation::Distrust& distrust) {
  const der::ByteView bytes(block.content);
  if (block.label == "PUBLIC KEY") {
    distrust.add(need(crypto::PublicKey::from_spki(bytes), file));
  } else if (block.label == "CERTIFICATE" || block.label == "X509 CERTIFICATE") {
    distrust.add(need(x509::Certificate::parse(bytes), file));
  } else {
    refuse(Exit::bad_input, outcome::FindingId::input_wrong_kind, {.what = file},
           {{"found", "a PEM block \"" + block.label + "\""}, {"wanted", std::string(wanted)}});
  }
}

}  // namespace

revocation::Distrust read_distrust(const std::vector<std::string>& files) {
  revocation::Distrust distrust;
  for (const auto& file : files) {
    const auto bytes = read_der_input(file, wanted);
    if (kind_of(bytes) == InputKind::pem) {
      for (const auto& block : need(der::parse_pem(bytes), file)) {
        add_pem_block(block, file, distrust);
      }
    } else if (auto key = crypto::PublicKey::from_spki(der::as_bytes(bytes))) {
      distrust.add(*key);
    } else {
      distrust.add(need(x509::Certificate::parse(der::as_bytes(bytes)), file));
    }
  }
  return distrust;
}

}  // namespace accord::cli
