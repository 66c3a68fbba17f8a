#pragma once

#include <optional>
#include <string>

#include "lib/crypto/digest.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::read {

/// An issue of a list, signed as it must be.
struct Issue {
  std::string file;  ///< its name in findings
  const TrustedList& list;
  const crypto::Digest& sha256;  ///< of the file's bytes
};

/// What keeps another issue of the same list from being an older one than `newest`, which has no
/// lower sequence number: the same number in another file, or a later issue date (TS 119 612, 5.3.2
/// and 5.3.14). Then `trust_issues_conflict`; nothing when it is older, or the same file.
[[nodiscard]] std::optional<outcome::Finding> conflict(const Issue& newest, const Issue& other);

}  // namespace accord::trustlist::read
