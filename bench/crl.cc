// A CRL of a million entries: loaded, verified, asked; beside OpenSSL over the same bytes. Each
// loads it in a process of its own, so that peak memory is its own.

#include "lib/x509/crl.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include <fmt/format.h>
#include <openssl/x509.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/crypto/signer.h"
#include "lib/x509/write.h"

namespace {

using namespace accord;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t entries = 1'000'000;
const time::Instant at = std::chrono::sys_days{std::chrono::year{2026} / 8 / 1};

template <typename T>
T must(outcome::Result<T> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", outcome::message(result.error()));
    std::exit(1);
  }
  return std::move(*result);
}
void must(bool holds, const char* what) {
  if (holds) return;
  fmt::print(stderr, "this does not hold: {}\n", what);
  std::exit(1);
}

der::Bytes serial_bytes(std::uint32_t i) {
  return {0x20,
          static_cast<std::uint8_t>(i >> 16U),
          static_cast<std::uint8_t>(i >> 8U),
          static_cast<std::uint8_t>(i),
          0x11,
          0x22,
          0x33,
          0x44};
}

x509::Name issuer() {
  return x509::Name::build({{x509::attribute::common_name, "Authority of many"}});
}

/// Writes the CRL, then the key that signed it.
void make(const std::filesystem::path& folder) {
  auto key = must(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
  x509::CrlContent content;
  content.algorithm = key.algorithm();
  content.issuer = issuer();
  content.this_update = at - std::chrono::hours(1);
  content.next_update = at + std::chrono::hours(1);
  content.entries.reserve(entries);
  for (std::uint32_t i = 0; i < entries; ++i) {
    content.entries.push_back({der::SerialNumber::from_magnitude(serial_bytes(i)),
                               at - std::chrono::hours(48),
                               x509::RevocationReason::superseded,
                               {}});
  }
  const auto crl = must(x509::sign_tbs(x509::write_tbs_crl(content), key));
  const auto spki = key.public_key().spki();
  for (const auto& [file, bytes] : {std::pair("crl", der::ByteView(crl)), std::pair("key", spki)}) {
    std::ofstream(folder / file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
}

der::Bytes bytes_of(const std::filesystem::path& file) {
  der::Bytes bytes(std::filesystem::file_size(file));
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void report(const char* who, double loading, double verifying, double looking_up) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("{:<28}{:>12.1f}{:>14.1f}{:>16.3f}{:>12.1f}\n", who, loading, verifying, looking_up,
             static_cast<double>(usage.ru_maxrss) / 1024.0);
  std::fflush(stdout);
}

constexpr std::uint32_t step = 7919;  // of the serial numbers asked for

void accord_loads(const std::filesystem::path& folder) {
  auto begin = Clock::now();
  const auto crl = must(x509::Crl::parse(bytes_of(folder / "crl")));
  const auto loading = milliseconds_since(begin);
  const auto key = must(crypto::PublicKey::from_spki(bytes_of(folder / "key")));
  begin = Clock::now();
  must(crl.check_signature(key).has_value(), "the CRL's signature");
  const auto verifying = milliseconds_since(begin);
  std::uint32_t found = 0;
  std::uint32_t asked = 0;
  const auto name = issuer();
  begin = Clock::now();
  for (std::uint32_t i = 0; i < 2 * entries; i += step) {  // every second one is not listed
    found +=
        crl.find(name, der::SerialNumber::from_magnitude(serial_bytes(i))).has_value() ? 1U : 0U;
    ++asked;
  }
  report("accord", loading, verifying, milliseconds_since(begin) * 1e3 / asked);
  must(found == (entries + step - 1) / step, "every entry is found");
}

void openssl_loads(const std::filesystem::path& folder) {
  auto begin = Clock::now();
  const auto bytes = bytes_of(folder / "crl");
  const auto* data = bytes.data();
  X509_CRL* crl = d2i_X509_CRL(nullptr, &data, static_cast<long>(bytes.size()));
  must(crl != nullptr, "OpenSSL reads the CRL");
  const auto loading = milliseconds_since(begin);
  const auto spki = bytes_of(folder / "key");
  data = spki.data();
  EVP_PKEY* key = d2i_PUBKEY(nullptr, &data, static_cast<long>(spki.size()));
  begin = Clock::now();
  must(X509_CRL_verify(crl, key) == 1, "the CRL's signature, for OpenSSL");
  const auto verifying = milliseconds_since(begin);
  std::uint32_t asked = 0;
  begin = Clock::now();
  for (std::uint32_t i = 0; i < 2 * entries; i += step) {
    const auto serial = serial_bytes(i);
    BIGNUM* number = BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr);
    ASN1_INTEGER* integer = BN_to_ASN1_INTEGER(number, nullptr);
    X509_REVOKED* entry = nullptr;
    X509_CRL_get0_by_serial(crl, &entry, integer);
    ASN1_INTEGER_free(integer);
    BN_free(number);
    ++asked;
  }
  report("OpenSSL", loading, verifying, milliseconds_since(begin) * 1e3 / asked);
}

void in_own_process(const std::function<void()>& work) {
  const auto child = ::fork();
  if (child == 0) {
    work();
    std::fflush(stdout);
    ::_exit(0);
  }
  int status = 0;
  must(child > 0 && ::waitpid(child, &status, 0) == child && status == 0,
       "a process that ends well");
}

}  // namespace

int main() {
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("accord-crl-{}", ::getpid());
  std::filesystem::create_directory(folder);
  in_own_process([&] { make(folder); });
  fmt::print(
      "A CRL of 1,000,000 entries, {:.1f} MB; each in a process of its "
      "own\n\n{:<28}{:>12}{:>14}{:>16}{:>12}\n",
      static_cast<double>(std::filesystem::file_size(folder / "crl")) / 1e6, "", "loading ms",
      "signature ms", "look-up µs", "peak MiB");
  std::fflush(stdout);
  in_own_process([&] { accord_loads(folder); });
  in_own_process([&] { openssl_loads(folder); });
  std::filesystem::remove_all(folder);
  return 0;
}
