# shellcheck shell=bash
# The recipe for Botan 3 where the system has none that is new enough: Debian 13's source package with its
# security updates; static, the library only, and only the modules that Accord uses. A changed recipe makes
# a new prefix: its directory carries this file's hash.

# x509 is for tests, which compare our reading of certificates with Botan's.
readonly botan_modules=(
  rsa dsa ecdsa ed25519 ed448 ml_dsa rfc6979
  pcurves_secp256r1 pcurves_secp384r1 pcurves_secp521r1
  pcurves_brainpool256r1 pcurves_brainpool384r1 pcurves_brainpool512r1
  emsa_pkcs1 emsa_pssr emsa_raw hash_id raw_hash
  sha1 sha2_32 sha2_64 sha3 hmac
  aes cbc ctr gcm pbes2 pbkdf2 scrypt pubkey keypair
  auto_rng hmac_drbg system_rng locking_allocator
  asn1 pem base64 hex numbertheory cpuid x509)

# What --minimized-build leaves out although the program, which chooses between them when it runs, is
# several times slower without. Their names differ between versions: those that this one lacks are passed over.
readonly botan_cpu_modules=(
  cpuid_x86 cpuid_aarch64 cpuid_ppc cpuid_riscv64
  simd simd_4x32 simd_2x64 simd_4x64 simd_8x64
  sha1_sse2 sha1_simd sha1_avx2 sha1_x86 sha1_armv8
  sha2_32_bmi2 sha2_32_simd sha2_32_avx2 sha2_32_x86 sha2_32_armv8
  sha2_64_bmi2 sha2_64_avx2 sha2_64_avx512 sha2_64_x86 sha2_64_armv8
  keccak_perm_bmi2 keccak_perm_avx512
  aes_ni aes_vaes aes_vperm aes_armv8 aes_power8
  ctr_avx2 ctr_simd32 ghash_cpu ghash_avx512_clmul ghash_vperm
  processor_rng rdseed)

botan_configure() { # folder with the unpacked source, prefix
  cd "$1" || return
  local modules=("${botan_modules[@]}") module known cache=()
  known=" $(python3 ./configure.py --list-modules | tr '\n' ' ') "
  for module in "${botan_cpu_modules[@]}"; do
    if [[ $known == *" $module "* ]]; then modules+=("$module"); fi
  done
  if command -v ccache >/dev/null; then cache=(--compiler-cache=ccache); fi
  local IFS=,
  python3 ./configure.py --prefix="$2" --minimized-build --enable-modules="${modules[*]}" \
    --build-targets=static --disable-shared-library --without-documentation \
    --no-install-python-module --build-tool=ninja "${cache[@]}" \
    --extra-cxxflags='-fPIC -ffunction-sections -fdata-sections -w'
}

# Builds and installs below folder $2, from where the prefix is moved to its place in one step.
botan_install() { # folder with the unpacked source, folder to install below
  DESTDIR="$2" ninja -C "$1" install
}
