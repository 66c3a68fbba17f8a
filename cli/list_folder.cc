#include "cli/list_folder.h"

#include <algorithm>
#include <fstream>

#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "trustlist/read/issues.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

// Scheme information stands at the beginning; the largest in use is below 200 KB.
std::string beginning_of(const std::filesystem::path& path) {
  constexpr std::size_t enough = 1U << 19U;
  std::string bytes(enough, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

// A territory has one trusted list, and a list of trusted entities of each type. Of a trusted list
// the type is empty.
std::string key_of(const std::string& territory, const std::string& type) {
  return territory + "\n" + type;
}

std::optional<outcome::Finding> conflict_of(const std::filesystem::path& file,
                                            const trustlist::read::ListVerdict& newest,
                                            const std::filesystem::path& other_file,
                                            const trustlist::read::ListVerdict& other) {
  if (newest.list() == nullptr || other.list() == nullptr) return std::nullopt;
  return trustlist::read::conflict({file.string(), *newest.list(), newest.sha256},
                                   {other_file.string(), *other.list(), other.sha256});
}

}  // namespace

std::vector<std::filesystem::path> files_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) files.push_back(at->path());
  }
  if (error == std::errc::not_a_directory) {
    refuse(Exit::bad_input, FindingId::input_not_folder, {.what = folder});
  }
  if (error == std::errc::no_such_file_or_directory) {
    refuse(Exit::bad_input, FindingId::input_missing, {.what = folder});
  }
  if (error) {
    refuse(Exit::bad_input, FindingId::input_unreadable, {.what = folder},
           {{"reason", error.message()}});
  }
  std::sort(files.begin(), files.end());
  return files;
}

ListFolder::ListFolder(const std::string& folder, const std::vector<std::string>& roots,
                       std::function<void(const std::string&)> progress, time::Instant at,
                       const crypto::AlgorithmPolicy& algorithms, outcome::Budget limits)
    : at_(at),
      policy_{algorithms, std::nullopt, {}},
      limits_(limits),
      progress_(std::move(progress)) {
  for (const auto& path : files_in(folder)) {
    const bool is_root = std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
      std::error_code ignored;
      return std::filesystem::equivalent(path, root, ignored);
    });
    if (!is_root) add(path);
  }
  for (auto& [territory, entry] : lists_) {
    std::stable_sort(entry.claims.begin(), entry.claims.end(),
                     [](const Claim& a, const Claim& b) { return a.sequence > b.sequence; });
  }
}

void ListFolder::add(const std::filesystem::path& path) {
  const auto bytes = beginning_of(path);
  if (kind_of(bytes) != InputKind::xml) return;
  const auto claimed = claimed_list(bytes);
  if (claimed.territory.empty()) return;
  const bool entities = claimed.form == trustlist::Form::trusted_entities;
  lists_[key_of(claimed.territory, entities ? claimed.type : std::string())].claims.push_back(
      {path, claimed.sequence});
}

// What a file says of itself is not proven, its sequence number included: the signature decides
// first. Where no file bears one that counts, the newest by its own word is judged. Another file
// that is signed as well must be an older issue, by its number and by its date.
ListFolder::Chosen ListFolder::choose(const Entry& entry, const trustlist::Pointer& pointer) const {
  Chosen chosen{entry.claims.front().path, {}};
  if (entry.claims.size() == 1) return chosen;
  const auto signers = trustlist::read::SignerSet::announced_by(pointer);
  std::optional<trustlist::read::ListVerdict> newest;
  for (const auto& claim : entry.claims) {
    const auto name = claim.path.string();
    auto budget = limits_;
    try {
      auto verdict =
          trustlist::read::verify_list(read_xml_input(name), name, signers, at_, policy_, budget);
      if (verdict.signature != trustlist::read::SignatureState::valid) continue;
      if (!newest.has_value()) {
        chosen.path = claim.path;
        newest = std::move(verdict);
      } else if (const auto against = conflict_of(chosen.path, *newest, claim.path, verdict)) {
        chosen.findings.add(*against);
      }
    } catch (const Refusal&) {
      continue;  // not readable: another one may be
    }
  }
  return chosen;
}

outcome::Result<std::optional<trustlist::read::ListSource::File>> ListFolder::list_for(
    const trustlist::Pointer& pointer) {
  const auto territory = pointer.territory.value_or("");
  auto found = lists_.find(key_of(territory, pointer.list_type.value_or("")));
  // Only lists of trusted entities are told apart by their type.
  if (found == lists_.end() && pointer.list_form() != trustlist::Form::trusted_entities) {
    found = lists_.find(key_of(territory, {}));
  }
  if (found == lists_.end()) return std::optional<File>();
  auto& entry = found->second;
  auto chosen = choose(entry, pointer);
  const auto path = chosen.path.string();
  for (const auto& claim : entry.claims) {
    if (entry.asked_for || claim.path == path) continue;
    findings_.add(FindingId::list_file_passed_over, {.what = claim.path.string()},
                  {{"territory", territory}, {"other", path}});
  }
  entry.asked_for = true;
  progress_(path);
  try {
    return File{path, read_xml_input(path), std::move(chosen.findings)};
  } catch (const Refusal& refusal) {
    return tl::unexpected(refusal.findings().all().front());
  }
}

const outcome::Findings& ListFolder::findings() {
  for (auto& [key, entry] : lists_) {
    if (entry.asked_for) continue;
    entry.asked_for = true;
    for (const auto& claim : entry.claims) {
      findings_.add(FindingId::list_file_not_pointed_to, {.what = claim.path.string()},
                    {{"territory", key.substr(0, key.find('\n'))}});
    }
  }
  return findings_;
}

}  // namespace accord::cli
