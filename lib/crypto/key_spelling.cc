#include "lib/crypto/key_spelling.h"

#include <array>

#include "lib/crypto/spki.h"
#include "lib/der/reader.h"

namespace accord::crypto {
namespace {

// The content of 1.2.840.10045.2.1 and of 1.2.840.113549.1.1.10.
constexpr std::array<std::uint8_t, 7> ec{0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01};
constexpr std::array<std::uint8_t, 9> rsa_pss{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A};

// Without reading the key or making a value: most keys are spelt as usual, and are compared often.
bool is_spelt_otherwise(der::ByteView spki) {
  constexpr std::uint8_t uncompressed = 4;
  auto parts = der::Reader(spki).enter(der::tag::sequence);
  if (!parts) return false;
  auto algorithm = parts->enter(der::tag::sequence);
  if (!algorithm) return false;
  const auto oid = algorithm->element(der::tag::oid);
  if (!oid) return false;
  if (der::equal(oid->content, rsa_pss)) return true;
  if (!der::equal(oid->content, ec)) return false;
  const auto bits = parts->bit_string();
  return bits && !bits->bytes.empty() && bits->bytes[0] != uncompressed;
}

}  // namespace

std::optional<der::Bytes> respelt(der::ByteView spki) {
  if (!is_spelt_otherwise(spki)) return std::nullopt;
  const auto read = read_spki(spki);
  if (!read) return std::nullopt;
  return read->key->subject_public_key();
}

bool same_key(der::ByteView one, der::ByteView other) {
  if (der::equal(one, other)) return true;
  const auto of_one = respelt(one);
  const auto of_other = respelt(other);
  if (!of_one.has_value() && !of_other.has_value()) return false;
  return der::equal(of_one.has_value() ? der::ByteView(*of_one) : one,
                    of_other.has_value() ? der::ByteView(*of_other) : other);
}

}  // namespace accord::crypto
