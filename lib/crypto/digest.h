#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "lib/der/bytes.h"
#include "lib/der/oid.h"

namespace accord::crypto {

enum class DigestAlgorithm : std::uint8_t {
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  sha3_256,
  sha3_384,
  sha3_512
};
inline constexpr std::size_t digest_algorithm_count = 8;

/// "SHA-256".
[[nodiscard]] std::string_view to_string(DigestAlgorithm algorithm) noexcept;
/// The length of its values in bytes.
[[nodiscard]] std::size_t digest_size(DigestAlgorithm algorithm) noexcept;
/// The algorithm of an XML signature's DigestMethod URI (XML Signature 1.1, 6.2; XML Encryption,
/// 5.8; RFC 9231, 2.1); nothing when not known.
[[nodiscard]] std::optional<DigestAlgorithm> digest_from_uri(std::string_view uri) noexcept;
[[nodiscard]] std::string_view digest_uri(DigestAlgorithm algorithm) noexcept;
/// By object identifier (RFC 8017, B.1; NIST for SHA-3); nothing when not known.
[[nodiscard]] std::optional<DigestAlgorithm> digest_from_oid(const der::Oid& oid) noexcept;
[[nodiscard]] const der::Oid& digest_oid(DigestAlgorithm algorithm);

/// A digest value: up to 64 bytes, no allocation.
class Digest {
 public:
  Digest() = default;
  [[nodiscard]] der::ByteView bytes() const noexcept { return {data_.data(), size_}; }
  /// Same length and same bytes (not constant-time: digests here are of public data).
  [[nodiscard]] bool matches(der::ByteView other) const noexcept;
  friend bool operator==(const Digest& a, const Digest& b) noexcept { return a.matches(b.bytes()); }

 private:
  friend class Hasher;
  friend Digest digest(DigestAlgorithm algorithm, der::ByteView bytes);
  std::array<std::uint8_t, 64> data_{};
  std::size_t size_ = 0;
};

/// Computes a digest over bytes given piece by piece.
class Hasher {
 public:
  explicit Hasher(DigestAlgorithm algorithm);
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;

  void update(der::ByteView bytes);
  /// The digest; the hasher starts anew.
  [[nodiscard]] Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The digest of bytes that are all there.
[[nodiscard]] Digest digest(DigestAlgorithm algorithm, der::ByteView bytes);

}  // namespace accord::crypto
