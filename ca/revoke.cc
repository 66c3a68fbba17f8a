#include "ca/revoke.h"

#include "ca/profile.h"
#include "ca/revocation_rows.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;
using x509::RevocationReason;

// Why a reason cannot be given for a certificate; empty when it can (RFC 5280, 5.3.1).
std::string_view complaint(RevocationReason reason, bool is_authority) noexcept {
  switch (reason) {
    case RevocationReason::unspecified:
    case RevocationReason::key_compromise:
    case RevocationReason::affiliation_changed:
    case RevocationReason::superseded:
    case RevocationReason::cessation_of_operation:
    case RevocationReason::privilege_withdrawn:
      return "";
    case RevocationReason::ca_compromise:
      return is_authority ? "" : "the certificate is not an authority's";
    case RevocationReason::certificate_hold:
      return "it would suspend the certificate, and a revocation is final";
    case RevocationReason::remove_from_crl:
      return "it would take a revocation back, and a revocation is final";
    case RevocationReason::aa_compromise:
      return "the certificate is not an attribute authority's";
  }
  return "it is not known";
}

Result<void> check(const CertificateRecord& record, const RevokeRequest& request, const Act& act) {
  if (record.status == CertificateStatus::revoked) {
    const auto reason = record.reason.value_or(RevocationReason::unspecified);
    return outcome::fail(FindingId::ca_already_revoked, {},
                         {{"serial", record.serial.to_hex()},
                          {"at", time::to_string(record.revoked.value_or(act.at))},
                          {"reason", std::string(x509::to_string(reason))}});
  }
  const auto profile = find_profile(record.profile);
  const auto reason = complaint(request.reason, profile && (*profile)->is_authority());
  if (!reason.empty()) {
    return outcome::fail(
        FindingId::ca_reason_refused, {},
        {{"reason", std::string(x509::to_string(request.reason))}, {"why", std::string(reason)}});
  }
  if (request.invalidity_date.has_value() && *request.invalidity_date > act.at) {
    return outcome::fail(
        FindingId::ca_invalidity_date_late, {},
        {{"date", time::to_string(*request.invalidity_date)}, {"at", time::to_string(act.at)}});
  }
  return {};
}

}  // namespace

Result<void> add_revocation(Registry& registry, const NewRevocation& revocation, EventKind kind,
                            const Act& act) {
  auto& database = registry.database();
  const auto added = database.run(
      "INSERT INTO revocation(authority, serial, revoked, reason, invalidity_date) VALUES (?, ?, "
      "?, ?, ?)",
      revocation.authority, revocation.serial.content(), act.at,
      static_cast<std::int64_t>(revocation.reason), revocation.invalidity_date);
  if (!added) return outcome::pass_on(added);
  const auto changed =
      database.run("UPDATE certificate SET status = 'revoked' WHERE id = ?", revocation.record);
  if (!changed) return outcome::pass_on(changed);
  return record(registry, kind, act,
                {.authority = revocation.authority,
                 .certificate = revocation.record,
                 .detail = revocation.serial.to_hex() + " " +
                           std::string(x509::to_string(revocation.reason))});
}

Result<void> revoke(Registry& registry, const Authority& authority, const RevokeRequest& request,
                    const Act& act) {
  auto transaction = registry.database().begin();
  if (!transaction) return outcome::pass_on(transaction);
  if (auto right = check_time(registry, authority.id(), authority.rehearsal(), act); !right)
    return right;
  const auto found = find_certificate(registry, authority, request.serial);
  if (!found) return outcome::pass_on(found);
  if (auto right = check(*found, request, act); !right) return right;
  const NewRevocation revocation{authority.id(), found->record, request.serial, request.reason,
                                 request.invalidity_date};
  if (auto done = add_revocation(registry, revocation, EventKind::certificate_revoked, act); !done)
    return done;
  return transaction->commit();
}

}  // namespace accord::ca
