#include "lib/xmldsig/key_value.h"

#include "lib/der/reader.h"
#include "lib/xmldsig/names.h"
#include "lib/xmldsig/shape.h"

namespace accord::xmldsig {
namespace {

using outcome::Findings;
using outcome::Result;

/// The inside of a SubjectPublicKeyInfo (RFC 5280, 4.1).
struct Key {
  der::ByteView algorithm;  ///< the AlgorithmIdentifier's content
  der::ByteView bits;       ///< subjectPublicKey
};

Result<Key> read_spki(der::ByteView spki) {
  auto outer = der::Reader(spki);
  auto inner = outer.enter(der::tag::sequence);
  if (!inner) return pass_on(inner);
  const auto algorithm = inner->element(der::tag::sequence);
  if (!algorithm) return pass_on(algorithm);
  const auto bits = inner->bit_string();
  if (!bits) return pass_on(bits);
  return Key{algorithm->content, bits->bytes};
}

der::ByteView without_leading_zeros(der::ByteView number) {
  while (!number.empty() && number.front() == 0) number = number.subspan(1);
  return number;
}

/// RSAPublicKey (RFC 8017, A.1.1) against two CryptoBinary numbers.
Result<bool> is_rsa_key(der::ByteView spki, der::ByteView modulus, der::ByteView exponent) {
  const auto key = read_spki(spki);
  if (!key) return pass_on(key);
  auto outer = der::Reader(key->bits);
  auto inner = outer.enter(der::tag::sequence);
  if (!inner) return pass_on(inner);
  const auto n = inner->integer();
  if (!n) return pass_on(n);
  const auto e = inner->integer();
  if (!e) return pass_on(e);
  return der::equal(without_leading_zeros(*n), without_leading_zeros(modulus)) &&
         der::equal(without_leading_zeros(*e), without_leading_zeros(exponent));
}

/// ECParameters with a named curve (RFC 5480, 2.1.1) and the point as it stands.
Result<bool> is_ec_key(der::ByteView spki, std::string_view curve, der::ByteView point) {
  const auto key = read_spki(spki);
  if (!key) return pass_on(key);
  auto algorithm = der::Reader(key->algorithm);
  const auto kind = algorithm.oid();
  if (!kind) return pass_on(kind);
  const auto named = algorithm.oid();
  if (!named) return pass_on(named);
  return "urn:oid:" + named->to_string() == curve && der::equal(key->bits, point);
}

bool rsa_matches(const xml::Element& element, der::ByteView spki, Findings& findings) {
  if (!has_shape(element, {{ds::modulus}, {ds::exponent}}, {}, findings)) return false;
  const auto modulus = leaf_bytes(element.child(ds::modulus), {}, findings);
  const auto exponent = leaf_bytes(element.child(ds::exponent), {}, findings);
  return modulus && exponent && is_rsa_key(spki, *modulus, *exponent).value_or(false);
}

bool ec_matches(const xml::Element& element, der::ByteView spki, Findings& findings) {
  if (!has_shape(element, {{ds11::named_curve}, {ds11::public_key}}, {"Id"}, findings)) {
    return false;
  }
  const auto curve = element.child(ds11::named_curve).attribute("URI");
  const auto point = leaf_bytes(element.child(ds11::public_key), {}, findings);
  return curve && point && is_ec_key(spki, *curve, *point).value_or(false);
}

}  // namespace

bool key_value_matches(const xml::Element& key_value, der::ByteView spki, Findings& findings) {
  if (!has_only(key_value, {ds::rsa_key_value, ds11::ec_key_value}, {"Id"}, findings)) return false;
  const auto key = key_value.first_child();
  if (!key || key.next_sibling()) return false;
  return key.is(ds::rsa_key_value) ? rsa_matches(key, spki, findings)
                                   : ec_matches(key, spki, findings);
}

}  // namespace accord::xmldsig
