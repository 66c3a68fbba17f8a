#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace accord::xml {

/// Rows that stay where they are while more are added: growth copies nothing, and never needs the
/// memory of what is there a second time.
template <typename Row>
class Rows {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] Row& operator[](std::size_t i) noexcept { return blocks_[i / block][i % block]; }
  [[nodiscard]] const Row& operator[](std::size_t i) const noexcept {
    return blocks_[i / block][i % block];
  }
  /// Adds a row, to be written where it stands: its fields say nothing yet.
  Row& add() {
    if (size_ == blocks_.size() * block) {
      blocks_.push_back(std::make_unique_for_overwrite<Row[]>(block));
    }
    return (*this)[size_++];
  }

 private:
  static constexpr std::size_t block = 512;
  std::vector<std::unique_ptr<Row[]>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace accord::xml
