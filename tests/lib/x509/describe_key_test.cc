#include <catch2/catch_test_macros.hpp>

#include "lib/x509/describe.h"
#include "lib/x509/identifier_names.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"

namespace accord::x509 {
namespace {

using tests::from_hex;
using tests::require_value;
using tests::sequence;

der::Bytes oid(std::string_view id) {
  der::Writer writer;
  writer.oid(der::Oid::literal(id));
  return std::move(writer).bytes();
}

/// What is told of a certificate's key with these parameters and bits.
Description key_of(std::string_view algorithm, const der::Bytes& parameters,
                   const der::Bytes& bits = from_hex("04020102")) {
  der::Writer bit_string;
  bit_string.bit_string(bits);
  tests::CertificateParts parts;
  parts.key = sequence({sequence({oid(algorithm), parameters}), bit_string.bytes()});
  const auto described = require_value(describe_certificate(tests::assemble(parts)));
  return *described.find("public_key");
}

const Description& member(const Description& record, std::string_view name) {
  INFO(name);
  const auto* value = record.find(name);
  REQUIRE(value != nullptr);
  return *value;
}

std::string octets(const Description& record, std::string_view name) {
  return std::get<Description::Octets>(member(record, name).value()).hex;
}

constexpr auto dsa = "1.2.840.10040.4.1";
constexpr auto elliptic_curve = "1.2.840.10045.2.1";

TEST_CASE("the numbers of a DSA key are told, also when they are too few") {
  const auto key = key_of(dsa, from_hex("300a 0202 00f1 0201 0b 0201 02"), from_hex("0202 00aa"));
  const auto& parameters = member(key, "parameters");
  CHECK(octets(parameters, "p") == "00f1");
  CHECK(octets(parameters, "q") == "0b");
  CHECK(octets(parameters, "g") == "02");
  CHECK(octets(key, "public_value") == "00aa");
  const auto short_of_one = key_of(dsa, from_hex("3007 0202 00f1 0201 0b"));
  CHECK(octets(short_of_one, "parameters") == "3007020200f102010b");
  // The parameters may be those of the issuer (RFC 3279, 2.3.2).
  CHECK(key_of(dsa, {}).find("parameters") == nullptr);
}

TEST_CASE("a curve that is written out is told with all its numbers") {
  const auto prime = sequence({oid("1.2.840.10045.1.1"), from_hex("0202 00fb")});
  const auto curve =
      sequence({from_hex("0402 00f8"), from_hex("0402 0007"), from_hex("0303 00 c49d")});
  const auto key =
      key_of(elliptic_curve, sequence({from_hex("0201 01"), prime, curve, from_hex("0403 040102"),
                                       from_hex("0202 00f1"), from_hex("0201 04")}));
  const auto& parameters = member(key, "parameters");
  CHECK(std::get<std::uint64_t>(member(parameters, "version").value()) == 1);
  CHECK(std::get<der::Oid>(member(parameters, "field").value()) ==
        der::Oid::literal("1.2.840.10045.1.1"));
  CHECK(octets(parameters, "prime") == "00fb");
  CHECK(octets(parameters, "a") == "00f8");
  CHECK(octets(parameters, "b") == "0007");
  CHECK(octets(parameters, "seed") == "c49d");
  CHECK(octets(parameters, "generator") == "040102");
  CHECK(octets(parameters, "order") == "00f1");
  CHECK(std::get<std::uint64_t>(member(parameters, "cofactor").value()) == 4);
}

TEST_CASE("a curve over a field of another kind is told with the field as it stands") {
  const auto field = sequence({oid("1.2.840.10045.1.2"), from_hex("3003 020105")});
  const auto curve = sequence({from_hex("0401 01"), from_hex("0401 02")});
  const auto key = key_of(elliptic_curve, sequence({from_hex("0201 01"), field, curve,
                                                    from_hex("0401 04"), from_hex("0201 0b")}));
  const auto& parameters = member(key, "parameters");
  CHECK(octets(parameters, "field_parameters") == "3003020105");
  CHECK(octets(parameters, "order") == "0b");
  CHECK(parameters.find("cofactor") == nullptr);
  CHECK(parameters.find("seed") == nullptr);
  CHECK(octets(key_of(elliptic_curve, from_hex("3003 020101")), "parameters") == "3003020101");
}

TEST_CASE("purposes, attributes and curves that are in use have names") {
  const std::pair<const char*, const char*> names[] = {
      {"1.3.6.1.4.1.311.10.3.3", "msSGC"},  {"2.16.840.1.113730.4.1", "nsSGC"},
      {"1.3.6.1.5.2.3.4", "pkinitClient"},  {"1.3.6.1.5.2.3.5", "pkinitKDC"},
      {"1.3.6.1.5.5.7.3.21", "sshClient"},  {"1.3.6.1.5.5.7.3.22", "sshServer"},
      {"1.3.6.1.5.5.7.3.27", "cmcCA"},      {"1.3.6.1.5.5.7.3.28", "cmcRA"},
      {"1.3.6.1.5.5.7.3.29", "cmcArchive"}, {"1.3.6.1.4.1.11129.2.4.4", "precertificateSigning"},
      {"1.3.6.1.5.5.7.3.10", "dvcs"},       {"1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"},
      {"2.5.4.46", "dnQualifier"},          {"1.2.156.10197.1.301", "SM2"},
  };
  for (const auto& [id, name] : names) CHECK(identifier_name(der::Oid::literal(id)) == name);
}

}  // namespace
}  // namespace accord::x509
