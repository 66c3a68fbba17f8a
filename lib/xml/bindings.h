#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace accord::xml {

/// Namespace declarations in force on the way from the root to one place, as a stack. Views belong
/// to the caller and must outlive their binding.
class Bindings {
 public:
  struct Binding {
    std::uint64_t key;  // the prefix's first bytes and its length: most comparisons end there
    std::string_view prefix;
    std::string_view uri;
    std::uint32_t number;  // the caller's
  };

  /// Binds `prefix` ("" is the default) to `uri` ("" takes the default away). False when that holds
  /// already, and then nothing is added. `number` is kept for the caller.
  bool bind(std::string_view prefix, std::string_view uri, std::uint32_t number = 0);
  /// What `prefix` is bound to; nothing when it is bound to none. "xml" always is.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view prefix) const noexcept;
  /// The innermost binding of `prefix`, also one to "" (which takes the default away); nullptr when
  /// there is none. Not for "xml".
  [[nodiscard]] const Binding* innermost(std::string_view prefix) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return stack_.size(); }
  /// Takes back what was bound since size() was `size`.
  void shrink(std::size_t size) { stack_.resize(size); }

  /// From the root inwards; a later one of the same prefix hides an earlier one.
  [[nodiscard]] const std::vector<Binding>& all() const noexcept { return stack_; }

 private:
  std::vector<Binding> stack_;
};

}  // namespace accord::xml
