#include "verifier/path/signer_search.h"

#include <algorithm>

namespace accord::path {
namespace {

// A signer of CRLs whose certificate's CRL is signed by another, whose …: three are more than is
// seen in use.
constexpr std::size_t most_nested = 4;

revocation::Issuer issuer_from(const x509::Certificate& certificate, const crypto::PublicKey& key) {
  return {certificate.subject(), key, certificate.key_usage()};
}

bool is_named_by(const std::optional<x509::AuthorityKeyIdentifier>& identifier,
                 const x509::Certificate& certificate) {
  return identifier.has_value() && identifier->key_identifier.has_value() &&
         certificate.subject_key_identifier() == identifier->key_identifier;
}

bool contains(const std::vector<x509::Certificate>& all, const x509::Certificate& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::vector<revocation::Issuer> SignerSearch::of(
    const x509::Name& name, const x509::Certificate& certificate,
    const std::optional<x509::AuthorityKeyIdentifier>& key_identifier) {
  std::vector<revocation::Issuer> signers;
  const auto& under_way = memory_.under_way;
  const bool of_itself = !under_way.empty() && under_way.back() == certificate &&
                         certificate.subject().matches(name) && certificate.public_key();
  if (of_itself) signers.push_back(issuer_from(certificate, *certificate.public_key()));
  const auto& anchor = path_.anchor;
  if (anchor.name().matches(name) && anchor.public_key()) {
    signers.push_back(issuer_from(anchor.certificate(), *anchor.public_key()));
  }
  for (const auto& candidate : named(name, key_identifier)) {
    if (auto signer = examine(candidate)) signers.push_back(std::move(*signer));
  }
  return signers;
}

std::vector<x509::Certificate> SignerSearch::named(
    const x509::Name& name,
    const std::optional<x509::AuthorityKeyIdentifier>& key_identifier) const {
  std::vector<x509::Certificate> found;
  for (const auto* pool : {&path_.certificates, &untrusted_, &sources_.certificates}) {
    for (const auto& certificate : *pool) {
      if (certificate.subject().matches(name) && !contains(found, certificate)) {
        found.push_back(certificate);
      }
    }
  }
  std::stable_partition(found.begin(), found.end(), [&](const x509::Certificate& certificate) {
    return is_named_by(key_identifier, certificate);
  });
  return found;
}

std::optional<revocation::Issuer> SignerSearch::examine(const x509::Certificate& signer) {
  const der::Bytes identity(signer.der().begin(), signer.der().end());
  if (const auto known = memory_.good.find(identity); known != memory_.good.end()) {
    return known->second;
  }
  auto& under_way = memory_.under_way;
  if (under_way.size() >= most_nested || contains(under_way, signer)) return std::nullopt;
  Material material{{path_.anchor}, untrusted_, sources_};
  material.untrusted.insert(material.untrusted.end(), path_.certificates.begin(),
                            path_.certificates.end());
  Policy policy;
  policy.purpose = purpose::crl_signing();
  policy.algorithms = policy_.algorithms;
  policy.revocation = policy_.revocation;
  policy.max_intermediates = policy_.max_intermediates;
  under_way.push_back(signer);
  const auto answer = find_within(signer, material, policy, at_, memory_, budget_);
  under_way.pop_back();
  const auto* valid = std::get_if<Valid>(&answer);
  if (valid == nullptr) return std::nullopt;
  auto found = issuer_from(signer, valid->target_key());
  memory_.good.emplace(identity, found);
  return found;
}

}  // namespace accord::path
