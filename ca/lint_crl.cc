#include <algorithm>

#include "ca/lint.h"
#include "ca/unsigned_form.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Findings;
namespace ids = x509::extension;

der::SerialNumber as_serial(std::uint64_t number) {
  der::Bytes magnitude(sizeof number);
  for (auto byte = magnitude.rbegin(); byte != magnitude.rend(); ++byte) {
    *byte = static_cast<std::uint8_t>(number & 0xFFU);
    number >>= 8U;
  }
  return der::SerialNumber::from_magnitude(magnitude);
}

// Numeric order of positive numbers: the longer is the larger.
bool smaller(const der::SerialNumber& a, const der::SerialNumber& b) noexcept {
  const auto left = a.content();
  const auto right = b.content();
  if (left.size() != right.size()) return left.size() < right.size();
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
}

void check_extensions(const x509::Crl& crl, const CrlLint& expected, const auto& refuse) {
  // RFC 5280, 5.2.3, 5.2.1: "CRL issuers conforming to this profile MUST include" both.
  if (crl.number() != as_serial(expected.number))
    refuse("cRLNumber", "it is not the number that was reserved");
  const auto& authority = crl.authority_key_identifier();
  if (!authority.has_value() ||
      authority->key_identifier != expected.issuer.subject_key_identifier()) {
    refuse("authorityKeyIdentifier", "it is not the issuer's subject key identifier");
  }
  for (const auto& extension : crl.extensions()) {
    const bool known = extension.id == ids::crl_number ||
                       extension.id == ids::authority_key_identifier ||
                       extension.id == ids::expired_certs_on_crl;
    if (!known || extension.critical)
      refuse(ids::name_of(extension.id), "it does not belong into a whole CRL");
  }
}

void check_entries(const x509::Crl& crl, const CrlLint& expected, const auto& refuse) {
  const auto entries = crl.entries();
  if (entries.size() != expected.entries)
    refuse("revokedCertificates", "not every revoked certificate is listed");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0 && !smaller(entries[i - 1].serial, entries[i].serial)) {
      refuse("revokedCertificates", "the entries are not in order, or one is listed twice");
      break;
    }
  }
  const bool later =
      std::any_of(entries.begin(), entries.end(), [&](const x509::RevokedEntry& entry) {
        return entry.revocation_date > expected.this_update;
      });
  if (later) refuse("revokedCertificates", "a certificate is revoked later than the list is made");
}

Findings check(const x509::Crl& crl, const CrlLint& expected) {
  Findings findings;
  const auto refuse = [&](std::string_view where, std::string_view reason) {
    findings.add(FindingId::ca_lint_crl,
                 {.what = crl.issuer().to_string(), .where = std::string(where)},
                 {{"reason", std::string(reason)}});
  };
  if (!der::equal(crl.issuer().der(), expected.issuer.subject().der()))
    refuse("issuer", "it is another issuer's");
  if (crl.this_update() != expected.this_update)
    refuse("thisUpdate", "it is not the time of issuance");
  if (crl.next_update() != expected.next_update || expected.next_update <= expected.this_update) {
    refuse("nextUpdate", "it is not the time that was asked for, or not after thisUpdate");
  }
  check_extensions(crl, expected, refuse);
  check_entries(crl, expected, refuse);
  return findings;
}

}  // namespace

Answer<Linted> lint_crl(der::Bytes tbs, const CrlLint& expected) {
  auto der = with_zero_signature(tbs);
  if (!der) return refuse(der);
  const auto crl = x509::Crl::parse(std::move(*der));
  if (!crl) return refuse(crl);
  auto findings = check(*crl, expected);
  if (findings.worst() > outcome::Severity::info) return refuse(std::move(findings));
  return Linted(std::move(tbs));
}

}  // namespace accord::ca
