#include "cli/tree_roots.h"

#include <algorithm>

#include "cli/certificates.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

/// The list of lists that a value is for.
TreeRoot& root_for(const Assigned& assigned, std::string_view option,
                   std::vector<TreeRoot>& roots) {
  if (assigned.territory.empty()) {
    if (roots.size() == 1) return roots.front();
    refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
           {{"option", "--" + std::string(option)},
            {"value", assigned.value},
            {"wanted", "TERRITORY=VALUE, since there are several lists of lists"}});
  }
  for (auto& root : roots) {
    if (claimed_list(root.bytes).territory == assigned.territory) return root;
  }
  refuse(Exit::usage, FindingId::signer_of_unknown_list, {.what = "the command line"},
         {{"territory", assigned.territory}});
}

}  // namespace

// An address has an equals sign too, but never so early and after capitals alone.
Assigned assigned_value(const std::string& text) {
  constexpr std::size_t longest = 16;
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals > longest) return {{}, text};
  const auto territory = text.substr(0, equals);
  const bool fits = std::all_of(territory.begin(), territory.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!fits) return {{}, text};
  return {territory, text.substr(equals + 1)};
}

std::vector<TreeRoot> read_roots(const Arguments& arguments) {
  std::vector<TreeRoot> roots;
  for (const auto& file : arguments.values("lotl")) {
    roots.push_back({file, read_xml_input(file), {}});
  }
  for (const auto* option : {"signer", "journal", "location"}) {
    const auto& values = arguments.values(option);
    if (values.empty()) continue;
    if (roots.empty()) {
      refuse(Exit::usage, FindingId::option_needs_other, {.what = "the command line"},
             {{"option", "--" + std::string(option)}, {"other", "--lotl"}});
    }
    for (const auto& text : values) {
      const auto assigned = assigned_value(text);
      auto& anchor = root_for(assigned, option, roots).anchor;
      if (option == std::string_view("signer")) {
        for (auto& one : read_certificate_files({assigned.value})) {
          anchor.signers.push_back(std::move(one));
        }
      } else if (option == std::string_view("journal")) {
        anchor.journal = assigned.value;
      } else {
        anchor.location = assigned.value;
      }
    }
  }
  for (const auto& root : roots) {
    if (!root.anchor.signers.empty()) continue;
    refuse(Exit::usage, FindingId::option_missing, {.what = root.file}, {{"option", "--signer"}});
  }
  return roots;
}

std::vector<trustlist::follow::PivotSource::Pivot> PivotFolder::pivots(
    const std::vector<std::string>& uris) {
  std::vector<Pivot> result;
  for (const auto& uri : uris) {
    const auto path_end = uri.find_first_of("?#");
    const auto name = uri.substr(0, path_end).substr(uri.substr(0, path_end).rfind('/') + 1);
    result.emplace_back(std::nullopt);
    std::error_code error;
    const auto path = std::filesystem::path(folder_.value_or("")) / name;
    if (!folder_ || name.empty() || !std::filesystem::exists(path, error)) continue;
    try {
      result.back() = Pivot(File{path.string(), read_xml_input(path.string())});
    } catch (const Refusal& refusal) {
      result.back() = tl::unexpected(refusal.findings().all().front());
    }
  }
  return result;
}

}  // namespace accord::cli
