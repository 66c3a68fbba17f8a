#include "lib/store/statement.h"

#include <utility>

#include "lib/store/connection.h"

namespace accord::store {

Statement::Statement(std::shared_ptr<Connection> connection, sqlite3_stmt* statement) noexcept
    : connection_(std::move(connection)), statement_(statement) {}

Statement::~Statement() { give_back(); }

Statement::Statement(Statement&& other) noexcept
    : connection_(std::move(other.connection_)),
      statement_(std::exchange(other.statement_, nullptr)),
      next_parameter_(other.next_parameter_),
      bind_result_(other.bind_result_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this != &other) {
    give_back();
    connection_ = std::move(other.connection_);
    statement_ = std::exchange(other.statement_, nullptr);
    next_parameter_ = other.next_parameter_;
    bind_result_ = other.bind_result_;
  }
  return *this;
}

void Statement::give_back() noexcept {
  if (statement_ != nullptr) connection_->give_back(std::exchange(statement_, nullptr));
}

Statement& Statement::bound(int result) noexcept {
  if (bind_result_ == SQLITE_OK) bind_result_ = result;
  ++next_parameter_;
  return *this;
}

Statement& Statement::bind(std::int64_t value) {
  return bound(sqlite3_bind_int64(statement_, next_parameter_, value));
}

Statement& Statement::bind(std::string_view text) {
  return bound(sqlite3_bind_text64(statement_, next_parameter_, text.data(), text.size(),
                                   SQLITE_TRANSIENT, SQLITE_UTF8));
}

Statement& Statement::bind(std::span<const std::uint8_t> bytes) {
  // A null pointer would bind NULL, and empty is not nothing.
  if (bytes.empty()) return bound(sqlite3_bind_zeroblob(statement_, next_parameter_, 0));
  return bound(sqlite3_bind_blob64(statement_, next_parameter_, bytes.data(), bytes.size(),
                                   SQLITE_TRANSIENT));
}

Statement& Statement::bind(time::Instant instant) {
  return bind(static_cast<std::int64_t>(instant.time_since_epoch().count()));
}

Statement& Statement::bind(std::nullopt_t) {
  return bound(sqlite3_bind_null(statement_, next_parameter_));
}

outcome::Result<bool> Statement::step() {
  if (bind_result_ != SQLITE_OK) return tl::unexpected(connection_->failure(bind_result_));
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  auto finding = connection_->failure(code);
  sqlite3_reset(statement_);
  return tl::unexpected(std::move(finding));
}

outcome::Result<std::int64_t> Statement::run() {
  while (true) {
    const auto row = step();
    if (!row) return outcome::pass_on(row);
    if (!*row) break;
  }
  return sqlite3_changes64(connection_->handle());
}

bool Statement::is_null(int column) const noexcept {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const noexcept {
  return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
  const auto* const data = sqlite3_column_text(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(data), size);
}

std::vector<std::uint8_t> Statement::bytes(int column) const {
  const auto* const data =
      static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::vector<std::uint8_t>()
                         : std::vector<std::uint8_t>(data, data + size);
}

time::Instant Statement::instant(int column) const noexcept {
  return time::Instant(std::chrono::seconds(integer(column)));
}

std::optional<time::Instant> Statement::optional_instant(int column) const noexcept {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

}  // namespace accord::store
