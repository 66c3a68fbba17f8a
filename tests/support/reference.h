#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace accord::tests {

/// A file of the reference folder (ACCORD_REFERENCE_DIR). Skips the running test by name when it is
/// not there.
[[nodiscard]] std::filesystem::path reference_file(const std::string& relative);
/// A file of testvectors/.
[[nodiscard]] std::filesystem::path test_vector(const std::string& relative);
/// A file's bytes; the test fails when it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// A fresh folder, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

/// Runs a program without a shell, with standard input empty; what it printed and its exit code.
struct ProgramResult {
  int exit_code{};
  std::string output;  ///< standard output
  std::string errors;  ///< standard error
};
[[nodiscard]] ProgramResult run_program(const std::vector<std::string>& words,
                                        const std::filesystem::path& folder = {});
/// Whether a program can be found on PATH.
[[nodiscard]] bool program_exists(const std::string& name);

}  // namespace accord::tests
