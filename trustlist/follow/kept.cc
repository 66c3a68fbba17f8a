#include "trustlist/follow/kept.h"

#include <algorithm>

namespace accord::trustlist::follow {
namespace {

using outcome::FindingId;

bool may_be_for(const KeptFile& file, const Pointer& pointer) {
  return file.role == Role::list &&
         (!pointer.territory.has_value() || file.territory == *pointer.territory);
}

bool is_of_type(const KeptFile& file, const Pointer& pointer) {
  return !pointer.list_type.has_value() || file.type == *pointer.list_type;
}

bool is_in_place_of_another(const KeptFile& file, const std::vector<Pointer>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Pointer& pointer) {
    return pointer.location == file.url && may_be_for(file, pointer);
  });
}

}  // namespace

const KeptFile* kept_for(const std::vector<KeptFile>& files, const Pointer& pointer,
                         const std::vector<Pointer>& all) {
  const KeptFile* same_place = nullptr;
  const KeptFile* elsewhere = nullptr;
  for (const auto& file : files) {
    if (!may_be_for(file, pointer)) continue;
    const bool fits = is_of_type(file, pointer);
    if (file.url == pointer.location) {
      // Several lists may come from one place, one of each type.
      if (fits) return &file;
      if (same_place == nullptr) same_place = &file;
    } else if (fits && elsewhere == nullptr && pointer.territory.has_value() &&
               !is_in_place_of_another(file, all)) {
      elsewhere = &file;
    }
  }
  return same_place != nullptr ? same_place : elsewhere;
}

outcome::Findings against(const std::vector<Seen>& seen, const Seen& list, std::string_view name) {
  const auto found = std::find_if(seen.begin(), seen.end(), [&](const Seen& one) {
    return one.territory == list.territory && one.type == list.type;
  });
  return found == seen.end() ? outcome::Findings() : against(*found, list, name);
}

outcome::Findings against(const Seen& seen, const Seen& list, std::string_view name) {
  outcome::Findings findings;
  const outcome::About about{std::string(name), 0, {}};
  if (list.sequence < seen.sequence) {
    findings.add(
        FindingId::list_rolled_back, about,
        {{"sequence", std::to_string(list.sequence)}, {"last", std::to_string(seen.sequence)}});
    return findings;
  }
  if (list.issued < seen.issued) {
    findings.add(FindingId::trust_issued_before_last, about,
                 {{"sequence", std::to_string(list.sequence)},
                  {"issued", time::to_string(list.issued)},
                  {"last_sequence", std::to_string(seen.sequence)},
                  {"last", time::to_string(seen.issued)}});
  } else if (list.sequence == seen.sequence && list.issued == seen.issued && !seen.sha256.empty() &&
             list.sha256 != seen.sha256) {
    findings.add(FindingId::trust_issue_replaced, about,
                 {{"sequence", std::to_string(list.sequence)},
                  {"issued", time::to_string(list.issued)},
                  {"found", list.sha256},
                  {"expected", seen.sha256}});
  }
  return findings;
}

Seen issue_of(const KeptFile& file) {
  return {file.territory, file.type, file.sequence, file.issued, file.sha256, file.url};
}

}  // namespace accord::trustlist::follow
