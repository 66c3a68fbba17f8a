#include "ca/pipeline.h"

#include <fmt/format.h>

#include "ca/authority_rows.h"
#include "ca/content.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;

constexpr std::size_t serial_bytes = 16;
// 126 random bits: a second draw is a sign that the generator is broken.
constexpr int most_draws = 3;

Result<std::int64_t> add_authority(Registry& registry, const Founding& founding, const Act& act) {
  const auto& wanted = *founding.wanted;
  const auto added = registry.database().run(
      "INSERT INTO authority(name, kind, rehearsal, parent, spki, certificate_url, crl_url, "
      "founded) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      std::string_view(wanted.name),
      std::string_view(founding.parent.has_value() ? "issuing" : "root"),
      std::int64_t{founding.rehearsal}, founding.parent, founding.key->spki(),
      std::string_view(wanted.urls.certificate), std::string_view(wanted.urls.crl), act.at);
  if (!added && added.error().id == FindingId::store_conflict) {
    return outcome::fail(FindingId::ca_authority_exists, {}, {{"name", wanted.name}});
  }
  if (!added) return outcome::pass_on(added);
  const auto id = registry.database().last_row();
  if (auto done = record(registry, EventKind::authority_founded, act,
                         {.authority = id, .detail = wanted.name});
      !done) {
    return outcome::pass_on(done);
  }
  return id;
}

Result<std::int64_t> add_certificate(Registry& registry, const Prepared& prepared,
                                     std::int64_t authority,
                                     std::optional<std::int64_t> for_authority, const Act& act) {
  const auto subject = prepared.subject.to_string();
  const auto added = registry.database().run(
      "INSERT INTO certificate(authority, serial, profile, subject, not_before, not_after, "
      "for_authority, tbs, status) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'intended')",
      authority, prepared.serial.content(), std::string_view(prepared.profile),
      std::string_view(subject), prepared.not_before, prepared.not_after, for_authority,
      prepared.token.tbs());
  if (!added) return outcome::pass_on(added);
  const auto id = registry.database().last_row();
  const auto done =
      record(registry, EventKind::certificate_intended, act,
             {.authority = authority, .certificate = id, .detail = prepared.serial.to_hex()});
  if (!done) return outcome::pass_on(done);
  return id;
}

Result<void> check_not_revoked(Registry& registry, std::int64_t authority) {
  const auto row = find_authority(registry, authority);
  if (!row) return outcome::pass_on(row);
  if (row->revoked)
    return outcome::fail(FindingId::ca_authority_revoked, {}, {{"name", row->name}});
  return {};
}

// Step 6 in one transaction.
Result<void> store_certificate(Registry& registry, std::int64_t record_id, der::ByteView der,
                               const der::SerialNumber& serial, const Act& act) {
  auto& database = registry.database();
  auto transaction = database.begin();
  if (!transaction) return outcome::pass_on(transaction);
  const auto changed = database.run(
      "UPDATE certificate SET der = ?, status = 'issued' WHERE id = ? AND status = 'intended'", der,
      record_id);
  if (!changed) return outcome::pass_on(changed);
  if (*changed != 1) {
    return outcome::fail(FindingId::ca_intent_unknown, {},
                         {{"record", fmt::format("{}", record_id)}});
  }
  if (auto linked = database.run("UPDATE authority SET certificate = ?1 WHERE id = "
                                 "(SELECT for_authority FROM certificate WHERE id = ?1)",
                                 record_id);
      !linked) {
    return outcome::pass_on(linked);
  }
  auto issuer = database.query("SELECT authority FROM certificate WHERE id = ?", record_id);
  if (!issuer) return outcome::pass_on(issuer);
  if (const auto row = issuer->step(); !row) return outcome::pass_on(row);
  const auto done = record(
      registry, EventKind::certificate_issued, act,
      {.authority = issuer->integer(0), .certificate = record_id, .detail = serial.to_hex()});
  if (!done) return done;
  return transaction->commit();
}

}  // namespace

Signatory signatory_of(const Authority& authority, const crypto::Signer& signer) {
  Signatory signatory;
  signatory.authority = authority.id();
  signatory.rehearsal = authority.rehearsal();
  signatory.issuer.kind = authority.is_root() ? SignedBy::root : SignedBy::issuing;
  signatory.issuer.certificate = &authority.certificate();
  signatory.issuer.algorithm = signer.algorithm();
  signatory.issuer.urls = authority.urls();
  return signatory;
}

Result<void> check_signer(const crypto::PublicKey& expected, const crypto::Signer& signer) {
  if (der::equal(expected.spki(), signer.public_key().spki())) return {};
  return outcome::fail(FindingId::ca_signer_mismatch);
}

// The first bit is 0: positive. The second is 1: all serial numbers have one length, and their
// order as bytes is their order as numbers.
der::SerialNumber draw_serial(const Hooks& hooks) {
  auto bytes = hooks.random_serial ? hooks.random_serial() : crypto::random_bytes(serial_bytes);
  bytes.front() = static_cast<std::uint8_t>((bytes.front() & 0x7FU) | 0x40U);
  return der::SerialNumber::from_magnitude(bytes);
}

Answer<Prepared> prepare(const der::SerialNumber& serial, const IssueRequest& request,
                         const Issuer& issuer, time::Instant at) {
  const auto profile = find_profile(request.profile);
  if (!profile) return refuse(profile);
  auto content = build_content(request, issuer, serial, at);
  if (!content) return refuse(content);
  auto token =
      lint_certificate(x509::write_tbs_certificate(*content),
                       {**profile, issuer.certificate, content->subject, request.spki, at});
  if (!token) return refuse(std::move(token.error()));
  return Prepared{std::move(*token), content->serial,     request.profile,
                  content->subject,  content->not_before, content->not_after};
}

Result<std::int64_t> record_intent(Registry& registry, const Prepared& prepared,
                                   const Signatory& signatory, const Act& act,
                                   const Founding* founding) {
  auto transaction = registry.database().begin();
  if (!transaction) return outcome::pass_on(transaction);
  if (auto right = check_time(registry, signatory.authority, signatory.rehearsal, act); !right) {
    return outcome::pass_on(right);
  }
  auto authority = signatory.authority;
  std::optional<std::int64_t> for_authority;
  if (signatory.issuer.certificate != nullptr) {
    if (auto valid = check_not_revoked(registry, authority); !valid) return outcome::pass_on(valid);
  }
  if (founding != nullptr) {
    const auto added = add_authority(registry, *founding, act);
    if (!added) return outcome::pass_on(added);
    for_authority = *added;
    if (!founding->parent.has_value()) authority = *added;
  }
  const auto id = add_certificate(registry, prepared, authority, for_authority, act);
  if (!id) return outcome::pass_on(id);
  if (auto done = transaction->commit(); !done) return outcome::pass_on(done);
  return *id;
}

Answer<Intended> intend(Registry& registry, const IssueRequest& request, const Signatory& signatory,
                        const Act& act, const Founding* founding) {
  for (int draw = 0; draw < most_draws; ++draw) {
    auto prepared = prepare(draw_serial(registry.hooks), request, signatory.issuer, act.at);
    if (!prepared) return refuse(std::move(prepared.error()));
    registry.reached(Step::linted);
    const auto id = record_intent(registry, *prepared, signatory, act, founding);
    if (id) {
      registry.reached(Step::recorded);
      return Intended{*id, std::move(prepared->token)};
    }
    if (id.error().id != FindingId::store_conflict) return refuse(id);
  }
  return refuse(FindingId::ca_serial_collisions, {}, {{"draws", fmt::format("{}", most_draws)}});
}

Answer<Issued> complete(Registry& registry, std::int64_t record_id, Linted token,
                        crypto::Signer& signer, const Act& act) {
  const auto bytes = sign(std::move(token), signer);
  if (!bytes) return refuse(bytes);
  registry.reached(Step::signed_);
  if (auto right = check_signed(*bytes, signer.public_key()); !right) return refuse(right);
  auto certificate = x509::Certificate::parse(bytes->der);
  if (!certificate) return refuse(certificate);
  registry.reached(Step::compared);
  if (auto done = store_certificate(registry, record_id, bytes->der, certificate->serial(), act);
      !done) {
    return refuse(done);
  }
  registry.reached(Step::stored);
  return Issued{record_id, std::move(*certificate)};
}

}  // namespace accord::ca
