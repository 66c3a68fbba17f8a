# shellcheck shell=bash
# What dev prints: one line a step, a progress line that is rewritten on a terminal, and the whole
# output of a step only when it failed.

step() { printf '%s\n' "$*"; }

die() { # exit code, message lines
  local code=$1
  shift
  printf 'dev: %s\n' "$@" >&2
  exit "$code"
}

# Reads ninja's "[done/total] what" or ctest's "done/total Test" lines. On a terminal one line is
# rewritten; elsewhere a line is printed at each quarter. Every other line is shown as it comes.
progress() { # what
  local terminal=0
  [[ -t 1 ]] && terminal=1
  awk -v what="$1" -v terminal="$terminal" '
    function clear() { if (terminal && shown) printf "\r\033[K"; shown = 0 }
    function report(done, total) {
      if (terminal) {
        printf "\r\033[K  %s %d/%d", what, done, total
        shown = 1
      } else if (total >= 8 && int(4 * done / total) > quarter) {
        quarter = int(4 * done / total)
        printf "  %s %d/%d\n", what, done, total
      }
      fflush()
    }
    /^\[[0-9]+\/[0-9]+\]/ {
      split(substr($1, 2, length($1) - 2), count, "/")
      report(count[1], count[2])
      skipping = 0
      next
    }
    /^FAILED: / { clear(); print; command = 1; next }
    command { command = 0; next }                  # the compile command: long, and in compile_commands.json
    /^ninja: (no work|Entering)/ || /^-- / { next }
    { clear(); print; fflush() }
    END { clear() }'
}

# Runs a command quietly; its output is kept in a file and its end shown only when it fails.
quietly() { # log file, command...
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [[ $status -ne 0 ]]; then
    tail -n 40 "$log" >&2
    die "$((status == 69 ? 69 : 1))" "failed: $1 (the whole output: $log)"
  fi
}
