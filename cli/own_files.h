#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/scheme_folder.h"

namespace accord::cli {

/// A file that a command reads, with what it is, in a few words.
struct OwnFile {
  std::filesystem::path path;  ///< may be empty: none
  std::string what;            ///< "the key"
};

/// Refuses a place for a signed list where it would replace what the scheme is made from or signed
/// with: scheme.xml, providers, certificates, agreements, the signer's key and certificate, what
/// scheme.xml names, and `further` files (`output_is_source`). A file that is there and is no list
/// is not replaced either (`output_no_list`). Streams and empty files may be written to. Throws
/// Refusal (usage).
void check_list_output(const std::filesystem::path& out, const SchemeFolder& folder,
                       const std::vector<OwnFile>& further = {});

/// The same for a list that is not signed, and it does not replace the list published last either.
void check_draft_output(const std::filesystem::path& out, const SchemeFolder& folder);

}  // namespace accord::cli
