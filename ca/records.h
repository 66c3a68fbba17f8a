#pragma once

#include "ca/authority.h"
#include "lib/x509/crl.h"

namespace accord::ca {

enum class CertificateStatus : std::uint8_t {
  intended,  ///< recorded and perhaps signed, never handed out: see unfinished.h
  issued,
  revoked
};
/// "issued".
[[nodiscard]] std::string_view to_string(CertificateStatus status) noexcept;

/// What the registry keeps of a certificate.
struct CertificateRecord {
  std::int64_t record{};
  der::SerialNumber serial;
  std::string profile;
  std::string subject;  ///< RFC 4514
  time::Instant not_before, not_after;
  CertificateStatus status{};
  der::Bytes der;                        ///< empty for what was never finished
  std::optional<time::Instant> revoked;  ///< when, for a revoked one
  std::optional<x509::RevocationReason> reason;
};

/// Every certificate that an authority issued or meant to, in order of issuance; a root's own among
/// them. Errors: the store's.
[[nodiscard]] outcome::Result<std::vector<CertificateRecord>> list_certificates(
    Registry& registry, const Authority& authority);

/// One certificate by its serial number. Errors: `ca_certificate_unknown`, the store's.
[[nodiscard]] outcome::Result<CertificateRecord> find_certificate(Registry& registry,
                                                                  const Authority& authority,
                                                                  const der::SerialNumber& serial);

}  // namespace accord::ca
