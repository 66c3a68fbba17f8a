#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/stored_trust.h"

namespace accord::cli {

inline constexpr Option option_lists_of_lists{"lotl", "FILE", "a list of lists", Count::many};
inline constexpr Option option_root_signer{
    "signer", "[TERRITORY=]CERT",
    "who may sign a list of lists: certificates that you trust for it. With several lists of "
    "lists, "
    "each certificate needs the territory of its list: EU=eu.crt",
    Count::many};
inline constexpr Option option_root_journal{
    "journal", "[TERRITORY=]URI",
    "the notice (Official Journal) that announced those certificates, to be told of a new one",
    Count::many};
inline constexpr Option option_root_location{
    "location", "[TERRITORY=]URL",
    "where you get the list of lists from, to be told when it has moved", Count::many};
inline constexpr Option option_pivots{
    "pivots", "DIR",
    "the folder with pivot lists; each file is called as the last part of its address"};

/// A value that may begin with the territory that it is for: "EU=eu.crt".
struct Assigned {
  std::string territory;  ///< empty: not said
  std::string value;
};
[[nodiscard]] Assigned assigned_value(const std::string& text);

/// A list of lists of the command line, with the anchor for it.
struct TreeRoot {
  std::string file;
  std::string bytes;
  trustlist::follow::Anchor anchor;
};

/// The lists of lists that `--lotl` names, each with those of `--signer`, `--journal` and
/// `--location` that are for it. Throws Refusal: (usage) a value without a territory although there
/// are several lists of lists, or with the territory of none of them.
[[nodiscard]] std::vector<TreeRoot> read_roots(const Arguments& arguments);

/// Pivot lists in a folder, by the last part of their URI. Without a folder there is none.
class PivotFolder final : public trustlist::follow::PivotSource {
 public:
  explicit PivotFolder(std::optional<std::string> folder) : folder_(std::move(folder)) {}
  [[nodiscard]] std::vector<Pivot> pivots(const std::vector<std::string>& uris) override;

 private:
  std::optional<std::string> folder_;
};

}  // namespace accord::cli
