#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/scheme_folder.h"

namespace accord::cli {

/// One scheme of a folder that holds several.
struct GroupMember {
  std::string name;  ///< its folder's
  SchemeFolder folder;
  trustlist::scheme::SchemeSource scheme;

  [[nodiscard]] bool is_list_of_lists() const;
  /// Where what is made of the source goes, apart from it: the next list as long as it is not
  /// signed, and each signed list by its sequence number. None is ever replaced.
  [[nodiscard]] std::filesystem::path draft() const;
  [[nodiscard]] std::filesystem::path issue(std::uint64_t sequence) const;
};

/// A folder with several schemes, each in a folder of its own, that are operated together.
class SchemeGroup {
 public:
  /// What git need not keep of such a folder: private keys, and what the commands make again.
  static constexpr std::string_view ignored_by_git =
      "# Private keys, and what `accord tl build` and `accord tl publish` make again.\n"
      "*.key\n*.unsigned.xml\n/site/\n/.site.new.*\n";

  /// The schemes of that folder, or those of them that are named; nothing when the path means one
  /// scheme alone. Throws Refusal: `scheme_not_beside`, `scheme_folder_twice`, and what is wrong in
  /// any scheme.xml.
  [[nodiscard]] static std::optional<SchemeGroup> of(const std::filesystem::path& path,
                                                     const std::vector<std::string>& names);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  /// National lists first, lists of lists behind them, each by the names of their folders: what is
  /// pointed to is there before what points to it.
  [[nodiscard]] const std::vector<GroupMember>& members() const noexcept { return members_; }
  /// All of them, while this lives.
  [[nodiscard]] std::vector<FolderLock> lock() const;

 private:
  std::filesystem::path path_;
  std::vector<GroupMember> members_;
};

/// The operands behind the folder: names of schemes in it.
[[nodiscard]] std::vector<std::string> scheme_names(const Arguments& arguments);

}  // namespace accord::cli
