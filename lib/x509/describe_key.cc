#include <bit>

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

Description parameters_of(const der::Oid& id, Reader rest) {
  if (rest.at_end()) return {};
  auto ahead = rest;
  const auto value = ahead.any();
  if (!value || value->tag == der::tag::null) return {};
  if (id == pss()) {
    if (auto read = pss_parameters(rest); read && rest.at_end()) return std::move(*read);
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
  const auto* id = all.find("algorithm");
  const auto* oid = id == nullptr ? nullptr : std::get_if<der::Oid>(&id->value());
  if (oid != nullptr && (*oid == rsa() || *oid == pss())) {
    add_rsa_numbers(all, bits->bytes);
  } else if (key) {
    all.add("size", key->facts().bits);
  }
  return all.add("bits", bits->bytes);
}

Description describe_signature(ByteView algorithm, ByteView value) {
  return describe_algorithm(algorithm).add("value", value);
}

}  // namespace accord::x509
