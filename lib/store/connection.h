#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>

#include "lib/outcome/result.h"

namespace accord::store {

/// SQLite's handle and the statements that are prepared and idle. Only sources of this folder
/// include this header.
class Connection {
 public:
  explicit Connection(std::string path) : path_(std::move(path)) {}
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] int open(int flags) noexcept;
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  [[nodiscard]] outcome::Result<sqlite3_stmt*> take(std::string_view sql);
  void give_back(sqlite3_stmt* statement) noexcept;

  /// The finding for SQLite's result code (https://www.sqlite.org/rescode.html), with this file as
  /// what it is about.
  [[nodiscard]] outcome::Finding failure(int code) const;

 private:
  std::string path_;
  sqlite3* handle_ = nullptr;
  std::unordered_multimap<std::string, sqlite3_stmt*> idle_;
};

}  // namespace accord::store
