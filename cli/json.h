#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace accord::cli {

/// A JSON value that commands put their answers into; members keep their order. Only json.cc knows
/// the library that writes it.
class Json {
 public:
  struct Member;
  using Array = std::vector<Json>;
  /// Takes pieces of a text, one after the other.
  using Sink = std::function<void(std::string_view)>;
  /// Gives values to what it is called with, one after the other; the same each time.
  using Source = std::function<void(const std::function<void(const Json&)>&)>;

  Json() = default;  ///< null
  Json(bool value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::uint32_t value) : value_(std::int64_t{value}) {}
  Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  /// null when there is no value.
  template <typename T>
  Json(const std::optional<T>& value) {
    if (value.has_value()) *this = Json(*value);
  }

  [[nodiscard]] static Json array(Array values = {});
  /// An array whose values are made when it is written, since all at once they would take too much
  /// memory; `elements` has none of them.
  [[nodiscard]] static Json array_from(Source source);
  [[nodiscard]] static Json array_of(const std::vector<std::string>& texts);
  [[nodiscard]] static Json object(std::initializer_list<Member> members = {});

  /// Adds a member to an object (a null becomes an object).
  Json& set(std::string_view name, Json value);
  /// Adds all members of another object.
  Json& add(const Json& object);
  /// Adds a value to an array (a null becomes an array).
  Json& push(Json value);
  /// A member of an object; null's own value when there is none.
  [[nodiscard]] const Json& at(std::string_view name) const& noexcept;
  [[nodiscard]] const Array& elements() const&;
  // What they refer to would be gone at the end of a loop's head.
  const Json& at(std::string_view name) && = delete;
  const Array& elements() && = delete;
  /// The text of a string; empty for every other value.
  [[nodiscard]] std::string_view text() const noexcept;

  /// Reads a JSON text that this program wrote itself. Throws std::logic_error when it is none.
  [[nodiscard]] static Json read(const std::string& text);

  /// The text, two spaces a level, ending with a line feed. Bytes that are no UTF-8 become U+FFFD.
  [[nodiscard]] std::string write() const;
  /// The same, piece by piece.
  void write(const Sink& sink) const;

 private:
  friend struct Conversion;
  friend class JsonWriter;
  // A vector of members would be one of a type that is not complete yet.
  struct Object {
    std::vector<std::string> names;
    std::vector<Json> values;  // as many
  };
  std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object, Source> value_;
};

struct Json::Member {
  std::string name;
  Json value;
};

}  // namespace accord::cli
