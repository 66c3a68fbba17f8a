#include "lib/x509/certificate.h"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>

#include "lib/x509/certificate_frame.h"
#include "lib/x509/decoding.h"

namespace accord::x509 {

using der::ByteView;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

struct Certificate::State : CertificateFrame {
  explicit State(der::Bytes bytes) : der(std::move(bytes)) {}

  der::Bytes der;
  std::optional<BasicConstraints> basic_constraints;
  std::optional<KeyUsage> key_usage;
  std::optional<std::vector<der::Oid>> extended_key_usage;
  std::optional<der::Bytes> subject_key_identifier;
  std::optional<AuthorityKeyIdentifier> authority_key_identifier;
  std::vector<GeneralName> subject_alternative_names;
  std::vector<PolicyInformation> policies;
  std::vector<DistributionPoint> crl_distribution_points;
  std::vector<AccessDescription> authority_information_access;
  std::optional<QcStatements> qc_statements;
  std::optional<NameConstraints> name_constraints;
  std::vector<PolicyMapping> policy_mappings;
  PolicyConstraints policy_constraints;
  std::optional<std::uint32_t> inhibit_any_policy;
  std::vector<DistributionPoint> freshest_crl;

  // Made on first use; the flags make that safe from several threads.
  mutable std::once_flag key_made, fingerprint_made;
  mutable std::optional<Result<crypto::PublicKey>> key;
  mutable crypto::Digest fingerprint;

  Result<void> read();

 private:
  Result<void> decode(const Extension& found);
  Result<void> decode_constraints(const Extension& found);
};

Result<void> Certificate::State::read() {
  if (auto read = CertificateFrame::read(der); !read) return read;
  for (const auto& extension : extensions) {
    if (auto decoded = decode(extension); !decoded) return decoded;
  }
  return {};
}

Result<void> Certificate::State::decode(const Extension& found) {
  namespace id = extension;
  const auto value = found.value;
  if (found.id == id::basic_constraints)
    return keep(read_basic_constraints(value), basic_constraints);
  if (found.id == id::key_usage) return keep(read_key_usage(value), key_usage);
  if (found.id == id::extended_key_usage)
    return keep(read_extended_key_usage(value), extended_key_usage);
  if (found.id == id::subject_key_identifier)
    return keep(read_key_identifier(value), subject_key_identifier);
  if (found.id == id::authority_key_identifier) {
    return keep(read_authority_key_identifier(value), authority_key_identifier);
  }
  if (found.id == id::subject_alternative_name)
    return keep(read_general_names(value), subject_alternative_names);
  if (found.id == id::certificate_policies) return keep(read_certificate_policies(value), policies);
  if (found.id == id::crl_distribution_points)
    return keep(read_distribution_points(value), crl_distribution_points);
  if (found.id == id::authority_information_access) {
    return keep(read_authority_information_access(value), authority_information_access);
  }
  if (found.id == id::qc_statements) return keep(read_qc_statements(value), qc_statements);
  return decode_constraints(found);
}

Result<void> Certificate::State::decode_constraints(const Extension& found) {
  namespace id = extension;
  const auto value = found.value;
  if (found.id == id::name_constraints) return keep(read_name_constraints(value), name_constraints);
  if (found.id == id::policy_mappings) return keep(read_policy_mappings(value), policy_mappings);
  if (found.id == id::policy_constraints)
    return keep(read_policy_constraints(value), policy_constraints);
  if (found.id == id::inhibit_any_policy)
    return keep(read_inhibit_any_policy(value), inhibit_any_policy);
  if (found.id == id::freshest_crl) return keep(read_freshest_crl(value), freshest_crl);
  return {};
}

Certificate::Certificate(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<Certificate> Certificate::parse(ByteView der) {
  return parse(der::Bytes(der.begin(), der.end()));
}

Result<Certificate> Certificate::parse(der::Bytes&& der) {
  auto state = std::make_shared<State>(std::move(der));
  if (auto read = state->read(); !read) return pass_on(std::move(read));
  return Certificate(std::move(state));
}

ByteView Certificate::der() const noexcept { return state_->der; }
ByteView Certificate::tbs() const noexcept { return state_->tbs; }
unsigned Certificate::version() const noexcept { return state_->version; }
const der::SerialNumber& Certificate::serial() const noexcept { return state_->serial; }
const Name& Certificate::issuer() const noexcept { return state_->issuer; }
const Name& Certificate::subject() const noexcept { return state_->subject; }
time::Instant Certificate::not_before() const noexcept { return state_->not_before; }
time::Instant Certificate::not_after() const noexcept { return state_->not_after; }
bool Certificate::has_conforming_times() const noexcept { return state_->conforming_times; }
ByteView Certificate::spki() const noexcept { return state_->spki; }
ByteView Certificate::signature_algorithm_der() const noexcept { return state_->algorithm; }
ByteView Certificate::signature() const noexcept { return state_->signature.bytes; }
const std::vector<Extension>& Certificate::extensions() const noexcept {
  return state_->extensions;
}

const Extension* Certificate::find(const der::Oid& id) const noexcept {
  const auto& all = state_->extensions;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Extension& extension) { return extension.id == id; });
  return found == all.end() ? nullptr : &*found;
}

const std::optional<BasicConstraints>& Certificate::basic_constraints() const noexcept {
  return state_->basic_constraints;
}
const std::optional<KeyUsage>& Certificate::key_usage() const noexcept { return state_->key_usage; }
const std::optional<std::vector<der::Oid>>& Certificate::extended_key_usage() const noexcept {
  return state_->extended_key_usage;
}
const std::optional<der::Bytes>& Certificate::subject_key_identifier() const noexcept {
  return state_->subject_key_identifier;
}
const std::optional<AuthorityKeyIdentifier>& Certificate::authority_key_identifier()
    const noexcept {
  return state_->authority_key_identifier;
}
const std::vector<GeneralName>& Certificate::subject_alternative_names() const noexcept {
  return state_->subject_alternative_names;
}
const std::vector<PolicyInformation>& Certificate::policies() const noexcept {
  return state_->policies;
}
const std::vector<DistributionPoint>& Certificate::crl_distribution_points() const noexcept {
  return state_->crl_distribution_points;
}
const std::vector<AccessDescription>& Certificate::authority_information_access() const noexcept {
  return state_->authority_information_access;
}
const std::optional<QcStatements>& Certificate::qc_statements() const noexcept {
  return state_->qc_statements;
}

const std::optional<NameConstraints>& Certificate::name_constraints() const noexcept {
  return state_->name_constraints;
}
const std::vector<PolicyMapping>& Certificate::policy_mappings() const noexcept {
  return state_->policy_mappings;
}
const PolicyConstraints& Certificate::policy_constraints() const noexcept {
  return state_->policy_constraints;
}
const std::optional<std::uint32_t>& Certificate::inhibit_any_policy() const noexcept {
  return state_->inhibit_any_policy;
}
const std::vector<DistributionPoint>& Certificate::freshest_crl() const noexcept {
  return state_->freshest_crl;
}

const Result<crypto::PublicKey>& Certificate::public_key() const {
  std::call_once(state_->key_made,
                 [&] { state_->key.emplace(crypto::PublicKey::from_spki(state_->spki)); });
  return *state_->key;
}

crypto::Digest Certificate::fingerprint() const {
  std::call_once(state_->fingerprint_made, [&] {
    state_->fingerprint = crypto::digest(crypto::DigestAlgorithm::sha256, state_->der);
  });
  return state_->fingerprint;
}

bool Certificate::is_self_issued() const { return subject().matches(issuer()); }

Result<void> Certificate::check_signature(const crypto::PublicKey& issuer_key) const {
  return verify_signed(state_->tbs, state_->algorithm, state_->signature, issuer_key);
}

Result<std::vector<Certificate>> read_certificates(ByteView file) {
  auto structures = read_structures(file, {"CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"});
  if (!structures) return pass_on(std::move(structures));
  if (structures->empty()) return fail(FindingId::certificate_none);
  std::vector<Certificate> certificates;
  certificates.reserve(structures->size());
  for (auto& structure : *structures) {
    auto certificate = Certificate::parse(std::move(structure));
    if (!certificate) {
      return in_field(fmt::format("certificate {}", certificates.size() + 1),
                      std::move(certificate).error());
    }
    certificates.push_back(std::move(*certificate));
  }
  return certificates;
}

}  // namespace accord::x509
