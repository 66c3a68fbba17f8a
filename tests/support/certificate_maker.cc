#include "tests/support/certificate_maker.h"

#include <atomic>
#include <utility>

#include "lib/der/base64.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

der::SerialNumber next_serial() {
  static std::atomic<std::uint32_t> last{0x1000};
  const std::uint32_t value = ++last;
  der::Bytes magnitude;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    magnitude.push_back(static_cast<std::uint8_t>(value >> (shift - 8)));
  }
  return der::SerialNumber::from_magnitude(magnitude);
}

x509::KeyUsage usual_key_usage(bool ca) {
  using Bit = x509::KeyUsageBit;
  return ca ? x509::KeyUsage{}.with(Bit::key_cert_sign).with(Bit::crl_sign)
            : x509::KeyUsage{}.with(Bit::digital_signature).with(Bit::content_commitment);
}

std::vector<x509::NewExtension> extensions_of(const CertificateSpec& spec,
                                              const crypto::PublicKey& subject_key,
                                              const crypto::PublicKey& issuer_key) {
  namespace id = x509::extension;
  std::vector<x509::NewExtension> list;
  if (spec.ca) {
    list.push_back({id::basic_constraints, true,
                    x509::write_basic_constraints({.ca = true, .path_length = spec.path_length})});
  }
  const auto usage = spec.key_usage.value_or(usual_key_usage(spec.ca));
  if (usage.bits() != 0) list.push_back({id::key_usage, true, x509::write_key_usage(usage)});
  if (!spec.extended_key_usage.empty()) {
    list.push_back(
        {id::extended_key_usage, false, x509::write_extended_key_usage(spec.extended_key_usage)});
  }
  const auto own = subject_key.key_identifier();
  const auto issuers = issuer_key.key_identifier();
  list.push_back({id::subject_key_identifier, false, x509::write_key_identifier(own.bytes())});
  if (spec.with_authority_key_identifier) {
    list.push_back({id::authority_key_identifier, false,
                    x509::write_authority_key_identifier(issuers.bytes())});
  }
  list.insert(list.end(), spec.further.begin(), spec.further.end());
  return list;
}

}  // namespace

x509::Name subject_name(const CertificateSpec& spec) {
  auto attributes = std::vector<std::pair<der::Oid, std::string>>{
      {x509::attribute::country, spec.country},
      {x509::attribute::organization, spec.organization},
      {x509::attribute::common_name, spec.common_name}};
  if (!spec.email.empty()) attributes.push_back({x509::attribute::email_address, spec.email});
  return x509::Name::build(attributes);
}

x509::Certificate make_certificate(const CertificateSpec& spec,
                                   const crypto::PublicKey& subject_key, crypto::Signer& issuer_key,
                                   const x509::Name& issuer_name) {
  x509::CertificateContent content;
  content.serial = spec.serial.has_value() ? *spec.serial : next_serial();
  content.algorithm = issuer_key.algorithm();
  content.issuer = issuer_name;
  content.subject = subject_name(spec);
  content.not_before = spec.not_before;
  content.not_after = spec.not_after;
  content.spki.assign(subject_key.spki().begin(), subject_key.spki().end());
  content.extensions = extensions_of(spec, subject_key, issuer_key.public_key());
  const auto tbs = x509::write_tbs_certificate(content);
  const auto der = require_value(x509::sign_tbs(tbs, issuer_key));
  return require_value(x509::Certificate::parse(der));
}

Identity make_self_signed(const CertificateSpec& spec) {
  auto key = require_value(crypto::SoftwareKey::generate(spec.key));
  auto certificate = make_certificate(spec, key.public_key(), key, subject_name(spec));
  return {std::move(key), std::move(certificate)};
}

Identity make_issued(const CertificateSpec& spec, Identity& issuer) {
  auto key = require_value(crypto::SoftwareKey::generate(spec.key));
  auto certificate =
      make_certificate(spec, key.public_key(), issuer.key, issuer.certificate.subject());
  return {std::move(key), std::move(certificate)};
}

std::string to_pem(const x509::Certificate& certificate) {
  return der::to_pem("CERTIFICATE", certificate.der());
}

}  // namespace accord::tests
