# shellcheck shell=bash
# Lint and fuzzing.

clang_program() { # clang++ or clang-tidy
  if command -v "$1-14" >/dev/null; then echo "$1-14"; else echo "$1"; fi
}

lint_format() {
  if command -v clang-format-14 >/dev/null; then
    step 'lint: formatting'
    find lib ca trustlist verifier cli tests bench \( -name '*.h' -o -name '*.cc' \) -print0 |
      xargs -0 -P "$jobs" -n 16 clang-format-14 --dry-run --Werror
  else
    step 'lint: formatting is not checked; only clang-format 14 gives the format of this repository'
  fi
}

lint_shell() {
  step 'lint: shell scripts'
  shellcheck -x dev .ci/run && shellcheck testvectors/*/*.sh
}

lint_arrows() {
  build release test_structure
  step 'lint: include arrows'
  build/release/tests/test_structure --reporter compact
}

# Reads what the release build compiled.
lint_tidy() {
  build release
  step 'lint: clang-tidy'
  .dev/tidy --build build/release --cache "$accord_cache/tidy" --jobs "$jobs" \
    --program "$(clang_program clang-tidy)"
}

lint_command() { # [--all] [parts...]
  local parts=(format shell arrows tidy) status=0 part
  if [[ ${1:-} == --all ]]; then
    rm -rf "$accord_cache/tidy"
    shift
  fi
  if [[ $# -gt 0 ]]; then parts=("$@"); fi
  for part in "${parts[@]}"; do
    [[ $(type -t "lint_$part") == function && $part != command ]] ||
      die 2 "there is no part $part of lint: format, shell, arrows, tidy"
  done
  setup "${packages_lint[@]}"
  for part in "${parts[@]}"; do "lint_$part" || status=1; done
  [[ $status -eq 0 ]] || die 1 'lint: there is something to mend; see above'
  step 'lint: clean'
}

fuzz_command() { # [name [seconds]]
  local wanted=${1:-} seconds=${2:-60} program name source targets=()
  for source in tests/fuzz/*.cc; do
    name=${source##*/}
    name=${name%.cc}
    if [[ -z $wanted || $wanted == "$name" ]]; then targets+=("fuzz_$name"); fi
  done
  [[ ${#targets[@]} -gt 0 ]] || die 2 "there is no fuzz target $wanted in tests/fuzz/"
  setup "${packages_fuzz[@]}"
  build asan "${targets[@]}"
  for name in "${targets[@]#fuzz_}"; do
    program=build/asan/fuzz/fuzz_$name
    step "fuzz: $name for $seconds seconds"
    mkdir -p "build/asan/fuzz/corpus/$name" "build/asan/fuzz/artifacts" "testvectors/fuzz/$name"
    # New inputs go to the first folder, which is not in the repository.
    quietly "build/asan/fuzz/$name.log" "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
      -artifact_prefix="build/asan/fuzz/artifacts/$name-" -print_final_stats=1 \
      "build/asan/fuzz/corpus/$name" "testvectors/fuzz/$name"
    awk '/^stat::number_of_executed_units/ { units = $2 } /^stat::average_exec_per_sec/ { rate = $2 }
      END { printf "  %d inputs, %d a second, nothing found\n", units, rate }' "build/asan/fuzz/$name.log"
  done
}
