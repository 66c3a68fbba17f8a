#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/screen.h"
#include "cli/session.h"

namespace accord::cli {

/// Asks on the terminal of this process, whatever its standard input is, and reads one line that is
/// not shown. Nothing when it has no terminal. The line's memory is the caller's to wipe.
[[nodiscard]] std::optional<std::string> ask_without_echo(std::string_view question);

/// What the real process has from outside.
[[nodiscard]] Outside real_outside(const time::Clock& clock);

/// The clock of this machine.
class SystemClock final : public time::Clock {
 public:
  [[nodiscard]] time::Instant now() const override;
};

}  // namespace accord::cli
