#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/path/chain_maker.h"

// Graphs of authorities that certify each other.
namespace accord::tests {
namespace {

using outcome::FindingId;

/// Authorities that all certify each other.
class Mesh {
 public:
  explicit Mesh(std::size_t size, std::optional<std::uint32_t> path_length = std::nullopt) {
    for (std::size_t i = 0; i < size; ++i) {
      specs_.push_back(spec(i));
      specs_.back().path_length = path_length;
      members_.push_back(make_self_signed(specs_.back()));
    }
    for (std::size_t of = 0; of < size; ++of) {
      for (std::size_t by = 0; by < size; ++by) {
        if (of != by) certificates.push_back(certified(of, members_[by]));
      }
    }
  }

  [[nodiscard]] x509::Certificate certified(std::size_t member, Identity& by) {
    return make_certificate(specs_[member], members_[member].key.public_key(), by.key,
                            by.certificate.subject());
  }
  [[nodiscard]] Identity& member(std::size_t index) { return members_[index]; }

  std::vector<x509::Certificate> certificates;

 private:
  static CertificateSpec spec(std::size_t index) {
    CertificateSpec result;
    result.common_name = "Authority " + std::to_string(index);
    result.ca = true;
    return result;
  }

  std::vector<CertificateSpec> specs_;
  std::vector<Identity> members_;
};

x509::Certificate leaf_of(const Chain& chain, Identity& issuer) {
  return make_certificate(chain.leaf, leaf_identity().key.public_key(), issuer.key,
                          issuer.certificate.subject());
}

TEST_CASE("in a mesh the short way is found, whatever the path lengths forbid of the long ones") {
  for (const auto& path_length :
       {std::optional<std::uint32_t>(), std::optional<std::uint32_t>(1)}) {
    Chain chain;
    chain.policy.revocation = revocation::Rule::off;
    Mesh mesh(9, path_length);
    path::Material material;
    material.anchors.emplace_back(mesh.member(8).certificate);
    material.untrusted = mesh.certificates;
    const auto leaf = leaf_of(chain, mesh.member(0));
    const auto answer = path::find(leaf, material, chain.policy, chain.at, chain.budget);
    REQUIRE(std::holds_alternative<path::Valid>(answer));
    CHECK(std::get<path::Valid>(answer).certificates().size() == 2);
  }
}

TEST_CASE("a path that cannot hold comes only when no other is left") {
  Chain chain;
  chain.policy.revocation = revocation::Rule::off;
  auto expired = chain.lower;
  expired.not_after = chain.at - std::chrono::seconds(1);
  auto no_authority = chain.lower;
  no_authority.ca = false;
  no_authority.key_usage = x509::KeyUsage{};
  auto crl_only = chain.lower;
  crl_only.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::crl_sign);
  auto material = chain.material();
  const auto good = material.untrusted.front();
  for (const auto& spec : {expired, no_authority, crl_only}) {
    material.untrusted.insert(material.untrusted.begin(),
                              make_certificate(spec, lower_identity().key.public_key(),
                                               upper_identity().key, subject_name(chain.upper)));
  }
  const auto target = chain.leaf_certificate();
  path::Candidates candidates(target, material, 8, chain.at);
  const auto first = require_value(candidates.next(chain.budget));
  REQUIRE(first.has_value());
  CHECK(first->certificates[1] == good);
  CHECK_FALSE(require_value(candidates.next(chain.budget)).has_value());
  // Each of the others is refused by path validation, for what made it hopeless.
  for (const auto why : {FindingId::path_key_usage_no_cert_sign, FindingId::path_not_a_ca,
                         FindingId::certificate_expired}) {
    const auto next = require_value(candidates.next_hopeless(chain.budget));
    REQUIRE(next.has_value());
    const auto examined =
        path::validate(*next, chain.policy, chain.at, material.revocation, chain.budget);
    require_refused(examined, why, "CN=Lower");
  }
  CHECK_FALSE(require_value(candidates.next_hopeless(chain.budget)).has_value());
}

TEST_CASE("what is asked again is not checked again") {
  Chain chain;
  const auto material = chain.material();
  const auto leaf = chain.leaf_certificate();
  const auto spent = [&](const x509::Certificate& target) {
    outcome::Budget budget;
    const auto answer = path::find(target, material, chain.policy, chain.at, budget);
    REQUIRE(std::holds_alternative<path::Valid>(answer));
    return budget.spent(outcome::Cost::signatures);
  };
  CHECK(spent(leaf) == 6);  // three certificates and a CRL of each one's issuer
  CHECK(spent(leaf) == 0);
  CHECK(spent(chain.leaf_certificate()) == 1);  // another one of the same issuer
}

}  // namespace
}  // namespace accord::tests
