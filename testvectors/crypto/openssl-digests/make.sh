#!/bin/sh
# Makes digests.txt anew with openssl 3: the algorithm, the input as text, the digest.
set -eu
cd "$(dirname "$0")"
for text in '' abc 'The quick brown fox jumps over the lazy dog' \
  'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu'; do
  for name in SHA-1 SHA-224 SHA-256 SHA-384 SHA-512 SHA3-256 SHA3-384 SHA3-512; do
    printf '%s|%s|%s\n' "$name" "$text" \
      "$(printf '%s' "$text" | openssl dgst "-$name" -r | cut -d' ' -f1)"
  done
done >digests.txt
