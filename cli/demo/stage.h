#pragma once

#include <filesystem>
#include <string>

namespace accord::cli {

/// The folder in which the demo plays. While it lives, it is the process's current folder. Making
/// one empties the folder of what an earlier demo left there. Throws Refusal when the folder holds
/// something that is no demo's.
class Stage {
 public:
  explicit Stage(const std::string& folder);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

 private:
  std::filesystem::path before_;
};

}  // namespace accord::cli
