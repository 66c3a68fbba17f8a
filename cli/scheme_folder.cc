#include "cli/scheme_folder.h"

#include <algorithm>

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/crypto/digest.h"

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

}  // namespace

std::filesystem::path SchemeFolder::provider_file(std::string_view provider_name) const {
  return folder_ / "providers" / trustlist::scheme::provider_file_name(provider_name);
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

std::vector<trustlist::scheme::NamedProvider> SchemeFolder::read_providers() const {
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
  std::vector<trustlist::scheme::NamedProvider> providers;
  providers.reserve(files.size());
  for (const auto& file : files) providers.push_back({file.string(), read_provider(file)});
  return providers;
}

outcome::Result<std::string> SchemeFolder::read(const std::string& name) {
  try {
    return read_input((folder_ / name).string());
  } catch (const Refusal& refusal) {
    return tl::unexpected(refusal.findings().all().front());
  }
}

std::string SchemeFolder::take_in(const std::filesystem::path& file,
                                  const std::string& where) const {
  const auto here = name_below(folder_, file);
  if (!here.empty()) return here;
  const auto bytes = read_input(file.string());
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

void SchemeFolder::remove_provider(std::string_view provider_name) const {
  const auto file = provider_file(provider_name);
  std::error_code error;
  std::filesystem::remove(file, error);
  if (error) {
    refuse(Exit::io, FindingId::output_failed, {.what = file.string()},
           {{"reason", error.message()}});
  }
}

}  // namespace accord::cli
