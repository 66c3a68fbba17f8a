#include "ca/records.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;

constexpr std::string_view columns =
    "SELECT c.id, c.serial, c.profile, c.subject, c.not_before, c.not_after, c.status, c.der, "
    "r.revoked, r.reason "
    "FROM certificate AS c LEFT JOIN revocation AS r ON r.authority = c.authority AND r.serial = "
    "c.serial "
    "WHERE c.authority = ? ";

// The table's CHECK allows these three words only.
CertificateStatus status_from(std::string_view word) noexcept {
  if (word == "issued") return CertificateStatus::issued;
  return word == "revoked" ? CertificateStatus::revoked : CertificateStatus::intended;
}

Result<CertificateRecord> read_row(store::Statement& rows) {
  auto serial = der::SerialNumber::from_content(rows.bytes(1));
  if (!serial) return outcome::pass_on(serial);
  CertificateRecord record;
  record.record = rows.integer(0);
  record.serial = std::move(*serial);
  record.profile = rows.text(2);
  record.subject = rows.text(3);
  record.not_before = rows.instant(4);
  record.not_after = rows.instant(5);
  record.status = status_from(rows.text(6));
  record.der = rows.bytes(7);
  record.revoked = rows.optional_instant(8);
  if (record.revoked.has_value())
    record.reason = static_cast<x509::RevocationReason>(rows.integer(9));
  return record;
}

}  // namespace

std::string_view to_string(CertificateStatus status) noexcept {
  switch (status) {
    case CertificateStatus::intended:
      return "intended";
    case CertificateStatus::issued:
      return "issued";
    case CertificateStatus::revoked:
      return "revoked";
  }
  return "";
}

Result<std::vector<CertificateRecord>> list_certificates(Registry& registry,
                                                         const Authority& authority) {
  static const auto sql = std::string(columns) + "ORDER BY c.id";
  auto rows = registry.database().query(sql, authority.id());
  if (!rows) return outcome::pass_on(rows);
  std::vector<CertificateRecord> records;
  while (true) {
    const auto row = rows->step();
    if (!row) return outcome::pass_on(row);
    if (!*row) return records;
    auto record = read_row(*rows);
    if (!record) return outcome::pass_on(record);
    records.push_back(std::move(*record));
  }
}

Result<CertificateRecord> find_certificate(Registry& registry, const Authority& authority,
                                           const der::SerialNumber& serial) {
  static const auto sql = std::string(columns) + "AND c.serial = ?";
  auto rows = registry.database().query(sql, authority.id(), serial.content());
  if (!rows) return outcome::pass_on(rows);
  const auto row = rows->step();
  if (!row) return outcome::pass_on(row);
  if (!*row) {
    return outcome::fail(FindingId::ca_certificate_unknown, {},
                         {{"serial", serial.to_hex()}, {"authority", authority.name()}});
  }
  return read_row(*rows);
}

}  // namespace accord::ca
