#include "ca/authority.h"

#include <catch2/catch_test_macros.hpp>

#include "ca/event.h"
#include "ca/records.h"
#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
const Act later{on(2026, 6, 1), "test"};

Answer<Authority> found_another_root(Workbench& bench, const NewAuthority& wanted) {
  auto key = tests::require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p384));
  return found_root(bench.registry, wanted, true, key, later);
}

}  // namespace

TEST_CASE("a root and an issuing authority are founded and opened again") {
  Workbench bench;
  bench.found();
  const auto root = bench.root();
  CHECK(root.is_root());
  CHECK(root.rehearsal());
  CHECK(root.certificate().subject().to_string() ==
        "CN=Example Root CA,organizationIdentifier=NTRJP-0100-01-000001,O=Example Trust K.K.,C=JP");
  CHECK(root.certificate().is_self_issued());
  CHECK(root.certificate().check_signature(root.key()).has_value());
  CHECK(root.certificate().not_before() == on(2026, 5, 10));
  CHECK(root.certificate().not_after() == on(2026, 5, 10) + Days{7300} - std::chrono::seconds{1});

  const auto issuing = bench.issuing();
  CHECK_FALSE(issuing.is_root());
  CHECK(issuing.rehearsal());
  CHECK(issuing.urls().crl == "http://ca.example/issuing.crl");
  CHECK(issuing.certificate().check_signature(root.key()).has_value());
  CHECK(issuing.certificate().basic_constraints()->path_length == 0U);
  CHECK(issuing.certificate().authority_key_identifier()->key_identifier ==
        root.certificate().subject_key_identifier());
  CHECK(issuing.certificate().crl_distribution_points().front().full_name.front().text ==
        "http://ca.example/root.crl");
}

TEST_CASE("authorities are listed in order of founding") {
  Workbench bench;
  bench.found();
  const auto lines = tests::require_value(list_authorities(bench.registry));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].name == "root");
  CHECK(lines[0].is_root);
  CHECK(lines[1].name == "issuing");
  CHECK_FALSE(lines[1].is_root);
  CHECK(lines[1].rehearsal);
  CHECK(lines[1].has_certificate);
  CHECK(lines[1].founded == on(2026, 5, 11));
}

TEST_CASE("an authority that is not there is told") {
  Workbench bench;
  tests::require_failure(open_authority(bench.registry, "nobody"), FindingId::ca_authority_unknown);
}

TEST_CASE("what an authority is founded with is checked") {
  Workbench bench;
  bench.found();
  auto wanted = root_wanted();
  wanted.name = "another";
  SECTION("a name that is taken") {
    wanted.name = "issuing";
    require_refusal(found_another_root(bench, wanted), FindingId::ca_authority_exists);
  }
  SECTION("a name that cannot be a file's") {
    for (const auto* name : {"", "a/b", "../x", "-x", "a b", "ä"}) {
      wanted.name = name;
      require_refusal(found_another_root(bench, wanted), FindingId::ca_name_malformed);
    }
    wanted.name = std::string(65, 'x');
    require_refusal(found_another_root(bench, wanted), FindingId::ca_name_malformed);
  }
  SECTION("a key that another authority has") {
    require_refusal(found_root(bench.registry, wanted, true, bench.issuing_key, later),
                    FindingId::ca_key_in_use);
  }
  SECTION("addresses") {
    wanted.urls.crl = "";
    require_refusal(found_another_root(bench, wanted), FindingId::ca_url_malformed);
  }
  SECTION("its subject") {
    wanted.subject.clear();
    require_refusal(found_another_root(bench, wanted), FindingId::ca_subject_field_missing);
  }
  SECTION("its validity") {
    wanted.validity = Days{25 * 366 + 1};
    require_refusal(found_another_root(bench, wanted), FindingId::ca_validity_refused);
  }
  CHECK(tests::require_value(list_authorities(bench.registry)).size() == 2);
}

TEST_CASE("only a root founds an issuing authority, with its own key") {
  Workbench bench;
  bench.found();
  auto wanted = issuing_wanted();
  wanted.name = "second";
  wanted.validity = Days{365};
  SECTION("below an issuing authority") {
    require_refusal(found_issuing(bench.registry, bench.issuing(), bench.issuing_key, wanted,
                                  bench.seal_key.public_key(), later),
                    FindingId::ca_profile_not_here);
  }
  SECTION("with another key than the root's") {
    require_refusal(found_issuing(bench.registry, bench.root(), bench.issuing_key, wanted,
                                  bench.seal_key.public_key(), later),
                    FindingId::ca_signer_mismatch);
  }
  SECTION("with the root's own key for both") {
    const auto answer = found_issuing(bench.registry, bench.root(), bench.root_key, wanted,
                                      bench.root_key.public_key(), later);
    REQUIRE_FALSE(answer.has_value());
    tests::require_finding(answer.error(), FindingId::ca_key_in_use);
    tests::require_finding(answer.error(), FindingId::ca_key_is_the_issuers);
  }
  SECTION("as it should be") {
    CHECK(found_issuing(bench.registry, bench.root(), bench.root_key, wanted,
                        bench.seal_key.public_key(), later)
              .has_value());
  }
}

TEST_CASE("a root founded with every kind of key issues and verifies") {
  for (const auto spec :
       {crypto::KeySpec::ec_p521, crypto::KeySpec::rsa_3072, crypto::KeySpec::ed25519,
        crypto::KeySpec::ed448, crypto::KeySpec::brainpool384r1, crypto::KeySpec::ml_dsa_65}) {
    INFO(to_string(spec));
    Workbench bench;
    auto key = tests::require_value(crypto::SoftwareKey::generate(spec));
    const auto root = require_answer(found_root(bench.registry, root_wanted(), true, key, later));
    CHECK(root.certificate().check_signature(key.public_key()).has_value());
    CHECK(found_issuing(bench.registry, root, key, issuing_wanted(), bench.issuing_key.public_key(),
                        later)
              .has_value());
  }
}

TEST_CASE("the records of an authority cannot be changed by hand") {
  Workbench bench;
  bench.found();
  auto& database = bench.registry.database();
  for (const auto* sql :
       {"UPDATE authority SET rehearsal = 0", "UPDATE authority SET name = 'x' WHERE id = 1",
        "UPDATE authority SET certificate = NULL", "UPDATE authority SET spki = x'00' WHERE id = 1",
        "DELETE FROM authority", "UPDATE event SET at = 0", "DELETE FROM event",
        "UPDATE certificate SET tbs = x'00'", "UPDATE certificate SET der = x'00'",
        "UPDATE certificate SET status = 'intended', der = NULL",
        "UPDATE certificate SET serial = x'41' WHERE id = 1", "DELETE FROM certificate"}) {
    INFO(sql);
    tests::require_failure(database.run(sql), FindingId::store_constraint);
  }
}

TEST_CASE("every event of a founding is recorded, with who and when") {
  Workbench bench;
  bench.found();
  const auto all = tests::require_value(events(bench.registry, bench.root()));
  std::vector<std::string> kinds;
  for (const auto& event : all) kinds.push_back(event.kind);
  CHECK(kinds == std::vector<std::string>{"authority_founded", "certificate_intended",
                                          "certificate_issued", "certificate_intended",
                                          "certificate_issued"});
  CHECK(all.front().at == on(2026, 5, 10));
  CHECK(all.front().clock == on(2026, 11, 21));
  CHECK(all.front().by == "test");
  CHECK(all.front().detail == "root");
  CHECK(all.back().detail == bench.issuing().certificate().serial().to_hex());
}

}  // namespace accord::ca
