#include <bit>
#include <optional>

#include "lib/crypto/public_key.h"
#include "lib/x509/describing.h"
#include "lib/x509/signed_structure.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

const der::Oid& pss() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.1.10");
  return id;
}
const der::Oid& mgf1() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.1.8");
  return id;
}
const der::Oid& rsa() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.1.1");
  return id;
}

const der::Oid& dsa() {
  static const der::Oid id = der::Oid::literal("1.2.840.10040.4.1");
  return id;
}
const der::Oid& elliptic_curve() {
  static const der::Oid id = der::Oid::literal("1.2.840.10045.2.1");
  return id;
}

/// The value behind an explicit tag, or what it is when it is not there.
template <typename Read>
Result<Description> with_default(Reader& reader, unsigned number, Description otherwise,
                                 const Read& read) {
  if (!reader.next_is(context_constructed(number))) return otherwise;
  auto wrapped = reader.enter(context_constructed(number));
  if (!wrapped) return pass_on(wrapped);
  Result<Description> value = read(*wrapped);
  if (!value) return value;
  if (auto ended = wrapped->finish(); !ended) return pass_on(ended);
  return value;
}

/// RSASSA-PSS-params (RFC 4055, 3.1) with its defaults.
Result<Description> pss_parameters(Reader& reader) {
  auto params = reader.enter(der::tag::sequence);
  if (!params) return pass_on(params);
  const auto sha1 = crypto::digest_oid(crypto::DigestAlgorithm::sha1);
  Description digest, mask;
  digest.add("algorithm", sha1);
  mask.add("algorithm", mgf1()).add("parameters", digest);
  Description all;
  const auto take = [&](std::string_view name, unsigned number, Description otherwise,
                        auto read) -> Result<void> {
    auto value = with_default(*params, number, std::move(otherwise), read);
    if (!value) return pass_on(std::move(value));
    all.add(name, std::move(*value));
    return {};
  };
  const auto number = [](Reader& inside) { return described(inside.small_integer()); };
  if (auto read = take("hash", 0, digest, read_described_algorithm); !read) return pass_on(read);
  if (auto read = take("mask_generation", 1, mask, read_described_algorithm); !read)
    return pass_on(read);
  if (auto read = take("salt_length", 2, std::uint64_t{20}, number); !read) return pass_on(read);
  if (auto read = take("trailer_field", 3, std::uint64_t{1}, number); !read) return pass_on(read);
  if (auto ended = params->finish(); !ended) return pass_on(ended);
  return all;
}

/// An INTEGER that is too large for a number, as its octets.
Result<void> add_integer(std::string_view name, Reader& reader, Description& all) {
  const auto content = reader.integer();
  if (!content) return pass_on(content);
  all.add(name, *content);
  return {};
}

/// Dss-Parms ::= SEQUENCE { p, q, g } (RFC 3279, 2.3.2).
Result<Description> dsa_parameters(Reader& reader) {
  auto numbers = reader.enter(der::tag::sequence);
  if (!numbers) return pass_on(numbers);
  Description all;
  for (const auto* name : {"p", "q", "g"}) {
    if (auto added = add_integer(name, *numbers, all); !added) return pass_on(added);
  }
  if (auto ended = numbers->finish(); !ended) return pass_on(ended);
  return all;
}

/// FieldID ::= SEQUENCE { fieldType, parameters } (RFC 3279, 2.3.5).
Result<void> add_field(Reader& reader, Description& all) {
  auto field = reader.enter(der::tag::sequence);
  if (!field) return pass_on(field);
  const auto type = field->oid();
  if (!type) return pass_on(type);
  all.add("field", *type);
  if (field->next_is(der::tag::integer)) {
    if (auto added = add_integer("prime", *field, all); !added) return added;
  } else {
    const auto value = field->any();
    if (!value) return pass_on(value);
    all.add("field_parameters", value->whole);
  }
  return field->finish();
}

/// Curve ::= SEQUENCE { a, b, seed BIT STRING OPTIONAL }.
Result<void> add_curve(Reader& reader, Description& all) {
  auto curve = reader.enter(der::tag::sequence);
  if (!curve) return pass_on(curve);
  for (const auto* name : {"a", "b"}) {
    const auto element = curve->octet_string();
    if (!element) return pass_on(element);
    all.add(name, *element);
  }
  if (curve->next_is(der::tag::bit_string)) {
    const auto seed = curve->bit_string();
    if (!seed) return pass_on(seed);
    all.add("seed", seed->bytes);
  }
  return curve->finish();
}

/// ECParameters ::= SEQUENCE { version, fieldID, curve, base, order, cofactor OPTIONAL } (RFC 3279,
/// 2.3.5): a curve that is written out in place of its name.
Result<Description> curve_parameters(Reader& reader) {
  auto parts = reader.enter(der::tag::sequence);
  if (!parts) return pass_on(parts);
  const auto version = parts->small_integer();
  if (!version) return pass_on(version);
  Description all;
  all.add("version", *version);
  if (auto added = add_field(*parts, all); !added) return pass_on(added);
  if (auto added = add_curve(*parts, all); !added) return pass_on(added);
  const auto base = parts->octet_string();
  if (!base) return pass_on(base);
  all.add("generator", *base);
  if (auto added = add_integer("order", *parts, all); !added) return pass_on(added);
  if (parts->next_is(der::tag::integer)) {
    auto cofactor = read_described_integer(*parts);
    if (!cofactor) return cofactor;
    all.add("cofactor", std::move(*cofactor));
  }
  if (auto ended = parts->finish(); !ended) return pass_on(ended);
  return all;
}

Description parameters_of(const der::Oid& id, Reader rest) {
  if (rest.at_end()) return {};
  auto ahead = rest;
  const auto value = ahead.any();
  if (!value || value->tag == der::tag::null) return {};
  if (id == pss()) {
    if (auto read = pss_parameters(rest); read && rest.at_end()) return std::move(*read);
  }
  if (id == dsa()) {
    auto reader = rest;
    if (auto read = dsa_parameters(reader); read && reader.at_end()) return std::move(*read);
  }
  if (id == elliptic_curve() && value->tag == der::tag::sequence) {
    auto reader = rest;
    if (auto read = curve_parameters(reader); read && reader.at_end()) return std::move(*read);
  }
  if (id == mgf1()) {
    if (auto read = read_described_algorithm(rest); read) return std::move(*read);
  }
  return describe_value(*value);
}

/// RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 3279, 2.3.1).
void add_rsa_numbers(Description& all, ByteView bits) {
  auto reader = enter_whole(bits);
  if (!reader) return;
  const auto modulus = reader->integer();
  if (!modulus) return;
  const auto exponent = reader->integer();
  if (!exponent || !reader->at_end()) return;
  const bool padded = modulus->size() > 1 && modulus->front() == 0;
  const auto magnitude = padded ? modulus->subspan(1) : *modulus;
  const auto unused = static_cast<std::uint64_t>(std::countl_zero(magnitude.front()));
  all.add("size", std::uint64_t{magnitude.size()} * 8 - unused);
  all.add("modulus", *modulus);
  all.add("exponent", describe_integer(*exponent));
}

}  // namespace

// Reads on with the same reader: algorithms stand in the parameters of algorithms, and the reader
// bounds how deep.
Result<Description> read_described_algorithm(Reader& reader) {
  auto content = reader.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  const auto id = content->oid();
  if (!id) return pass_on(id);
  Description all;
  all.add("algorithm", *id);
  all.add("parameters", parameters_of(*id, *content));
  if (content->at_end()) return all;
  if (const auto parameters = content->any(); !parameters) return pass_on(parameters);
  if (auto ended = content->finish(); !ended) return pass_on(ended);
  return all;
}

Description describe_algorithm(ByteView algorithm) {
  Reader reader(algorithm);
  auto read = read_described_algorithm(reader);
  if (read && reader.at_end()) return std::move(*read);
  Description unreadable;
  return unreadable.add("unreadable", algorithm);
}

namespace {

/// A copy: what is added to the description later moves what is in it.
std::optional<der::Oid> identifier_in(const Description& algorithm) {
  const auto* id = algorithm.find("algorithm");
  const auto* oid = id == nullptr ? nullptr : std::get_if<der::Oid>(&id->value());
  return oid == nullptr ? std::nullopt : std::optional(*oid);
}

}  // namespace

Description describe_key(ByteView spki) {
  auto reader = enter_whole(spki);
  if (!reader) return spki;
  const auto frame = read_algorithm_frame(*reader);
  if (!frame) return spki;
  const auto bits = reader->bit_string();
  if (!bits) return spki;
  auto all = describe_algorithm(*frame);
  const auto key = crypto::PublicKey::from_spki(spki);
  if (key) {
    all.add("kind", crypto::to_string(key->facts()));
  } else {
    all.add("unusable", describe_failure(key.error()));
  }
  const auto algorithm = identifier_in(all);
  if (algorithm == rsa() || algorithm == pss()) {
    add_rsa_numbers(all, bits->bytes);
  } else if (key) {
    all.add("size", key->facts().bits);
  }
  if (algorithm == dsa()) {
    Reader number(bits->bytes);
    const auto value = number.integer();
    if (value && number.at_end()) all.add("public_value", *value);
  }
  return all.add("bits", bits->bytes);
}

Description describe_signature(ByteView algorithm, ByteView value) {
  return describe_algorithm(algorithm).add("value", value);
}

}  // namespace accord::x509
