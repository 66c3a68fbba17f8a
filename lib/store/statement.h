#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/result.h"
#include "lib/time/instant.h"

struct sqlite3_stmt;

namespace accord::store {

class Connection;

/// One prepared statement. Values are bound in order, never pasted into the text. It keeps its
/// connection alive; at its end it goes back to the connection, which prepares each text once. Not
/// thread-safe.
class Statement {
 public:
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;

  // The value of the next parameter. A mistake (too many values) is told by the next `step`.
  // Moments are stored as seconds since 1970-01-01T00:00:00Z, without a value as NULL. Text and
  // bytes are copied.
  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view text);
  Statement& bind(std::span<const std::uint8_t> bytes);
  Statement& bind(time::Instant instant);
  Statement& bind(std::nullopt_t);
  template <typename Value>
  Statement& bind(const std::optional<Value>& value) {
    return value.has_value() ? bind(*value) : bind(std::nullopt);
  }

  /// Moves to the next row: true when there is one, false at the end. Errors: those of `Database`.
  [[nodiscard]] outcome::Result<bool> step();
  /// Runs a statement that gives no rows; returns how many rows it changed. Errors: those of
  /// `Database`.
  [[nodiscard]] outcome::Result<std::int64_t> run();

  // Columns of the row that `step` moved to, counted from 0. NULL reads as 0, empty or nothing.
  // What `bytes` and `text` return is a copy.
  [[nodiscard]] bool is_null(int column) const noexcept;
  [[nodiscard]] std::int64_t integer(int column) const noexcept;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::vector<std::uint8_t> bytes(int column) const;
  [[nodiscard]] time::Instant instant(int column) const noexcept;
  [[nodiscard]] std::optional<time::Instant> optional_instant(int column) const noexcept;

 private:
  friend class Database;
  Statement(std::shared_ptr<Connection> connection, sqlite3_stmt* statement) noexcept;
  Statement& bound(int result) noexcept;
  void give_back() noexcept;

  std::shared_ptr<Connection> connection_;
  sqlite3_stmt* statement_ = nullptr;
  int next_parameter_ = 1;
  int bind_result_ = 0;
};

}  // namespace accord::store
