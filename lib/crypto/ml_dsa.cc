#include "lib/crypto/ml_dsa.h"

#include <algorithm>
#include <array>

#include <botan/build.h>
#include <botan/system_rng.h>
#include <fmt/format.h>

#if defined(BOTAN_HAS_ML_DSA)
#include <botan/ml_dsa.h>
#endif

namespace accord::crypto {
namespace {

using outcome::FindingId;
using outcome::Result;
using SecureBytes = Botan::secure_vector<std::uint8_t>;

constexpr std::size_t seed_length = 32;

struct Row {
  KeyKind kind;
  std::size_t key_length;
  std::string_view oid;
};
constexpr std::array<Row, 3> rows{{
    {KeyKind::ml_dsa_44, 1312, "2.16.840.1.101.3.4.3.17"},
    {KeyKind::ml_dsa_65, 1952, "2.16.840.1.101.3.4.3.18"},
    {KeyKind::ml_dsa_87, 2592, "2.16.840.1.101.3.4.3.19"},
}};

const Row* row_of(KeyKind kind) noexcept {
  const auto* found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.kind == kind; });
  return found == rows.end() ? nullptr : found;
}

tl::unexpected<outcome::Finding> malformed(std::string reason) {
  return outcome::fail(FindingId::key_file_malformed, {}, {{"reason", std::move(reason)}});
}

tl::unexpected<outcome::Finding> unusable(KeyKind kind, std::string_view why) {
  return outcome::fail(FindingId::key_unknown_algorithm, {},
                       {{"algorithm", fmt::format("{}, {}", to_string(kind), why)}});
}

#if defined(BOTAN_HAS_ML_DSA)
Botan::ML_DSA_Mode mode_of(KeyKind kind) {
  if (kind == KeyKind::ml_dsa_44) return Botan::ML_DSA_Mode::ML_DSA_4x4;
  if (kind == KeyKind::ml_dsa_65) return Botan::ML_DSA_Mode::ML_DSA_6x5;
  return Botan::ML_DSA_Mode::ML_DSA_8x7;
}
#endif

std::unique_ptr<Botan::Private_Key> key_from_seed([[maybe_unused]] KeyKind kind,
                                                  [[maybe_unused]] der::ByteView seed) {
#if defined(BOTAN_HAS_ML_DSA)
  return std::make_unique<Botan::ML_DSA_PrivateKey>(seed, mode_of(kind));
#else
  return nullptr;
#endif
}

/// PrivateKeyInfo (RFC 5958, 2) up to its algorithm's identifier, and what follows.
struct Head {
  KeyKind kind;
  der::Reader parameters;
  der::Reader rest;
};

std::optional<Head> read_head(der::ByteView key_info) {
  der::Reader outer(key_info);
  auto sequence = outer.enter(der::tag::sequence);
  if (!sequence || !outer.at_end()) return std::nullopt;
  const auto version = sequence->small_integer();
  if (!version) return std::nullopt;
  auto identifier = sequence->enter(der::tag::sequence);
  if (!identifier) return std::nullopt;
  const auto oid = identifier->oid();
  if (!oid) return std::nullopt;
  const auto text = oid->to_string();
  for (const auto& row : rows) {
    if (row.oid == text) return Head{row.kind, *identifier, *sequence};
  }
  return std::nullopt;
}

}  // namespace

bool is_ml_dsa(KeyKind kind) noexcept { return row_of(kind) != nullptr; }

std::size_t ml_dsa_key_length(KeyKind kind) noexcept {
  const auto* row = row_of(kind);
  return row == nullptr ? 0 : row->key_length;
}

std::unique_ptr<Botan::Public_Key> make_ml_dsa_public_key([[maybe_unused]] KeyKind kind,
                                                          [[maybe_unused]] der::ByteView octets) {
#if defined(BOTAN_HAS_ML_DSA)
  return std::make_unique<Botan::ML_DSA_PublicKey>(octets, mode_of(kind));
#else
  return nullptr;
#endif
}

std::unique_ptr<Botan::Private_Key> make_ml_dsa_private_key([[maybe_unused]] KeyKind kind) {
#if defined(BOTAN_HAS_ML_DSA)
  return std::make_unique<Botan::ML_DSA_PrivateKey>(Botan::system_rng(), mode_of(kind));
#else
  return nullptr;
#endif
}

bool is_ml_dsa_key_info(der::ByteView key_info) { return read_head(key_info).has_value(); }

Result<std::unique_ptr<Botan::Private_Key>> read_ml_dsa_key_info(der::ByteView key_info) {
  auto head = read_head(key_info);
  if (!head.has_value()) return malformed("it holds no ML-DSA key");
  if (!head->parameters.at_end()) return malformed("parameters where there are to be none");
  const auto content = head->rest.octet_string();
  if (!content) return pass_on(content);
  if (!head->rest.at_end()) return malformed("more than the seed of the ML-DSA key");

  der::Reader inside(*content);
  if (inside.next_is(der::tag::sequence) || inside.next_is(der::tag::octet_string)) {
    return unusable(head->kind, "with its expanded key where only its seed is read");
  }
  const auto seed = inside.octet_string(der::tag::context(0));
  if (!seed) return pass_on(seed);
  if (auto end = inside.finish(); !end) return pass_on(end);
  if (seed->size() != seed_length) return malformed("a seed that has not 32 bytes");
  auto key = key_from_seed(head->kind, *seed);
  if (!key) return unusable(head->kind, "which Botan has not been built with");
  return key;
}

SecureBytes ml_dsa_key_info(KeyKind kind, const Botan::Private_Key& key) {
  // Written by hand: der::Writer does not wipe its memory.
  const auto last_arc = static_cast<std::uint8_t>(17 + (kind == KeyKind::ml_dsa_65 ? 1 : 0) +
                                                  (kind == KeyKind::ml_dsa_87 ? 2 : 0));
  SecureBytes info{0x30, 0x34, 0x02, 0x01, 0x00, 0x30, 0x0b,     0x06, 0x09, 0x60, 0x86,
                   0x48, 0x01, 0x65, 0x03, 0x04, 0x03, last_arc, 0x04, 0x22, 0x80, 0x20};
  const auto seed = key.raw_private_key_bits();
  info.insert(info.end(), seed.begin(), seed.end());
  return info;
}

}  // namespace accord::crypto
