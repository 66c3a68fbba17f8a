# shellcheck shell=bash
# The recipe for Catch2 3 where the system has only version 2: the package of the system's backports,
# unpacked into a prefix. Its directory carries this file's hash.

catch2_unpack() { # the package, prefix
  dpkg-deb -x "$1" "$2.unpacked" &&
    mv "$2.unpacked/usr" "$2" &&
    rm -rf "$2.unpacked"
}
