#include "lib/store/connection.h"

#include <fmt/format.h>

namespace accord::store {

using outcome::FindingId;

namespace {

FindingId finding_id(int extended_code) noexcept {
  switch (extended_code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return FindingId::store_conflict;
    default:  // extended codes are SQLite's, not an enumeration of ours; the primary code decides
              // below
      break;
  }
  switch (extended_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FindingId::store_busy;
    case SQLITE_FULL:
      return FindingId::store_full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FindingId::store_corrupt;
    case SQLITE_IOERR:
      return FindingId::store_io_failed;
    case SQLITE_READONLY:
      return FindingId::store_read_only;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return FindingId::store_open_failed;
    case SQLITE_CONSTRAINT:
      return FindingId::store_constraint;
    default:
      return FindingId::store_failed;
  }
}

}  // namespace

Connection::~Connection() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

int Connection::open(int flags) noexcept {
  return sqlite3_open_v2(path_.c_str(), &handle_, flags, nullptr);
}

outcome::Result<sqlite3_stmt*> Connection::take(std::string_view sql) {
  std::string key(sql);
  const auto found = idle_.find(key);
  if (found != idle_.end()) {
    auto* const statement = found->second;
    idle_.erase(found);
    return statement;
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(failure(code));
  return statement;
}

void Connection::give_back(sqlite3_stmt* statement) noexcept {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_.emplace(sqlite3_sql(statement), statement);
}

outcome::Finding Connection::failure(int code) const {
  const int extended = handle_ != nullptr ? sqlite3_extended_errcode(handle_) : code;
  // The connection remembers its last failure only; `code` says whether that is the one meant.
  const int meant = (extended & 0xFF) == (code & 0xFF) ? extended : code;
  const std::string reason =
      handle_ != nullptr && meant == extended ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  return outcome::make_finding(finding_id(meant), {.what = path_},
                               {{"reason", reason}, {"code", fmt::format("{}", meant)}});
}

}  // namespace accord::store
