// How long the mutants of testvectors/mutations take to be judged, and which takes longest. It is
// run as a test program, for what makes the mutants belongs to the tests:
// `build/release/bench/bench_mutants sizes` for one family.

#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <sys/resource.h>

#include "tests/trustlist/mutator/judge.h"

namespace {

using namespace accord::tests::mutants;

/// Seconds of this process's processor: others on the machine do not count.
double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Timed {
  double seconds = 0;
  std::string what;
};

void measure(const std::string& family) {
  BaseLists lists;
  std::vector<Timed> all;
  std::size_t bytes = 0;
  double total = 0;
  for_each_mutant(family, lists, [&](const Mutant& mutant) {
    const auto start = processor_seconds();
    const auto judged = judge(mutant.text, mutant.list);
    const auto taken = processor_seconds() - start;
    bytes += mutant.text.size();
    total += taken;
    all.push_back({taken, fmt::format("{} {} of {}, {:.1f} MB, {} findings", mutant.row.kind,
                                      mutant.row.where, mutant.list.name,
                                      static_cast<double>(mutant.text.size()) / 1e6,
                                      judged.verdict.findings.all().size())});
  });
  std::sort(all.begin(), all.end(),
            [](const Timed& a, const Timed& b) { return a.seconds > b.seconds; });
  fmt::print("{:<12}{:6} mutants, {:7.1f} MB, {:7.2f} s of processor\n", family, all.size(),
             static_cast<double>(bytes) / 1e6, total);
  const auto shown = std::min<std::size_t>(all.size(), family == "sizes" ? all.size() : 2);
  for (std::size_t i = 0; i < shown; ++i) {
    fmt::print("  {:8.1f} ms  {}\n", all[i].seconds * 1e3, all[i].what);
  }
  std::cout.flush();
}

}  // namespace

TEST_CASE("every family", "[mutants]") {
  std::vector<std::string> families;
  for (const auto& row : read_recipe()) {
    if (families.empty() || families.back() != row.family) families.push_back(row.family);
  }
  for (const auto& family : families) measure(family);
}

TEST_CASE("sizes", "[.]") { measure("sizes"); }
