#pragma once

#include <string>
#include <vector>

#include "cli/scheme_group.h"

namespace accord::cli {

/// A list that a scheme's source notes as published last, to be put on the web.
struct SignedList {
  std::string file;
  std::string name;         ///< of its files on the web: that of the scheme's folder
  std::string certificate;  ///< the file of the scheme's own signer; it may be missing
  /// What lists of lists in the same folder announce of it, as they were signed last.
  std::vector<trustlist::Pointer> announced;
};

/// Those of the one scheme, or of the several, in that folder; `scheme_never_signed` for each that
/// has none. Throws Refusal: `signed_list_lost`, `scheme_not_beside`, and what is wrong in a
/// source.
[[nodiscard]] std::vector<SignedList> signed_lists(const std::filesystem::path& folder,
                                                   const std::vector<std::string>& names,
                                                   outcome::Findings& findings);

}  // namespace accord::cli
