#pragma once

#include <string>
#include <vector>

namespace accord::bench {

/// What the operating system says of one finished program.
struct ProgramRun {
  bool started = false;
  int exit_code = -1;
  double wall_seconds{};
  double cpu_seconds{};  ///< user and system
  double peak_mebibytes{};
};

/// Runs a program to its end, its output thrown away. Measure peak memory before the calling
/// process itself has grown: the kernel counts what the caller held when it started the program.
[[nodiscard]] ProgramRun run(const std::vector<std::string>& words);

/// The run with the median wall time of `count` runs, after one that is not counted.
[[nodiscard]] ProgramRun median_run(const std::vector<std::string>& words, int count);

}  // namespace accord::bench
