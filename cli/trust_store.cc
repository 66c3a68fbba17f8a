#include "cli/trust_store.h"

#include <algorithm>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/policy/algorithm_policy_file.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::follow::Anchor;
using trustlist::follow::Generation;
namespace fs = std::filesystem;

constexpr const char* anchor_file = "anchor.xml";
constexpr const char* generation_file = "generation.xml";
constexpr const char* policy_file = "policy.xml";

[[noreturn]] void refuse_failed(const fs::path& path, const std::string& reason) {
  refuse(Exit::io, FindingId::output_failed, {.what = path.string()}, {{"reason", reason}});
}

void check(const std::error_code& error, const fs::path& path) {
  if (error) refuse_failed(path, error.message());
}

[[noreturn]] void refuse_errno(const fs::path& path) {
  refuse_failed(path, std::error_code(errno, std::generic_category()).message());
}

// A folder's entries are on the disk only when the folder itself is.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) refuse_errno(folder);
  const bool done = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!done) refuse_errno(folder);
}

bool is_name(std::string_view name) {
  constexpr std::size_t longest = 64;
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= longest && fits(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return fits(c) || c == '-'; });
}

void check_name(const std::string& name) {
  if (is_name(name)) return;
  refuse(Exit::usage, FindingId::trust_name_wrong, {.what = "the command line"}, {{"name", name}});
}

std::string digest_of(std::string_view bytes) {
  return der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes)).bytes());
}

std::string folder_of(std::uint64_t number) { return fmt::format("{:08}", number); }

/// The generations of an anchor by their folders' names, the oldest first.
std::vector<std::string> generations_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string current_of(const fs::path& place) {
  std::error_code error;
  const auto target = fs::read_symlink(place / "current", error);
  return error ? std::string() : target.filename().string();
}

// What an interrupted run left: folders that never became what readers see.
void clear(const fs::path& place) {
  const auto current = current_of(place);
  std::error_code error;
  for (const auto& name : generations_in(place / "generations")) {
    if (current.empty() || name > current) fs::remove_all(place / "generations" / name, error);
  }
  fs::remove(place / "current.new", error);
}

void prune(const fs::path& place) {
  const auto names = generations_in(place / "generations");
  std::error_code ignored;  // what stays takes room and nothing else
  for (std::size_t i = 0; i + generations_kept < names.size(); ++i) {
    fs::remove_all(place / "generations" / names[i], ignored);
  }
}

}  // namespace

outcome::Result<std::string> TrustFiles::bytes_of(const trustlist::follow::KeptFile& file) {
  const auto path = (folder_ / file.file).string();
  std::string bytes;
  try {
    bytes = read_stored(path);
  } catch (const Refusal& refusal) {
    return tl::unexpected(refusal.findings().all().front());
  }
  const auto found =
      der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes)).bytes());
  if (found == file.sha256) return bytes;
  return outcome::fail(FindingId::trust_file_changed, {path, 0, {}},
                       {{"found", found}, {"expected", file.sha256}});
}

namespace {

crypto::AlgorithmPolicy read_policy(const std::string& file, const std::string& expected) {
  auto bytes = read_stored(file);
  if (const auto found = digest_of(bytes); found != expected) {
    refuse(Exit::bad_input, FindingId::trust_file_changed, {.what = file},
           {{"found", found}, {"expected", expected}});
  }
  outcome::Budget budget;
  return need(policy::read_algorithm_policy(std::move(bytes), budget), file, Exit::bad_input);
}

}  // namespace

OpenedTrust open_trust_folder(const fs::path& folder) {
  outcome::Budget budget;
  const auto anchor = (folder / anchor_file).string();
  const auto generation = (folder / generation_file).string();
  OpenedTrust opened{folder.string(), folder, {}, {}, {}};
  const auto anchor_bytes = read_stored(anchor);
  opened.anchor = need(trustlist::follow::read_anchor(anchor_bytes, budget), anchor);
  opened.generation =
      need(trustlist::follow::read_generation(read_stored(generation), budget), generation);
  if (const auto found = digest_of(anchor_bytes); found != opened.generation.anchor) {
    refuse(Exit::bad_input, FindingId::trust_file_changed, {.what = anchor},
           {{"found", found}, {"expected", opened.generation.anchor}});
  }
  if (opened.generation.files.empty()) {
    refuse(Exit::bad_input, FindingId::trust_file_wrong, {.what = generation},
           {{"expected", "description of what is kept of a trust anchor"},
            {"reason", "it names no list of lists"}});
  }
  if (!opened.generation.policy.empty()) {
    opened.algorithms = read_policy((folder / policy_file).string(), opened.generation.policy);
  }
  return opened;
}

std::vector<std::string> TrustStore::names() const {
  std::vector<std::string> names;
  for (auto& name : generations_in(folder_)) {
    if (is_name(name) && exists(name)) names.push_back(std::move(name));
  }
  return names;
}

bool TrustStore::exists(const std::string& name) const { return !current_of(place(name)).empty(); }

void TrustStore::check_known(const std::string& name) const {
  check_name(name);
  if (exists(name)) return;
  refuse(Exit::usage, FindingId::trust_anchor_unknown, {.what = "the command line"},
         {{"name", name}, {"folder", folder_.string()}});
}

OpenedTrust TrustStore::open(const std::string& name) const {
  check_name(name);
  constexpr int attempts = 3;
  for (int attempt = 1;; ++attempt) {
    const auto current = current_of(place(name));
    if (current.empty()) check_known(name);
    try {
      auto opened = open_trust_folder(place(name) / "generations" / current);
      opened.name = name;
      return opened;
    } catch (const Refusal&) {
      // Other programs may have gone on by several generations since the link was read.
      if (attempt == attempts || current_of(place(name)) == current) throw;
    }
  }
}

TrustStore::Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

TrustStore::Lock TrustStore::lock(const std::string& name) const {
  check_name(name);
  const auto locks = folder_ / ".locks";
  std::error_code error;
  fs::create_directories(locks, error);
  check(error, locks);
  const auto path = locks / name;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) refuse_errno(path);
  Lock held(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) refuse_errno(path);
    refuse(Exit::io, FindingId::trust_busy, {.what = name});
  }
  return held;
}

void write_generation_files(const fs::path& folder, const Anchor& anchor,
                            const Generation& generation,
                            const std::map<std::string, std::string>& files,
                            const OpenedTrust* before, const std::function<void()>& on_written) {
  for (const auto& file : generation.files) {
    const auto path = folder / file.file;
    std::error_code error;
    if (fs::exists(path, error)) continue;
    const auto bytes = files.find(file.file);
    if (bytes != files.end()) {
      write_output(path, bytes->second);
    } else if (before != nullptr) {
      // Files are never changed: one on the disk serves all generations that have it.
      fs::create_hard_link(before->folder / file.file, path, error);
      if (error) fs::copy_file(before->folder / file.file, path, error);
      // A copy that is lost already stays so, and is told whenever it is looked for.
      if (error && error != std::errc::no_such_file_or_directory) check(error, path);
    }
    on_written();
  }
  auto described = generation;
  const auto description = trustlist::follow::write_anchor(anchor);
  described.anchor = digest_of(description);
  write_output(folder / anchor_file, description);
  write_output(folder / generation_file, trustlist::follow::write_generation(described));
  sync_folder(folder);
}

void write_snapshot_files(const fs::path& folder, const OpenedTrust& trust,
                          const std::map<std::string, std::string>& files) {
  auto described = trust.generation;
  const auto policy = policy::write_algorithm_policy(trust.algorithms.value());
  described.policy = digest_of(policy);
  write_output(folder / policy_file, policy);
  write_generation_files(folder, trust.anchor, described, files, nullptr, [] {});
}

void TrustStore::publish(const std::string& name, const Anchor& anchor,
                         const Generation& generation,
                         const std::map<std::string, std::string>& files, const OpenedTrust* before,
                         const OnTrustStep& on_step) const {
  const auto reached = [&](TrustStep step) {
    if (on_step) on_step(step);
  };
  const auto generations = place(name) / "generations";
  std::error_code error;
  fs::create_directories(generations, error);
  check(error, generations);
  clear(place(name));
  reached(TrustStep::cleared);
  const auto number = folder_of(generation.number);
  const auto part = generations / (number + ".part");
  fs::create_directory(part, error);
  check(error, part);
  write_generation_files(part, anchor, generation, files, before,
                         [&] { reached(TrustStep::written); });
  reached(TrustStep::described);
  fs::rename(part, generations / number, error);
  check(error, generations / number);
  sync_folder(generations);
  reached(TrustStep::named);
  const auto link = place(name) / "current.new";
  fs::create_directory_symlink(fs::path("generations") / number, link, error);
  check(error, link);
  reached(TrustStep::linked);
  fs::rename(link, place(name) / "current", error);
  check(error, link);
  sync_folder(place(name));
  sync_folder(folder_);
  reached(TrustStep::switched);
  prune(place(name));
  reached(TrustStep::pruned);
}

void TrustStore::remove(const std::string& name) const {
  check_known(name);
  std::error_code error;
  fs::remove(place(name) / "current", error);
  check(error, place(name));
  sync_folder(place(name));
  fs::remove_all(place(name), error);
  check(error, place(name));
}

}  // namespace accord::cli
