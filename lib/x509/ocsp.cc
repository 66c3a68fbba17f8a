#include "lib/x509/ocsp.h"

#include <mutex>

#include <fmt/format.h>

#include "lib/x509/ocsp_reading.h"

namespace accord::x509 {

using der::ByteView;
using der::Reader;
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
  mutable std::once_flag fingerprint_made;
  mutable crypto::Digest fingerprint;

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
    return ocsp_malformed("responseBytes", "a successful response has none");
  }
  if (status != OcspStatus::successful) {
    return ocsp_malformed("responseBytes", "a response that is not successful has some");
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
    return ocsp_malformed("responseType", type->to_string() + " is no kind that is known");
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
    return ocsp_malformed("responseStatus", fmt::format("there is no status {}", *number));
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
    const auto version = read_behind(reader, context_constructed(0),
                                     [](Reader& inside) { return inside.small_integer(); });
    if (!version) return in_field("version", version.error());
    return ocsp_malformed("version", *version == 0
                                         ? "version 1 is the default and must not be written out"
                                         : "it is not a version that is known");
  }
  if (auto read = read_responder(reader); !read) return in_field("responderID", read.error());
  const auto produced = reader.generalized_time();
  if (!produced) return in_field("producedAt", produced.error());
  produced_at = *produced;
  auto list = reader.enter(der::tag::sequence);
  if (!list) return in_field("responses", list.error());
  while (!list->at_end()) {
    auto single = read_ocsp_single(*list);
    if (!single)
      return in_field(fmt::format("response {}", responses.size() + 1), std::move(single).error());
    responses.push_back(std::move(*single));
  }
  if (auto read = read_data_extensions(reader); !read) return read;
  return reader.finish();
}

// ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }, explicitly tagged.
Result<void> OcspResponse::State::read_responder(Reader& data) {
  if (data.next_is(context_constructed(1))) {
    const auto name = read_behind(data, context_constructed(1), [](Reader& inside) -> Result<Name> {
      const auto at = inside.offset();
      const auto value = inside.element(der::tag::sequence);
      if (!value) return pass_on(value);
      return Name::parse(value->whole, at);
    });
    if (!name) return pass_on(name);
    responder_name = *name;
    return {};
  }
  const auto hash = read_behind(data, context_constructed(2),
                                [](Reader& inside) { return inside.octet_string(); });
  if (!hash) return pass_on(hash);
  responder_key_hash = ocsp_copied(*hash);
  return {};
}

Result<void> OcspResponse::State::read_data_extensions(Reader& data) {
  if (!data.next_is(context_constructed(1))) return {};
  const auto list = read_behind(data, context_constructed(1),
                                [](Reader& inside) { return read_ocsp_extensions(inside); });
  if (!list) return pass_on(list);
  for (const auto& extension : *list) {
    if (extension.id == ocsp_nonce()) {
      // An OCTET STRING within; responders that put the octets there bare are in use.
      Reader reader(extension.value);
      const auto octets = reader.octet_string();
      nonce = octets && reader.at_end() ? ocsp_copied(*octets) : ocsp_copied(extension.value);
    } else if (extension.critical) {
      unknown_critical.push_back(extension.id);
    }
  }
  return {};
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

crypto::Digest OcspResponse::fingerprint() const {
  std::call_once(state_->fingerprint_made, [&] {
    state_->fingerprint = crypto::digest(crypto::DigestAlgorithm::sha256, state_->der);
  });
  return state_->fingerprint;
}

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

}  // namespace accord::x509
