#include "cli/scheme_group.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& one : names) all += (all.empty() ? "" : ", ") + one;
  return all;
}

std::vector<std::string> chosen(const std::filesystem::path& path,
                                const std::vector<std::string>& known,
                                const std::vector<std::string>& names) {
  if (names.empty()) return known;
  for (const auto& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    refuse(Exit::usage, FindingId::scheme_not_beside, {.what = "the command line"},
           {{"folder", path.string()}, {"name", name}, {"schemes", joined(known)}});
  }
  std::vector<std::string> result;
  for (const auto& name : known) {
    if (std::find(names.begin(), names.end(), name) != names.end()) result.push_back(name);
  }
  return result;
}

// A link beside a scheme's folder would have one list numbered and signed twice.
void check_apart(const std::filesystem::path& path, const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      std::error_code ignored;
      const auto one = path / names[j];
      const auto other = path / names[i];
      if (!std::filesystem::equivalent(one / "scheme.xml", other / "scheme.xml", ignored)) continue;
      refuse(Exit::bad_input, FindingId::scheme_folder_twice, {.what = path.string()},
             {{"one", one.string()}, {"other", other.string()}});
    }
  }
}

}  // namespace

bool GroupMember::is_list_of_lists() const {
  trustlist::TrustedList list;
  list.form = scheme.form;
  list.territory = scheme.territory;
  list.type = scheme.list_type;
  return list.is_list_of_lists();
}

std::filesystem::path GroupMember::draft() const { return folder.path("issues/next.unsigned.xml"); }

std::filesystem::path GroupMember::issue(std::uint64_t sequence) const {
  return folder.path(fmt::format("issues/{}.xml", sequence));
}

std::optional<SchemeGroup> SchemeGroup::of(const std::filesystem::path& path,
                                           const std::vector<std::string>& names) {
  const auto known = SchemeFolder::schemes_in(path);
  if (known.empty()) {
    if (names.empty()) return std::nullopt;
    refuse(Exit::usage, FindingId::scheme_not_beside, {.what = "the command line"},
           {{"folder", path.string()},
            {"name", names.front()},
            {"schemes", "no folders with a scheme.xml"}});
  }
  SchemeGroup group;
  group.path_ = path;
  outcome::Findings wrong;
  const auto meant = chosen(path, known, names);
  check_apart(path, meant);
  for (const auto& name : meant) {
    SchemeFolder folder(path / name);
    try {
      group.members_.push_back({name, folder, folder.read_scheme()});
    } catch (const Refusal& refusal) {
      wrong.add(refusal.findings());
    }
  }
  if (wrong.blocking()) refuse(Exit::bad_input, std::move(wrong));
  std::stable_partition(group.members_.begin(), group.members_.end(),
                        [](const GroupMember& member) { return !member.is_list_of_lists(); });
  return group;
}

std::vector<FolderLock> SchemeGroup::lock() const {
  std::vector<std::filesystem::path> folders;
  for (const auto& member : members_) folders.push_back(member.folder.path({}));
  // Whoever locks several does so in one order, so that two programs never wait for each other.
  std::sort(folders.begin(), folders.end());
  std::vector<FolderLock> locks;
  locks.reserve(folders.size());
  for (const auto& folder : folders) locks.emplace_back(folder);
  return locks;
}

std::vector<std::string> scheme_names(const Arguments& arguments) {
  const auto& words = arguments.operands();
  return {words.begin() + std::min<std::ptrdiff_t>(1, std::ssize(words)), words.end()};
}

}  // namespace accord::cli
