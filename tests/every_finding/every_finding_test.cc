#include <cstdlib>
#include <filesystem>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "lib/outcome/finding_id.h"

namespace accord::tests {
namespace {

// Reads what expect.h noted while the other tests ran, so ctest runs this one after all of them.
TEST_CASE("every finding of the table was raised by a test") {
  const char* folder = std::getenv("ACCORD_RAISED_DIR");
  REQUIRE(folder != nullptr);
  std::string never;
  for (const auto& row : outcome::finding_table()) {
    if (!std::filesystem::exists(std::filesystem::path(folder) / row.name)) {
      never += "\n  " + std::string(row.name);
    }
  }
  INFO("run all tests, not this one alone; raised by none of them:" << never);
  CHECK(never.empty());
}

}  // namespace
}  // namespace accord::tests
