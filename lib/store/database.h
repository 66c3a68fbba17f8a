#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "lib/outcome/result.h"
#include "lib/store/schema.h"
#include "lib/store/statement.h"

namespace accord::store {

struct OpenOptions {
  bool create = false;                           ///< make the file when it is not there
  std::chrono::milliseconds busy_timeout{5000};  ///< how long to wait for another writer
};

/// A transaction that writes: it holds the database's one write lock from its start (BEGIN
/// IMMEDIATE), so that what it reads stays true until it commits. Without `commit` everything in it
/// is undone at its end.
class Transaction {
 public:
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;

  /// Makes it durable: the data is on the disk when this returns. Errors: those of `Database`.
  [[nodiscard]] outcome::Result<void> commit();

 private:
  friend class Database;
  explicit Transaction(std::shared_ptr<Connection> connection) noexcept;
  std::shared_ptr<Connection> connection_;  // none once it is over
};

/// A connection to a database. Used by one thread at a time; another thread or process opens its
/// own. Readers do not wait for writers nor writers for readers (write-ahead log); every commit is
/// on the disk when it returns (synchronous=FULL); foreign keys are enforced.
///
/// Errors of every function: `store_busy` (another writer holds the lock for longer than the
/// timeout), `store_full`, `store_corrupt`, `store_io_failed`, `store_read_only`, `store_conflict`
/// (a UNIQUE or PRIMARY KEY value is there already), `store_constraint` (another constraint, or a
/// trigger, refuses it), `store_failed` (anything else; a mistake in the program).
class Database {
 public:
  /// Opens `sqlite:PATH` and brings it to the schema's newest version, each step in a transaction
  /// of its own. Further errors: `store_uri_unknown`, `store_missing`, `store_open_failed`,
  /// `store_foreign` (another kind of database), `store_newer_schema`.
  [[nodiscard]] static outcome::Result<Database> open(std::string_view uri, const Schema& schema,
                                                      const OpenOptions& options = {});

  /// Prepares one statement.
  [[nodiscard]] outcome::Result<Statement> prepare(std::string_view sql);
  /// Prepares a statement and binds its values in order.
  template <typename... Values>
  [[nodiscard]] outcome::Result<Statement> query(std::string_view sql, const Values&... values) {
    auto statement = prepare(sql);
    if (statement) (statement->bind(values), ...);
    return statement;
  }
  /// Runs a statement that gives no rows; returns how many rows it changed.
  template <typename... Values>
  [[nodiscard]] outcome::Result<std::int64_t> run(std::string_view sql, const Values&... values) {
    auto statement = query(sql, values...);
    if (!statement) return outcome::pass_on(statement);
    return statement->run();
  }
  /// Runs statements that are constants of the program, one after the other.
  [[nodiscard]] outcome::Result<void> script(std::string_view sql);

  [[nodiscard]] outcome::Result<Transaction> begin();
  /// The key of the row that was inserted last.
  [[nodiscard]] std::int64_t last_row() const noexcept;
  /// The file's path, for messages.
  [[nodiscard]] const std::string& path() const noexcept;

 private:
  explicit Database(std::shared_ptr<Connection> connection) noexcept;
  [[nodiscard]] outcome::Result<void> migrate(const Schema& schema);
  [[nodiscard]] outcome::Result<void> migrate_from(const Schema& schema, std::int64_t version);
  [[nodiscard]] outcome::Result<std::int64_t> number(std::string_view sql);

  std::shared_ptr<Connection> connection_;
};

}  // namespace accord::store
