#include "cli/publication_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/crypto/digest.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
namespace fs = std::filesystem;

[[noreturn]] void refuse_io(const fs::path& path, int error) {
  refuse(Exit::io, FindingId::output_failed, {.what = path.string()},
         {{"reason", std::strerror(error)}});
}

int exchange_paths(const fs::path& one, const fs::path& other) noexcept {
#if defined(__APPLE__)
  return ::renamex_np(one.c_str(), other.c_str(), RENAME_SWAP);
#else
  return ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE);
#endif
}

void make_durable(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) refuse_io(folder, errno);
  const int result = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (result != 0) refuse_io(folder, error);
}

// Lines of "sha256sum": 64 hexadecimal digits, two spaces, a name.
std::set<std::string> names_in(const std::string& sums) {
  constexpr std::size_t before_name = 66;
  std::set<std::string> names;
  std::istringstream lines(sums);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > before_name && line.compare(64, 2, "  ") == 0) {
      names.insert(line.substr(before_name));
    }
  }
  return names;
}

mode_t ordinary_folder_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0777U & ~mask;
}

}  // namespace

PublicationFolder::PublicationFolder(const fs::path& folder) {
  std::error_code error;
  path_ = fs::weakly_canonical(fs::absolute(folder), error);
  if (error) refuse_io(folder, error.value());
  // "site/" and "site" are the same folder.
  if (!path_.has_filename()) path_ = path_.parent_path();
  parent_ = path_.parent_path();
  fs::create_directories(parent_, error);
  if (error) refuse_io(parent_, error.value());
  lock();
  look();
  auto pattern = (parent_ / ("." + path_.filename().string() + ".new.XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) refuse_io(parent_, errno);
  fresh_ = pattern;
  if (::chmod(fresh_.c_str(), ordinary_folder_mode()) != 0) refuse_io(fresh_, errno);
}

PublicationFolder::~PublicationFolder() {
  std::error_code ignored;
  if (!fresh_.empty()) fs::remove_all(fresh_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

void PublicationFolder::lock() {
  lock_ = ::open(parent_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) refuse_io(parent_, errno);
  while (::flock(lock_, LOCK_EX) != 0) {
    if (errno != EINTR) refuse_io(parent_, errno);
  }
}

void PublicationFolder::look() {
  std::error_code error;
  const auto status = fs::status(path_, error);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) {
    refuse(Exit::usage, FindingId::input_not_folder, {.what = path_.string()});
  }
  const auto sums = path_ / sums_name;
  if (fs::is_regular_file(sums, error)) there_ = names_in(read_input(sums.string()));
  for (fs::recursive_directory_iterator at(path_, error), end; !error && at != end;
       at.increment(error)) {
    const auto name = at->path().lexically_relative(path_).generic_string();
    const auto kind = at->symlink_status(error).type();
    if (error) break;
    if (kind == fs::file_type::directory || name == sums_name) continue;
    if (kind == fs::file_type::regular && there_.count(name) != 0) continue;
    refuse(Exit::usage, FindingId::publish_folder_strange, {.what = path_.string()},
           {{"name", name}});
  }
  if (error) refuse_io(path_, error.value());
}

std::vector<fs::path> PublicationFolder::lists() const {
  std::vector<fs::path> result;
  for (const auto& name : there_) {
    const fs::path relative(name);
    std::error_code ignored;
    if (relative.extension() == ".xml" && !relative.has_parent_path() &&
        fs::is_regular_file(path_ / relative, ignored)) {
      result.push_back(path_ / relative);
    }
  }
  return result;
}

void PublicationFolder::add(std::string_view name, std::string_view bytes) {
  const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes));
  write_output(fresh_ / name, bytes);
  sums_.push_back(der::to_hex(digest.bytes()) + "  " + std::string(name) + "\n");
  folders_.insert((fresh_ / name).parent_path().string());
}

void PublicationFolder::write_sums() {
  std::sort(sums_.begin(), sums_.end(), [](const std::string& a, const std::string& b) {
    return a.compare(64, std::string::npos, b, 64, std::string::npos) < 0;
  });
  std::string text;
  for (const auto& line : sums_) text += line;
  write_output(fresh_ / sums_name, text);
}

void PublicationFolder::exchange() {
  std::error_code error;
  if (!fs::exists(path_, error)) {
    if (::rename(fresh_.c_str(), path_.c_str()) != 0) refuse_io(path_, errno);
    fresh_.clear();
    return;
  }
  // Two renames would leave a moment in which there is neither.
  if (exchange_paths(fresh_, path_) != 0) refuse_io(path_, errno);
}

void PublicationFolder::publish() {
  write_sums();
  for (const auto& folder : folders_) make_durable(folder);
  make_durable(fresh_);
  exchange();
  make_durable(parent_);
}

}  // namespace accord::cli
