#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace accord::store {

/// The tables of one kind of database, as the steps that lead to them. Step n takes the database
/// from version n to n + 1; a step that was released is never changed. The version is SQLite's
/// user_version; the kind is told by application_id, so that a file of another kind, or of another
/// program, is not mistaken for one of ours.
struct Schema {
  std::string_view name;        ///< "certification authority", for messages
  std::int32_t application_id;  ///< not 0
  std::span<const std::string_view> steps;
};

}  // namespace accord::store
