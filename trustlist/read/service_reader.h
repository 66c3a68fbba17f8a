#pragma once

#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

/// TrustServiceProvider (TS 119 612, 5.4). Damaged services are left out, reported and counted;
/// nothing when the provider itself cannot be read.
struct ProviderResult {
  std::optional<Provider> provider;
  std::uint64_t services_left_out{};
  std::vector<LeftOutService> left_out;  ///< those of a provider that cannot be read included
};
[[nodiscard]] ProviderResult read_provider(Reading& reading, const xml::Element& element);

}  // namespace accord::trustlist::read
