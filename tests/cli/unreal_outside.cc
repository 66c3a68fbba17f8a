#include "tests/cli/unreal_outside.h"

namespace accord::tests {

cli::Outside UnrealOutside::get() const {
  return {.clock = &clock_,
          .environment = [environment =
                              environment_](std::string_view name) -> std::optional<std::string> {
            const auto found = environment.find(name);
            if (found == environment.end()) return std::nullopt;
            return found->second;
          },
          .write_out = [output = output_](std::string_view text) { *output += text; },
          .write_error = [errors = errors_](std::string_view text) { *errors += text; },
          .progress = [](std::string_view) {},
          .stopwatch = [] { return std::chrono::milliseconds(0); },
          .out_style = {},
          .error_style = {},
          .keys = nullptr};
}

}  // namespace accord::tests
