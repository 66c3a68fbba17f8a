# shellcheck shell=bash
# Debian's archive read through private lists: the machine's own package sources stay as they are.
# apt checks the signature of every list and, through it, the digest of every file that it fetches.

readonly archive_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# The mirror that this machine already uses for Debian's suite $1; further arguments go to apt-get.
archive_mirror() { # suite, options...
  # shellcheck disable=SC2016  # apt's own placeholders
  apt-get "${@:2}" indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' 2>/dev/null |
    awk -v suite="$1" '$1 == "Debian" && $2 == suite { print $3; exit }'
}

# apt-get or apt-cache on the private lists in folder $1.
archive_apt() { # folder, program, arguments...
  local folder=$1 program=$2
  shift 2
  "$program" -q -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=3 -o Acquire::Languages=none "$@"
}

# archive_open FOLDER SYSTEM: private lists of Debian 13's sources and of SYSTEM's backports.
archive_open() { # folder, codename of this system
  local folder=$1 codename=$2 own=() mirror security
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  mirror=$(archive_mirror "$codename")
  if [[ -z $mirror ]]; then
    # apt knows the suites only of lists that it has; a machine without any gets them into the folder.
    own=(-o "Dir::State::Lists=$folder/own" -o "Dir::Cache=$folder/cache"
      -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
    mkdir -p "$folder/own/partial"
    apt-get -q "${own[@]}" update
    mirror=$(archive_mirror "$codename" "${own[@]}")
  fi
  if [[ -z $mirror ]]; then
    echo "This machine's apt has no source of Debian $codename to take a mirror from; see apt's sources."
    return 69
  fi
  security=$(archive_mirror "$codename-security" "${own[@]}")
  {
    echo "deb-src [signed-by=$archive_keyring] $mirror trixie main"
    echo "deb [signed-by=$archive_keyring] $mirror $codename-backports main"
    [[ -z $security ]] || echo "deb-src [signed-by=$archive_keyring] $security trixie-security main"
  } >"$folder/sources.list"
  archive_apt "$folder" apt-get update -o APT::Update::Error-Mode=any
}
