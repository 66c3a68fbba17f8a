#include <algorithm>
#include <regex>

#include <catch2/catch_test_macros.hpp>

#include "tests/structure/source_tree.h"

namespace accord::tests::structure {
namespace {

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

// Where pattern stands in the files that `applies` picks: path and line.
template <typename Applies>
std::string places_of(const char* pattern, Applies applies) {
  const std::regex expression(pattern);
  std::string places;
  for (const auto& file : read_source_tree()) {
    if (!applies(file.path)) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (std::regex_search(file.lines[i], expression)) {
        places += "\n  " + file.path + ":" + std::to_string(i + 1) + ": " + file.lines[i];
      }
    }
  }
  return places;
}

bool is_below_cli(std::string_view path) {
  return !starts_with(path, "cli/") && !starts_with(path, "tests/") && !starts_with(path, "bench/");
}

bool is_source(std::string_view path) { return !starts_with(path, "tests/structure/"); }

TEST_CASE("only cli reads a clock") {
  CHECK(places_of(R"(_clock::now|\btime\(nullptr\)|\bclock_gettime|\bgettimeofday)",
                  is_below_cli) == "");
}

TEST_CASE("only cli reads the environment, files and standard streams") {
  CHECK(places_of(R"(^(?!\s*//).*(\bgetenv\b|<fstream>|<iostream>|\bfopen\())", is_below_cli) ==
        "");
}

TEST_CASE("nothing is caught without being named") {
  CHECK(places_of(R"(catch\s*\(\s*\.\.\.\s*\))", is_source) == "");
}

TEST_CASE("no file or folder has a name that says nothing") {
  static const std::regex empty_name(
      R"((^|[/_])(util|utils|common|helper|helpers|manager|misc)([/_.]|$))");
  std::string places;
  for (const auto& file : read_source_tree()) {
    if (std::regex_search(file.path, empty_name)) places += "\n  " + file.path;
  }
  INFO("named for nothing:" << places);
  CHECK(places.empty());
}

TEST_CASE("every header is included once") {
  std::string places;
  for (const auto& file : read_source_tree()) {
    const bool header = file.path.size() > 2 && file.path.substr(file.path.size() - 2) == ".h";
    if (!header) continue;
    if (std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end()) {
      places += "\n  " + file.path;
    }
  }
  INFO("without #pragma once:" << places);
  CHECK(places.empty());
}

TEST_CASE("no source file is longer than 400 lines") {
  std::string places;
  for (const auto& file : read_source_tree()) {
    if (file.lines.size() > 400) {
      places += "\n  " + file.path + ": " + std::to_string(file.lines.size());
    }
  }
  INFO("too long:" << places);
  CHECK(places.empty());
}

}  // namespace
}  // namespace accord::tests::structure
