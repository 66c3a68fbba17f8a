#include "lib/x509/ocsp.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lib/der/writer.h"
#include "lib/x509/decoding.h"
#include "lib/x509/revoked_entries.h"
#include "lib/x509/signed_structure.h"

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

const der::Oid& basic_response() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.48.1.1");
  return id;
}
const der::Oid& nonce_extension() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.48.1.2");
  return id;
}
const der::Oid& archive_cutoff_extension() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.48.1.6");
  return id;
}

tl::unexpected<outcome::Finding> malformed(std::string_view field, std::string reason) {
  return fail(FindingId::ocsp_malformed, {.where = std::string(field)},
              {{"reason", std::move(reason)}});
}

der::Bytes copied(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

/// A value behind an explicit tag.
template <typename Read>
auto behind(Reader& reader, der::Tag tag, const Read& read) -> decltype(read(reader)) {
  auto wrapped = reader.enter(tag);
  if (!wrapped) return pass_on(wrapped);
  auto value = read(*wrapped);
  if (!value) return value;
  if (auto ended = wrapped->finish(); !ended) return pass_on(ended);
  return value;
}

Result<std::vector<Extension>> read_extensions(Reader& reader) {
  const auto list = reader.enter(der::tag::sequence);
  if (!list) return pass_on(list);
  return read_extension_list(*list, FindingId::ocsp_extension_duplicate);
}

// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
Result<OcspCertId> read_cert_id(Reader& single) {
  auto reader = single.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto algorithm = reader->enter(der::tag::sequence);
  if (!algorithm) return pass_on(algorithm);
  auto digest = algorithm->oid();
  if (!digest) return pass_on(std::move(digest));
  if (!algorithm->at_end()) {
    if (auto null = algorithm->null(); !null) return pass_on(null);
  }
  if (auto ended = algorithm->finish(); !ended) return pass_on(ended);
  const auto name_hash = reader->octet_string();
  if (!name_hash) return pass_on(name_hash);
  const auto key_hash = reader->octet_string();
  if (!key_hash) return pass_on(key_hash);
  auto serial = reader->serial_number();
  if (!serial) return pass_on(std::move(serial));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return OcspCertId{std::move(*digest), copied(*name_hash), copied(*key_hash), std::move(*serial)};
}

Result<void> read_revoked(Reader& single, OcspSingleResponse& result) {
  auto reader = single.enter(context_constructed(1));
  if (!reader) return pass_on(reader);
  const auto time = reader->generalized_time();
  if (!time) return pass_on(time);
  result.revocation_time = *time;
  if (reader->next_is(context_constructed(0))) {
    const auto number = behind(*reader, context_constructed(0), [](Reader& inside) {
      return inside.small_integer(der::tag::enumerated);
    });
    if (!number) return pass_on(number);
    if (*number > 10 || *number == 7) {
      return malformed("revocationReason", fmt::format("there is no reason {}", *number));
    }
    result.reason = static_cast<RevocationReason>(*number);
  }
  return reader->finish();
}

// CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] UnknownInfo }
Result<void> read_status(Reader& single, OcspSingleResponse& result) {
  if (single.next_is(context_constructed(1))) {
    result.status = OcspCertStatus::revoked;
    return read_revoked(single, result);
  }
  const auto value = single.any();
  if (!value) return pass_on(value);
  if (value->tag == context(0)) {
    result.status = OcspCertStatus::good;
  } else if (value->tag != context(2)) {
    return malformed("certStatus", "it is none of good, revoked and unknown");
  }
  if (!value->content.empty()) return malformed("certStatus", "good or unknown is not empty");
  return {};
}

Result<void> read_single_extensions(Reader& single, OcspSingleResponse& result) {
  if (!single.next_is(context_constructed(1))) return {};
  const auto list = behind(single, context_constructed(1),
                           [](Reader& inside) { return read_extensions(inside); });
  if (!list) return pass_on(list);
  for (const auto& extension : *list) {
    if (extension.id == archive_cutoff_extension()) {
      Reader reader(extension.value);
      const auto cutoff = named("archiveCutoff", reader.generalized_time());
      if (!cutoff) return pass_on(cutoff);
      if (auto ended = reader.finish(); !ended) return ended;
      result.archive_cutoff = *cutoff;
    } else if (extension.critical) {
      result.unknown_critical.push_back(extension.id);
    }
  }
  return {};
}

Result<OcspSingleResponse> read_single(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto id = read_cert_id(*reader);
  if (!id) return pass_on(std::move(id));
  OcspSingleResponse result;
  result.id = std::move(*id);
  if (auto read = read_status(*reader, result); !read) return pass_on(std::move(read));
  const auto this_update = reader->generalized_time();
  if (!this_update) return in_field("thisUpdate", this_update.error());
  result.this_update = *this_update;
  if (reader->next_is(context_constructed(0))) {
    const auto next = behind(*reader, context_constructed(0),
                             [](Reader& inside) { return inside.generalized_time(); });
    if (!next) return in_field("nextUpdate", next.error());
    result.next_update = *next;
  }
  if (auto read = read_single_extensions(*reader, result); !read) return pass_on(std::move(read));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return result;
}

}  // namespace

struct OcspResponse::State {
  explicit State(der::Bytes bytes) : der(std::move(bytes)) {}

  der::Bytes der;
  OcspStatus status = OcspStatus::successful;
  ByteView tbs, algorithm;
  der::BitString signature;
  std::optional<Name> responder_name;
  std::optional<der::Bytes> responder_key_hash;
  time::Instant produced_at;
  std::vector<OcspSingleResponse> responses;
  std::optional<der::Bytes> nonce;
  std::vector<der::Oid> unknown_critical;
  std::vector<Certificate> certificates;

  Result<void> read();

 private:
  Result<void> read_status(Reader& reader);
  Result<void> read_basic(ByteView value, std::size_t at);
  Result<void> read_certificates(Reader& basic);
  Result<void> read_data(Reader reader);
  Result<void> read_responder(Reader& data);
  Result<void> read_data_extensions(Reader& data);
};

// OCSPResponse ::= SEQUENCE { responseStatus, responseBytes [0] EXPLICIT OPTIONAL }
Result<void> OcspResponse::State::read() {
  Reader outer(der);
  auto reader = outer.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  if (auto ended = outer.finish(); !ended) return ended;
  if (auto read = read_status(*reader); !read) return read;
  if (!reader->next_is(context_constructed(0))) {
    if (auto ended = reader->finish(); !ended) return ended;
    if (status != OcspStatus::successful) return {};
    return malformed("responseBytes", "a successful response has none");
  }
  if (status != OcspStatus::successful) {
    return malformed("responseBytes", "a response that is not successful has some");
  }
  auto wrapped = reader->enter(context_constructed(0));
  if (!wrapped) return pass_on(wrapped);
  if (auto ended = reader->finish(); !ended) return ended;
  auto bytes = wrapped->enter(der::tag::sequence);
  if (!bytes) return pass_on(bytes);
  if (auto ended = wrapped->finish(); !ended) return ended;
  const auto type = bytes->oid();
  if (!type) return pass_on(type);
  if (*type != basic_response()) {
    return malformed("responseType", type->to_string() + " is no kind that is known");
  }
  const auto value = bytes->octet_string();
  if (!value) return pass_on(value);
  if (auto ended = bytes->finish(); !ended) return ended;
  return read_basic(*value, bytes->offset() - value->size());
}

Result<void> OcspResponse::State::read_status(Reader& reader) {
  const auto number = reader.small_integer(der::tag::enumerated);
  if (!number) return in_field("responseStatus", number.error());
  if (*number > 6 || *number == 4) {
    return malformed("responseStatus", fmt::format("there is no status {}", *number));
  }
  status = static_cast<OcspStatus>(*number);
  return {};
}

// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature, certs [0] }
Result<void> OcspResponse::State::read_basic(ByteView value, std::size_t at) {
  Reader outer(value, at);
  auto reader = outer.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  if (auto ended = outer.finish(); !ended) return ended;
  auto ahead = *reader;
  const auto data = ahead.enter(der::tag::sequence);
  if (!data) return in_field("tbsResponseData", data.error());
  tbs = reader->any()->whole;
  const auto frame = read_algorithm_frame(*reader);
  if (!frame) return in_field("signatureAlgorithm", frame.error());
  algorithm = *frame;
  const auto bits = reader->bit_string();
  if (!bits) return in_field("signature", bits.error());
  signature = *bits;
  if (auto read = read_certificates(*reader); !read) return read;
  if (auto ended = reader->finish(); !ended) return ended;
  return read_data(*data);
}

Result<void> OcspResponse::State::read_certificates(Reader& basic) {
  if (!basic.next_is(context_constructed(0))) return {};
  auto wrapped = basic.enter(context_constructed(0));
  if (!wrapped) return pass_on(wrapped);
  auto list = wrapped->enter(der::tag::sequence);
  if (!list) return pass_on(list);
  if (auto ended = wrapped->finish(); !ended) return ended;
  while (!list->at_end()) {
    const auto one = list->any();
    if (!one) return in_field("certs", one.error());
    auto certificate = Certificate::parse(one->whole);
    if (!certificate) return in_field("certs", std::move(certificate).error());
    certificates.push_back(std::move(*certificate));
  }
  return {};
}

// ResponseData ::= SEQUENCE { version [0], responderID, producedAt, responses, extensions [1] }
Result<void> OcspResponse::State::read_data(Reader reader) {
  if (reader.next_is(context_constructed(0))) {
    const auto version = behind(reader, context_constructed(0),
                                [](Reader& inside) { return inside.small_integer(); });
    if (!version) return in_field("version", version.error());
    return malformed("version", *version == 0 ? "version 1 is the default and must not be written out"
                                              : "it is not a version that is known");
  }
  if (auto read = read_responder(reader); !read) return in_field("responderID", read.error());
  const auto produced = reader.generalized_time();
  if (!produced) return in_field("producedAt", produced.error());
  produced_at = *produced;
  auto list = reader.enter(der::tag::sequence);
  if (!list) return in_field("responses", list.error());
  while (!list->at_end()) {
    auto single = read_single(*list);
    if (!single) return in_field(fmt::format("response {}", responses.size() + 1),
                                 std::move(single).error());
    responses.push_back(std::move(*single));
  }
  if (auto read = read_data_extensions(reader); !read) return read;
  return reader.finish();
}

// ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }, explicitly tagged.
Result<void> OcspResponse::State::read_responder(Reader& data) {
  if (data.next_is(context_constructed(1))) {
    const auto name = behind(data, context_constructed(1), [](Reader& inside) -> Result<Name> {
      const auto at = inside.offset();
      const auto value = inside.element(der::tag::sequence);
      if (!value) return pass_on(value);
      return Name::parse(value->whole, at);
    });
    if (!name) return pass_on(name);
    responder_name = *name;
    return {};
  }
  const auto hash = behind(data, context_constructed(2),
                           [](Reader& inside) { return inside.octet_string(); });
  if (!hash) return pass_on(hash);
  responder_key_hash = copied(*hash);
  return {};
}

Result<void> OcspResponse::State::read_data_extensions(Reader& data) {
  if (!data.next_is(context_constructed(1))) return {};
  const auto list =
      behind(data, context_constructed(1), [](Reader& inside) { return read_extensions(inside); });
  if (!list) return pass_on(list);
  for (const auto& extension : *list) {
    if (extension.id == nonce_extension()) {
      // An OCTET STRING within; responders that put the octets there bare are in use.
      Reader reader(extension.value);
      const auto octets = reader.octet_string();
      nonce = octets && reader.at_end() ? copied(*octets) : copied(extension.value);
    } else if (extension.critical) {
      unknown_critical.push_back(extension.id);
    }
  }
  return {};
}

std::string_view to_string(OcspStatus status) noexcept {
  switch (status) {
    case OcspStatus::successful:
      return "successful";
    case OcspStatus::malformed_request:
      return "malformedRequest";
    case OcspStatus::internal_error:
      return "internalError";
    case OcspStatus::try_later:
      return "tryLater";
    case OcspStatus::sig_required:
      return "sigRequired";
    case OcspStatus::unauthorized:
      return "unauthorized";
  }
  return "";
}

std::string_view to_string(OcspCertStatus status) noexcept {
  switch (status) {
    case OcspCertStatus::good:
      return "good";
    case OcspCertStatus::revoked:
      return "revoked";
    case OcspCertStatus::unknown:
      return "unknown";
  }
  return "";
}

bool is_about(const OcspCertId& id, const Name& issuer, const crypto::PublicKey& issuer_key,
              const der::SerialNumber& serial) {
  if (id.serial != serial) return false;
  const auto algorithm = crypto::digest_from_oid(id.digest);
  if (!algorithm.has_value()) return false;
  return crypto::digest(*algorithm, issuer.der()).matches(id.issuer_name_hash) &&
         crypto::digest(*algorithm, issuer_key.key_bits()).matches(id.issuer_key_hash);
}

OcspResponse::OcspResponse(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<OcspResponse> OcspResponse::parse(ByteView der) {
  auto state = std::make_shared<State>(der::Bytes(der.begin(), der.end()));
  if (auto read = state->read(); !read) return pass_on(std::move(read));
  return OcspResponse(std::move(state));
}

ByteView OcspResponse::der() const noexcept { return state_->der; }
OcspStatus OcspResponse::status() const noexcept { return state_->status; }
const std::optional<Name>& OcspResponse::responder_name() const noexcept {
  return state_->responder_name;
}
const std::optional<der::Bytes>& OcspResponse::responder_key_hash() const noexcept {
  return state_->responder_key_hash;
}
time::Instant OcspResponse::produced_at() const noexcept { return state_->produced_at; }
const std::vector<OcspSingleResponse>& OcspResponse::responses() const noexcept {
  return state_->responses;
}
const std::optional<der::Bytes>& OcspResponse::nonce() const noexcept { return state_->nonce; }
const std::vector<der::Oid>& OcspResponse::unknown_critical() const noexcept {
  return state_->unknown_critical;
}
const std::vector<Certificate>& OcspResponse::certificates() const noexcept {
  return state_->certificates;
}
ByteView OcspResponse::signature_algorithm_der() const noexcept { return state_->algorithm; }

Result<void> OcspResponse::check_signature(const crypto::PublicKey& responder_key) const {
  return verify_signed(state_->tbs, state_->algorithm, state_->signature, responder_key);
}

Result<std::vector<OcspResponse>> read_ocsp_responses(ByteView file) {
  auto structures = read_structures(file, {"OCSP RESPONSE"});
  if (!structures) return pass_on(std::move(structures));
  if (structures->empty()) return fail(FindingId::ocsp_none);
  std::vector<OcspResponse> responses;
  for (const auto& structure : *structures) {
    auto response = OcspResponse::parse(structure);
    if (!response) {
      return in_field(fmt::format("OCSP response {}", responses.size() + 1),
                      std::move(response).error());
    }
    responses.push_back(std::move(*response));
  }
  return responses;
}

der::Bytes write_ocsp_request(const Name& issuer, const crypto::PublicKey& issuer_key,
                              const der::SerialNumber& serial, ByteView nonce) {
  constexpr auto algorithm = crypto::DigestAlgorithm::sha1;
  const auto name_hash = crypto::digest(algorithm, issuer.der());
  const auto key_hash = crypto::digest(algorithm, issuer_key.key_bits());
  const auto cert_id = [&](der::Writer& id) {
    id.constructed(der::tag::sequence, [&](der::Writer& identifier) {
      identifier.oid(crypto::digest_oid(algorithm));
      identifier.value(der::tag::null, {});
    });
    id.value(der::tag::octet_string, name_hash.bytes());
    id.value(der::tag::octet_string, key_hash.bytes());
    id.value(der::tag::integer, serial.content());
  };
  const auto extensions = [&](der::Writer& list) {
    list.constructed(der::tag::sequence, [&](der::Writer& extension) {
      extension.oid(nonce_extension());
      der::Writer value;
      value.value(der::tag::octet_string, nonce);
      extension.value(der::tag::octet_string, value.bytes());
    });
  };
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& request) {
    request.constructed(der::tag::sequence, [&](der::Writer& tbs) {
      tbs.constructed(der::tag::sequence, [&](der::Writer& list) {
        list.constructed(der::tag::sequence, [&](der::Writer& one) {
          one.constructed(der::tag::sequence, cert_id);
        });
      });
      if (nonce.empty()) return;
      tbs.constructed(context_constructed(2), [&](der::Writer& wrapped) {
        wrapped.constructed(der::tag::sequence, extensions);
      });
    });
  });
  return std::move(writer).bytes();
}

}  // namespace accord::x509
