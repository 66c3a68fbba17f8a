#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "trustlist/read/tree.h"

namespace accord::cli {

/// The files of a folder, by name. Throws Refusal (bad input) when it is none or cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> files_in(const std::string& folder);

/// Lists in a folder, found by what they say of themselves: a file's name does not matter. Where
/// several claim one territory, the one with the highest sequence number is taken among those that
/// bear the signature of an announced signer, and findings name the others: whoever can put a file
/// into the folder must not be able to hide the real list.
class ListFolder final : public trustlist::read::ListSource {
 public:
  /// Looks at every file but `roots`, the lists of lists themselves. `progress` is told which list
  /// is next. Where files have to be told apart, their signatures are verified as of `at` by
  /// `algorithms`, each within `limits`. Throws Refusal (bad input).
  ListFolder(const std::string& folder, const std::vector<std::string>& roots,
             std::function<void(const std::string&)> progress, time::Instant at,
             const crypto::AlgorithmPolicy& algorithms, outcome::Budget limits);

  [[nodiscard]] outcome::Result<std::optional<File>> list_for(
      const trustlist::Pointer& pointer) override;

  /// What is worth knowing afterwards: files to which no pointer led, lists that several files
  /// claim to be.
  [[nodiscard]] const outcome::Findings& findings();

 private:
  struct Claim {
    std::filesystem::path path;
    std::uint64_t sequence = 0;
  };
  struct Entry {
    std::vector<Claim> claims;  // never empty
    bool asked_for = false;
  };
  void add(const std::filesystem::path& path);
  /// The file to take, and what the others say against it.
  struct Chosen {
    std::filesystem::path path;
    outcome::Findings findings;
  };
  [[nodiscard]] Chosen choose(const Entry& entry, const trustlist::Pointer& pointer) const;

  std::map<std::string, Entry, std::less<>> lists_;  // by territory and type
  time::Instant at_;
  trustlist::read::ListPolicy policy_;
  outcome::Budget limits_;
  std::function<void(const std::string&)> progress_;
  outcome::Findings findings_;
};

}  // namespace accord::cli
