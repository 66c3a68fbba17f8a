#include <algorithm>
#include <iterator>

#include "lib/crypto/algorithm.h"
#include "lib/crypto/pss_parameters.h"
#include "lib/der/writer.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;

/// One signature algorithm under its names. RSA-PSS has one identifier and says the rest in
/// parameters.
struct Row {
  SignatureFamily family;
  DigestAlgorithm digest;
  std::string_view oid;
  std::string_view uri;
};

constexpr Row rows[] = {
    // RFC 3279, 2.2.1; RFC 4055, 5; NIST for SHA-3. XML has no name for PKCS#1 with SHA-3.
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha1, "1.2.840.113549.1.1.5",
     "http://www.w3.org/2000/09/xmldsig#rsa-sha1"},
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha224, "1.2.840.113549.1.1.14",
     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224"},
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha256, "1.2.840.113549.1.1.11",
     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"},
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha384, "1.2.840.113549.1.1.12",
     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"},
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha512, "1.2.840.113549.1.1.13",
     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"},
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha3_256, "2.16.840.1.101.3.4.3.14", ""},
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha3_384, "2.16.840.1.101.3.4.3.15", ""},
    {SignatureFamily::rsa_pkcs1, DigestAlgorithm::sha3_512, "2.16.840.1.101.3.4.3.16", ""},
    // RFC 9231, 2.3.10.
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha1, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1"},
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha224, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1"},
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha256, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"},
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha384, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"},
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha512, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1"},
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha3_256, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha3-256-rsa-MGF1"},
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha3_384, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha3-384-rsa-MGF1"},
    {SignatureFamily::rsa_pss, DigestAlgorithm::sha3_512, "",
     "http://www.w3.org/2007/05/xmldsig-more#sha3-512-rsa-MGF1"},
    // RFC 3279, 2.2.3; RFC 5758, 3.2; RFC 9231, 2.3.6.
    {SignatureFamily::ecdsa, DigestAlgorithm::sha1, "1.2.840.10045.4.1",
     "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"},
    {SignatureFamily::ecdsa, DigestAlgorithm::sha224, "1.2.840.10045.4.3.1",
     "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224"},
    {SignatureFamily::ecdsa, DigestAlgorithm::sha256, "1.2.840.10045.4.3.2",
     "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"},
    {SignatureFamily::ecdsa, DigestAlgorithm::sha384, "1.2.840.10045.4.3.3",
     "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"},
    {SignatureFamily::ecdsa, DigestAlgorithm::sha512, "1.2.840.10045.4.3.4",
     "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"},
    {SignatureFamily::ecdsa, DigestAlgorithm::sha3_256, "2.16.840.1.101.3.4.3.10",
     "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-256"},
    {SignatureFamily::ecdsa, DigestAlgorithm::sha3_384, "2.16.840.1.101.3.4.3.11",
     "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-384"},
    {SignatureFamily::ecdsa, DigestAlgorithm::sha3_512, "2.16.840.1.101.3.4.3.12",
     "http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-512"},
    // RFC 8410, 3; RFC 9231, 2.3.12.
    {SignatureFamily::ed25519, DigestAlgorithm{}, "1.3.101.112",
     "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"},
    {SignatureFamily::ed448, DigestAlgorithm{}, "1.3.101.113",
     "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448"},
    // RFC 3279, 2.2.2; RFC 5758, 3.1; XML Signature 1.1, 6.4.1.
    {SignatureFamily::dsa, DigestAlgorithm::sha1, "1.2.840.10040.4.3",
     "http://www.w3.org/2000/09/xmldsig#dsa-sha1"},
    {SignatureFamily::dsa, DigestAlgorithm::sha224, "2.16.840.1.101.3.4.3.1", ""},
    {SignatureFamily::dsa, DigestAlgorithm::sha256, "2.16.840.1.101.3.4.3.2",
     "http://www.w3.org/2009/xmldsig11#dsa-sha256"},
    // RFC 9881, 2. XML has no registered name.
    {SignatureFamily::ml_dsa_44, DigestAlgorithm{}, "2.16.840.1.101.3.4.3.17", ""},
    {SignatureFamily::ml_dsa_65, DigestAlgorithm{}, "2.16.840.1.101.3.4.3.18", ""},
    {SignatureFamily::ml_dsa_87, DigestAlgorithm{}, "2.16.840.1.101.3.4.3.19", ""},
};

constexpr std::size_t row_count = std::size(rows);

const std::array<der::Oid, row_count>& oids() {
  static const auto table = [] {
    std::array<der::Oid, row_count> made;
    for (std::size_t i = 0; i < row_count; ++i) {
      if (!rows[i].oid.empty()) made[i] = der::Oid::literal(rows[i].oid);
    }
    return made;
  }();
  return table;
}

const Row* row_of(const SignatureAlgorithm& algorithm) noexcept {
  const auto* found = std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) {
    return row.family == algorithm.family &&
           (!names_digest(row.family) || row.digest == algorithm.digest);
  });
  return found == std::end(rows) ? nullptr : found;
}

SignatureAlgorithm algorithm_of(const Row& row) noexcept {
  SignatureAlgorithm algorithm;
  algorithm.family = row.family;
  algorithm.digest = row.digest;
  if (row.family == SignatureFamily::rsa_pss) {
    algorithm.salt_length = static_cast<std::uint32_t>(digest_size(row.digest));
  }
  return algorithm;
}

tl::unexpected<outcome::Finding> bad_parameters(std::string_view reason) {
  return outcome::fail(FindingId::algorithm_parameters, {.where = "AlgorithmIdentifier"},
                       {{"reason", std::string(reason)}});
}

}  // namespace

outcome::Result<SignatureAlgorithm> read_signature_algorithm(der::ByteView algorithm_identifier) {
  der::Reader outer(algorithm_identifier);
  auto inner = outer.enter(der::tag::sequence);
  if (!inner) return pass_on(inner);
  if (auto end = outer.finish(); !end) return pass_on(end);
  const auto oid = inner->oid();
  if (!oid) return pass_on(oid);
  if (*oid == pss_identifier()) {
    const auto parameters = read_pss_parameters(*inner);
    if (!parameters) return pass_on(parameters);
    if (!parameters->has_value()) return bad_parameters("RSA-PSS without its parameters");
    return **parameters;
  }

  const auto found = std::find(oids().begin(), oids().end(), *oid);
  if (found == oids().end()) {
    return outcome::fail(FindingId::algorithm_unknown, {.where = "AlgorithmIdentifier"},
                         {{"algorithm", oid->to_string()}});
  }
  const auto& row = rows[static_cast<std::size_t>(found - oids().begin())];
  if (row.family == SignatureFamily::rsa_pkcs1 && !inner->at_end()) {
    if (!inner->null()) return bad_parameters("something other than NULL");
  }
  if (!inner->at_end()) return bad_parameters("parameters where there are to be none");
  return algorithm_of(row);
}

der::Bytes write_signature_algorithm(const SignatureAlgorithm& algorithm) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    if (algorithm.family == SignatureFamily::rsa_pss) {
      sequence.oid(pss_identifier());
      write_pss_parameters(sequence, algorithm);
      return;
    }
    const auto* row = row_of(algorithm);
    if (row == nullptr) return;
    sequence.oid(oids()[static_cast<std::size_t>(row - rows)]);
    if (algorithm.family == SignatureFamily::rsa_pkcs1) sequence.null();
  });
  return std::move(writer).bytes();
}

std::optional<SignatureAlgorithm> signature_from_uri(std::string_view uri) noexcept {
  if (uri.empty()) return std::nullopt;
  for (const auto& row : rows) {
    if (row.uri == uri) return algorithm_of(row);
  }
  return std::nullopt;
}

std::string_view signature_uri(const SignatureAlgorithm& algorithm) noexcept {
  const auto* row = row_of(algorithm);
  if (row == nullptr) return {};
  // The URIs for RSA-PSS fix the salt's length.
  if (algorithm_of(*row).salt_length != algorithm.salt_length) return {};
  return row->uri;
}

}  // namespace accord::crypto
