# shellcheck shell=bash
# Configuring and building with the presets, and running what was built.

jobs=${ACCORD_JOBS:-$(nproc)}
readonly jobs

# The same file in another clone is the same compilation.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1

# configure PRESET: only when there is something new; ninja itself sees changed CMake files.
configure() { # preset
  local preset=$1 folder=build/$1 wanted options=()
  if [[ -n ${ACCORD_WERROR:-} ]]; then options+=("-DACCORD_WERROR=$ACCORD_WERROR"); fi
  if [[ $preset == asan ]]; then
    options+=("-DCMAKE_CXX_COMPILER=$(clang_program clang++)")
  fi
  wanted="$root $(private_prefix botan) $(private_prefix catch2) ${options[*]}"
  if [[ -e $folder/build.ninja && -e $folder/.configured && $(<"$folder/.configured") == "$wanted" ]]; then
    return
  fi
  step "build: configuring $folder"
  quietly "$folder/configure.log" cmake --fresh --preset "$preset" "${options[@]}"
  echo "$wanted" >"$folder/.configured"
}

# build PRESET [TARGET...]
build() { # preset, targets...
  local preset=$1
  shift
  configure "$preset"
  local folder=build/$preset
  # CMake may run again from within ninja, so the check that nothing is to be done is ninja's.
  step "build: $folder${*:+ ($*)}"
  ninja -C "$folder" -j "$jobs" "$@" 2>&1 | progress 'building' ||
    die 1 "the build failed; see above"
}

build_command() { # [preset [targets...]]
  local preset=${1:-release}
  if [[ $# -gt 0 ]]; then shift; fi
  case $preset in
    release | debug) setup ;;
    asan) setup "${packages_fuzz[@]}" ;;
    *) die 2 "there is no preset $preset: release, debug, asan" ;;
  esac
  build "$preset" "$@"
}

demo_command() { # arguments of accord demo
  setup
  build release accord
  step 'demo: build/release/bin/accord demo'
  exec build/release/bin/accord demo "$@"
}

test_command() { # [--preset NAME] arguments of ctest
  local preset=release
  if [[ ${1:-} == --preset ]]; then
    preset=${2:?--preset takes a name}
    shift 2
  fi
  if [[ $preset == asan ]]; then setup "${packages_fuzz[@]}"; else setup; fi
  build "$preset"
  # A whole run ends with the test that every finding was raised: what an older run raised does not count.
  if [[ $# -eq 0 ]]; then rm -rf "build/$preset/raised"; fi
  step "test: ctest in build/$preset"
  run_ctest "$preset" "$@"
}

# Shows failures with their output, the names of skipped tests, and ctest's summary as the last line.
run_ctest() { # preset, arguments of ctest
  local folder=build/$1 status=0
  shift
  ctest --test-dir "$folder" --parallel "$jobs" --output-on-failure --no-tests=error \
    --no-label-summary "$@" </dev/null 2>&1 | ctest_summary || status=$?
  return "$status"
}

ctest_summary() {
  local terminal=0
  [[ -t 1 ]] && terminal=1
  awk -v terminal="$terminal" '
    function clear() { if (terminal && shown) printf "\r\033[K"; shown = 0 }
    /^ *Start +[0-9]+: / || /^Internal ctest/ || /^Test project/ || /^ *$/ && !failing { next }
    /^ *[0-9]+\/[0-9]+ +Test +#[0-9]+:/ {
      split($1, count, "/")
      failing = 0
      if ($0 ~ / Passed +[0-9.]+ sec *$/ || $0 ~ /\*\*\*Skipped/) {
        if (terminal) {
          printf "\r\033[K  testing %d/%d", count[1], count[2]
          shown = 1
        } else if (count[2] >= 8 && int(4 * count[1] / count[2]) > quarter) {
          quarter = int(4 * count[1] / count[2])
          printf "  testing %d/%d\n", count[1], count[2]
        }
        fflush()
        next
      }
      clear(); print; failing = 1; next
    }
    /^[0-9]+% tests passed/ { clear(); failing = 0; summary = $0; next }
    /^Total Test time/ { total = $0; sub(/.*= */, "", total); next }
    { clear(); print; fflush() }
    END { clear(); if (total != "") print "in " total; if (summary != "") print summary }'
}

bench_command() { # [names...]
  setup
  build release
  local program name
  for program in build/release/bench/bench_*; do
    [[ -x $program ]] || continue
    name=${program##*/bench_}
    if [[ $# -eq 0 || " $* " == *" $name "* ]]; then
      step "bench: $name"
      "$program"
    fi
  done
}

clean_command() { # [--all]
  step 'clean: removing build/'
  rm -rf build
  if [[ ${1:-} == --all ]]; then
    step "clean: removing $accord_cache"
    rm -rf "$accord_cache"
  fi
}
