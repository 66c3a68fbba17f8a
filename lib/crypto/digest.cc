#include "lib/crypto/digest.h"

#include <algorithm>

#include <botan/hash.h>

#include "lib/crypto/botan_names.h"

namespace accord::crypto {
namespace {

struct Row {
  DigestAlgorithm algorithm;
  std::string_view name;
  std::size_t size;
  std::string_view uri;
  std::string_view oid;
};

constexpr std::array<Row, digest_algorithm_count> rows{{
    {DigestAlgorithm::sha1, "SHA-1", 20, "http://www.w3.org/2000/09/xmldsig#sha1", "1.3.14.3.2.26"},
    {DigestAlgorithm::sha224, "SHA-224", 28, "http://www.w3.org/2001/04/xmldsig-more#sha224",
     "2.16.840.1.101.3.4.2.4"},
    {DigestAlgorithm::sha256, "SHA-256", 32, "http://www.w3.org/2001/04/xmlenc#sha256",
     "2.16.840.1.101.3.4.2.1"},
    {DigestAlgorithm::sha384, "SHA-384", 48, "http://www.w3.org/2001/04/xmldsig-more#sha384",
     "2.16.840.1.101.3.4.2.2"},
    {DigestAlgorithm::sha512, "SHA-512", 64, "http://www.w3.org/2001/04/xmlenc#sha512",
     "2.16.840.1.101.3.4.2.3"},
    {DigestAlgorithm::sha3_256, "SHA3-256", 32, "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
     "2.16.840.1.101.3.4.2.8"},
    {DigestAlgorithm::sha3_384, "SHA3-384", 48, "http://www.w3.org/2007/05/xmldsig-more#sha3-384",
     "2.16.840.1.101.3.4.2.9"},
    {DigestAlgorithm::sha3_512, "SHA3-512", 64, "http://www.w3.org/2007/05/xmldsig-more#sha3-512",
     "2.16.840.1.101.3.4.2.10"},
}};

constexpr std::size_t index(DigestAlgorithm algorithm) noexcept {
  return static_cast<std::size_t>(algorithm);
}

const std::array<der::Oid, digest_algorithm_count>& oids() {
  static const auto table = [] {
    std::array<der::Oid, digest_algorithm_count> made;
    for (const auto& row : rows) made[index(row.algorithm)] = der::Oid::literal(row.oid);
    return made;
  }();
  return table;
}

// Making one of Botan's hash objects costs more than hashing a short input with it; each thread
// keeps its own.
Botan::HashFunction& thread_hash(DigestAlgorithm algorithm) {
  thread_local std::array<std::unique_ptr<Botan::HashFunction>, digest_algorithm_count> hashes;
  auto& hash = hashes[index(algorithm)];
  if (!hash) hash = Botan::HashFunction::create_or_throw(botan_name(algorithm));
  return *hash;
}

}  // namespace

std::string_view to_string(DigestAlgorithm algorithm) noexcept {
  return rows[index(algorithm)].name;
}

std::size_t digest_size(DigestAlgorithm algorithm) noexcept { return rows[index(algorithm)].size; }

std::optional<DigestAlgorithm> digest_from_uri(std::string_view uri) noexcept {
  for (const auto& row : rows) {
    if (row.uri == uri) return row.algorithm;
  }
  return std::nullopt;
}

std::string_view digest_uri(DigestAlgorithm algorithm) noexcept {
  return rows[index(algorithm)].uri;
}

std::optional<DigestAlgorithm> digest_from_oid(const der::Oid& oid) noexcept {
  for (const auto& row : rows) {
    if (oids()[index(row.algorithm)] == oid) return row.algorithm;
  }
  return std::nullopt;
}

const der::Oid& digest_oid(DigestAlgorithm algorithm) { return oids()[index(algorithm)]; }

bool Digest::matches(der::ByteView other) const noexcept { return der::equal(bytes(), other); }

struct Hasher::State {
  std::unique_ptr<Botan::HashFunction> hash;
};

Hasher::Hasher(DigestAlgorithm algorithm)
    : state_(std::make_unique<State>(
          State{Botan::HashFunction::create_or_throw(botan_name(algorithm))})) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(der::ByteView bytes) { state_->hash->update(bytes.data(), bytes.size()); }

Digest Hasher::finish() {
  Digest digest;
  digest.size_ = state_->hash->output_length();
  state_->hash->final(digest.data_.data());
  return digest;
}

Digest digest(DigestAlgorithm algorithm, der::ByteView bytes) {
  auto& hash = thread_hash(algorithm);
  Digest digest;
  digest.size_ = hash.output_length();
  hash.update(bytes.data(), bytes.size());
  hash.final(digest.data_.data());
  return digest;
}

}  // namespace accord::crypto
