#include "cli/signed_lists.h"

#include <algorithm>

#include "cli/previous_list.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

std::string name_of(const std::filesystem::path& folder) {
  std::error_code ignored;
  auto path = std::filesystem::weakly_canonical(folder, ignored);
  if (!path.has_filename()) path = path.parent_path();
  return path.filename().string();
}

SignedList signed_list(const GroupMember& member, std::string file) {
  return {std::move(file), member.name, member.folder.path("list-signer.crt").string(), {}};
}

/// A list of lists, and which schemes beside it its source points to.
struct Announcing {
  const GroupMember* member;
  trustlist::TrustedList list;
};

void add_announced(const Announcing& announcing, const GroupMember& member, SignedList& one) {
  const auto& sources = announcing.member->scheme.pointers;
  const bool leads_there = std::any_of(sources.begin(), sources.end(), [&](const auto& source) {
    return source.scheme == member.name;
  });
  if (!leads_there) return;
  for (const auto& pointer : announcing.list.pointers) {
    const bool is_meant = pointer.territory == member.scheme.territory &&
                          pointer.list_type == member.scheme.list_type && pointer.leads_to_xml();
    if (is_meant) one.announced.push_back(pointer);
  }
}

// Every list of lists of the folder announces, also one that is not published now.
std::vector<Announcing> announcing_in(const SchemeGroup& all) {
  std::vector<Announcing> result;
  for (const auto& member : all.members()) {
    if (!member.is_list_of_lists()) continue;
    if (auto noted = noted_list(member.folder, member.scheme)) {
      result.push_back({&member, std::move(noted->list)});
    }
  }
  return result;
}

void report_unsigned(const GroupMember& member, outcome::Findings& findings) {
  findings.add(FindingId::scheme_never_signed, {.what = member.folder.scheme_file().string()});
}

}  // namespace

std::vector<SignedList> signed_lists(const std::filesystem::path& folder,
                                     const std::vector<std::string>& names,
                                     outcome::Findings& findings) {
  std::vector<SignedList> result;
  const auto group = SchemeGroup::of(folder, names);
  if (!group) {
    const auto one = SchemeFolder::of(folder);
    const GroupMember member{name_of(one.path({})), one, one.read_scheme()};
    if (auto noted = noted_list(member.folder, member.scheme)) {
      result.push_back(signed_list(member, std::move(noted->file)));
    } else {
      report_unsigned(member, findings);
    }
    return result;
  }
  const auto all = SchemeGroup::of(folder, {});
  const auto announcing = announcing_in(*all);
  for (const auto& member : group->members()) {
    auto noted = noted_list(member.folder, member.scheme);
    if (!noted) {
      report_unsigned(member, findings);
      continue;
    }
    result.push_back(signed_list(member, std::move(noted->file)));
    for (const auto& one : announcing) add_announced(one, member, result.back());
  }
  return result;
}

}  // namespace accord::cli
