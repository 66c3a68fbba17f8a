#include "lib/store/database.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "lib/store/connection.h"

namespace accord::store {

using outcome::FindingId;
using outcome::Result;

namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

// The path of a database's URI. SQLite gives ":memory:" and an empty name a meaning of their own: a
// database that is gone at the end is never what is meant here.
Result<std::string> path_of(std::string_view uri) {
  const auto path = uri.substr(0, sqlite_scheme.size()) == sqlite_scheme
                        ? uri.substr(sqlite_scheme.size())
                        : std::string_view();
  if (path.empty() || path == ":memory:" || path.find('\0') != std::string_view::npos) {
    return outcome::fail(FindingId::store_uri_unknown, {}, {{"uri", std::string(uri)}});
  }
  return std::string(path);
}

std::int64_t newest_version(const Schema& schema) noexcept {
  return static_cast<std::int64_t>(schema.steps.size());
}

tl::unexpected<outcome::Finding> newer(const Schema& schema, std::int64_t found,
                                       const std::string& path) {
  return outcome::fail(
      FindingId::store_newer_schema, {.what = path},
      {{"found", fmt::format("{}", found)}, {"known", fmt::format("{}", newest_version(schema))}});
}

}  // namespace

Transaction::Transaction(std::shared_ptr<Connection> connection) noexcept
    : connection_(std::move(connection)) {}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::move(other.connection_)) {}

Transaction::~Transaction() {
  if (!connection_) return;
  // Some failures (a full disk) end the transaction by themselves; then there is nothing to undo.
  if (sqlite3_get_autocommit(connection_->handle()) == 0) {
    sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Result<void> Transaction::commit() {
  const int code = sqlite3_exec(connection_->handle(), "COMMIT", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(connection_->failure(code));
  connection_.reset();
  return {};
}

Database::Database(std::shared_ptr<Connection> connection) noexcept
    : connection_(std::move(connection)) {}

Result<Database> Database::open(std::string_view uri, const Schema& schema,
                                const OpenOptions& options) {
  const auto path = path_of(uri);
  if (!path) return outcome::pass_on(path);
  std::error_code ignored;
  if (!options.create && !std::filesystem::exists(*path, ignored)) {
    return outcome::fail(FindingId::store_missing, {.what = *path},
                         {{"kind", std::string(schema.name)}});
  }
  auto connection = std::make_shared<Connection>(*path);
  // NOMUTEX: a connection belongs to one thread at a time.
  const int code =
      connection->open(SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                       (options.create ? SQLITE_OPEN_CREATE : 0));
  if (code != SQLITE_OK) return tl::unexpected(connection->failure(code));
  sqlite3_busy_timeout(connection->handle(), static_cast<int>(options.busy_timeout.count()));
  // Against files made to attack their reader: functions with side effects are not run from a
  // schema, nor is the schema written to.
  sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection->handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);

  Database database(std::move(connection));
  // Before anything is written to it: is this file ours?
  if (auto migrated = database.migrate(schema); !migrated) return outcome::pass_on(migrated);
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  const auto statement = connection_->take(sql);
  if (!statement) return outcome::pass_on(statement);
  return Statement(connection_, *statement);
}

Result<void> Database::script(std::string_view sql) {
  const int code =
      sqlite3_exec(connection_->handle(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(connection_->failure(code));
  return {};
}

Result<Transaction> Database::begin() {
  if (auto begun = script("BEGIN IMMEDIATE"); !begun) return outcome::pass_on(begun);
  return Transaction(connection_);
}

std::int64_t Database::last_row() const noexcept {
  return sqlite3_last_insert_rowid(connection_->handle());
}

const std::string& Database::path() const noexcept { return connection_->path(); }

Result<std::int64_t> Database::number(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return outcome::pass_on(statement);
  const auto row = statement->step();
  if (!row) return outcome::pass_on(row);
  return statement->integer(0);
}

Result<void> Database::migrate(const Schema& schema) {
  const auto kind = number("PRAGMA application_id");
  if (!kind) return outcome::pass_on(kind);
  const auto version = number("PRAGMA user_version");
  if (!version) return outcome::pass_on(version);
  const auto tables = number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return outcome::pass_on(tables);
  const bool fresh = *kind == 0 && *version == 0 && *tables == 0;
  if (!fresh && *kind != schema.application_id) {
    return outcome::fail(FindingId::store_foreign, {.what = path()},
                         {{"kind", std::string(schema.name)}});
  }
  if (*version > newest_version(schema)) return newer(schema, *version, path());
  if (sqlite3_db_readonly(connection_->handle(), "main") != 0) {
    return tl::unexpected(connection_->failure(SQLITE_READONLY));
  }
  // Where the file system has no shared memory the journal stays the older kind: as durable, only
  // slower.
  if (auto set = script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                        "PRAGMA cell_size_check=ON");
      !set) {
    return set;
  }
  return migrate_from(schema, *version);
}

Result<void> Database::migrate_from(const Schema& schema, std::int64_t version) {
  const auto newest = newest_version(schema);
  while (version < newest) {
    auto transaction = begin();
    if (!transaction) return outcome::pass_on(transaction);
    // Another process may have taken this step while we waited for the lock.
    const auto now = number("PRAGMA user_version");
    if (!now) return outcome::pass_on(now);
    version = *now;
    if (version >= newest) break;
    if (auto done = script(schema.steps[static_cast<std::size_t>(version)]); !done) return done;
    ++version;
    if (auto done = script(fmt::format("PRAGMA user_version={}; PRAGMA application_id={}", version,
                                       schema.application_id));
        !done) {
      return done;
    }
    if (auto done = transaction->commit(); !done) return done;
  }
  if (version > newest) return newer(schema, version, path());
  return {};
}

}  // namespace accord::store
