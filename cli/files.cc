#include "cli/files.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/refusal.h"
#include "lib/outcome/budget.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  /// False when the system reports, at this last moment, that data was lost.
  bool close() noexcept {
    if (number_ < 0) return true;
    const int closed = ::close(number_);
    number_ = -1;
    return closed == 0;
  }

 private:
  int number_;
};

std::string reason(int error) { return std::strerror(error); }

[[noreturn]] void refuse_unopened(const std::string& path, int error) {
  const outcome::About about{.what = path};
  if (error == ENOENT || error == ENOTDIR) refuse(Exit::bad_input, FindingId::input_missing, about);
  const bool is_forbidden = error == EACCES || error == EPERM;
  refuse(is_forbidden ? Exit::io : Exit::bad_input, FindingId::input_unreadable, about,
         {{"reason", reason(error)}});
}

void check_openable(const std::string& path, int descriptor) {
  struct stat facts {};
  if (fstat(descriptor, &facts) != 0) refuse_unopened(path, errno);
  if (S_ISDIR(facts.st_mode)) refuse(Exit::bad_input, FindingId::input_folder, {.what = path});
}

std::string read_all(const std::string& name, int descriptor) {
  const auto limit = outcome::Budget().limit(outcome::Cost::input_bytes);
  constexpr std::size_t step = 1U << 18U;
  std::string bytes;
  struct stat facts {};
  if (fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size > 0 &&
      static_cast<std::uint64_t>(facts.st_size) <= limit) {
    bytes.reserve(static_cast<std::size_t>(facts.st_size) + 1);
  }
  for (;;) {
    const auto had = bytes.size();
    bytes.resize(had +
                 (bytes.capacity() - had > 0 ? std::min(step, bytes.capacity() - had) : step));
    const auto got = ::read(descriptor, bytes.data() + had, bytes.size() - had);
    if (got < 0 && errno == EINTR) {
      bytes.resize(had);
      continue;
    }
    if (got < 0) {
      refuse(Exit::io, FindingId::input_failed, {.what = name}, {{"reason", reason(errno)}});
    }
    bytes.resize(had + static_cast<std::size_t>(got));
    if (bytes.size() > limit) {
      refuse(Exit::bad_input, FindingId::input_too_large, {.what = name},
             {{"limit", fmt::format("{} MB", limit >> 20U)}});
    }
    if (got == 0) break;
  }
  if (bytes.empty()) refuse(Exit::bad_input, FindingId::input_empty, {.what = name});
  return bytes;
}

bool is_web_address(const std::string& path) {
  const auto colon = path.find("://");
  return colon != std::string::npos && colon > 1 && path.find('/') == colon + 1;
}

[[noreturn]] void refuse_unwritten(const std::filesystem::path& path, int error) {
  refuse(Exit::io, FindingId::output_failed, {.what = path.string()}, {{"reason", reason(error)}});
}

[[noreturn]] void refuse_existing(const std::filesystem::path& path) {
  refuse(Exit::usage, FindingId::output_exists, {.what = path.string()});
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const auto done = ::write(descriptor, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) refuse_unwritten(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

// Terminals, pipes and the like, by whatever name: /dev/stdout, a FIFO.
bool is_stream(const std::filesystem::path& path) {
  struct stat facts {};
  return ::stat(path.c_str(), &facts) == 0 && (S_ISCHR(facts.st_mode) || S_ISFIFO(facts.st_mode));
}

void write_stream(const std::filesystem::path& path, std::string_view bytes) {
  const Descriptor stream(::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  if (!stream.is_open()) refuse_unwritten(path, errno);
  write_all(stream.number(), bytes, path);
}

mode_t mask_of_process() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

// The mode that a new file gets, as open() would give it.
mode_t ordinary_mode() { return 0666U & ~mask_of_process(); }

// A file that is replaced keeps its owner and its mode. Where the owner cannot be kept, its group's
// rights are not given to another group.
mode_t mode_after(const std::filesystem::path& target, int descriptor) {
  struct stat facts {};
  if (::stat(target.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return ordinary_mode();
  const mode_t mode = facts.st_mode & 0777U;
  struct stat own {};
  if (fstat(descriptor, &own) != 0) return mode & 0700U;
  if (own.st_uid == facts.st_uid && own.st_gid == facts.st_gid) return mode;
  return fchown(descriptor, facts.st_uid, facts.st_gid) == 0 ? mode : mode & 0707U;
}

/// A file beside the one wanted, removed unless it took that one's place.
class TemporaryFile {
 public:
  TemporaryFile(const std::filesystem::path& target, WriteMode mode)
      : target_(target),
        path_((target.parent_path() / fmt::format(".{}.XXXXXX", target.filename().string()))
                  .string()),
        descriptor_(::mkostemp(path_.data(), O_CLOEXEC)) {
    if (!descriptor_.is_open()) refuse_unwritten(target_, errno);
    const auto bits = mode.secret ? 0600U : mode_after(target_, descriptor_.number());
    if (fchmod(descriptor_.number(), bits) == 0) return;
    const int error = errno;
    ::unlink(path_.c_str());
    refuse_unwritten(target_, error);
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view bytes, bool durable) {
    write_all(descriptor_.number(), bytes, target_);
    if (durable && fsync(descriptor_.number()) != 0) refuse_unwritten(target_, errno);
    if (!descriptor_.close()) refuse_unwritten(target_, errno);
  }

  void take_place(bool replace) {
    if (replace) {
      if (::rename(path_.c_str(), target_.c_str()) != 0) refuse_unwritten(target_, errno);
      return;
    }
    // A link, unlike a rename, never replaces.
    if (::link(path_.c_str(), target_.c_str()) != 0) {
      if (errno == EEXIST) refuse_existing(target_);
      refuse_unwritten(target_, errno);
    }
  }

 private:
  std::filesystem::path target_;
  std::string path_;
  Descriptor descriptor_;
};

// What is replaced is the file that a link leads to; the link stays.
std::filesystem::path behind_link(const std::filesystem::path& path, bool replace) {
  std::error_code error;
  if (!replace || !std::filesystem::is_symlink(path, error)) return path;
  auto target = std::filesystem::weakly_canonical(path, error);
  if (error) refuse_unwritten(path, error.value());
  return target;
}

// A file that is locked against every change can be read, and a new one can be written beside it;
// only taking its place fails. Whether this one may write to it does not matter for that.
void check_replaceable(const std::filesystem::path& path) {
  struct stat facts {};
  if (lstat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return;
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open() && errno == EPERM) refuse_unwritten(path, errno);
}

std::filesystem::path made_folder(const std::filesystem::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) refuse_unwritten(path, error.value());
  return folder;
}

}  // namespace

std::string read_input(const std::string& path) {
  if (path == "-") return read_all("standard input", STDIN_FILENO);
  if (is_web_address(path)) refuse(Exit::bad_input, FindingId::input_is_address, {.what = path});
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) refuse_unopened(path, errno);
  check_openable(path, file.number());
  return read_all(path, file.number());
}

std::string read_stored(const std::string& path) {
  // Without O_NONBLOCK a pipe that took the file's place would be waited for without end.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file.is_open()) refuse_unopened(path, errno);
  check_openable(path, file.number());
  struct stat facts {};
  if (fstat(file.number(), &facts) != 0) refuse_unopened(path, errno);
  if (!S_ISREG(facts.st_mode)) {
    refuse(Exit::bad_input, FindingId::input_unreadable, {.what = path},
           {{"reason", "it is no ordinary file, but a pipe, a socket or a device"}});
  }
  return read_all(path, file.number());
}

class StagedFile::File : public TemporaryFile {
 public:
  using TemporaryFile::TemporaryFile;
};

StagedFile::StagedFile(std::filesystem::path path, std::string_view bytes, WriteMode mode)
    : path_(std::move(path)), bytes_(bytes), mode_(mode) {
  check_free(path_, mode_.replace);
  if (is_stream(path_)) return;
  const auto target = behind_link(path_, mode_.replace);
  if (mode_.replace) check_replaceable(target);
  folder_ = made_folder(target);
  file_ = std::make_unique<File>(folder_ / target.filename(), mode_);
  file_->write(bytes_, mode_.durable);
}

StagedFile::~StagedFile() = default;

void StagedFile::take_place() {
  if (file_ == nullptr) {
    write_stream(path_, bytes_);
    return;
  }
  file_->take_place(mode_.replace);
  file_.reset();
  if (!mode_.durable) return;
  const Descriptor parent(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!parent.is_open() || fsync(parent.number()) != 0) refuse_unwritten(path_, errno);
}

void write_output(const std::filesystem::path& path, std::string_view bytes, WriteMode mode) {
  StagedFile(path, bytes, mode).take_place();
}

void make_private_file(const std::filesystem::path& path) {
  (void)made_folder(path);
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.is_open() && errno != EEXIST) refuse_unwritten(path, errno);
}

std::filesystem::perms ordinary_folder_permissions() {
  return static_cast<std::filesystem::perms>(0777U & ~mask_of_process());
}

void check_free(const std::filesystem::path& path, bool replace) {
  struct stat facts {};
  if (lstat(path.c_str(), &facts) != 0 || is_stream(path)) return;
  if (S_ISDIR(facts.st_mode)) {
    refuse(Exit::usage, FindingId::output_is_folder, {.what = path.string()});
  }
  if (!replace) refuse_existing(path);
}

}  // namespace accord::cli
