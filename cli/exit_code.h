#pragma once

namespace accord::cli {

/// What the process says at its end. 0, 1, 2 and 10 to 14 are answers; from 64 on (the numbers of
/// BSD's sysexits) there was none.
enum class Exit : int {
  done = 0,           ///< valid, or done as asked
  invalid = 1,        ///< the verdict is "invalid"
  indeterminate = 2,  ///< a fact needed for the verdict is missing
  list_expiring =
      10,  ///< these five: `trust refresh` and `trust add`, what somebody has to look at
  list_expired = 11,
  signer_changed = 12,
  location_moved = 13,
  journal_new = 14,
  usage = 64,      ///< the command line or the configuration is wrong
  bad_input = 65,  ///< a file is missing, or is not what the command needs
  internal = 70,   ///< a mistake of this program
  io = 74,         ///< reading or writing failed
};

}  // namespace accord::cli
