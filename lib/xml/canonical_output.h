#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "lib/outcome/budget.h"
#include "lib/xml/canonical.h"

namespace accord::xml {

/// Canonical bytes on their way to a sink, in blocks; each block is paid for from the budget before
/// it leaves. Once the budget is used up nothing more leaves.
class CanonicalOutput {
 public:
  CanonicalOutput(outcome::Budget& budget, const Sink& sink) noexcept
      : budget_(budget), sink_(sink) {}

  void put(char c) {
    if (used_ == block_.size()) flush();
    block_[used_++] = c;
  }
  void put(std::string_view bytes) {
    if (bytes.size() > block_.size() - used_) return put_over(bytes);
    std::copy(bytes.begin(), bytes.end(), block_.data() + used_);
    used_ += bytes.size();
  }
  /// Canonical XML 1.0, 2.3: the replacements in text nodes, and in attribute and namespace nodes.
  void put_text(std::string_view text);
  void put_value(std::string_view value);

  [[nodiscard]] bool exhausted() const noexcept { return !state_.has_value(); }
  /// Sends what is left.
  [[nodiscard]] outcome::Result<void> finish();

 private:
  void put_over(std::string_view bytes);
  void flush();
  void send(std::string_view bytes);

  outcome::Budget& budget_;
  const Sink& sink_;
  outcome::Result<void> state_;
  std::size_t used_ = 0;
  std::array<char, 16384> block_;
};

}  // namespace accord::xml
