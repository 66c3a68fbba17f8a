#include "lib/x509/crl.h"

#include <algorithm>
#include <array>
#include <limits>
#include <mutex>

#include <fmt/format.h>

#include "lib/x509/crl_frame.h"
#include "lib/x509/decoding.h"
#include "lib/x509/general_name.h"
#include "lib/x509/revoked_entries.h"

namespace accord::x509 {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

namespace {

struct ReasonWord {
  RevocationReason reason;
  std::string_view word;
};
constexpr std::array<ReasonWord, 10> reason_words{
    {{RevocationReason::unspecified, "unspecified"},
     {RevocationReason::key_compromise, "keyCompromise"},
     {RevocationReason::ca_compromise, "cACompromise"},
     {RevocationReason::affiliation_changed, "affiliationChanged"},
     {RevocationReason::superseded, "superseded"},
     {RevocationReason::cessation_of_operation, "cessationOfOperation"},
     {RevocationReason::certificate_hold, "certificateHold"},
     {RevocationReason::remove_from_crl, "removeFromCRL"},
     {RevocationReason::privilege_withdrawn, "privilegeWithdrawn"},
     {RevocationReason::aa_compromise, "aACompromise"}}};

/// CRLNumber and BaseCRLNumber (RFC 5280, 5.2.3, 5.2.4).
Result<der::SerialNumber> decode_number(ByteView value) {
  Reader reader(value);
  auto number = reader.serial_number();
  if (!number) return number;
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return number;
}

Result<IssuingDistributionPoint> issuing_distribution_point(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  IssuingDistributionPoint result;
  if (reader->next_is(context_constructed(0))) {
    auto name = read_distribution_point_name(*reader);
    if (!name) return pass_on(std::move(name));
    result.full_name = std::move(name->full_name);
    result.relative_name = std::move(name->relative_name);
  }
  const auto flag = [&](unsigned number, bool& target) -> Result<void> {
    const auto set = read_default_false(*reader, context(number));
    if (!set) return pass_on(set);
    target = *set;
    return {};
  };
  if (auto read = flag(1, result.only_user_certs); !read) return pass_on(std::move(read));
  if (auto read = flag(2, result.only_ca_certs); !read) return pass_on(std::move(read));
  if (reader->next_is(context(3))) {
    const auto reasons = read_named_bits(*reader, reason_flag_count, context(3));
    if (!reasons) return pass_on(reasons);
    result.only_some_reasons = *reasons;
  }
  if (auto read = flag(4, result.indirect); !read) return pass_on(std::move(read));
  if (auto read = flag(5, result.only_attribute_certs); !read) return pass_on(std::move(read));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return result;
}

}  // namespace

Result<IssuingDistributionPoint> read_issuing_distribution_point(ByteView value) {
  return named("issuingDistributionPoint", issuing_distribution_point(value));
}

std::string_view to_string(RevocationReason reason) noexcept {
  for (const auto& row : reason_words) {
    if (row.reason == reason) return row.word;
  }
  return "unspecified";
}

std::optional<RevocationReason> reason_from(std::string_view word) noexcept {
  for (const auto& row : reason_words) {
    if (row.word == word) return row.reason;
  }
  return std::nullopt;
}

struct Crl::State : CrlFrame {
  explicit State(der::Bytes bytes) : der(std::move(bytes)) {}

  der::Bytes der;
  EntryIndex entries;
  std::optional<der::SerialNumber> number;
  std::optional<der::SerialNumber> delta_base;
  std::optional<time::Instant> expired_certs_since;
  std::optional<IssuingDistributionPoint> issuing_distribution_point;
  std::optional<AuthorityKeyIdentifier> authority_key_identifier;
  std::vector<der::Oid> unknown_critical;
  mutable std::once_flag fingerprint_made;
  mutable crypto::Digest fingerprint;

  Result<void> read();

 private:
  Result<void> decode(const Extension& found);
};

namespace {

// Entries are found by offsets of 32 bits.
Result<void> check_size(std::size_t size) {
  if (size <= std::numeric_limits<std::uint32_t>::max()) return {};
  return fail(FindingId::crl_malformed, {}, {{"reason", "it is larger than 4 GiB"}});
}

}  // namespace

Result<void> Crl::State::read() {
  if (auto read = CrlFrame::read(der); !read) return read;
  if (auto built = entries.build(revoked, revoked_at, version == 2); !built)
    return in_field("revokedCertificates", std::move(built).error());
  for (const auto& found : extensions) {
    if (auto decoded = decode(found); !decoded) return decoded;
  }
  // What an entry says of its certificate's issuer must be understood (5.3.3), and nobody expects
  // it in a CRL that is not indirect.
  if (entries.names_issuers() &&
      !(issuing_distribution_point.has_value() && issuing_distribution_point->indirect)) {
    unknown_critical.push_back(extension::certificate_issuer);
  }
  const auto& of_entries = entries.unknown_critical();
  unknown_critical.insert(unknown_critical.end(), of_entries.begin(), of_entries.end());
  return {};
}

Result<void> Crl::State::decode(const Extension& found) {
  if (found.id == extension::crl_number) {
    auto value = named("cRLNumber", decode_number(found.value));
    if (!value) return pass_on(std::move(value));
    number = std::move(*value);
  } else if (found.id == extension::delta_crl_indicator) {
    auto value = named("deltaCRLIndicator", decode_number(found.value));
    if (!value) return pass_on(std::move(value));
    delta_base = std::move(*value);
  } else if (found.id == extension::expired_certs_on_crl) {
    Reader reader(found.value);
    const auto since = named("expiredCertsOnCRL", reader.generalized_time());
    if (!since) return pass_on(since);
    if (auto ended = reader.finish(); !ended) return ended;
    expired_certs_since = *since;
  } else if (found.id == extension::issuing_distribution_point) {
    auto value = read_issuing_distribution_point(found.value);
    if (!value) return pass_on(std::move(value));
    issuing_distribution_point = std::move(*value);
  } else if (found.id == extension::authority_key_identifier) {
    auto value = read_authority_key_identifier(found.value);
    if (!value) return pass_on(std::move(value));
    authority_key_identifier = std::move(*value);
  } else if (found.critical) {
    unknown_critical.push_back(found.id);
  }
  return {};
}

Crl::Crl(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<Crl> Crl::parse(ByteView der) {
  if (auto fits = check_size(der.size()); !fits) return pass_on(std::move(fits));
  return parse(der::Bytes(der.begin(), der.end()));
}

Result<Crl> Crl::parse(der::Bytes&& der) {
  if (auto fits = check_size(der.size()); !fits) return pass_on(std::move(fits));
  auto state = std::make_shared<State>(std::move(der));
  if (auto read = state->read(); !read) return pass_on(std::move(read));
  return Crl(std::move(state));
}

ByteView Crl::der() const noexcept { return state_->der; }
ByteView Crl::tbs() const noexcept { return state_->tbs; }
const Name& Crl::issuer() const noexcept { return state_->issuer; }
time::Instant Crl::this_update() const noexcept { return state_->this_update; }
std::optional<time::Instant> Crl::next_update() const noexcept { return state_->next_update; }
const std::vector<Extension>& Crl::extensions() const noexcept { return state_->extensions; }
const std::optional<der::SerialNumber>& Crl::number() const noexcept { return state_->number; }
const std::optional<der::SerialNumber>& Crl::delta_base() const noexcept {
  return state_->delta_base;
}
std::optional<time::Instant> Crl::expired_certs_since() const noexcept {
  return state_->expired_certs_since;
}
bool Crl::is_indirect() const noexcept {
  const auto& point = state_->issuing_distribution_point;
  return point.has_value() && point->indirect;
}
const std::optional<IssuingDistributionPoint>& Crl::issuing_distribution_point() const noexcept {
  return state_->issuing_distribution_point;
}
const std::optional<AuthorityKeyIdentifier>& Crl::authority_key_identifier() const noexcept {
  return state_->authority_key_identifier;
}
const std::vector<der::Oid>& Crl::unknown_critical() const noexcept {
  return state_->unknown_critical;
}
std::size_t Crl::size() const noexcept { return state_->entries.size(); }

std::optional<RevokedEntry> Crl::find(const Name& issuer, const der::SerialNumber& serial) const {
  const bool own = issuer.matches(state_->issuer);
  if (!own && !is_indirect()) return std::nullopt;
  return state_->entries.find(serial.content(), &issuer, own);
}

std::optional<RevokedEntry> Crl::find(const der::SerialNumber& serial) const {
  return state_->entries.find(serial.content());
}

std::vector<RevokedEntry> Crl::entries() const { return state_->entries.all(); }

crypto::Digest Crl::fingerprint() const {
  std::call_once(state_->fingerprint_made, [&] {
    state_->fingerprint = crypto::digest(crypto::DigestAlgorithm::sha256, state_->der);
  });
  return state_->fingerprint;
}

Result<void> Crl::check_signature(const crypto::PublicKey& issuer_key) const {
  return verify_signed(state_->tbs, state_->algorithm, state_->signature, issuer_key);
}

Result<std::vector<Crl>> read_crls(ByteView file) {
  auto structures = read_structures(file, {"X509 CRL", "CRL"});
  if (!structures) return pass_on(std::move(structures));
  if (structures->empty()) return fail(FindingId::crl_none);
  std::vector<Crl> crls;
  crls.reserve(structures->size());
  for (auto& structure : *structures) {
    auto crl = Crl::parse(std::move(structure));
    if (!crl) return in_field(fmt::format("CRL {}", crls.size() + 1), std::move(crl).error());
    crls.push_back(std::move(*crl));
  }
  return crls;
}

}  // namespace accord::x509
