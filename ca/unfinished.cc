#include "ca/unfinished.h"

#include <fmt/format.h>

#include "ca/authority_rows.h"
#include "ca/pipeline.h"
#include "ca/revocation_rows.h"
#include "ca/unsigned_form.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;

/// The row of an intent, as far as finishing needs it.
struct IntentRow {
  std::int64_t authority{};
  std::optional<std::int64_t> for_authority;
  der::SerialNumber serial;
  std::string profile;
  der::Bytes tbs;
  time::Instant not_before;
};

Result<IntentRow> find_intent(Registry& registry, std::int64_t record_id) {
  auto rows = registry.database().query(
      "SELECT authority, for_authority, serial, profile, tbs, not_before FROM certificate "
      "WHERE id = ? AND status = 'intended'",
      record_id);
  if (!rows) return outcome::pass_on(rows);
  const auto found = rows->step();
  if (!found) return outcome::pass_on(found);
  if (!*found) {
    return outcome::fail(FindingId::ca_intent_unknown, {},
                         {{"record", fmt::format("{}", record_id)}});
  }
  IntentRow row;
  row.authority = rows->integer(0);
  if (!rows->is_null(1)) row.for_authority = rows->integer(1);
  auto serial = der::SerialNumber::from_content(rows->bytes(2));
  if (!serial) return outcome::pass_on(serial);
  row.serial = std::move(*serial);
  row.profile = rows->text(3);
  row.tbs = rows->bytes(4);
  row.not_before = rows->instant(5);
  return row;
}

// The recorded bytes are linted again: a registry that was tampered with must not get anything
// signed.
Answer<Linted> lint_again(const IntentRow& intent, const x509::Certificate* issuer) {
  const auto profile = find_profile(intent.profile);
  if (!profile) return refuse(profile);
  const auto der = with_zero_signature(intent.tbs);
  if (!der) return refuse(der);
  const auto certificate = x509::Certificate::parse(*der);
  if (!certificate) return refuse(certificate);
  const der::Bytes spki(certificate->spki().begin(), certificate->spki().end());
  return lint_certificate(intent.tbs,
                          {**profile, issuer, certificate->subject(), spki, intent.not_before});
}

Result<void> check_now(Registry& registry, const AuthorityRow& authority, const Act& act) {
  const auto transaction = registry.database().begin();
  if (!transaction) return outcome::pass_on(transaction);
  if (auto right = check_time(registry, authority.id, authority.rehearsal, act); !right)
    return right;
  if (authority.revoked.has_value()) {
    return outcome::fail(FindingId::ca_authority_revoked, {}, {{"name", authority.name}});
  }
  return {};
}

// What was never founded gives its name back; the tables' trigger allows this one change.
Result<void> free_name(Registry& registry, std::int64_t authority) {
  const auto changed = registry.database().run(
      "UPDATE authority SET name = name || ' (abandoned ' || id || ')' WHERE id = ?", authority);
  if (!changed) return outcome::pass_on(changed);
  return {};
}

}  // namespace

Result<std::vector<Intent>> unfinished(Registry& registry) {
  auto rows = registry.database().query(
      "SELECT c.id, a.name, c.serial, c.profile, c.subject, c.not_before, f.name "
      "FROM certificate AS c JOIN authority AS a ON a.id = c.authority "
      "LEFT JOIN authority AS f ON f.id = c.for_authority WHERE c.status = 'intended' ORDER BY "
      "c.id");
  if (!rows) return outcome::pass_on(rows);
  std::vector<Intent> intents;
  while (true) {
    const auto row = rows->step();
    if (!row) return outcome::pass_on(row);
    if (!*row) return intents;
    auto serial = der::SerialNumber::from_content(rows->bytes(2));
    if (!serial) return outcome::pass_on(serial);
    intents.push_back({rows->integer(0), rows->text(1), std::move(*serial), rows->text(3),
                       rows->text(4), rows->instant(5), rows->text(6)});
  }
}

Answer<Issued> finish(Registry& registry, std::int64_t record_id, crypto::Signer& signer,
                      const Act& act) {
  const auto intent = find_intent(registry, record_id);
  if (!intent) return refuse(intent);
  const auto authority = find_authority(registry, intent->authority);
  if (!authority) return refuse(authority);
  const auto key = crypto::PublicKey::from_spki(authority->spki);
  if (!key) return refuse(key);
  if (auto fits = check_signer(*key, signer); !fits) return refuse(fits);
  if (auto right = check_now(registry, *authority, act); !right) return refuse(right);

  std::optional<x509::Certificate> issuer;
  if (intent->for_authority != intent->authority) {
    auto certificate = x509::Certificate::parse(authority->certificate);
    if (!certificate) return refuse(certificate);
    issuer = std::move(*certificate);
  }
  auto token = lint_again(*intent, issuer.has_value() ? &*issuer : nullptr);
  if (!token) return refuse(std::move(token.error()));
  return complete(registry, record_id, std::move(*token), signer, act);
}

Result<void> abandon(Registry& registry, std::int64_t record_id, const Act& act) {
  auto transaction = registry.database().begin();
  if (!transaction) return outcome::pass_on(transaction);
  const auto intent = find_intent(registry, record_id);
  if (!intent) return outcome::pass_on(intent);
  const auto authority = find_authority(registry, intent->authority);
  if (!authority) return outcome::pass_on(authority);
  if (auto right = check_time(registry, authority->id, authority->rehearsal, act); !right)
    return right;
  const NewRevocation revocation{authority->id, record_id, intent->serial,
                                 x509::RevocationReason::unspecified};
  if (intent->for_authority.has_value()) {
    if (auto freed = free_name(registry, *intent->for_authority); !freed) return freed;
  }
  if (auto done = add_revocation(registry, revocation, EventKind::intent_abandoned, act); !done)
    return done;
  return transaction->commit();
}

}  // namespace accord::ca
