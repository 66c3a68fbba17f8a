#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/der/oid.h"
#include "lib/time/instant.h"

namespace accord::x509 {

/// What some bytes say, for people and programs: a tree of values. The names in it are this
/// program's and the same for both; texts come from outside and are as they were found, so whoever
/// shows them makes them safe for a screen.
class Description {
 public:
  struct Octets {
    std::string hex;
  };
  using List = std::vector<Description>;
  struct Record {
    std::vector<std::string_view> names;  ///< constants of the program: "path_length"
    std::vector<Description> values;      ///< as many

    /// The value of that name; nothing when there is none.
    [[nodiscard]] const Description* find(std::string_view name) const noexcept;
  };
  using Value = std::variant<std::monostate, bool, std::uint64_t, std::string, Octets, der::Oid,
                             List, Record>;

  Description() = default;  ///< nothing is said
  Description(bool value) : value_(value) {}
  Description(std::uint64_t value) : value_(value) {}
  Description(std::uint32_t value) : value_(std::uint64_t{value}) {}
  Description(std::string value) : value_(std::move(value)) {}
  Description(std::string_view value) : value_(std::string(value)) {}
  Description(const char* value) : value_(std::string(value)) {}
  Description(der::ByteView octets) : value_(Octets{der::to_hex(octets)}) {}
  Description(const der::Bytes& octets) : Description(der::ByteView(octets)) {}
  Description(der::Oid id) : value_(std::move(id)) {}
  Description(time::Instant moment) : value_(time::to_string(moment)) {}
  Description(List list) : value_(std::move(list)) {}
  Description(Record record) : value_(std::move(record)) {}
  /// Nothing when there is no value.
  template <typename T>
  Description(const std::optional<T>& value) {
    if (value.has_value()) *this = Description(*value);
  }

  /// Adds a member to a record (nothing becomes a record), unless nothing is said in it.
  Description& add(std::string_view name, Description value);
  /// Adds a value to a list (nothing becomes a list).
  Description& push(Description value);

  [[nodiscard]] const Value& value() const noexcept { return value_; }
  [[nodiscard]] bool empty() const noexcept {
    return std::holds_alternative<std::monostate>(value_);
  }
  /// The member of a record; nothing when there is none, and for every other value.
  [[nodiscard]] const Description* find(std::string_view name) const noexcept;

 private:
  Value value_;
};

}  // namespace accord::x509
