#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/support/expect.h"
#include "tests/verifier/weak_keys/weak_keys.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

TEST_CASE("a document whose digest is SHA-1 is not relied on") {
  World world;
  world.change_document = [](std::string text) {
    return replaced(text, "http://www.w3.org/2001/04/xmlenc#sha256",
                    "http://www.w3.org/2000/09/xmldsig#sha1");
  };
  require_among(world.ask(), FindingId::algorithm_weak, "data-sharing.xml");
}

TEST_CASE("a certificate signed with SHA-1 is not relied on") {
  World world;
  const auto trust =
      verifier::establish_trust(world.sources(), world.at, world.policy.algorithms, world.budget);
  auto issuer = world.authority;
  issuer.common_name = "Seal issuer";
  const auto weak_issuer = make_certificate(
      issuer, sha1_signer().public_key(), authority_identity().key, subject_name(world.authority));
  const auto seal = make_certificate(world.seal, seal_identity().key.public_key(), sha1_signer(),
                                     subject_name(issuer));
  world.policy.revocation = revocation::Rule::off;
  xmldsig::SignOptions options;
  options.signing_time = world.sealed;
  options.chain = {weak_issuer};
  const auto text = require_value(
      xmldsig::sign_enveloped(world.text, seal_identity().key, seal, options, world.budget));
  const auto answer = verifier::verify_document({"document.xml", text}, trust, world.evidence(),
                                                world.policy, world.budget);
  require_refused(answer, FindingId::algorithm_weak, "CN=Hospital");
}

}  // namespace
}  // namespace accord::tests
