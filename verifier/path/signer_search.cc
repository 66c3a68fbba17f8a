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
    const auto* certificate_of_it = anchor.certificate();
    signers.push_back({anchor.name(), *anchor.public_key(),
                       certificate_of_it != nullptr ? certificate_of_it->key_usage()
                                                    : std::optional<x509::KeyUsage>()});
  }
  const auto& found = found_for(name, certificate);
  for (const bool named : {true, false}) {
    for (const auto& one : found) {
      if (is_named_by(key_identifier, one.certificate) == named) signers.push_back(one.issuer);
    }
  }
  return signers;
}

// Whoever is not the certificate's own issuer must be made a signer of CRLs in so many words. A CRL
// of the issuer's name is the issuer's own (5.2.5: others issue indirect CRLs), so its signer is a
// key of the same authority: certified by itself, or by whom the authority is certified.
bool SignerSearch::may_sign_for(const x509::Certificate& signer, const x509::Name& name,
                                const x509::Certificate& certificate) const {
  const auto& on_path = path_.certificates;
  // An end entity that has its issuer's name does not vouch for itself.
  if (signer != path_.target() && contains(on_path, signer)) return true;
  const auto& usage = signer.key_usage();
  if (!usage.has_value() || !usage->has(x509::KeyUsageBit::crl_sign)) return false;
  if (!certificate.issuer().matches(name) || signer.is_self_issued()) return true;
  if (path_.anchor.name().matches(name)) return false;
  return std::any_of(on_path.begin(), on_path.end(), [&](const x509::Certificate& authority) {
    return authority.subject().matches(name) && signer.issuer().matches(authority.issuer());
  });
}

const std::vector<SignerSearch::Found>& SignerSearch::found_for(
    const x509::Name& name, const x509::Certificate& certificate) {
  std::string key(name.key());
  key.push_back('\0');
  key += certificate.issuer().key();
  const auto [place, is_new] = found_.try_emplace(std::move(key));
  if (!is_new) return place->second;
  std::vector<x509::Certificate> looked_at;
  std::vector<Found> found;
  for (const auto* pool : {&path_.certificates, &untrusted_, &sources_.certificates}) {
    for (const auto& one : *pool) {
      if (!one.subject().matches(name) || !may_sign_for(one, name, certificate)) continue;
      if (contains(looked_at, one)) continue;
      looked_at.push_back(one);
      if (auto issuer = examine(one)) found.push_back({one, std::move(*issuer)});
    }
  }
  place->second = std::move(found);
  return place->second;
}

std::optional<revocation::Issuer> SignerSearch::examine(const x509::Certificate& signer) {
  const auto fingerprint = signer.fingerprint();
  std::pair identity(path_.anchor.identity(),
                     der::Bytes(fingerprint.bytes().begin(), fingerprint.bytes().end()));
  if (const auto known = memory_.known.find(identity); known != memory_.known.end()) {
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
  policy.distrust = policy_.distrust;
  policy.now = policy_.now;
  under_way.push_back(signer);
  const auto answer = find_within(signer, material, policy, at_, memory_, budget_);
  under_way.pop_back();
  const auto* valid = std::get_if<Valid>(&answer);
  std::optional<revocation::Issuer> found;
  if (valid != nullptr) found = issuer_from(signer, valid->target_key());
  // That none was found on the way to another signer may be because of that one.
  if (found.has_value() || under_way.empty()) memory_.known.emplace(std::move(identity), found);
  return found;
}

}  // namespace accord::path
