#pragma once

namespace accord::cli {

/// What the process says at its end. 0, 1 and 2 are answers; from 64 on (the numbers of BSD's
/// sysexits) there was none.
enum class Exit : int {
  done = 0,           ///< valid, or done as asked
  invalid = 1,        ///< the verdict is "invalid"
  indeterminate = 2,  ///< a fact needed for the verdict is missing
  usage = 64,         ///< the command line or the configuration is wrong
  bad_input = 65,     ///< a file is missing, or is not what the command needs
  internal = 70,      ///< a mistake of this program
  io = 74,            ///< reading or writing failed
};

}  // namespace accord::cli
