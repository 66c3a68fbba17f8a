#include <algorithm>
#include <thread>

#include <accord/verifier.h>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

std::string text_of(der::ByteView bytes) { return std::string(der::as_text(bytes)); }

Verifier verifier_for(const World& world) {
  Verifier verifier;
  const auto sources = world.sources();
  CHECK_FALSE(
      verifier.set_list_of_lists(sources.list_of_lists.bytes, {to_pem(sources.signers.front())}));
  for (const auto& list : sources.lists) verifier.add_list(list.bytes);
  for (const auto& crl : world.evidence().crls) {
    CHECK_FALSE(verifier.add_crls(text_of(crl.der())));
  }
  return verifier;
}

TEST_CASE("the library says what the verifier says") {
  const World world;
  const auto verifier = verifier_for(world);
  const auto answer = verifier.verify(world.document(), world.at);
  CHECK(answer.verdict() == Verdict::valid);
  CHECK(to_string(answer.verdict()) == "valid");
  CHECK(answer.at() == world.at);
  CHECK(answer.indication() == "TOTAL-PASSED");
  REQUIRE(answer.chain().size() == 7);
  CHECK(answer.chain().front().role == "document");
  CHECK(answer.chain().back().role == "list_of_lists");
  CHECK(std::all_of(answer.chain().begin(), answer.chain().end(),
                    [](const ChainLink& link) { return link.holds; }));
  REQUIRE(answer.legal_effect().has_value());
  CHECK(answer.legal_effect()->scheme == "EU");
  CHECK(answer.legal_effect()->kind == "AdESeal-QC");
  CHECK(answer.legal_effect()->equivalence == "QCForESeal, recognised from JP");
  CHECK(answer.to_json().find("\"verdict\": \"valid\"") != std::string::npos);
}

TEST_CASE("the library's findings are whole") {
  World world;
  world.crl->entries = {
      world.revocation(instant("2026-07-20T00:00:00Z"), x509::RevocationReason::key_compromise)};
  const auto answer = verifier_for(world).verify(world.document(), world.at);
  CHECK(answer.verdict() == Verdict::invalid);
  CHECK(answer.indication() == "INDETERMINATE REVOKED_NO_POE");
  CHECK_FALSE(answer.legal_effect().has_value());
  REQUIRE_FALSE(answer.findings().empty());
  const auto& finding = answer.findings().front();
  CHECK(finding.id == "certificate_revoked");
  CHECK(to_string(finding.severity) == "invalid");
  CHECK(finding.what.find("CN=Hospital") == 0);
  CHECK(finding.where == "certificate 42");
  CHECK(finding.message.find("2026-07-20T00:00:00Z (reason: keyCompromise)") != std::string::npos);
  CHECK_FALSE(finding.clause.empty());
  CHECK_FALSE(finding.advice.empty());
  CHECK(std::find(finding.params.begin(), finding.params.end(),
                  std::pair<std::string, std::string>{"reason", "keyCompromise"}) !=
        finding.params.end());
}

TEST_CASE("a verifier that trusts nothing finds nothing valid") {
  const World world;
  const Verifier verifier;
  const auto answer = verifier.verify(world.document(), world.at);
  CHECK(answer.verdict() == Verdict::indeterminate);
  REQUIRE_FALSE(answer.findings().empty());
  CHECK(answer.findings().front().id == "trust_list_of_lists_missing");
  note_raised(answer.findings().front().id);
  for (const auto& finding : answer.findings()) CHECK(finding.id != "xml_no_root");
  CHECK(verifier.verify("", world.at).verdict() == Verdict::invalid);
}

TEST_CASE("input that cannot be read is a finding and adds nothing") {
  Verifier verifier;
  const auto signer = verifier.set_list_of_lists("<list/>", {"no certificate", "neither"});
  REQUIRE(signer.has_value());
  CHECK_FALSE(signer->message.empty());
  CHECK(verifier.add_crls("no CRL").has_value());
  CHECK(verifier.add_certificates("no certificate").has_value());
}

TEST_CASE("certificates that are given help to build the path") {
  World world;
  world.intermediate = world.authority;
  world.intermediate->common_name = "Seal issuer";
  auto verifier = verifier_for(world);
  CHECK_FALSE(verifier.add_certificates(to_pem(world.intermediate_certificate())));
  CHECK(verifier.verify(world.document(), world.at).verdict() == Verdict::valid);
}

TEST_CASE("what is added later counts from then on") {
  const World world;
  const auto sources = world.sources();
  Verifier verifier;
  verifier.set_list_of_lists(sources.list_of_lists.bytes, {to_pem(sources.signers.front())});
  verifier.add_crls(text_of(world.evidence().crls.front().der()));
  const auto document = world.document();
  CHECK(verifier.verify(document, world.at).verdict() == Verdict::indeterminate);
  verifier.add_list(sources.lists.front().bytes);
  CHECK(verifier.verify(document, world.at).verdict() == Verdict::valid);
  // Another moment is judged by itself: the CRL does not reach that far.
  const auto later = world.at + std::chrono::hours(24 * 30);
  CHECK(verifier.verify(document, later).verdict() == Verdict::indeterminate);
  CHECK(verifier.verify(document, world.at).verdict() == Verdict::valid);
}

TEST_CASE("several threads may ask at once") {
  const World world;
  const auto verifier = verifier_for(world);
  const auto document = world.document();
  std::vector<Verdict> verdicts(4, Verdict::invalid);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto at = world.at + std::chrono::hours(static_cast<int>(i % 2));
      verdicts[i] = verifier.verify(document, at).verdict();
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(std::all_of(verdicts.begin(), verdicts.end(),
                    [](Verdict one) { return one == Verdict::valid; }));
}

TEST_CASE("the words of the library's enumerations") {
  CHECK(to_string(Severity::info) == "info");
  CHECK(to_string(Severity::warning) == "warning");
  CHECK(to_string(Severity::indeterminate) == "indeterminate");
  CHECK(to_string(Verdict::invalid) == "invalid");
  CHECK(to_string(Verdict::indeterminate) == "indeterminate");
}

}  // namespace
}  // namespace accord::tests
