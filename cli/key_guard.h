#pragma once

namespace accord::cli {

/// While it lives no core file of this process is written and no other process of the user can read
/// its memory.
class KeyGuard {
 public:
  KeyGuard() noexcept;
  ~KeyGuard();
  KeyGuard(const KeyGuard&) = delete;
  KeyGuard& operator=(const KeyGuard&) = delete;

 private:
  int dumpable_before_;
};

}  // namespace accord::cli
