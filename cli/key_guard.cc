#include "cli/key_guard.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace accord::cli {

KeyGuard::KeyGuard() noexcept : dumpable_before_(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)) {
  // The limit alone does not bind where the kernel hands core files to a program; this flag does.
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;
    ::setrlimit(RLIMIT_CORE, &limit);
  }
}

// The limit stays: freed memory may still hold what was not wiped.
KeyGuard::~KeyGuard() {
  if (dumpable_before_ == 1) ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

}  // namespace accord::cli
