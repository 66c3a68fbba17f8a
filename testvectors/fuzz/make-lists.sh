#!/usr/bin/env bash
# Makes the first inputs of the fuzz targets list_reader (lists of both forms, an agreement and sources) and edited_source
# (the sources; with-notes.xml there is written by hand). Give the program,
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

# A list of trusted entities (ETSI TS 119 602), signed, with a service that has no status and one that has; and its source.
printf 'practice\n' >"$work/passphrase"
chmod 600 "$work/passphrase"
export ACCORD_PASSPHRASE_FILE="$work/passphrase"
certificate=$(find "$work/demo" -name '*.crt' -path '*jp/certificates/*' | head -n 1)
in_list() { "$program" tl service "$1" entities --provider 'Example Wallets' --service "$2" "${@:3}" >>"$work/told"; }
"$program" scheme new entities --territory JP --operator 'Example Agency' --form trusted-entities \
  --list-type EUWalletProvidersList --at 2026-05-01T00:00:00Z >>"$work/told"
"$program" tl provider add entities --provider 'Example Wallets' >>"$work/told"
in_list add Wallet --certificate "$certificate"
in_list add Other --certificate entities/list-signer.crt --identifier https://example.jp/id/2 \
  --status https://example.jp/status/notified --at 2026-05-10T00:00:00Z
in_list set-status Other --status https://example.jp/status/suspended --at 2026-05-20T00:00:00Z
"$program" tl build entities --at 2026-06-01T00:00:00Z >>"$work/told"
"$program" tl sign entities --at 2026-06-01T00:00:00Z >>"$work/told" 2>&1
cp entities/list.xml "$here/list_reader/trusted-entities.xml"
cp entities/scheme.xml "$here/list_reader/entities-scheme-source.xml"
cp entities/providers/*.xml "$here/list_reader/entities-provider-source.xml"
mkdir -p "$here/edited_source"
cp "$here"/list_reader/{provider-source,scheme-source,scheme-source-with-pointer,entities-provider-source}.xml "$here/edited_source/"
