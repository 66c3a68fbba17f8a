#include <csignal>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/dispatch.h"
#include "cli/terminal.h"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const accord::cli::SystemClock clock;
  return static_cast<int>(
      accord::cli::run(accord::cli::commands(), words, accord::cli::real_outside(clock)));
}
