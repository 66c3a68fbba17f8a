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

void make_durable(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) refuse_io(path, errno);
  const int result = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (result != 0) refuse_io(path, error);
}

// Lines of "sha256sum": 64 hexadecimal digits, two spaces, a name.
std::map<std::string, std::string> digests_in(const std::string& sums) {
  constexpr std::size_t before_name = 66;
  std::map<std::string, std::string> digests;
  std::istringstream lines(sums);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > before_name && line.compare(64, 2, "  ") == 0) {
      digests[line.substr(before_name)] = line.substr(0, 64);
    }
  }
  return digests;
}

std::string sha256_of(std::string_view bytes) {
  return der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes)).bytes());
}

// An empty file has been changed, too, and is no error of reading.
std::string read_published(const fs::path& file) {
  std::error_code error;
  if (fs::file_size(file, error) == 0 && !error) return {};
  return read_input(file.string());
}

// mkdtemp draws letters and digits.
bool is_fresh_name(const std::string& name, const std::string& beginning) {
  constexpr std::size_t drawn = 6;
  if (name.size() != beginning.size() + drawn || name.rfind(beginning, 0) != 0) return false;
  return std::all_of(name.end() - drawn, name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

dev_t device_of(const fs::path& folder) {
  struct stat facts {};
  if (::stat(folder.c_str(), &facts) != 0) refuse_io(folder, errno);
  return facts.st_dev;
}

[[noreturn]] void refuse_mounted(const fs::path& folder) {
  refuse(Exit::usage, FindingId::publish_folder_mounted, {.what = folder.string()},
         {{"folder", folder.string()}});
}

// All that was written there, in one go; a system that cannot do that makes each file durable.
void make_all_durable(const fs::path& folder, const std::set<std::string>& folders) {
#if defined(__linux__)
  (void)folders;
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) refuse_io(folder, errno);
  const int result = ::syncfs(descriptor);
  const int error = errno;
  ::close(descriptor);
  if (result != 0) refuse_io(folder, error);
#else
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) make_durable(entry.path());
  }
  for (const auto& one : folders) make_durable(one);
  make_durable(folder);
#endif
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
  clear_left_over();
  auto pattern = (parent_ / (fresh_beginning() + "XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) refuse_io(parent_, errno);
  fresh_ = pattern;
  fs::permissions(fresh_, ordinary_folder_permissions(), error);
  if (error) refuse_io(fresh_, error.value());
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

std::string PublicationFolder::fresh_beginning() const {
  return "." + path_.filename().string() + ".new.";
}

// Whoever holds the lock is alone: such a folder is what a run that was killed left behind.
void PublicationFolder::clear_left_over() const {
  std::error_code error;
  std::vector<fs::path> left;
  for (fs::directory_iterator at(parent_, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->symlink_status(ignored).type() != fs::file_type::directory) continue;
    if (is_fresh_name(at->path().filename().string(), fresh_beginning()))
      left.push_back(at->path());
  }
  for (const auto& folder : left) fs::remove_all(folder, error);
}

// A file that somebody changed by hand would be lost without a word.
void PublicationFolder::check_unchanged(const std::string& name) const {
  if (sha256_of(read_published(path_ / name)) == there_.at(name)) return;
  refuse(Exit::bad_input, FindingId::publish_folder_changed, {.what = (path_ / name).string()},
         {{"name", name}});
}

void PublicationFolder::look() {
  std::error_code error;
  const auto status = fs::status(path_, error);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) {
    refuse(Exit::usage, FindingId::input_not_folder, {.what = path_.string()});
  }
  if (device_of(path_) != device_of(parent_)) refuse_mounted(path_);
  const auto sums = path_ / sums_name;
  if (fs::is_regular_file(sums, error)) there_ = digests_in(read_input(sums.string()));
  for (fs::recursive_directory_iterator at(path_, error), end; !error && at != end;
       at.increment(error)) {
    const auto name = at->path().lexically_relative(path_).generic_string();
    const auto kind = at->symlink_status(error).type();
    if (error) break;
    if (kind == fs::file_type::directory || name == sums_name) continue;
    if (kind == fs::file_type::regular && there_.count(name) != 0) {
      check_unchanged(name);
      continue;
    }
    refuse(Exit::usage, FindingId::publish_folder_strange, {.what = path_.string()},
           {{"name", name}});
  }
  if (error) refuse_io(path_, error.value());
}

std::vector<fs::path> PublicationFolder::lists() const {
  std::vector<fs::path> result;
  for (const auto& [name, digest] : there_) {
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
  write_output(fresh_ / name, bytes, {.durable = false});
  sums_.push_back(sha256_of(bytes) + "  " + std::string(name) + "\n");
  folders_.insert((fresh_ / name).parent_path().string());
}

void PublicationFolder::write_sums() {
  std::sort(sums_.begin(), sums_.end(), [](const std::string& a, const std::string& b) {
    return a.compare(64, std::string::npos, b, 64, std::string::npos) < 0;
  });
  std::string text;
  for (const auto& line : sums_) text += line;
  write_output(fresh_ / sums_name, text, {.durable = false});
}

void PublicationFolder::exchange() {
  std::error_code error;
  if (!fs::exists(path_, error)) {
    if (::rename(fresh_.c_str(), path_.c_str()) != 0) refuse_io(path_, errno);
    fresh_.clear();
    return;
  }
  // Two renames would leave a moment in which there is neither.
  if (exchange_paths(fresh_, path_) == 0) return;
  // The folder of a file system that is mounted twice is on the same device as its parent.
  if (errno == EBUSY || errno == EXDEV) refuse_mounted(path_);
  refuse_io(path_, errno);
}

void PublicationFolder::publish() {
  write_sums();
  make_all_durable(fresh_, folders_);
  exchange();
  make_durable(parent_);
}

}  // namespace accord::cli
