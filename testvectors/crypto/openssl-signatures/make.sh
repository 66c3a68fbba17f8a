#!/bin/sh
# Makes the files in this folder anew with openssl 3: one public key and one signature over message.txt in each.
# The private keys are thrown away.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'The quick brown fox jumps over the lazy dog, 2026-11-21.\n' >message.txt

key() { # genpkey arguments
  openssl genpkey -quiet "$@" -out "$work/key.pem" 2>/dev/null || openssl genpkey "$@" -out "$work/key.pem" 2>/dev/null
}
write() { # name; the signature is in $work/signature
  {
    openssl pkey -in "$work/key.pem" -pubout
    echo '-----BEGIN SIGNATURE-----'
    openssl base64 -in "$work/signature"
    echo '-----END SIGNATURE-----'
  } >"$1.pem"
}
hashed() { # name, digest, further arguments of dgst
  name=$1 digest=$2
  shift 2
  openssl dgst "-$digest" -sign "$work/key.pem" "$@" -out "$work/signature" message.txt
  write "$name"
}
whole() { # name
  openssl pkeyutl -sign -rawin -inkey "$work/key.pem" -in message.txt -out "$work/signature"
  write "$1"
}

key -algorithm RSA -pkeyopt rsa_keygen_bits:2048
for digest in sha1 sha224 sha256 sha384 sha512 sha3-256 sha3-384 sha3-512; do
  hashed "rsa-pkcs1-$digest" "$digest"
  hashed "rsa-pss-$digest" "$digest" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest
done
key -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3
hashed rsa-exponent-3 sha256
key -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
  -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32
hashed rsa-pss-key sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32
for pair in prime256v1:sha256 secp384r1:sha384 secp521r1:sha512 \
  brainpoolP256r1:sha256 brainpoolP384r1:sha384 brainpoolP512r1:sha512; do
  key -algorithm EC -pkeyopt "ec_paramgen_curve:${pair%:*}" -pkeyopt ec_param_enc:named_curve
  hashed "ecdsa-${pair%:*}" "${pair#*:}"
done
key -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve
hashed ecdsa-sha3-256 sha3-256
hashed ecdsa-sha512-on-a-smaller-curve sha512
key -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve -pkeyopt point-format:compressed
openssl ec -in "$work/key.pem" -conv_form compressed -out "$work/compressed.pem" 2>/dev/null
mv "$work/compressed.pem" "$work/key.pem"
hashed ecdsa-compressed-point sha256
key -algorithm ED25519
whole ed25519
key -algorithm ED448
whole ed448
openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -pkeyopt dsa_paramgen_q_bits:256 \
  -out "$work/parameters.pem" 2>/dev/null
key -paramfile "$work/parameters.pem"
hashed dsa-sha256 sha256
