#include "trustlist/read/issues.h"

namespace accord::trustlist::read {

std::optional<outcome::Finding> conflict(const Issue& newest, const Issue& other) {
  if (newest.sha256 == other.sha256) return std::nullopt;
  const bool is_older =
      other.list.sequence < newest.list.sequence && other.list.issued <= newest.list.issued;
  if (is_older) return std::nullopt;
  return outcome::make_finding(outcome::FindingId::trust_issues_conflict,
                               {.what = newest.file, .line = 0, .where = {}},
                               {{"file", newest.file},
                                {"other", other.file},
                                {"territory", newest.list.territory},
                                {"sequence", std::to_string(newest.list.sequence)},
                                {"other_sequence", std::to_string(other.list.sequence)},
                                {"issued", time::to_string(newest.list.issued)},
                                {"other_issued", time::to_string(other.list.issued)}});
}

}  // namespace accord::trustlist::read
