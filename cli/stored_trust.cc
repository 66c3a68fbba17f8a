#include "cli/stored_trust.h"

#include <algorithm>
#include <thread>

#include "cli/refusal.h"
#include "trustlist/follow/kept.h"

namespace accord::cli {

using trustlist::follow::against;
using trustlist::follow::issue_of;
using trustlist::follow::kept_for;
using trustlist::follow::KeptFile;
using trustlist::follow::Role;

std::string stored_name(const OpenedTrust& trust, const KeptFile& file) {
  return trust.name + "/" + file.file;
}

std::vector<trustlist::follow::PivotSource::Pivot> StoredPivots::pivots(
    const std::vector<std::string>& uris) {
  std::vector<Pivot> result;
  for (const auto& uri : uris) {
    Pivot found = std::optional<File>();
    for (const auto& file : trust_.generation.files) {
      if (file.role != Role::pivot || file.url != uri) continue;
      auto bytes = files_.bytes_of(file);
      found = bytes ? Pivot(File{stored_name(trust_, file), std::move(*bytes)})
                    : Pivot(tl::unexpected(bytes.error()));
    }
    result.push_back(std::move(found));
  }
  return result;
}

outcome::Result<std::optional<trustlist::read::ListSource::File>> StoredLists::list_for(
    const trustlist::Pointer& pointer) {
  const auto* found = kept_for(trust_.generation.files, pointer, pointers_);
  if (found == nullptr) return std::optional<File>();
  auto bytes = files_.bytes_of(*found);
  if (!bytes) return tl::unexpected(bytes.error());
  auto name = stored_name(trust_, *found);
  auto known = against(trust_.generation.seen, issue_of(*found), name);
  return std::optional<File>(File{std::move(name), std::move(*bytes), std::move(known)});
}

OpenedTrust open_trust(const std::string& name, const std::filesystem::path& home) {
  if (name.find('/') != std::string::npos) return open_trust_folder(name);
  return TrustStore(home).open(name);
}

trustlist::read::TreeOptions tree_options(const crypto::AlgorithmPolicy& algorithms) {
  constexpr std::size_t most = 8;
  trustlist::read::TreeOptions options;
  options.policy.algorithms = algorithms;
  options.workers = std::min<std::size_t>(std::thread::hardware_concurrency(), most);
  return options;
}

StoredTree verify_stored(const OpenedTrust& trust, time::Instant at,
                         const crypto::AlgorithmPolicy& algorithms, outcome::Budget& budget) {
  const auto& root = *trust.generation.list_of_lists();
  const auto name = stored_name(trust, root);
  auto bytes = need(TrustFiles(trust.folder).bytes_of(root), name);
  StoredPivots pivots(trust);
  auto anchor = trust.anchor;
  anchor.location = root.url;
  StoredTree tree;
  const auto options = tree_options(algorithms);
  tree.followed =
      trustlist::follow::follow({name, bytes}, anchor, pivots, at, options.policy, budget);
  std::vector<trustlist::Pointer> pointers;
  if (const auto* list = tree.followed.verdict.list()) pointers = list->pointers;
  StoredLists lists(trust, std::move(pointers));
  tree.result = trustlist::read::verify_tree(
      {name, std::move(bytes)}, trustlist::read::SignerSet::given(tree.followed.signers), lists, at,
      options, budget);
  tree.result.findings.add(tree.followed.findings);
  return tree;
}

verifier::TrustSources sources_of(const OpenedTrust& trust, time::Instant at,
                                  const crypto::AlgorithmPolicy& algorithms,
                                  outcome::Budget& budget) {
  verifier::TrustSources sources;
  TrustFiles files(trust.folder);
  for (const auto& file : trust.generation.files) {
    if (file.role == Role::pivot) continue;
    auto bytes = files.bytes_of(file);
    if (!bytes) {
      sources.findings.add(bytes.error());
      continue;
    }
    verifier::NamedBytes named{stored_name(trust, file), std::move(*bytes)};
    if (file.role == Role::list_of_lists) {
      sources.list_of_lists = std::move(named);
    } else {
      named.findings = against(trust.generation.seen, issue_of(file), named.name);
      sources.lists.push_back(std::move(named));
    }
  }
  // Without a list of lists there is nothing to follow; the verifier says that it is missing.
  if (sources.list_of_lists.bytes.empty()) return sources;
  StoredPivots pivots(trust);
  auto anchor = trust.anchor;
  anchor.location = trust.generation.list_of_lists()->url;
  const auto followed =
      trustlist::follow::follow({sources.list_of_lists.name, sources.list_of_lists.bytes}, anchor,
                                pivots, at, {algorithms, std::nullopt, {}}, budget);
  sources.findings.add(followed.findings);
  sources.signers = followed.signers;
  return sources;
}

}  // namespace accord::cli
