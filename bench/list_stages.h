#pragma once

#include <string>
#include <vector>

#include "lib/time/instant.h"

namespace accord::bench {

/// Processor time of this thread, in seconds: other work on the machine does not count.
[[nodiscard]] double processor_seconds() noexcept;

/// What one stage of reading and verifying lists takes, in seconds of processor time for all lists
/// once.
struct StageTime {
  std::string name;
  double seconds{};
};

/// Measures each stage alone, the median of `repeats` runs over all documents; `whole` is what all
/// of it takes together, and the last row what is left then. Throws std::runtime_error when a
/// document is not a list with an intact signature.
[[nodiscard]] std::vector<StageTime> measure_stages(const std::vector<std::string>& documents,
                                                    time::Instant at, int repeats, double whole);

}  // namespace accord::bench
