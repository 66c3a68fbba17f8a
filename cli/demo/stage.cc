#include "cli/demo/stage.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/files.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

constexpr std::string_view marker = "made-by-accord-demo.txt";
constexpr std::string_view marker_text =
    "`accord demo` made this folder. When it is run again, it makes it anew.\n";

// What the story leaves behind. Whatever else somebody put there stays.
constexpr std::array<std::string_view, 19> remains{"home",         "jp",
                                                   "eu",           "passphrase",
                                                   "clinic.ini",   "pilot.xml",
                                                   "pilot.crt",    "pilot.sealed.xml",
                                                   "sharing.xml",  "sharing.sealed.xml",
                                                   "changed.xml",  "issuing.crt",
                                                   "hospital.key", "hospital.csr",
                                                   "seal.crt",     "agreement.xml",
                                                   "jun.crl",      "jul.crl",
                                                   "aug.crl"};

[[noreturn]] void refuse_folder(const std::string& folder, const std::error_code& error) {
  refuse(Exit::io, FindingId::output_failed, {.what = folder}, {{"reason", error.message()}});
}

void check(const std::error_code& error, const std::string& folder) {
  if (error) refuse_folder(folder, error);
}

bool holds_nothing(const std::filesystem::path& folder) {
  std::error_code error;
  return std::filesystem::is_empty(folder, error) && !error;
}

}  // namespace

Stage::Stage(const std::string& folder) : before_(std::filesystem::current_path()) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  check(error, folder);
  const auto path = std::filesystem::path(folder);
  if (!holds_nothing(path) && !std::filesystem::exists(path / marker)) {
    refuse(Exit::usage, FindingId::demo_folder_in_use, {.what = folder});
  }
  for (const auto name : remains) {
    std::filesystem::remove_all(path / name, error);
    check(error, folder);
  }
  std::filesystem::current_path(path, error);
  check(error, folder);
  write_output(std::string(marker), marker_text, {.replace = true});
}

Stage::~Stage() {
  std::error_code ignored;
  std::filesystem::current_path(before_, ignored);
}

}  // namespace accord::cli
