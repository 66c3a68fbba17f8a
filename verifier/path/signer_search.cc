#include "verifier/path/signer_search.h"

#include <algorithm>
#include <set>

#include "verifier/path/validation.h"
#include "verifier/revocation/subject.h"

namespace accord::path {
namespace {

// A signer of CRLs whose certificate's CRL is signed by another, whose …: three are more than is
// seen in use.
constexpr std::size_t most_nested = 4;

revocation::Issuer issuer_from(const x509::Certificate& certificate, const crypto::PublicKey& key,
                               std::optional<time::Instant> end) {
  return {certificate.subject(), key, certificate.key_usage(), end};
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
    const x509::Name& name, const x509::Certificate& certificate, const revocation::Issuer& issuer,
    const std::optional<x509::AuthorityKeyIdentifier>& key_identifier, time::Instant at) {
  std::vector<revocation::Issuer> signers;
  const auto& under_way = memory_.under_way;
  const bool of_itself = !under_way.empty() && under_way.back() == certificate &&
                         certificate.subject().matches(name) && certificate.public_key();
  if (of_itself) {
    signers.push_back(issuer_from(certificate, *certificate.public_key(), certificate.not_after()));
  }
  const auto& anchor = path_.anchor;
  if (anchor.name().matches(name) && anchor.public_key()) {
    const auto* certificate_of_it = anchor.certificate();
    signers.push_back({anchor.name(), *anchor.public_key(),
                       certificate_of_it != nullptr ? certificate_of_it->key_usage()
                                                    : std::optional<x509::KeyUsage>(),
                       end_of(0)});
  }
  const auto& found = found_for({name, certificate, place_of(issuer), at});
  for (const bool named : {true, false}) {
    for (const auto& one : found) {
      if (is_named_by(key_identifier, one.certificate) == named) signers.push_back(one.issuer);
    }
  }
  return signers;
}

// Keys as they are used: a DSA key may have its parameters from the one above.
const std::vector<SignerSearch::Authority>& SignerSearch::authorities() {
  if (!authorities_.empty() || !path_.anchor.public_key()) return authorities_;
  authorities_.push_back({&path_.anchor.name(), *path_.anchor.public_key(), nullptr});
  const auto& certificates = path_.certificates;
  for (std::size_t i = 0; i + 1 < certificates.size(); ++i) {
    auto key = certificates[i].public_key();
    if (!key) key = crypto::PublicKey::from_spki(certificates[i].spki(), authorities_.back().key);
    if (!key) break;  // the path does not hold
    authorities_.push_back({&certificates[i].subject(), std::move(*key), &certificates[i]});
  }
  return authorities_;
}

std::optional<std::size_t> SignerSearch::place_of(const revocation::Issuer& issuer) {
  const auto& all = authorities();
  // Of a name and a key that stand twice, the last one is nearest to the certificate.
  for (std::size_t i = all.size(); i-- > 0;) {
    if (der::equal(all[i].key.spki(), issuer.key.spki()) && all[i].name->matches(issuer.name)) {
      return i;
    }
  }
  return std::nullopt;
}

/// The authority of the path that issued the signer; none when no one did.
std::optional<std::size_t> SignerSearch::issuer_of(const x509::Certificate& signer) {
  const auto& all = authorities();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].name->matches(signer.issuer())) continue;
    if (sources_.signatures->check(signer, all[i].key, budget_, path_.target())) return i;
  }
  return std::nullopt;
}

// A CRL of an authority's name is its own (5.2.5: others issue indirect CRLs), so its signer is a
// key of the same authority: certified by itself with the key before or after, or by whom the
// authority is certified.
bool SignerSearch::is_of_same_authority(const x509::Certificate& signer, std::size_t issued_by,
                                        std::size_t authority) {
  if (issued_by == authority) return signer.is_self_issued();
  if (issued_by + 1 == authority) return true;
  const auto* own = authorities()[authority].certificate;
  return own != nullptr && own->is_self_issued() &&
         authorities()[authority - 1].certificate != nullptr &&
         *authorities()[authority - 1].certificate == signer;
}

std::optional<time::Instant> SignerSearch::end_of(std::size_t authority) const {
  return authority < ends_.size() ? ends_[authority] : std::nullopt;
}

std::optional<revocation::Issuer> SignerSearch::consider(const x509::Certificate& signer,
                                                         const Wanted& wanted) {
  // An end entity that has its issuer's name does not vouch for itself.
  if (signer == path_.target()) return std::nullopt;
  const bool on_path = contains(path_.certificates, signer);
  const auto& usage = signer.key_usage();
  const bool may_sign = usage.has_value() && usage->has(x509::KeyUsageBit::crl_sign);
  // Whoever is not an authority of the path must be made a signer of CRLs in so many words.
  if (!on_path && !may_sign) return std::nullopt;
  const auto issued_by = issuer_of(signer);
  if (!issued_by) return std::nullopt;
  if (wanted.certificate.issuer().matches(wanted.name) &&
      (!wanted.authority || !is_of_same_authority(signer, *issued_by, *wanted.authority))) {
    return std::nullopt;
  }
  if (!on_path) return examine(signer, *issued_by, wanted.at);
  const auto& all = authorities();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].certificate != nullptr && *all[i].certificate == signer) {
      return issuer_from(signer, all[i].key, end_of(i));
    }
  }
  return std::nullopt;
}

const std::vector<SignerSearch::Found>& SignerSearch::found_for(const Wanted& wanted) {
  std::string key(wanted.name.key());
  key.push_back('\0');
  key += wanted.certificate.issuer().key();
  key += wanted.authority.has_value() ? "@" + std::to_string(*wanted.authority) : "";
  key += " at " + std::to_string(wanted.at.time_since_epoch().count());
  const auto [place, is_new] = found_.try_emplace(std::move(key));
  if (!is_new) return place->second;
  std::set<std::string> looked_at;
  std::vector<Found> found;
  for (const auto* pool : {&path_.certificates, &untrusted_, &sources_.certificates}) {
    if (!budget_.spend(outcome::Cost::name_comparisons, pool->size())) break;
    for (const auto& one : *pool) {
      if (!one.subject().matches(wanted.name)) continue;
      if (!looked_at.emplace(der::as_text(one.fingerprint().bytes())).second) continue;
      if (auto issuer = consider(one, wanted)) {
        found.push_back({one, std::move(*issuer)});
      }
    }
  }
  place->second = std::move(found);
  return place->second;
}

std::optional<revocation::Issuer> SignerSearch::examine(const x509::Certificate& signer,
                                                        std::size_t issued_by, time::Instant at) {
  auto& under_way = memory_.under_way;
  if (under_way.size() >= most_nested || contains(under_way, signer)) return std::nullopt;
  Candidate candidate{path_.anchor, {}};
  const auto& certificates = path_.certificates;
  candidate.certificates.assign(certificates.begin(),
                                certificates.begin() + static_cast<std::ptrdiff_t>(issued_by));
  candidate.certificates.push_back(signer);
  der::Bytes fingerprints;
  for (const auto& one : candidate.certificates) {
    const auto fingerprint = one.fingerprint();
    fingerprints.insert(fingerprints.end(), fingerprint.bytes().begin(), fingerprint.bytes().end());
  }
  SignerMemory::Identity identity(path_.anchor.identity(), at, std::move(fingerprints));
  if (const auto known = memory_.known.find(identity); known != memory_.known.end()) {
    return known->second;
  }
  Policy policy;
  policy.purpose = purpose::crl_signing();
  policy.algorithms = policy_.algorithms;
  policy.revocation = policy_.revocation;
  policy.max_intermediates = policy_.max_intermediates;
  policy.distrust = policy_.distrust;
  policy.now = policy_.now;
  const auto refusals = budget_.refusals();
  under_way.push_back(signer);
  const auto answer =
      Validation(candidate, untrusted_, policy, at, sources_, memory_, budget_).run();
  under_way.pop_back();
  const auto* valid = std::get_if<Valid>(&answer);
  std::optional<revocation::Issuer> found;
  if (valid != nullptr) found = issuer_from(signer, valid->target_key(), std::nullopt);
  // That it is none may be because of another that is looked into, or for want of work.
  const bool for_good = under_way.empty() && budget_.refusals() == refusals;
  if (found.has_value() || for_good) memory_.known.emplace(std::move(identity), found);
  return found;
}

}  // namespace accord::path
