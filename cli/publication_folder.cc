#include "cli/publication_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/publication_mark.h"
#include "cli/refusal.h"

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
  refuse(Exit::usage, FindingId::publish_folder_mounted, {.what = folder.string()});
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
  if (sha256_hex(read_published(path_ / name)) == there_.at(name)) return;
  refuse(Exit::bad_input, FindingId::publish_folder_changed, {.what = (path_ / name).string()},
         {{"name", name}});
}

// Another SHA256SUMS than ours says nothing of what may be taken away.
void PublicationFolder::read_record() {
  there_.clear();
  std::error_code error;
  const auto sums = path_ / sums_name;
  const auto mark = path_ / publication_mark_name;
  has_mark_ = fs::symlink_status(mark, error).type() == fs::file_type::regular;
  if (fs::symlink_status(sums, error).type() != fs::file_type::regular) return;
  const auto text = read_published(sums);
  if (has_mark_ && read_published(mark) != publication_mark(text)) {
    refuse(Exit::bad_input, FindingId::publish_folder_changed, {.what = sums.string()},
           {{"name", std::string(sums_name)}});
  }
  there_ = digests_in(text);
}

bool PublicationFolder::is_folder_of_ours(const std::string& name) const {
  const auto first = there_.lower_bound(name + "/");
  return first != there_.end() && first->first.rfind(name + "/", 0) == 0;
}

void PublicationFolder::check_entry(const fs::directory_entry& entry) const {
  const auto name = entry.path().lexically_relative(path_).generic_string();
  const auto kind = entry.symlink_status().type();
  if (kind == fs::file_type::directory && is_folder_of_ours(name)) return;
  if (kind == fs::file_type::regular) {
    if (there_.count(name) != 0) return check_unchanged(name);
    if (name == sums_name && !there_.empty()) return;
    if (name == publication_mark_name && !there_.empty()) return;
  }
  refuse(Exit::usage, FindingId::publish_folder_strange, {.what = path_.string()},
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
  read_record();
  try {
    for (const auto& entry : fs::recursive_directory_iterator(path_)) check_entry(entry);
  } catch (const fs::filesystem_error& failure) {
    refuse_io(path_, failure.code().value());
  }
  if (has_mark_) return;
  if (const auto name = file_without_proof(path_, there_)) {
    refuse(Exit::usage, FindingId::publish_folder_strange, {.what = path_.string()},
           {{"name", *name}});
  }
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
  sums_.push_back(sha256_hex(bytes) + "  " + std::string(name) + "\n");
  folders_.insert((fresh_ / name).parent_path().string());
}

void PublicationFolder::write_sums() {
  std::sort(sums_.begin(), sums_.end(), [](const std::string& a, const std::string& b) {
    return a.compare(64, std::string::npos, b, 64, std::string::npos) < 0;
  });
  std::string text;
  for (const auto& line : sums_) text += line;
  write_output(fresh_ / sums_name, text, {.durable = false});
  write_output(fresh_ / publication_mark_name, publication_mark(text), {.durable = false});
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

// What somebody put there in the last moment stays, under a name that nothing clears away.
void PublicationFolder::remove_old() {
  if (fresh_.empty()) return;
  std::error_code ignored;
  for (const auto& [name, digest] : there_) fs::remove(fresh_ / name, ignored);
  if (!there_.empty()) {
    fs::remove(fresh_ / sums_name, ignored);
    fs::remove(fresh_ / publication_mark_name, ignored);
  }
  std::set<std::string> folders;
  for (const auto& [name, digest] : there_) {
    for (auto one = fs::path(name).parent_path(); !one.empty(); one = one.parent_path()) {
      folders.insert(one.string());
    }
  }
  // What is in a folder sorts behind it.
  for (auto one = folders.rbegin(); one != folders.rend(); ++one)
    fs::remove(fresh_ / *one, ignored);
  fs::remove(fresh_, ignored);
  if (fs::exists(fresh_, ignored)) {
    fs::rename(fresh_,
               parent_ / (path_.filename().string() + ".kept" + fresh_.extension().string()),
               ignored);
  }
  fresh_.clear();
}

void PublicationFolder::publish() {
  write_sums();
  make_all_durable(fresh_, folders_);
  look();
  exchange();
  make_durable(parent_);
  remove_old();
}

}  // namespace accord::cli
