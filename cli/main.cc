#include <cstdlib>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/dispatch.h"
#include "cli/terminal.h"

namespace {

// Botan locks 512 KiB of memory for keys before main, a page at a time, each between guard pages:
// 5 ms and 1.5 MiB, which `accord version` would pay too. 128 KiB hold the keys of any command;
// what does not fit is wiped all the same, only not locked. Whoever set the variable has decided
// otherwise.
//
// 101 is the first priority that is not the compiler's own, and Botan's: where Botan is linked in,
// this object comes before it. A shared Botan has made its pool by then, and keeps that size.
[[gnu::constructor(101)]] void choose_locked_pool() {
  constexpr const char* kibibytes = "128";
  (void)::setenv("BOTAN_MLOCK_POOL_SIZE", kibibytes, 0);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const accord::cli::SystemClock clock;
  return static_cast<int>(
      accord::cli::run(accord::cli::commands(), words, accord::cli::real_outside(clock)));
}
