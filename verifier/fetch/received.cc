#include "verifier/fetch/received.h"

#include <algorithm>

#include "lib/der/base64.h"
#include "lib/x509/certificate_bag.h"

namespace accord::fetch {
namespace {

using outcome::pass_on;
using outcome::Result;

// ContentInfo begins with an object identifier, a certificate with a SEQUENCE.
bool is_message(der::ByteView bytes) {
  der::Reader reader(bytes);
  const auto inside = reader.enter(der::tag::sequence);
  return inside && inside->next_is(der::tag::oid);
}

bool is_der(der::ByteView bytes) noexcept {
  return !bytes.empty() && bytes.front() == der::tag::sequence;
}

Result<Received> read_message(der::ByteView bytes) {
  auto bag = x509::read_certificate_bag(bytes);
  if (!bag) return pass_on(std::move(bag));
  return Received{std::move(bag->certificates), std::move(bag->crls), {}};
}

Result<Received> read_certificates(der::ByteView bytes) {
  if (is_der(bytes) && is_message(bytes)) return read_message(bytes);
  if (!is_der(bytes)) {
    const auto blocks = der::parse_pem(der::as_text(bytes));
    if (!blocks) return pass_on(blocks);
    const auto& first = blocks->front();
    if (first.label == "PKCS7" || first.label == "CMS") return read_message(first.content);
  }
  auto certificates = x509::read_certificates(bytes);
  if (!certificates) return pass_on(std::move(certificates));
  return Received{std::move(*certificates), {}, {}};
}

Result<Received> read_lists(der::ByteView bytes) {
  auto crls = x509::read_crls(bytes);
  if (!crls) return pass_on(std::move(crls));
  return Received{{}, std::move(*crls), {}};
}

Result<Received> read_response(der::ByteView bytes) {
  auto response = x509::OcspResponse::parse(bytes);
  if (!response) return pass_on(std::move(response));
  return Received{{}, {}, {std::move(*response)}};
}

template <typename Value>
void add_new(std::vector<Value> values, std::vector<Value>& all) {
  for (auto& value : values) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const Value& one) {
      return der::equal(one.der(), value.der());
    });
    if (!known) all.push_back(std::move(value));
  }
}

}  // namespace

Result<Received> read(Kind kind, der::ByteView bytes) {
  switch (kind) {
    case Kind::certificates:
      return read_certificates(bytes);
    case Kind::crl:
      return read_lists(bytes);
    case Kind::ocsp:
      return read_response(bytes);
  }
  return Received{};
}

void add(Received received, path::Material& material) {
  // Signers of evidence and responders are looked for there.
  add_new(received.certificates, material.revocation.certificates);
  add_new(std::move(received.certificates), material.untrusted);
  add_new(std::move(received.crls), material.revocation.crls);
  add_new(std::move(received.ocsp), material.revocation.ocsp);
}

}  // namespace accord::fetch
