#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace accord::tests::structure {

// One source file of the repository: its path from the root, and its lines.
struct SourceFile {
  std::string path;
  std::vector<std::string> lines;
};

// One #include of a file: what stands between the quotes or angle brackets, and on which line.
struct Include {
  std::string target;
  bool quoted = false;
  std::size_t line = 0;
};

// Every .h and .cc below the folders that hold code, in order of path; the root is
// ACCORD_SOURCE_DIR, else the working directory. Throws when the root is not Accord's.
std::vector<SourceFile> read_source_tree();

std::vector<Include> includes_of(const SourceFile& file);

// "lib/xml" for "lib/xml/strict.cc"; "verifier" for "verifier/include/accord/verifier.h"; the
// folder itself for a path that belongs to no module of the arrow table.
std::string module_of(std::string_view path);

// The modules of the arrow table.
std::vector<std::string> known_modules();

// Whether a file of one module may include a header of another, directly or by what that one may
// include.
bool may_include(std::string_view from, std::string_view to);

// What the includes of `file` break: one sentence each, starting with path and line.
std::vector<std::string> broken_arrows(const SourceFile& file);

}  // namespace accord::tests::structure
