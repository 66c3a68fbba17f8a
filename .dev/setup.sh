# shellcheck shell=bash
# Installs what Accord is built from: the system's packages and, where the system's Botan or Catch2 is
# too old, a prefix of each in the user's cache. Nothing else of the system is touched.

readonly packages_build=(
  g++ cmake ninja-build pkg-config ccache
  libboost-program-options-dev libfmt-dev nlohmann-json3-dev libexpected-dev
  libsqlite3-dev libxml2-dev libcurl4-openssl-dev libssl-dev libp11-kit-dev libbenchmark-dev
  libpugixml-dev openssl gnutls-bin xmlsec1 libxml2-utils sqlite3 softhsm2 opensc) # the last line: what tests and benchmarks compare with
readonly packages_private=(python3 dpkg-dev xz-utils) # what building Botan's source package takes
readonly packages_system=(libbotan-3-dev catch2)      # where the system's are new enough

accord_cache=${XDG_CACHE_HOME:-$HOME/.cache}/accord
readonly accord_cache

system_id=unknown system_version=0 system_codename=unknown
if [[ -r /etc/os-release ]]; then
  system_id=$(. /etc/os-release && echo "${ID:-unknown}")
  system_version=$(. /etc/os-release && echo "${VERSION_ID:-999}") # testing and sid have none
  system_codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-unknown}")
fi

# Debian 12 has neither Botan 3.7 nor Catch2 3.
needs_private() { [[ $system_id == debian && ${system_version%%.*} -lt 13 ]]; }

# clang 14 is what CI checks with; later systems have only later ones.
if needs_private; then
  packages_lint=(clang-tidy-14 clang-format-14 shellcheck python3)
  packages_fuzz=(clang-14 libclang-rt-14-dev)
else
  packages_lint=(clang-tidy shellcheck python3)
  packages_fuzz=(clang libclang-rt-dev)
fi
# Looks at the pages of published lists; tests pass over it by name where it is missing. Elsewhere the
# package of that name only fetches one of another kind.
packages_browser=()
if [[ $system_id == debian ]]; then packages_browser=(chromium chromium-driver); fi
readonly packages_lint packages_fuzz packages_browser

# private_prefix NAME: the prefix that the present recipe made, or nothing.
private_prefix() { # name
  local hash found
  hash=$(sha256sum "$root/.dev/$1.sh")
  for found in "$accord_cache/$1"-*"-$system_codename-$(uname -m)-${hash:0:12}"; do
    if [[ -d $found ]]; then
      echo "$found"
      return
    fi
  done
}

new_prefix() { # name, version of the source
  local hash
  hash=$(sha256sum "$root/.dev/$1.sh")
  echo "$accord_cache/$1-${2//[^0-9A-Za-z.]/_}-$system_codename-$(uname -m)-${hash:0:12}"
}

missing_packages() { # packages...
  local installed package
  installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    [[ $installed == *" installed:$package "* ]] || echo "$package"
  done | sort -u
}

# Runs a command as root, or says which one to run.
as_root_or_say() { # shell command
  if [[ $EUID -eq 0 ]]; then
    quietly "$accord_cache/log/packages.log" bash -c "$1"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    quietly "$accord_cache/log/packages.log" sudo -n bash -c "$1"
  else
    die 77 'only root can install packages. Run this as root, then the same command again:' "  $1"
  fi
}

setup_packages() { # packages...
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [[ ${#missing[@]} -eq 0 ]]; then return; fi
  step "setup: ${#missing[@]} packages are to be installed: ${missing[*]}"
  as_root_or_say "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${missing[*]}"
}

setup_botan() { # folder to work in
  local work=$1 version prefix source
  step "setup: fetching Botan's source package"
  mkdir "$work/botan"
  (cd "$work/botan" && quietly "$accord_cache/log/botan-fetch.log" \
    archive_apt "$work" apt-get source --download-only botan3)
  source=("$work"/botan/*.dsc)
  version=$(awk '$1 == "Version:" { print $2; exit }' "${source[0]}")
  prefix=$(new_prefix botan "$version")
  step "setup: building Botan $version into $prefix (once; some minutes)"
  quietly "$accord_cache/log/botan-unpack.log" dpkg-source -x "${source[0]}" "$work/botan/source"
  quietly "$accord_cache/log/botan-configure.log" botan_configure "$work/botan/source" "$prefix"
  if ! botan_install "$work/botan/source" "$work/stage" 2>&1 |
    tee "$accord_cache/log/botan-build.log" | grep --line-buffered '^\[' | progress Botan; then
    tail -n 40 "$accord_cache/log/botan-build.log" >&2
    die 1 "Botan did not build (the whole output: $accord_cache/log/botan-build.log)"
  fi
  mv "$work/stage$prefix" "$prefix"
}

setup_catch2() { # folder to work in
  local work=$1 package version prefix
  step "setup: fetching Catch2 from $system_codename-backports"
  mkdir "$work/catch2"
  (cd "$work/catch2" && quietly "$accord_cache/log/catch2-fetch.log" \
    archive_apt "$work" apt-get download "libcatch2-dev/$system_codename-backports")
  package=("$work"/catch2/*.deb)
  version=$(dpkg-deb -f "${package[0]}" Version)
  prefix=$(new_prefix catch2 "$version")
  quietly "$accord_cache/log/catch2-unpack.log" catch2_unpack "${package[0]}" "$work/catch2/prefix"
  mv "$work/catch2/prefix" "$prefix"
}

setup_private() {
  [[ -z $(private_prefix botan) || -z $(private_prefix catch2) ]] || return 0
  # shellcheck source=.dev/archive.sh
  . "$root/.dev/archive.sh"
  # shellcheck source=.dev/botan.sh
  . "$root/.dev/botan.sh"
  # shellcheck source=.dev/catch2.sh
  . "$root/.dev/catch2.sh"
  if ! [[ -e ${archive_keyring%-keyring.gpg}-trixie-stable.gpg ]]; then
    step "setup: updating debian-archive-keyring, which lacks Debian 13's key"
    as_root_or_say 'apt-get update && apt-get install --yes debian-archive-keyring'
  fi
  mkdir -p "$accord_cache/log"
  exec 4>"$accord_cache/lock"
  flock 4 # another dev of the same user may be building the same prefix
  local work
  work=$(mktemp -d "$accord_cache/work.XXXXXX")
  # shellcheck disable=SC2064  # the folder as it is named now
  trap "rm -rf '$work'" EXIT
  step "setup: reading Debian's package lists into a folder of their own"
  quietly "$accord_cache/log/archive.log" archive_open "$work" "$system_codename"
  [[ -n $(private_prefix catch2) ]] || setup_catch2 "$work"
  [[ -n $(private_prefix botan) ]] || setup_botan "$work"
  rm -rf "$work"
  trap - EXIT
  exec 4>&-
}

# setup [packages...]: everything a build takes, and the packages named beside it.
setup() {
  if ! command -v dpkg-query >/dev/null; then
    step 'setup: this system has no apt; building with what is installed (CMake names what is missing)'
    return
  fi
  if needs_private; then
    setup_packages "${packages_build[@]}" "${packages_private[@]}" "$@"
    setup_private
  else
    setup_packages "${packages_build[@]}" "${packages_system[@]}" "$@"
  fi
}
