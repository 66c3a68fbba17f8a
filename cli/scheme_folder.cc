#include "cli/scheme_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/certificates.h"
#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/crypto/digest.h"
#include "trustlist/scheme/edited_text.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::scheme::ProviderSource;
using trustlist::scheme::SchemeSource;

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

// "certificates/issuing.crt" when `file` lies below the folder; empty otherwise.
std::string name_below(const std::filesystem::path& folder, const std::filesystem::path& file) {
  std::error_code error;
  const auto relative = std::filesystem::relative(file, folder, error);
  if (error || relative.empty() || *relative.begin() == "..") return {};
  return relative.generic_string();
}

// "issuing-3f2a9c10.crt"
std::filesystem::path with_digest(const std::filesystem::path& name, std::string_view bytes) {
  constexpr std::size_t enough = 8;
  const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes));
  auto result = name.stem();
  result += "-" + der::to_hex(digest.bytes()).substr(0, enough);
  result += name.extension();
  return result;
}

bool has_scheme(const std::filesystem::path& folder) { return is_there(folder / "scheme.xml"); }

// The scheme's folder, when the path is that one, or a folder or file below.
std::optional<std::filesystem::path> scheme_meant_by(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored) && has_scheme(path)) return path;
  constexpr int levels = 3;  // providers/NAME.xml, and one more
  auto above = path;
  for (int i = 0; i < levels && (is_there(path) || i > 0); ++i) {
    above = above.has_parent_path() ? above.parent_path() : std::filesystem::path(".");
    if (has_scheme(above)) return above;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> SchemeFolder::schemes_in(const std::filesystem::path& path) {
  std::vector<std::string> schemes;
  if (scheme_meant_by(path)) return schemes;
  std::error_code error;
  for (std::filesystem::directory_iterator at(path, error), end; !error && at != end;
       at.increment(error)) {
    if (has_scheme(at->path())) schemes.push_back(at->path().filename().string());
  }
  std::sort(schemes.begin(), schemes.end());
  return schemes;
}

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) return;  // whoever reads the folder next says why
  int result = 0;
  do {
    result = ::flock(descriptor_, LOCK_EX);
  } while (result != 0 && errno == EINTR);
  if (result == 0) return;
  const std::string reason = std::strerror(errno);
  ::close(std::exchange(descriptor_, -1));
  refuse(Exit::io, FindingId::output_failed, {.what = folder.string()}, {{"reason", reason}});
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

SchemeFolder SchemeFolder::of(const std::filesystem::path& path) {
  const auto folder = scheme_meant_by(path);
  if (folder) return SchemeFolder(*folder);
  const auto schemes = schemes_in(path);
  if (schemes.empty()) return SchemeFolder(path);
  std::string all;
  for (const auto& one : schemes) all += (all.empty() ? "" : ", ") + one;
  refuse(Exit::bad_input, FindingId::scheme_several, {.what = path.string()}, {{"schemes", all}});
}

std::filesystem::path SchemeFolder::provider_file(std::string_view provider_name) const {
  return folder_ / "providers" / trustlist::scheme::provider_file_name(provider_name);
}

std::filesystem::path SchemeFolder::new_provider_file(std::string_view provider_name) const {
  const auto usual = provider_file(provider_name);
  auto file = usual;
  for (int number = 2; is_there(file); ++number) {
    file = usual;
    file.replace_filename(usual.stem().string() + "-" + std::to_string(number) + ".xml");
  }
  return file;
}

std::optional<std::filesystem::path> SchemeFolder::find_provider(
    std::string_view provider_name) const {
  const auto has_name = [&](const std::filesystem::path& file) {
    return trustlist::text_in(read_provider(file).names, "en") == provider_name;
  };
  const auto usual = provider_file(provider_name);
  if (is_there(usual) && has_name(usual)) return usual;
  for (const auto& file : provider_files()) {
    if (file != usual && has_name(file)) return file;
  }
  return std::nullopt;
}

SchemeSource SchemeFolder::read_scheme() const {
  const auto file = scheme_file().string();
  if (!is_there(scheme_file())) refuse(Exit::bad_input, FindingId::scheme_missing, {.what = file});
  outcome::Budget budget;
  outcome::Findings findings;
  auto scheme = trustlist::scheme::read_scheme(read_xml_input(file), budget, findings);
  if (!scheme) refuse(Exit::bad_input, std::move(findings), file);
  return std::move(*scheme);
}

ProviderSource SchemeFolder::read_provider(const std::filesystem::path& file) const {
  outcome::Budget budget;
  outcome::Findings findings;
  auto provider = trustlist::scheme::read_provider(read_xml_input(file.string()), budget, findings);
  if (!provider) refuse(Exit::bad_input, std::move(findings), file.string());
  return std::move(*provider);
}

std::vector<std::filesystem::path> SchemeFolder::provider_files() const {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder_ / "providers", error), end;
       !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".xml" && at->path().filename().string().front() != '.') {
      files.push_back(at->path());
    }
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    refuse(Exit::bad_input, FindingId::input_unreadable, {.what = (folder_ / "providers").string()},
           {{"reason", error.message()}});
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<trustlist::scheme::NamedProvider> SchemeFolder::read_providers() const {
  const auto files = provider_files();
  std::vector<trustlist::scheme::NamedProvider> providers;
  providers.reserve(files.size());
  for (const auto& file : files) providers.push_back({file.string(), read_provider(file)});
  return providers;
}

SchemeFolder::Sources SchemeFolder::read_in_part(outcome::Findings& findings) const {
  Sources parts;
  // One file after the other: what stops the reading of one says nothing of the others.
  const auto each = [&](const std::filesystem::path& file, auto read) {
    outcome::Findings own;
    try {
      outcome::Budget budget;
      read(read_xml_input(file.string()), budget, own);
    } catch (const Refusal& refusal) {
      own.add(refusal.findings());
    }
    own.name_subject(file.string());
    findings.add(own);
  };
  if (is_there(scheme_file())) {
    each(scheme_file(), [&](std::string bytes, outcome::Budget& budget, outcome::Findings& own) {
      parts.scheme = trustlist::scheme::read_scheme_in_part(std::move(bytes), budget, own);
    });
  } else {
    findings.add(FindingId::scheme_missing, {.what = scheme_file().string()});
  }
  for (const auto& file : provider_files()) {
    each(file, [&](std::string bytes, outcome::Budget& budget, outcome::Findings& own) {
      auto provider = trustlist::scheme::read_provider_in_part(std::move(bytes), budget, own);
      if (provider) parts.providers.push_back({file.string(), std::move(*provider)});
    });
  }
  return parts;
}

std::string SchemeFolder::text_of(const SchemeSource& scheme) const {
  const auto file = scheme_file().string();
  if (!is_there(scheme_file())) return trustlist::scheme::write_scheme(scheme);
  outcome::Budget budget;
  return need(trustlist::scheme::edited_scheme(read_xml_input(file), scheme, budget), file);
}

std::string SchemeFolder::text_of(const std::filesystem::path& file,
                                  const ProviderSource& provider) const {
  if (!is_there(file)) return trustlist::scheme::write_provider(provider);
  outcome::Budget budget;
  return need(trustlist::scheme::edited_provider(read_xml_input(file.string()), provider, budget),
              file.string());
}

outcome::Result<std::string> SchemeFolder::read(const std::string& name) {
  try {
    return read_input((folder_ / name).string());
  } catch (const Refusal& refusal) {
    return tl::unexpected(refusal.findings().all().front());
  }
}

std::string SchemeFolder::name_of(const std::filesystem::path& file) const {
  return name_below(folder_, file);
}

std::string SchemeFolder::take_in(const std::filesystem::path& file,
                                  const std::string& where) const {
  const auto here = name_below(folder_, file);
  return here.empty() ? take_in_bytes(file, read_input(file.string()), where) : here;
}

std::string SchemeFolder::take_in_certificates(const std::filesystem::path& file) const {
  const auto bytes = certificates_alone(file.string());
  const auto here = name_below(folder_, file);
  return here.empty() ? take_in_bytes(file, bytes, "certificates") : here;
}

std::string SchemeFolder::take_in_bytes(const std::filesystem::path& file, std::string_view bytes,
                                        const std::string& where) const {
  for (const auto& own : {file.filename(), with_digest(file.filename(), bytes)}) {
    const auto name = std::filesystem::path(where) / own;
    const auto target = folder_ / name;
    const bool there = is_there(target);
    if (there && read_input(target.string()) != bytes) continue;
    if (!there) write_output(target, bytes);
    return name.generic_string();
  }
  refuse(Exit::usage, FindingId::output_exists, {.what = (folder_ / where).string()});
}

void SchemeFolder::remove_provider(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::remove(file, error);
  if (error) {
    refuse(Exit::io, FindingId::output_failed, {.what = file.string()},
           {{"reason", error.message()}});
  }
}

}  // namespace accord::cli
