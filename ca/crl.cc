#include "ca/crl.h"

#include <fmt/format.h>

#include "ca/pipeline.h"
#include "lib/der/writer.h"
#include "lib/x509/write.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;
using std::chrono::hours;
using x509::RevocationReason;

constexpr std::chrono::seconds shortest_validity = hours{1};
// CA/Browser Forum 4.9.7: 10 days for lists of end entities' certificates, 12 months for those of
// authorities'.
constexpr std::chrono::seconds longest_of_issuing = hours{24 * 10};
constexpr std::chrono::seconds longest_of_root = hours{24 * 366};

/// A CRL whose number is reserved.
struct Reserved {
  std::int64_t record;
  std::uint64_t number;
  Linted token;
};

Result<void> check_terms(const Authority& authority, std::chrono::seconds validity,
                         const Act& act) {
  const auto longest = authority.is_root() ? longest_of_root : longest_of_issuing;
  if (validity < shortest_validity || validity > longest) {
    return outcome::fail(
        FindingId::ca_crl_validity, {},
        {{"hours", fmt::format("{}", std::chrono::duration_cast<hours>(validity).count())},
         {"longest", fmt::format("{}", std::chrono::duration_cast<hours>(longest).count())}});
  }
  const auto& own = authority.certificate();
  if (act.at < own.not_before() || act.at > own.not_after()) {
    return outcome::fail(
        FindingId::ca_issuer_not_valid, {.where = "validity"},
        {{"from", time::to_string(own.not_before())}, {"to", time::to_string(own.not_after())}});
  }
  return {};
}

Result<std::uint64_t> next_number(Registry& registry, std::int64_t authority) {
  auto rows = registry.database().query(
      "SELECT coalesce(max(number), 0) + 1 FROM crl WHERE authority = ?", authority);
  if (!rows) return outcome::pass_on(rows);
  if (const auto row = rows->step(); !row) return outcome::pass_on(row);
  return static_cast<std::uint64_t>(rows->integer(0));
}

// In the order of the table's key, which is that of the serial numbers.
Result<std::vector<x509::RevokedEntry>> revoked(Registry& registry, std::int64_t authority) {
  auto rows = registry.database().query(
      "SELECT serial, revoked, reason, invalidity_date FROM revocation WHERE authority = ? ORDER "
      "BY serial",
      authority);
  if (!rows) return outcome::pass_on(rows);
  std::vector<x509::RevokedEntry> entries;
  while (true) {
    const auto row = rows->step();
    if (!row) return outcome::pass_on(row);
    if (!*row) return entries;
    auto serial = der::SerialNumber::from_content(rows->bytes(0));
    if (!serial) return outcome::pass_on(serial);
    x509::RevokedEntry entry;
    entry.serial = std::move(*serial);
    entry.revocation_date = rows->instant(1);
    // RFC 5280, 5.3.1: absent rather than unspecified.
    const auto reason = static_cast<RevocationReason>(rows->integer(2));
    if (reason != RevocationReason::unspecified) entry.reason = reason;
    entry.invalidity_date = rows->optional_instant(3);
    entries.push_back(std::move(entry));
  }
}

// ITU-T X.509, 9.5.2.8: since when expired certificates stay on the list: since the authority
// began.
der::Bytes expired_certs_on_crl(time::Instant since) {
  der::Writer writer;
  writer.text(der::tag::generalized_time, time::to_generalized_time(since));
  return std::move(writer).bytes();
}

x509::CrlContent content_of(const Authority& authority, const crypto::Signer& signer,
                            std::uint64_t number, std::chrono::seconds validity, const Act& act) {
  x509::CrlContent content;
  content.algorithm = signer.algorithm();
  content.issuer = authority.certificate().subject();
  content.this_update = act.at;
  content.next_update = act.at + validity;
  const auto& identifier = authority.certificate().subject_key_identifier();
  if (identifier.has_value()) {
    content.extensions.push_back({x509::extension::authority_key_identifier, false,
                                  x509::write_authority_key_identifier(*identifier)});
  }
  content.extensions.push_back(
      {x509::extension::crl_number, false, x509::write_crl_number(number)});
  content.extensions.push_back({x509::extension::expired_certs_on_crl, false,
                                expired_certs_on_crl(authority.certificate().not_before())});
  return content;
}

Answer<Reserved> reserve(Registry& registry, const Authority& authority,
                         const crypto::Signer& signer, std::chrono::seconds validity,
                         const Act& act) {
  auto& database = registry.database();
  auto transaction = database.begin();
  if (!transaction) return refuse(transaction);
  if (auto right = check_time(registry, authority.id(), authority.rehearsal(), act); !right)
    return refuse(right);
  const auto number = next_number(registry, authority.id());
  if (!number) return refuse(number);
  auto entries = revoked(registry, authority.id());
  if (!entries) return refuse(entries);
  auto content = content_of(authority, signer, *number, validity, act);
  content.entries = std::move(*entries);
  auto token =
      lint_crl(x509::write_tbs_crl(content), {authority.certificate(), *number, content.this_update,
                                              content.next_update, content.entries.size()});
  if (!token) return refuse(std::move(token.error()));
  registry.reached(Step::linted);
  const auto added = database.run(
      "INSERT INTO crl(authority, number, this_update, next_update, tbs) VALUES (?, ?, ?, ?, ?)",
      authority.id(), static_cast<std::int64_t>(*number), content.this_update, content.next_update,
      token->tbs());
  if (!added) return refuse(added);
  const auto record_id = database.last_row();
  if (auto done = record(
          registry, EventKind::crl_intended, act,
          {.authority = authority.id(), .crl = record_id, .detail = fmt::format("{}", *number)});
      !done) {
    return refuse(done);
  }
  if (auto done = transaction->commit(); !done) return refuse(done);
  return Reserved{record_id, *number, std::move(*token)};
}

Result<void> store_crl(Registry& registry, const Authority& authority, std::int64_t record_id,
                       std::uint64_t number, der::ByteView der, const Act& act) {
  auto transaction = registry.database().begin();
  if (!transaction) return outcome::pass_on(transaction);
  const auto changed =
      registry.database().run("UPDATE crl SET der = ?, tbs = NULL WHERE id = ?", der, record_id);
  if (!changed) return outcome::pass_on(changed);
  if (auto done = record(
          registry, EventKind::crl_issued, act,
          {.authority = authority.id(), .crl = record_id, .detail = fmt::format("{}", number)});
      !done) {
    return done;
  }
  return transaction->commit();
}

}  // namespace

Answer<IssuedCrl> issue_crl(Registry& registry, const Authority& authority, crypto::Signer& signer,
                            std::chrono::seconds validity, const Act& act) {
  if (auto fits = check_signer(authority.key(), signer); !fits) return refuse(fits);
  if (auto right = check_terms(authority, validity, act); !right) return refuse(right);
  registry.reached(Step::checked);
  auto reserved = reserve(registry, authority, signer, validity, act);
  if (!reserved) return refuse(std::move(reserved.error()));
  registry.reached(Step::recorded);
  const auto bytes = sign(std::move(reserved->token), signer);
  if (!bytes) return refuse(bytes);
  registry.reached(Step::signed_);
  if (auto right = check_signed(*bytes, authority.key()); !right) return refuse(right);
  auto crl = x509::Crl::parse(bytes->der);
  if (!crl) return refuse(crl);
  registry.reached(Step::compared);
  if (auto done =
          store_crl(registry, authority, reserved->record, reserved->number, bytes->der, act);
      !done) {
    return refuse(done);
  }
  registry.reached(Step::stored);
  return IssuedCrl{reserved->number, std::move(*crl)};
}

Result<std::optional<x509::Crl>> latest_crl(Registry& registry, const Authority& authority) {
  auto rows = registry.database().query(
      "SELECT der FROM crl WHERE authority = ? AND der IS NOT NULL ORDER BY number DESC LIMIT 1",
      authority.id());
  if (!rows) return outcome::pass_on(rows);
  const auto row = rows->step();
  if (!row) return outcome::pass_on(row);
  if (!*row) return std::nullopt;
  auto crl = x509::Crl::parse(rows->bytes(0));
  if (!crl) return outcome::pass_on(crl);
  return std::optional<x509::Crl>(std::move(*crl));
}

}  // namespace accord::ca
