#include "verifier/fetch/reach.h"

#include <optional>
#include <set>

#include "verifier/revocation/signature_memory.h"

namespace accord::fetch {
namespace {

/// One walk from a target upwards.
class Walk {
 public:
  Walk(const path::Material& material, std::uint32_t max_intermediates, outcome::Budget& budget)
      : material_(material), max_intermediates_(max_intermediates), budget_(budget) {}

  std::vector<Reached> from(const x509::Certificate& target) {
    std::vector<Reached> all{{&target, 0, Signer::none}};
    std::set<const x509::Certificate*> seen{&target};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto found = look_above(*all[i].certificate);
      if (!found) {
        all.resize(i);
        break;
      }
      all[i].signer = found->signer;
      const auto depth = all[i].depth + 1;
      for (const auto* issuer : found->issuers) {
        if (depth <= max_intermediates_ && seen.insert(issuer).second) {
          all.push_back({issuer, depth, Signer::none});
        }
      }
    }
    return all;
  }

 private:
  struct Above {
    Signer signer = Signer::none;
    std::vector<const x509::Certificate*> issuers;  // those of the issuer's name
  };

  // Nothing when the budget is exhausted.
  std::optional<Above> look_above(const x509::Certificate& certificate) {
    const auto count = material_.anchors.size() + material_.untrusted.size();
    if (!budget_.spend(outcome::Cost::name_comparisons, count)) return std::nullopt;
    Above above;
    for (const auto& anchor : material_.anchors) {
      if (!anchor.name().matches(certificate.issuer())) continue;
      const auto did_sign = signed_by(certificate, anchor.public_key());
      if (!did_sign) return std::nullopt;
      if (*did_sign) above.signer = Signer::anchor;
    }
    for (const auto& issuer : material_.untrusted) {
      if (!issuer.subject().matches(certificate.issuer()) || issuer == certificate) continue;
      above.issuers.push_back(&issuer);
      if (above.signer != Signer::none) continue;
      const auto did_sign = signed_by(certificate, issuer.public_key());
      if (!did_sign) return std::nullopt;
      if (*did_sign) above.signer = Signer::untrusted;
    }
    if (above.signer == Signer::none && certificate.is_self_issued()) {
      const auto did_sign = signed_by(certificate, certificate.public_key());
      if (!did_sign) return std::nullopt;
      if (*did_sign) above.signer = Signer::itself;
    }
    return above;
  }

  // A key that cannot be read by itself may get its parameters from its issuer, and may have
  // signed. Nothing when the budget is exhausted.
  std::optional<bool> signed_by(const x509::Certificate& certificate,
                                const outcome::Result<crypto::PublicKey>& key) {
    if (!key) return true;
    const auto checked =
        material_.revocation.signatures->check(certificate, *key, budget_, certificate);
    if (!checked && checked.error().id == outcome::FindingId::budget_exhausted) return std::nullopt;
    return checked.has_value();
  }

  const path::Material& material_;
  std::uint32_t max_intermediates_;
  outcome::Budget& budget_;
};

}  // namespace

std::vector<Reached> reach(const x509::Certificate& target, const path::Material& material,
                           std::uint32_t max_intermediates, outcome::Budget& budget) {
  return Walk(material, max_intermediates, budget).from(target);
}

}  // namespace accord::fetch
