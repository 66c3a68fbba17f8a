#include "lib/crypto/digest.h"

#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/reference.h"

namespace accord::crypto {
namespace {

constexpr DigestAlgorithm all[] = {DigestAlgorithm::sha1,     DigestAlgorithm::sha224,
                                   DigestAlgorithm::sha256,   DigestAlgorithm::sha384,
                                   DigestAlgorithm::sha512,   DigestAlgorithm::sha3_256,
                                   DigestAlgorithm::sha3_384, DigestAlgorithm::sha3_512};

std::optional<DigestAlgorithm> named(std::string_view name) {
  for (const auto algorithm : all) {
    if (to_string(algorithm) == name) return algorithm;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("digests are those that openssl computes") {
  std::istringstream lines(
      tests::read_file(tests::test_vector("crypto/openssl-digests/digests.txt")));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto first = line.find('|');
    const auto last = line.rfind('|');
    const auto algorithm = named(line.substr(0, first));
    INFO(line);
    REQUIRE(algorithm.has_value());
    const auto text = line.substr(first + 1, last - first - 1);
    const auto value = digest(*algorithm, der::as_bytes(text));
    CHECK(der::to_hex(value.bytes()) == line.substr(last + 1));
    CHECK(value.bytes().size() == digest_size(*algorithm));

    Hasher hasher(*algorithm);
    for (const char c : text) hasher.update(der::as_bytes({&c, 1}));
    CHECK(hasher.finish() == value);
    hasher.update(der::as_bytes(text));
    CHECK(hasher.finish() == value);
  }
  CHECK(count == 32);
}

TEST_CASE("every digest algorithm is found again by its URI and its object identifier") {
  for (const auto algorithm : all) {
    CHECK(digest_from_uri(digest_uri(algorithm)) == algorithm);
    CHECK(digest_from_oid(digest_oid(algorithm)) == algorithm);
  }
  CHECK_FALSE(digest_from_uri("http://www.w3.org/2001/04/xmldsig-more#md5").has_value());
  CHECK_FALSE(digest_from_uri("").has_value());
  CHECK_FALSE(digest_from_oid(der::Oid::literal("1.2.840.113549.2.5")).has_value());
}

TEST_CASE("a digest matches the same bytes only") {
  const auto value = digest(DigestAlgorithm::sha256, der::as_bytes("abc"));
  auto bytes = der::Bytes(value.bytes().begin(), value.bytes().end());
  CHECK(value.matches(bytes));
  bytes.back() ^= 1U;
  CHECK_FALSE(value.matches(bytes));
  bytes.back() ^= 1U;
  bytes.pop_back();
  CHECK_FALSE(value.matches(bytes));
  CHECK_FALSE(value.matches({}));
}

}  // namespace accord::crypto
