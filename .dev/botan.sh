# shellcheck shell=bash
# The recipe for Botan 3 where the system has none that is new enough: Debian 13's source package, static,
# the library only, only the modules that Accord uses. A changed recipe makes a new prefix: its directory
# carries this file's hash.

# The CPU-specific modules are named because --minimized-build leaves them out; they are chosen between when
# the program runs. x509 is for tests, which compare our reading of certificates with Botan's.
readonly botan_modules=(
  rsa dsa ecdsa ed25519 ed448 ml_dsa rfc6979
  pcurves_secp256r1 pcurves_secp384r1 pcurves_secp521r1
  pcurves_brainpool256r1 pcurves_brainpool384r1 pcurves_brainpool512r1
  emsa_pkcs1 emsa_pssr emsa_raw hash_id raw_hash
  sha1 sha1_sse2 sha1_x86 sha1_armv8
  sha2_32 sha2_32_bmi2 sha2_32_x86 sha2_32_armv8
  sha2_64 sha2_64_bmi2 sha2_64_armv8
  sha3 keccak_perm_bmi2
  aes aes_ni aes_vaes aes_vperm aes_armv8 cbc ctr gcm ghash_cpu ghash_vperm simd
  pbes2 pbkdf2 scrypt hmac pubkey keypair
  auto_rng hmac_drbg system_rng processor_rng rdseed locking_allocator
  asn1 pem base64 hex numbertheory cpuid x509)

botan_configure() { # folder with the unpacked source, prefix
  local IFS=,
  cd "$1" || return
  local cache=()
  if command -v ccache >/dev/null; then cache=(--compiler-cache=ccache); fi
  python3 ./configure.py --prefix="$2" --minimized-build --enable-modules="${botan_modules[*]}" \
    --build-targets=static --disable-shared-library --without-documentation \
    --no-install-python-module --build-tool=ninja "${cache[@]}" \
    --extra-cxxflags='-fPIC -ffunction-sections -fdata-sections -w'
}

# Builds and installs below folder $2, from where the prefix is moved to its place in one step.
botan_install() { # folder with the unpacked source, folder to install below
  DESTDIR="$2" ninja -C "$1" install
}
