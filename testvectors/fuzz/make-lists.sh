#!/usr/bin/env bash
# Makes the first inputs of the fuzz target list_reader: lists, an agreement and sources of the demo. Give the program,
# build/release/bin/accord. Keys are made anew, so the bytes differ from run to run; what they exercise does not.
set -euo pipefail
program=$(realpath "${1:?the program accord}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" demo --out "$work/demo" >"$work/told"
cd "$work/demo"
mkdir -p "$here/list_reader"
cp agreement.xml "$here/list_reader/agreement.xml"
cp jp/list-2.xml "$here/list_reader/list-with-history.xml"
cp eu/list.unsigned.xml "$here/list_reader/list-of-lists.xml"
cp jp/scheme.xml "$here/list_reader/scheme-source.xml"
cp eu/scheme.xml "$here/list_reader/scheme-source-with-pointer.xml"
cp jp/providers/*.xml "$here/list_reader/provider-source.xml"
