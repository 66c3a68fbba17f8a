#include "tests/structure/source_tree.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace accord::tests::structure {
namespace {

constexpr std::string_view code_folders[] = {"lib", "ca",    "trustlist", "verifier",
                                             "cli", "tests", "bench"};

SourceFile read(const std::filesystem::path& root, const std::filesystem::path& path) {
  SourceFile file{path.lexically_relative(root).generic_string(), {}};
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
  return file;
}

}  // namespace

std::vector<SourceFile> read_source_tree() {
  const char* named = std::getenv("ACCORD_SOURCE_DIR");
  const std::filesystem::path root = named != nullptr ? named : std::filesystem::current_path();
  if (!std::filesystem::exists(root / "lib/outcome")) {
    throw std::runtime_error("no source tree of Accord at " + root.string());
  }
  std::vector<SourceFile> files;
  for (const auto folder : code_folders) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (const auto& item : std::filesystem::recursive_directory_iterator(root / folder)) {
      const auto extension = item.path().extension();
      if (extension == ".h" || extension == ".cc") files.push_back(read(root, item.path()));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">].*)re");
  std::vector<Include> result;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    std::smatch match;
    if (std::regex_match(file.lines[i], match, pattern)) {
      result.push_back({match[2], match[1] == "\"", i + 1});
    }
  }
  return result;
}

}  // namespace accord::tests::structure
