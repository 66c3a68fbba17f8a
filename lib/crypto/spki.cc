#include "lib/crypto/spki.h"

#include <array>

#include <botan/bigint.h>
#include <botan/ec_apoint.h>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/ed25519.h>
#include <botan/ed448.h>
#include <botan/exceptn.h>
#include <botan/rsa.h>
#include <botan/x509_key.h>
#include <fmt/format.h>

#include "lib/crypto/botan_names.h"
#include "lib/crypto/ml_dsa.h"
#include "lib/crypto/pss_parameters.h"
#include "lib/der/writer.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;

constexpr std::size_t least_rsa_bits = 1024;
constexpr std::size_t most_rsa_bits = 16384;
// Above what CA/Browser Forum and FIPS 186-5 allow for e; without a bound a verification could cost
// as much as a signature.
constexpr std::size_t most_exponent_bits = 256;
// Where one multiplication costs the more, there may be the fewer.
constexpr std::size_t usual_rsa_bits = 4096;
constexpr std::size_t most_exponent_bits_of_large = 33;
constexpr std::size_t least_dsa_bits = 1024;
constexpr std::size_t most_dsa_bits = 4096;
constexpr std::size_t least_dsa_order_bits = 160;
constexpr std::size_t most_dsa_order_bits = 512;
constexpr std::size_t ed25519_length = 32;
constexpr std::size_t ed448_length = 57;

struct CurveRow {
  Curve curve;
  std::uint32_t bits;
  std::string_view oid;
};
// RFC 5480, 2.1.1.1; RFC 5639, 4.1.
constexpr std::array<CurveRow, 6> curves{{
    {Curve::p256, 256, "1.2.840.10045.3.1.7"},
    {Curve::p384, 384, "1.3.132.0.34"},
    {Curve::p521, 521, "1.3.132.0.35"},
    {Curve::brainpool256r1, 256, "1.3.36.3.3.2.8.1.1.7"},
    {Curve::brainpool384r1, 384, "1.3.36.3.3.2.8.1.1.11"},
    {Curve::brainpool512r1, 512, "1.3.36.3.3.2.8.1.1.13"},
}};

enum class KeyType : std::uint8_t {
  rsa,
  rsa_pss,
  ec,
  ed25519,
  ed448,
  dsa,
  ml_dsa_44,
  ml_dsa_65,
  ml_dsa_87
};
struct KeyTypeRow {
  KeyType type;
  std::string_view oid;
};
constexpr std::array<KeyTypeRow, 9> key_types{{
    {KeyType::rsa, "1.2.840.113549.1.1.1"},
    {KeyType::rsa_pss, "1.2.840.113549.1.1.10"},
    {KeyType::ec, "1.2.840.10045.2.1"},
    {KeyType::ed25519, "1.3.101.112"},
    {KeyType::ed448, "1.3.101.113"},
    {KeyType::dsa, "1.2.840.10040.4.1"},
    {KeyType::ml_dsa_44, "2.16.840.1.101.3.4.3.17"},
    {KeyType::ml_dsa_65, "2.16.840.1.101.3.4.3.18"},
    {KeyType::ml_dsa_87, "2.16.840.1.101.3.4.3.19"},
}};

template <typename Row, std::size_t count>
const Row* by_oid(const std::array<Row, count>& rows, const der::Oid& oid) {
  static const auto oids = [&rows] {
    std::array<der::Oid, count> made;
    for (std::size_t i = 0; i < count; ++i) made[i] = der::Oid::literal(rows[i].oid);
    return made;
  }();
  for (std::size_t i = 0; i < count; ++i) {
    if (oids[i] == oid) return &rows[i];
  }
  return nullptr;
}

tl::unexpected<outcome::Finding> malformed(std::string reason) {
  return outcome::fail(FindingId::key_malformed, {.where = "SubjectPublicKeyInfo"},
                       {{"reason", std::move(reason)}});
}

tl::unexpected<outcome::Finding> unknown(std::string what) {
  return outcome::fail(FindingId::key_unknown_algorithm, {.where = "SubjectPublicKeyInfo"},
                       {{"algorithm", std::move(what)}});
}

Result<Botan::BigInt> positive_integer(der::Reader& reader, std::string_view name) {
  const auto content = reader.integer();
  if (!content) return pass_on(content);
  if ((content->front() & 0x80U) != 0) return malformed(fmt::format("the {} is negative", name));
  return Botan::BigInt(content->data(), content->size());
}

// RFC 3279, 2.3.1: RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }
Result<void> read_rsa(der::ByteView bits, Spki& spki) {
  der::Reader outer(bits);
  auto sequence = outer.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  if (auto end = outer.finish(); !end) return end;
  const auto modulus = positive_integer(*sequence, "modulus");
  if (!modulus) return pass_on(modulus);
  const auto exponent = positive_integer(*sequence, "exponent");
  if (!exponent) return pass_on(exponent);
  if (auto end = sequence->finish(); !end) return end;

  const auto size = modulus->bits();
  if (size < least_rsa_bits || size > most_rsa_bits) {
    return malformed(fmt::format("an RSA modulus of {} bits", size));
  }
  if (modulus->is_even()) return malformed("an even RSA modulus");
  if (exponent->is_even() || *exponent < 3) return malformed("an RSA exponent that is even or 1");
  const auto most = size > usual_rsa_bits ? most_exponent_bits_of_large : most_exponent_bits;
  if (exponent->bits() > most) {
    return malformed(fmt::format("an RSA exponent of {} bits", exponent->bits()));
  }
  spki.facts = {KeyKind::rsa, static_cast<std::uint32_t>(size)};
  spki.exponent_bits = static_cast<std::uint32_t>(exponent->bits());
  spki.part_length = modulus->bytes();
  spki.key = std::make_unique<Botan::RSA_PublicKey>(*modulus, *exponent);
  return {};
}

// RFC 5480, 2.1.1: "implicitCurve and specifiedCurve MUST NOT be used in PKIX".
Result<void> read_ec(der::Reader& parameters, der::ByteView bits, Spki& spki) {
  if (!parameters.next_is(der::tag::oid)) return malformed("an EC key without a named curve");
  const auto oid = parameters.oid();
  if (!oid) return pass_on(oid);
  if (auto end = parameters.finish(); !end) return end;
  const auto* row = by_oid(curves, *oid);
  if (row == nullptr) return unknown(fmt::format("EC on curve {}", oid->to_string()));
  // RFC 5480, 2.2: uncompressed or compressed; "hybrid form MUST NOT be used". One byte 00 would be
  // the point at infinity.
  if (bits.empty() || bits[0] < 2 || bits[0] > 4) return malformed("an EC point in no known form");

  const auto group = Botan::EC_Group::from_name(botan_name(row->curve));
  const auto point = Botan::EC_AffinePoint::deserialize(group, bits);
  if (!point.has_value()) return malformed("an EC point that is not on its curve");
  spki.facts = {KeyKind::ec, row->bits, row->curve};
  spki.part_length = group.get_order_bytes();
  spki.key = std::make_unique<Botan::ECDSA_PublicKey>(group, *point);
  return {};
}

// RFC 8410, 4: the octets themselves.
Result<void> read_edwards(KeyType type, der::ByteView bits, Spki& spki) {
  const auto length = type == KeyType::ed25519 ? ed25519_length : ed448_length;
  if (bits.size() != length) {
    return malformed(fmt::format("{} bytes where the key has {}", bits.size(), length));
  }
  if (type == KeyType::ed25519) {
    spki.facts = {KeyKind::ed25519, 255};
    spki.key = std::make_unique<Botan::Ed25519_PublicKey>(bits);
  } else {
    spki.facts = {KeyKind::ed448, 448};
    spki.key = std::make_unique<Botan::Ed448_PublicKey>(bits);
  }
  return {};
}

// RFC 9881, 4: the octets themselves.
Result<void> read_ml_dsa(KeyKind kind, der::Reader& parameters, der::ByteView bits, Spki& spki) {
  if (auto end = parameters.finish(); !end) return end;
  if (bits.size() != ml_dsa_key_length(kind)) {
    return malformed(
        fmt::format("{} bytes where the key has {}", bits.size(), ml_dsa_key_length(kind)));
  }
  spki.facts = {kind, static_cast<std::uint32_t>(bits.size() * 8)};
  spki.key = make_ml_dsa_public_key(kind, bits);
  if (!spki.key)
    return unknown(fmt::format("{}, which Botan has not been built with", to_string(kind)));
  return {};
}

// RFC 3279, 2.3.2: Dss-Parms ::= SEQUENCE { p, q, g }, the key an INTEGER. Primality is not
// checked: it would cost more than the verification is worth, and whoever certified the key vouches
// for it.
Result<void> read_dsa(der::Reader& parameters, der::ByteView input, der::ByteView bits,
                      Spki& spki) {
  if (parameters.at_end()) return malformed("a DSA key without its parameters");
  auto sequence = parameters.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  if (auto end = parameters.finish(); !end) return end;
  const auto p = positive_integer(*sequence, "prime p");
  if (!p) return pass_on(p);
  const auto q = positive_integer(*sequence, "prime q");
  if (!q) return pass_on(q);
  const auto g = positive_integer(*sequence, "generator");
  if (!g) return pass_on(g);
  if (auto end = sequence->finish(); !end) return end;
  der::Reader value(bits);
  const auto y = positive_integer(value, "public value");
  if (!y) return pass_on(y);
  if (auto end = value.finish(); !end) return end;

  if (p->bits() < least_dsa_bits || p->bits() > most_dsa_bits || q->bits() < least_dsa_order_bits ||
      q->bits() > most_dsa_order_bits) {
    return malformed(fmt::format("DSA parameters of {} and {} bits", p->bits(), q->bits()));
  }
  if (p->is_even() || q->is_even() || *q >= *p || *g <= 1 || *g >= *p || *y <= 1 || *y >= *p) {
    return malformed("DSA numbers that do not fit together");
  }
  spki.facts = {KeyKind::dsa, static_cast<std::uint32_t>(p->bits())};
  spki.part_length = q->bytes();
  spki.key = Botan::X509::load_key(input);
  return {};
}

Result<void> read_key(KeyType type, der::Reader& parameters, der::ByteView input, Spki& spki) {
  switch (type) {
    case KeyType::rsa:
      // RFC 3279, 2.3.1: "the parameters field MUST have ASN.1 type NULL".
      if (!parameters.null() || !parameters.at_end()) {
        return malformed("an RSA key whose parameters are not NULL");
      }
      return read_rsa(spki.key_bits, spki);
    case KeyType::rsa_pss: {
      auto restriction = read_pss_parameters(parameters);
      if (!restriction) return pass_on(restriction);
      spki.pss_only = true;
      spki.pss = *restriction;
      return read_rsa(spki.key_bits, spki);
    }
    case KeyType::ec:
      return read_ec(parameters, spki.key_bits, spki);
    case KeyType::ed25519:
    case KeyType::ed448:
      if (auto end = parameters.finish(); !end) return end;
      return read_edwards(type, spki.key_bits, spki);
    case KeyType::dsa:
      return read_dsa(parameters, input, spki.key_bits, spki);
    case KeyType::ml_dsa_44:
      return read_ml_dsa(KeyKind::ml_dsa_44, parameters, spki.key_bits, spki);
    case KeyType::ml_dsa_65:
      return read_ml_dsa(KeyKind::ml_dsa_65, parameters, spki.key_bits, spki);
    case KeyType::ml_dsa_87:
      return read_ml_dsa(KeyKind::ml_dsa_87, parameters, spki.key_bits, spki);
  }
  return malformed("a key of no known kind");
}

}  // namespace

Result<Spki> read_spki(der::ByteView input) {
  der::Reader outer(input);
  auto sequence = outer.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  if (auto end = outer.finish(); !end) return pass_on(end);
  auto identifier = sequence->enter(der::tag::sequence);
  if (!identifier) return pass_on(identifier);
  const auto bits = sequence->bit_string();
  if (!bits) return pass_on(bits);
  if (auto end = sequence->finish(); !end) return pass_on(end);
  if (bits->unused_bits != 0) return malformed("a key that does not end with a whole byte");
  const auto oid = identifier->oid();
  if (!oid) return pass_on(oid);
  const auto* row = by_oid(key_types, *oid);
  if (row == nullptr) return unknown(oid->to_string());

  Spki spki;
  spki.key_bits = bits->bytes;
  try {
    if (auto read = read_key(row->type, *identifier, input, spki); !read) return pass_on(read);
  } catch (const Botan::Exception& error) {
    return malformed(error.what());
  }
  return spki;
}

std::optional<der::Bytes> with_dsa_parameters_of(der::ByteView other, der::ByteView input) {
  der::Reader outer(input);
  auto sequence = outer.enter(der::tag::sequence);
  if (!sequence) return std::nullopt;
  auto identifier = sequence->enter(der::tag::sequence);
  if (!identifier) return std::nullopt;
  const auto oid = identifier->oid();
  if (!oid || !identifier->at_end()) return std::nullopt;
  const auto* row = by_oid(key_types, *oid);
  if (row == nullptr || row->type != KeyType::dsa) return std::nullopt;
  const auto bits = sequence->any();
  der::Reader other_outer(other);
  auto other_sequence = other_outer.enter(der::tag::sequence);
  if (!bits || !other_sequence) return std::nullopt;
  const auto complete = other_sequence->any();
  if (!complete) return std::nullopt;
  der::Bytes content(complete->whole.begin(), complete->whole.end());
  content.insert(content.end(), bits->whole.begin(), bits->whole.end());
  der::Writer writer;
  writer.value(der::tag::sequence, content);
  return std::move(writer).bytes();
}

}  // namespace accord::crypto
