#include "trustlist/model/partial.h"

#include <algorithm>

namespace accord::trustlist {

std::size_t partial_count(const TrustedList& list) noexcept {
  return static_cast<std::size_t>(
      std::count_if(list.left_out.begin(), list.left_out.end(),
                    [](const LeftOutService& one) { return one.partial; }));
}

}  // namespace accord::trustlist
