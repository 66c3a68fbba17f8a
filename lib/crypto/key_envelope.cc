#include "lib/crypto/key_envelope.h"

#include <array>

#include <fmt/format.h>

#include "lib/der/writer.h"

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;

// Some seconds of work: a file with more is made to stall its reader.
constexpr std::uint64_t most_rounds = 10'000'000;
constexpr std::size_t longest_salt = 1024;

constexpr std::string_view pbes2_oid = "1.2.840.113549.1.5.13";
constexpr std::string_view pbkdf2_oid = "1.2.840.113549.1.5.12";

struct PseudoRandomFunction {
  DigestAlgorithm digest;
  std::string_view oid;
};
// RFC 8018, B.1.
constexpr std::array<PseudoRandomFunction, 5> functions{{
    {DigestAlgorithm::sha1, "1.2.840.113549.2.7"},
    {DigestAlgorithm::sha224, "1.2.840.113549.2.8"},
    {DigestAlgorithm::sha256, "1.2.840.113549.2.9"},
    {DigestAlgorithm::sha384, "1.2.840.113549.2.10"},
    {DigestAlgorithm::sha512, "1.2.840.113549.2.11"},
}};

constexpr std::array<KeyCipher, 3> ciphers{{
    {"AES-128/CBC/PKCS7", 16, "2.16.840.1.101.3.4.1.2"},
    {"AES-192/CBC/PKCS7", 24, "2.16.840.1.101.3.4.1.22"},
    {"AES-256/CBC/PKCS7", 32, "2.16.840.1.101.3.4.1.42"},
}};

tl::unexpected<outcome::Finding> malformed(std::string reason) {
  return outcome::fail(FindingId::key_file_malformed, {}, {{"reason", std::move(reason)}});
}

tl::unexpected<outcome::Finding> unknown_encryption(std::string_view what) {
  return outcome::fail(FindingId::key_encryption_unknown, {}, {{"encryption", std::string(what)}});
}

template <typename Row, std::size_t count>
const Row* by_oid(const std::array<Row, count>& rows, const der::Oid& oid) {
  const auto text = oid.to_string();
  for (const auto& row : rows) {
    if (row.oid == text) return &row;
  }
  return nullptr;
}

// prf AlgorithmIdentifier: the function's identifier and NULL (RFC 8018, B.1.1, B.1.2).
Result<DigestAlgorithm> read_function(der::Reader& reader) {
  auto sequence = reader.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  const auto oid = sequence->oid();
  if (!oid) return pass_on(oid);
  if (!sequence->at_end()) {
    if (auto null = sequence->null(); !null) return pass_on(null);
  }
  if (auto end = sequence->finish(); !end) return pass_on(end);
  const auto* row = by_oid(functions, *oid);
  if (row == nullptr) return unknown_encryption(oid->to_string());
  return row->digest;
}

// PBKDF2-params (RFC 8018, A.2): salt, iterationCount, keyLength OPTIONAL, prf.
Result<void> read_derivation(der::Reader& reader, KeyEnvelope& envelope,
                             std::optional<std::uint64_t>& key_length) {
  auto sequence = reader.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  const auto oid = sequence->oid();
  if (!oid) return pass_on(oid);
  if (oid->to_string() != pbkdf2_oid) return unknown_encryption(oid->to_string());
  auto parameters = sequence->enter(der::tag::sequence);
  if (!parameters) return pass_on(parameters);
  if (auto end = sequence->finish(); !end) return end;

  const auto salt = parameters->octet_string();
  if (!salt) return pass_on(salt);
  const auto rounds = parameters->small_integer();
  if (!rounds) return pass_on(rounds);
  if (parameters->next_is(der::tag::integer)) {
    const auto length = parameters->small_integer();
    if (!length) return pass_on(length);
    key_length = *length;
  }
  if (!parameters->at_end()) {
    const auto digest = read_function(*parameters);
    if (!digest) return pass_on(digest);
    envelope.digest = *digest;
  }
  if (auto end = parameters->finish(); !end) return end;
  if (*rounds > most_rounds) {
    return outcome::fail(
        FindingId::key_rounds_excessive, {},
        {{"rounds", fmt::format("{}", *rounds)}, {"limit", fmt::format("{}", most_rounds)}});
  }
  if (*rounds == 0) return malformed("it asks for no round of key derivation");
  if (salt->size() > longest_salt) return malformed("its salt is over 1024 bytes long");
  envelope.salt = *salt;
  envelope.rounds = *rounds;
  return {};
}

// encryptionScheme (RFC 8018, B.2.5): the cipher's identifier and its initialisation vector.
Result<void> read_cipher(der::Reader& reader, KeyEnvelope& envelope) {
  auto sequence = reader.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  const auto oid = sequence->oid();
  if (!oid) return pass_on(oid);
  envelope.cipher = by_oid(ciphers, *oid);
  if (envelope.cipher == nullptr) return unknown_encryption(oid->to_string());
  const auto iv = sequence->octet_string();
  if (!iv) return pass_on(iv);
  if (auto end = sequence->finish(); !end) return end;
  if (iv->size() != key_cipher_block) return malformed("its initialisation vector is not 16 bytes");
  envelope.iv = *iv;
  return {};
}

std::string_view oid_of(DigestAlgorithm digest) {
  for (const auto& row : functions) {
    if (row.digest == digest) return row.oid;
  }
  return functions.back().oid;
}

void write_scheme(der::Writer& scheme, const KeyEnvelope& envelope) {
  scheme.oid(der::Oid::literal(pbes2_oid));
  scheme.constructed(der::tag::sequence, [&](der::Writer& parameters) {
    parameters.constructed(der::tag::sequence, [&](der::Writer& derivation) {
      derivation.oid(der::Oid::literal(pbkdf2_oid));
      derivation.constructed(der::tag::sequence, [&](der::Writer& inner) {
        inner.octet_string(envelope.salt);
        inner.integer(envelope.rounds);
        inner.constructed(der::tag::sequence, [&](der::Writer& function) {
          function.oid(der::Oid::literal(oid_of(envelope.digest)));
          function.null();
        });
      });
    });
    parameters.constructed(der::tag::sequence, [&](der::Writer& cipher) {
      cipher.oid(der::Oid::literal(envelope.cipher->oid));
      cipher.octet_string(envelope.iv);
    });
  });
}

}  // namespace

const KeyCipher& strongest_key_cipher() noexcept { return ciphers.back(); }

Result<KeyEnvelope> read_key_envelope(der::ByteView input) {
  der::Reader outer(input);
  auto sequence = outer.enter(der::tag::sequence);
  if (!sequence) return pass_on(sequence);
  if (auto end = outer.finish(); !end) return pass_on(end);
  auto scheme = sequence->enter(der::tag::sequence);
  if (!scheme) return pass_on(scheme);
  const auto ciphertext = sequence->octet_string();
  if (!ciphertext) return pass_on(ciphertext);
  if (auto end = sequence->finish(); !end) return pass_on(end);
  const auto oid = scheme->oid();
  if (!oid) return pass_on(oid);
  if (oid->to_string() != pbes2_oid) return unknown_encryption(oid->to_string());
  auto parameters = scheme->enter(der::tag::sequence);
  if (!parameters) return pass_on(parameters);
  if (auto end = scheme->finish(); !end) return pass_on(end);

  KeyEnvelope envelope;
  std::optional<std::uint64_t> key_length;
  if (auto read = read_derivation(*parameters, envelope, key_length); !read) return pass_on(read);
  if (auto read = read_cipher(*parameters, envelope); !read) return pass_on(read);
  if (auto end = parameters->finish(); !end) return pass_on(end);
  if (key_length.has_value() && *key_length != envelope.cipher->key_length) {
    return malformed("its key length is not the cipher's");
  }
  if (ciphertext->empty() || ciphertext->size() % key_cipher_block != 0) {
    return malformed("its ciphertext is not whole blocks");
  }
  envelope.ciphertext = *ciphertext;
  return envelope;
}

der::Bytes write_key_envelope(const KeyEnvelope& envelope) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    sequence.constructed(der::tag::sequence,
                         [&](der::Writer& scheme) { write_scheme(scheme, envelope); });
    sequence.octet_string(envelope.ciphertext);
  });
  return std::move(writer).bytes();
}

}  // namespace accord::crypto
