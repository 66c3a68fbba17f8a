#include "lib/x509/ocsp.h"

#include <mutex>

#include <fmt/format.h>

#include "lib/x509/ocsp_reading.h"

namespace accord::x509 {

using der::ByteView;
using der::Reader;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

struct OcspResponse::State : OcspFrame {
  explicit State(der::Bytes bytes) : der(std::move(bytes)) {}

  der::Bytes der;
  std::optional<der::Bytes> nonce;
  std::vector<der::Oid> unknown_critical;
  std::vector<Certificate> certificates;
  mutable std::once_flag fingerprint_made;
  mutable crypto::Digest fingerprint;

  Result<void> read();
};

namespace {

// An OCTET STRING within; responders that put the octets there bare are in use.
der::Bytes nonce_octets(ByteView value) {
  Reader reader(value);
  const auto octets = reader.octet_string();
  return octets && reader.at_end() ? ocsp_copied(*octets) : ocsp_copied(value);
}

}  // namespace

// What the extensions say, and the certificates.
Result<void> OcspResponse::State::read() {
  if (auto read = OcspFrame::read(der); !read) return read;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (auto read = interpret_ocsp_single(responses[i]); !read)
      return in_field(fmt::format("response {}", i + 1), std::move(read).error());
  }
  for (const auto encoding : certificate_encodings) {
    auto certificate = Certificate::parse(encoding);
    if (!certificate) return in_field("certs", std::move(certificate).error());
    certificates.push_back(std::move(*certificate));
  }
  for (const auto& extension : extensions) {
    if (extension.id == ocsp_nonce()) {
      nonce = nonce_octets(extension.value);
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
