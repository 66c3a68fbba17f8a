#include <cstdlib>

#include "lib/der/base64.h"
#include "verifier/path/find.h"

// A PEM file: the certificate asked about, an anchor, then whatever else is there: certificates,
// CRLs, OCSP responses. A path that holds begins at the anchor and is made of what was given.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Input {
  std::vector<x509::Certificate> certificates;
  revocation::Sources evidence;
};

Input read(std::string_view file) {
  Input input;
  const auto blocks = der::parse_pem(file);
  if (!blocks) return input;
  for (const auto& block : *blocks) {
    const der::ByteView bytes(block.content);
    if (auto certificate = x509::Certificate::parse(bytes)) {
      input.certificates.push_back(std::move(*certificate));
    } else if (auto crl = x509::Crl::parse(bytes)) {
      input.evidence.crls.push_back(std::move(*crl));
    } else if (auto response = x509::OcspResponse::parse(bytes)) {
      input.evidence.ocsp.push_back(std::move(*response));
    }
  }
  return input;
}

void check(const path::Valid& valid, const path::Material& material) {
  require(!valid.findings().blocking() && !valid.certificates().empty());
  require(valid.certificates().size() == valid.revocation().size());
  require(valid.anchor().identity() == material.anchors.front().identity());
  const auto* issuer = &valid.anchor().name();
  for (const auto& certificate : valid.certificates()) {
    require(certificate.issuer().matches(*issuer));
    issuer = &certificate.subject();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto input = read(der::as_text({data, size}));
  if (input.certificates.size() < 2) return 0;
  const auto target = input.certificates.front();
  path::Material material;
  material.anchors.emplace_back(input.certificates[1]);
  material.untrusted.assign(input.certificates.begin() + 2, input.certificates.end());
  material.revocation = std::move(input.evidence);
  path::Policy policy;
  policy.purpose = path::purpose::any();
  for (const auto rule : {revocation::Rule::require, revocation::Rule::off}) {
    policy.revocation = rule;
    outcome::Budget budget;
    budget.set_limit(outcome::Cost::signatures, 50);
    const auto answer = path::find(target, material, policy, target.not_before(), budget);
    if (const auto* valid = std::get_if<path::Valid>(&answer)) check(*valid, material);
  }
  return 0;
}
