#include "cli/left_over.h"

#include <algorithm>
#include <vector>

#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/publication_mark.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t drawn = 7;  // a dot, and what mkstemp draws

bool is_unplaced_name(const std::string& name) {
  if (name.size() < drawn + 2 || name.front() != '.') return false;
  const auto end = name.substr(name.size() - drawn);
  return end.front() == '.' && std::all_of(end.begin() + 1, end.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

std::vector<fs::path> unplaced_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->symlink_status(ignored).type() != fs::file_type::regular) continue;
    if (is_unplaced_name(at->path().filename().string())) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// One that cannot be read is none that can be named for what it holds.
std::string bytes_of(const fs::path& file) {
  try {
    return read_stored(file.string());
  } catch (const Refusal&) {
    return {};
  }
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

std::optional<fs::path> unplaced_file(const fs::path& place, const std::string& sha256) {
  const auto beginning = "." + place.filename().string() + ".";
  for (const auto& file : unplaced_in(folder_of(place))) {
    const auto name = file.filename().string();
    if (name.size() != beginning.size() + drawn - 1 || name.rfind(beginning, 0) != 0) continue;
    if (sha256_hex(bytes_of(file)) == sha256) return file;
  }
  return std::nullopt;
}

outcome::Findings left_over_lists(const fs::path& folder) {
  outcome::Findings findings;
  for (const auto& file : unplaced_in(folder)) {
    if (!names_list(bytes_of(file))) continue;
    findings.add(outcome::FindingId::list_left_over, {.what = file.string()});
  }
  return findings;
}

}  // namespace accord::cli
