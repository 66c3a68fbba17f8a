#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using verifier::Role;

const verifier::ChainLink& link(const verifier::Answer& answer, Role role) {
  const auto found = std::find_if(answer.chain.begin(), answer.chain.end(),
                                  [&](const auto& one) { return one.role == role; });
  INFO("looking for the link " << verifier::to_string(role));
  REQUIRE(found != answer.chain.end());
  return *found;
}

std::string fact(const verifier::Answer& answer, Role role, std::string_view name) {
  const auto& facts = link(answer, role).facts;
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const auto& one) { return one.first == name; });
  return found == facts.end() ? std::string{} : found->second;
}

TEST_CASE("a sealed document is valid across two countries, with the whole chain as its proof") {
  World world;
  const auto answer = world.ask();
  const auto& proof = require_valid(answer).proof();
  CHECK(proof.signer == proof.path.target());
  CHECK(proof.path.anchor().name().matches(subject_name(world.authority)));
  CHECK(proof.service.list.list().territory == "JP");
  CHECK(proof.list_of_lists->list().territory == "EU");
  CHECK(proof.qualification.kind == qualification::SignatureKind::adeseal_qc);
  CHECK(answer.conclusion.indication == signature::Indication::total_passed);

  REQUIRE(answer.legal_effect.has_value());
  CHECK(answer.legal_effect->scheme == "EU");
  CHECK(answer.legal_effect->references.back() ==
        "Regulation (EU) No 910/2014, Article 14 (recognition by agreement)");
}

TEST_CASE("the chain shows every link from the document to the list of lists") {
  World world;
  const auto answer = world.ask();
  const Role order[] = {Role::document, Role::certificate, Role::path,         Role::service,
                        Role::list,     Role::agreement,   Role::list_of_lists};
  REQUIRE(answer.chain.size() == std::size(order));
  for (std::size_t i = 0; i < std::size(order); ++i) {
    CHECK(answer.chain[i].role == order[i]);
    CHECK(answer.chain[i].holds);
  }
  CHECK(fact(answer, Role::document, "claimed_signing_time") == "2026-07-15T00:00:00Z");
  CHECK(fact(answer, Role::certificate, "subject").find("CN=Hospital") == 0);
  CHECK(fact(answer, Role::path, "revocation") ==
        "not revoked, by the CRL of 2026-07-31T12:00:00Z");
  CHECK(fact(answer, Role::service, "provider") == "Seal trust");
  CHECK(fact(answer, Role::service, "status_at_issuance") == "granted");
  CHECK(fact(answer, Role::service, "status_at_use") == "granted");
  CHECK(fact(answer, Role::service, "qualified") == "yes");
  CHECK(fact(answer, Role::service, "for") == "electronic seals");
  CHECK(fact(answer, Role::list, "territory") == "JP");
  CHECK(fact(answer, Role::agreement, "equivalence") == "QCForESeal");
  CHECK(fact(answer, Role::agreement, "in_force_since") == "2026-07-01T00:00:00Z");
  CHECK(fact(answer, Role::list_of_lists, "territory") == "EU");
}

TEST_CASE("a seal whose key is in a device that the agreement covers is a qualified seal") {
  World world;
  auto statements = seal_statements();
  statements.sscd = true;
  world.seal.further = {qc_extension(statements)};
  const auto uncovered = world.ask();
  require_valid(uncovered);
  require_finding(uncovered.findings, FindingId::recognition_device_not_covered, "CN=Hospital");
  CHECK(uncovered.legal_effect->kind == qualification::SignatureKind::adeseal_qc);

  const auto declared = [](const der::Oid& id) {
    trustlist::CriteriaList criteria;
    criteria.assertion = trustlist::Assertion::all;
    criteria.others.emplace_back(
        trustlist::QcStatementSetCriterion{{{trustlist::ObjectIdentifier::as_urn(id), {}, {}}}});
    return criteria;
  };
  world.terms().contents.push_back({std::string(trustlist::uri::qc_qscd_context),
                                    declared(x509::qc::sscd), declared(x509::qc::sscd)});
  const auto covered = world.ask();
  require_valid(covered);
  CHECK(covered.legal_effect->kind == qualification::SignatureKind::qeseal);
  CHECK(covered.legal_effect->references.front() == "Regulation (EU) No 910/2014, Article 35(2)");
}

TEST_CASE("a certificate between authority and seal comes from the signature itself") {
  World world;
  world.intermediate = world.authority;
  world.intermediate->common_name = "Seal issuer";
  const auto answer = world.ask();
  CHECK(require_valid(answer).proof().path.certificates().size() == 2);
}

TEST_CASE("a service of the home scheme needs no agreement") {
  World world;
  world.list_of_lists.pointers.front().agreement.reset();
  world.list_of_lists.pointers.front().list_type = trustlist::uri::eu_generic;
  world.list.type = trustlist::uri::eu_generic;
  auto statements = seal_statements();
  statements.legislation.clear();
  world.seal.further = {qc_extension(statements)};
  const auto answer = world.ask();
  require_valid(answer);
  CHECK(std::none_of(answer.chain.begin(), answer.chain.end(),
                     [](const auto& one) { return one.role == Role::agreement; }));
  CHECK_FALSE(answer.legal_effect->equivalence.has_value());
}

TEST_CASE("another country's scheme works the same, but for its law") {
  World world;
  world.list_of_lists.territory = "JP";
  world.list_of_lists.pointers.front().agreement.reset();
  auto statements = seal_statements();
  statements.legislation.clear();
  world.seal.further = {qc_extension(statements)};
  const auto answer = world.ask();
  require_valid(answer);
  CHECK_FALSE(answer.legal_effect.has_value());
  require_finding(answer.findings, FindingId::recognition_legal_effect_unknown,
                  "list of lists of JP");
}

TEST_CASE("of two issues of one list the newer one counts") {
  World world;
  auto newer = world.list;
  newer.sequence = world.list.sequence + 1;
  auto& service = newer.providers.front().services.front();
  service.history = {service.current};
  service.current.status = trustlist::uri::withdrawn;
  service.current.starting = instant("2026-07-25T00:00:00Z");
  for (const bool newer_last : {true, false}) {
    World both;
    both.further_lists = {newer_last ? newer : both.list};
    if (!newer_last) both.list = newer;
    const auto answer = both.ask();
    require_refused(answer, FindingId::service_not_granted, "Seal authority");
    const auto& note = require_finding(answer.findings, FindingId::trust_list_superseded);
    CHECK(note.severity == outcome::Severity::info);
  }
}

TEST_CASE("a list that cannot be used does not matter when the issuer is found in another") {
  World world;
  auto other = world.list;
  other.territory = "KR";
  world.further_lists = {other};
  const auto answer = world.ask();
  require_valid(answer);
  CHECK(require_finding(answer.findings, FindingId::list_signers_unknown, "further.xml").severity ==
        outcome::Severity::info);
}

TEST_CASE("the answer as JSON has the verdict, the chain and every finding") {
  World world;
  world.change_document = [](std::string text) { return replaced(text, "Hospital", "Hospitag"); };
  const auto text = verifier::to_json(world.ask());
  for (const char* part : {"\"verdict\": \"invalid\"", "\"at\": \"2026-08-01T00:00:00Z\"",
                           "\"main\": \"TOTAL-FAILED\"", "\"sub\": \"HASH_FAILURE\"",
                           "\"legal_effect\": null", "\"document\": {", "\"holds\": false",
                           "\"id\": \"signature_digest_wrong\"", "\"format\": 1"}) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
  }
  World fine;
  const auto valid = verifier::to_json(fine.ask());
  CHECK(valid.find("\"kind\": \"AdESeal-QC\"") != std::string::npos);
  CHECK(valid.find("\"status_at_use\": \"granted\"") != std::string::npos);
}

}  // namespace
}  // namespace accord::tests
