#include "ca/authority_rows.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;

constexpr std::string_view columns =
    "SELECT a.id, a.name, a.kind = 'root', a.rehearsal, a.spki, c.der, r.revoked, "
    "a.certificate_url, a.crl_url FROM authority AS a "
    "LEFT JOIN certificate AS c ON c.for_authority = a.id "
    "LEFT JOIN revocation AS r ON r.authority = c.authority AND r.serial = c.serial ";

Result<AuthorityRow> read(Result<store::Statement> rows, std::string name) {
  if (!rows) return outcome::pass_on(rows);
  const auto found = rows->step();
  if (!found) return outcome::pass_on(found);
  if (!*found) {
    return outcome::fail(FindingId::ca_authority_unknown, {}, {{"name", std::move(name)}});
  }
  AuthorityRow row;
  row.id = rows->integer(0);
  row.name = rows->text(1);
  row.is_root = rows->integer(2) != 0;
  row.rehearsal = rows->integer(3) != 0;
  row.spki = rows->bytes(4);
  row.certificate = rows->bytes(5);
  row.revoked = rows->optional_instant(6);
  row.urls = {rows->text(7), rows->text(8)};
  return row;
}

}  // namespace

Result<AuthorityRow> find_authority(Registry& registry, std::string_view name) {
  static const auto sql = std::string(columns) + "WHERE a.name = ?";
  return read(registry.database().query(sql, name), std::string(name));
}

Result<AuthorityRow> find_authority(Registry& registry, std::int64_t id) {
  static const auto sql = std::string(columns) + "WHERE a.id = ?";
  return read(registry.database().query(sql, id), std::to_string(id));
}

}  // namespace accord::ca
