#pragma once

#include <memory>

#include "trustlist/index/service_table.h"
#include "trustlist/read/verify.h"

namespace accord::trustlist::index {

/// The services of lists that may be relied on, each as of the moment for which it was verified. A
/// value: copies share the lists.
class VerifiedIndex {
 public:
  VerifiedIndex() = default;
  explicit VerifiedIndex(std::vector<std::shared_ptr<const read::VerifiedList>> lists);

  [[nodiscard]] const ServiceTable& services() const noexcept { return table_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const read::VerifiedList>>& lists()
      const noexcept {
    return lists_;
  }
  [[nodiscard]] const read::VerifiedList& list_of(const Hit& hit) const {
    return *lists_.at(hit.list);
  }

 private:
  std::vector<std::shared_ptr<const read::VerifiedList>> lists_;
  ServiceTable table_;
};

/// The services of lists that were read and not verified: for tools that show what lists say, never
/// for a verdict. Nothing makes a VerifiedIndex of it.
class ClaimedIndex {
 public:
  ClaimedIndex() = default;
  explicit ClaimedIndex(std::vector<TrustedList> lists);

  [[nodiscard]] const ServiceTable& services() const noexcept { return table_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const TrustedList>>& lists() const noexcept {
    return lists_;
  }

 private:
  std::vector<std::shared_ptr<const TrustedList>> lists_;
  ServiceTable table_;
};

}  // namespace accord::trustlist::index
