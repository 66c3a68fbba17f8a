#include "ca/authority.h"

#include <algorithm>

#include "ca/authority_rows.h"
#include "ca/pipeline.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;

constexpr std::size_t longest_name = 64;

// Names become file names and parts of addresses.
bool is_name(std::string_view text) noexcept {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !text.empty() && text.size() <= longest_name && text.front() != '.' &&
         text.front() != '-' && std::all_of(text.begin(), text.end(), fits);
}

// What can be told before anything is made. The UNIQUE constraints judge; this only gives the
// better reason.
outcome::Findings check_new(Registry& registry, const NewAuthority& wanted,
                            const crypto::PublicKey& key) {
  auto findings = check_urls(wanted.urls);
  if (!is_name(wanted.name))
    findings.add(FindingId::ca_name_malformed, {}, {{"name", wanted.name}});
  auto taken = registry.database().query("SELECT name FROM authority WHERE name = ? OR spki = ?",
                                         std::string_view(wanted.name), key.spki());
  if (!taken) {
    findings.add(taken.error());
    return findings;
  }
  while (true) {
    const auto row = taken->step();
    if (!row) findings.add(row.error());
    if (!row || !*row) return findings;
    if (taken->text(0) == wanted.name) {
      findings.add(FindingId::ca_authority_exists, {}, {{"name", wanted.name}});
    } else {
      findings.add(FindingId::ca_key_in_use, {}, {{"name", taken->text(0)}});
    }
  }
}

IssueRequest request_for(std::string_view profile, const NewAuthority& wanted,
                         const crypto::PublicKey& key) {
  IssueRequest request;
  request.profile = profile;
  request.subject = wanted.subject;
  request.spki.assign(key.spki().begin(), key.spki().end());
  request.validity = wanted.validity;
  return request;
}

Answer<Authority> found(Registry& registry, const IssueRequest& request, const Signatory& signatory,
                        crypto::Signer& signer, const Founding& founding, const Act& act) {
  auto findings = check_new(registry, *founding.wanted, *founding.key);
  findings.add(check_request(request, signatory.issuer, act.at));
  if (!findings.empty()) return refuse(std::move(findings));
  registry.reached(Step::checked);
  auto intended = intend(registry, request, signatory, act, &founding);
  if (!intended) return refuse(std::move(intended.error()));
  const auto issued = complete(registry, intended->record, std::move(intended->token), signer, act);
  if (!issued) return refuse(issued.error());
  auto authority = open_authority(registry, founding.wanted->name);
  if (!authority) return refuse(authority);
  return std::move(*authority);
}

}  // namespace

Result<Authority> open_authority(Registry& registry, std::string_view name) {
  auto row = find_authority(registry, name);
  if (!row) return outcome::pass_on(row);
  if (row->certificate.empty()) {
    return outcome::fail(FindingId::ca_authority_unfinished, {}, {{"name", row->name}});
  }
  auto certificate = x509::Certificate::parse(row->certificate);
  if (!certificate) return outcome::pass_on(certificate);
  auto key = crypto::PublicKey::from_spki(row->spki);
  if (!key) return outcome::pass_on(key);
  Authority authority(std::move(*certificate), std::move(*key));
  authority.id_ = row->id;
  authority.name_ = std::move(row->name);
  authority.is_root_ = row->is_root;
  authority.rehearsal_ = row->rehearsal;
  authority.urls_ = std::move(row->urls);
  authority.revoked_ = row->revoked;
  return authority;
}

Result<std::vector<AuthorityLine>> list_authorities(Registry& registry) {
  auto rows = registry.database().query(
      "SELECT a.name, a.kind = 'root', a.rehearsal, a.certificate IS NOT NULL, a.founded, "
      "r.revoked "
      "FROM authority AS a LEFT JOIN certificate AS c ON c.id = a.certificate "
      "LEFT JOIN revocation AS r ON r.authority = c.authority AND r.serial = c.serial "
      "ORDER BY a.id");
  if (!rows) return outcome::pass_on(rows);
  std::vector<AuthorityLine> lines;
  while (true) {
    const auto row = rows->step();
    if (!row) return outcome::pass_on(row);
    if (!*row) return lines;
    lines.push_back({rows->text(0), rows->integer(1) != 0, rows->integer(2) != 0,
                     rows->integer(3) != 0, rows->instant(4), rows->optional_instant(5)});
  }
}

Answer<Authority> found_root(Registry& registry, const NewAuthority& wanted, bool rehearsal,
                             crypto::Signer& key, const Act& act) {
  Signatory signatory;
  signatory.rehearsal = rehearsal;
  signatory.issuer.algorithm = key.algorithm();
  const Founding founding{&wanted, rehearsal, std::nullopt, &key.public_key()};
  return found(registry, request_for("root-ca", wanted, key.public_key()), signatory, key, founding,
               act);
}

Answer<Authority> found_issuing(Registry& registry, const Authority& root, crypto::Signer& root_key,
                                const NewAuthority& wanted, const crypto::PublicKey& key,
                                const Act& act) {
  if (auto fits = check_signer(root.key(), root_key); !fits) return refuse(fits);
  const Founding founding{&wanted, root.rehearsal(), root.id(), &key};
  return found(registry, request_for("issuing-ca", wanted, key), signatory_of(root, root_key),
               root_key, founding, act);
}

}  // namespace accord::ca
