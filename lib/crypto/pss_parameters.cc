#include "lib/crypto/pss_parameters.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;

// RFC 4055, 3.1: the DEFAULT values, which DER leaves out.
constexpr auto default_digest = DigestAlgorithm::sha1;
constexpr std::uint32_t default_salt_length = 20;
constexpr std::uint64_t default_trailer = 1;
// No digest is longer than 64 bytes, and no key that is read has room for more than 2048.
constexpr std::uint64_t longest_salt = 2048;

const der::Oid& mgf1_identifier() {
  static const auto oid = der::Oid::literal("1.2.840.113549.1.1.8");
  return oid;
}

tl::unexpected<outcome::Finding> bad(std::string_view reason) {
  return outcome::fail(FindingId::algorithm_parameters, {.where = "RSASSA-PSS-params"},
                       {{"reason", std::string(reason)}});
}

// "Implementations MUST accept the parameters being either absent or present" (RFC 4055, 2.1), NULL
// when present.
Result<DigestAlgorithm> digest_identifier(der::Reader& reader) {
  auto sequence = reader.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  const auto oid = sequence->oid();
  if (!oid) return pass_on(oid);
  if (!sequence->at_end() && !sequence->null()) return bad("a digest with parameters");
  if (auto end = sequence->finish(); !end) return pass_on(end);
  const auto digest = digest_from_oid(*oid);
  if (!digest.has_value()) {
    return outcome::fail(FindingId::algorithm_unknown, {.where = "RSASSA-PSS-params"},
                         {{"algorithm", oid->to_string()}});
  }
  return *digest;
}

Result<DigestAlgorithm> mask_generation(der::Reader& reader) {
  auto sequence = reader.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  const auto oid = sequence->oid();
  if (!oid) return pass_on(oid);
  if (*oid != mgf1_identifier()) return bad("a mask generation function other than MGF1");
  const auto digest = digest_identifier(*sequence);
  if (!digest) return digest;
  if (auto end = sequence->finish(); !end) return pass_on(end);
  return digest;
}

// One optional member `[n] EXPLICIT`; `fallback` when it is not there. DER would leave out a value
// that is the default, but "implementations that perform signature validation MUST recognize both"
// (RFC 4055, 3.1).
template <typename Value, typename Read>
Result<Value> member(der::Reader& reader, unsigned n, Value fallback, Read&& read) {
  if (!reader.next_is(der::tag::context_constructed(n))) return fallback;
  auto inner = reader.enter(der::tag::context_constructed(n));
  if (!inner) return pass_on(inner);
  const Result<Value> value = read(*inner);
  if (!value) return value;
  if (auto end = inner->finish(); !end) return pass_on(end);
  return value;
}

void write_digest(der::Writer& writer, DigestAlgorithm digest) {
  writer.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    sequence.oid(digest_oid(digest));
    sequence.null();
  });
}

}  // namespace

const der::Oid& pss_identifier() {
  static const auto oid = der::Oid::literal("1.2.840.113549.1.1.10");
  return oid;
}

Result<std::optional<SignatureAlgorithm>> read_pss_parameters(der::Reader& rest) {
  if (rest.at_end()) return std::nullopt;
  auto sequence = rest.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  if (auto end = rest.finish(); !end) return pass_on(end);

  const auto digest = member(*sequence, 0, default_digest, digest_identifier);
  if (!digest) return pass_on(digest);
  const auto mask_digest = member(*sequence, 1, default_digest, mask_generation);
  if (!mask_digest) return pass_on(mask_digest);
  const auto number = [](der::Reader& reader) { return reader.small_integer(); };
  const auto salt = member(*sequence, 2, std::uint64_t{default_salt_length}, number);
  if (!salt) return pass_on(salt);
  const auto trailer = member(*sequence, 3, default_trailer, number);
  if (!trailer) return pass_on(trailer);
  if (auto end = sequence->finish(); !end) return pass_on(end);

  if (*mask_digest != *digest) return bad("two different digests");
  if (*salt > longest_salt) return bad("a salt longer than any key has room for");
  if (*trailer != default_trailer) return bad("a trailer other than 0xBC");
  SignatureAlgorithm algorithm;
  algorithm.family = SignatureFamily::rsa_pss;
  algorithm.digest = *digest;
  algorithm.salt_length = static_cast<std::uint32_t>(*salt);
  return algorithm;
}

void write_pss_parameters(der::Writer& writer, const SignatureAlgorithm& algorithm) {
  writer.constructed(der::tag::sequence, [&](der::Writer& parameters) {
    if (algorithm.digest != default_digest) {
      parameters.constructed(der::tag::context_constructed(0),
                             [&](der::Writer& inner) { write_digest(inner, algorithm.digest); });
      parameters.constructed(der::tag::context_constructed(1), [&](der::Writer& inner) {
        inner.constructed(der::tag::sequence, [&](der::Writer& mask) {
          mask.oid(mgf1_identifier());
          write_digest(mask, algorithm.digest);
        });
      });
    }
    if (algorithm.salt_length != default_salt_length) {
      parameters.constructed(der::tag::context_constructed(2),
                             [&](der::Writer& inner) { inner.integer(algorithm.salt_length); });
    }
  });
}

}  // namespace accord::crypto
