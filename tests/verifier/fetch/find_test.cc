#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/verifier/fetch/network.h"

namespace accord::tests {

using outcome::FindingId;

TEST_CASE("a chain is completed from where a certificate says that its issuer's is") {
  World world({}, {.issuers = {"http://ca/issuing"}});
  world.without_revocation();
  SECTION("in DER") {
    world.network.answer("http://ca/issuing", text(world.issuing.certificate.der()));
  }
  SECTION("in PEM") {
    world.network.answer("http://ca/issuing", to_pem(world.issuing.certificate));
  }
  SECTION("among others in a message with certificates only") {
    world.network.answer(
        "http://ca/issuing",
        text(certificate_bag({world.root.certificate, world.issuing.certificate})));
  }
  const auto found = world.find();
  CHECK(is_valid(found));
  CHECK(found.findings.empty());
  REQUIRE(found.fetched.size() == 1);
  CHECK(found.fetched[0].url == "http://ca/issuing");
  CHECK(found.fetched[0].kind == fetch::Kind::certificates);
  CHECK(found.fetched[0].bytes != 0);
  CHECK(found.fetched[0].ok);
  CHECK(world.watched == Urls{"http://ca/issuing"});
}

TEST_CASE("a chain of issuers is followed upwards, one after the other") {
  World world({.issuers = {"http://ca/middle"}}, {.issuers = {"http://ca/issuing"}});
  world.without_revocation();
  auto middle = make_issued(located("Middle", true, {}), world.root);
  auto spec = located("Issuing", true, {.issuers = {"http://ca/middle"}});
  world.issuing = make_issued(spec, middle);
  world.leaf =
      make_issued(located("Leaf", false, {.issuers = {"http://ca/issuing"}}), world.issuing);
  world.network.answer("http://ca/issuing", text(world.issuing.certificate.der()));
  world.network.answer("http://ca/middle", text(middle.certificate.der()));
  CHECK(is_valid(world.find()));
  CHECK(world.network.urls() == Urls{"http://ca/issuing", "http://ca/middle"});
}

TEST_CASE("what is got is not trusted") {
  World world({}, {.issuers = {"http://ca/issuing"}});
  world.without_revocation();
  auto stranger = make_self_signed(located("Root", true, {}));
  auto issuing = make_issued(located("Issuing", true, {}), stranger);
  world.leaf = make_issued(located("Leaf", false, {.issuers = {"http://ca/issuing"}}), issuing);
  world.network.answer("http://ca/issuing",
                       text(certificate_bag({issuing.certificate, stranger.certificate})));
  CHECK_FALSE(is_valid(world.find()));
}

TEST_CASE("certificates that name each other's addresses end") {
  World world({.issuers = {"http://ca/other"}}, {.issuers = {"http://ca/issuing"}});
  world.without_revocation();
  auto stranger = make_self_signed(located("Other", true, {}));
  world.issuing = make_issued(located("Issuing", true, {.issuers = {"http://ca/other"}}), stranger);
  const auto back = make_certificate(located("Other", true, {.issuers = {"http://ca/issuing"}}),
                                     stranger.key.public_key(), world.issuing.key,
                                     world.issuing.certificate.subject());
  world.leaf =
      make_issued(located("Leaf", false, {.issuers = {"http://ca/issuing"}}), world.issuing);
  world.network.answer("http://ca/issuing", text(world.issuing.certificate.der()));
  world.network.answer("http://ca/other", text(back.der()));
  const auto found = world.find();
  CHECK(is_open(found));
  CHECK(world.network.urls() == Urls{"http://ca/issuing", "http://ca/other"});
}

TEST_CASE("a chain of issuers without end is followed as far as a path may be long") {
  World world({}, {.issuers = {"http://ca/0"}});
  world.without_revocation();
  std::vector<Identity> above;
  above.push_back(make_self_signed(located("Top", true, {})));
  for (int i = 40; i >= 0; --i) {
    const Places next{.issuers = {"http://ca/" + std::to_string(i + 1)}};
    above.push_back(make_issued(located("CA " + std::to_string(i), true, next), above.back()));
    world.network.answer("http://ca/" + std::to_string(i), text(above.back().certificate.der()));
  }
  world.leaf = make_issued(located("Leaf", false, {.issuers = {"http://ca/0"}}), above.back());
  SECTION("as the relying party says") {
    world.policy.max_intermediates = 3;
    CHECK(is_open(world.find()));
    CHECK(world.network.urls() == Urls{"http://ca/0", "http://ca/1", "http://ca/2"});
  }
  SECTION("and never further than 30 rounds go") {
    world.policy.max_intermediates = 100;
    const auto found = world.find();
    CHECK(is_open(found));
    CHECK(world.network.urls().size() == 30);
    require_about(found, FindingId::http_too_many, "http://ca/30");
  }
}

TEST_CASE("where nothing tells whether the target is revoked, no other path to it is looked for") {
  World world({}, {.issuers = {"http://ca/cross"}});
  world.give_issuing();
  world.give_crl(world.root);
  CHECK(is_open(world.find()));
  CHECK(world.network.urls().empty());
}

TEST_CASE("what is known by what was given is not fetched") {
  const Places places{
      .issuers = {"http://ca/x"}, .ocsp = {"http://ocsp/"}, .crls = {"http://ca/c"}};
  World world(places, places);
  world.give_issuing();
  SECTION("good") {
    world.give_crl(world.root);
    world.give_crl(world.issuing);
    CHECK(is_valid(world.find()));
  }
  SECTION("revoked") {
    world.give_crl(world.root);
    world.give_crl(world.issuing, {revoked(world.leaf.certificate)});
    CHECK(is_invalid(world.find()));
  }
  SECTION("good, beside a CRL that cannot be used") {
    world.give_crl(world.root);
    world.give_crl(world.issuing);
    auto other_key = make_issued(located("Issuing", true, places), world.root);
    world.material.untrusted.push_back(other_key.certificate);
    auto stranger = make_issued(located("Issuing", true, places), world.leaf);
    world.give_crl(stranger);
    CHECK(is_valid(world.find()));
  }
  SECTION("suspended") {
    auto entry = revoked(world.leaf.certificate);
    entry.reason = x509::RevocationReason::certificate_hold;
    world.give_crl(world.root);
    world.give_crl(world.issuing, {entry});
    CHECK(is_open(world.find()));
  }
  SECTION("not asked about") {
    world.without_revocation();
    CHECK(is_valid(world.find()));
  }
  SECTION("expired") {
    auto spec = located("Leaf", false, places);
    spec.not_after = question_time() - std::chrono::hours(1);
    world.leaf = make_issued(spec, world.issuing);
    CHECK(is_invalid(world.find()));
  }
  CHECK(world.network.urls().empty());
}

TEST_CASE("what cannot be read is left out, and never makes an answer better") {
  World world({}, {.issuers = {"http://ca/issuing"}});
  world.without_revocation();
  world.network.answer("http://ca/issuing", "<html>moved</html>");
  const auto found = world.find();
  CHECK(is_open(found));
  require_about(found, FindingId::fetched_wrong_kind, "http://ca/issuing");
  REQUIRE(found.fetched.size() == 1);
  CHECK_FALSE(found.fetched[0].ok);
  CHECK(found.fetched[0].bytes == 18);
}

TEST_CASE("a certificate with addresses without number has a few of them asked at a time") {
  Places places;
  for (int i = 0; i < 5000; ++i) {
    places.issuers.push_back("http://ca/" + std::to_string(i));
    places.issuers.push_back("ldap://ca/" + std::to_string(i));
  }
  World world({}, places);
  world.without_revocation();
  fetch::Planner planner(world.leaf.certificate, world.policy);
  outcome::Budget budget;
  const path::Answer answer = path::Indeterminate{};
  const auto wanted = planner.next(answer, world.material, budget);
  CHECK(wanted.size() == 64);
  for (const auto& one : wanted) planner.tried(one, one.urls.front());
  const auto then = planner.next(answer, world.material, budget);
  REQUIRE(then.size() == 64);
  CHECK(then.front().urls.front() == "http://ca/64");
  CHECK(planner.unusable().size() == 20);
  CHECK(planner.unusable_count() >= 64);
}

TEST_CASE("addresses without number that nothing can be fetched from are told by their number") {
  Places places;
  for (int i = 0; i < 5000; ++i) places.issuers.push_back("http:x" + std::to_string(i));
  places.issuers.push_back("http://ca/issuing");
  World world({}, places);
  world.without_revocation();
  SECTION("and what is of use is got all the same") {
    world.network.answer("http://ca/issuing", text(world.issuing.certificate.der()));
    const auto found = world.find();
    CHECK(is_valid(found));
    CHECK(found.findings.empty());
  }
  SECTION("when the answer is open") {
    const auto found = world.find();
    CHECK(is_open(found));
    require_about(found, FindingId::http_address_unusable, "http:x0");
    const auto& others = require_finding(found.findings, FindingId::fetch_others_failed);
    CHECK(others.params == outcome::Params{{"count", "4980"}, {"shown", "20"}});
    CHECK(found.findings.all().size() == 22);
    CHECK(found.fetched.size() == 1);
  }
  CHECK(world.network.urls() == Urls{"http://ca/issuing"});
  CHECK(world.watched == Urls{"http://ca/issuing"});
}

TEST_CASE("after 200 addresses that gave nothing, no more are asked") {
  Places places;
  for (int i = 0; i < 1000; ++i) places.issuers.push_back("http://ca/" + std::to_string(i));
  World world({}, places);
  world.without_revocation();
  const auto found = world.find();
  CHECK(is_open(found));
  CHECK(world.network.urls().size() == 200);
  CHECK(found.fetched.size() == 20);
  const auto& others = require_finding(found.findings, FindingId::fetch_others_failed);
  CHECK(others.params == outcome::Params{{"count", "180"}, {"shown", "20"}});
  CHECK(found.findings.all().size() == 21);
}

TEST_CASE("when the time for fetching is over, no more is asked") {
  World world({}, {.issuers = {"http://ca/a", "http://ca/b"}});
  world.without_revocation();
  world.network.answer_by("http://ca/a", [](const http::Request&) {
    return outcome::Result<std::string>(
        outcome::fail(FindingId::fetch_time_over, {.what = "http://ca/a"}, {{"limit", "1"}}));
  });
  const auto found = world.find();
  CHECK(is_open(found));
  require_about(found, FindingId::fetch_time_over, "http://ca/a");
  CHECK(found.fetched.empty());
  CHECK(world.network.urls() == Urls{"http://ca/a"});
}

TEST_CASE("an unreadable certificate beside the one that is needed is told of and left out") {
  World world({}, {.issuers = {"http://ca/issuing"}});
  world.without_revocation();
  world.network.answer("http://ca/issuing", to_pem(world.issuing.certificate) +
                                                der::to_pem("CERTIFICATE", der::Bytes{0x30, 0x00}));
  const auto found = world.find();
  CHECK(is_valid(found));
  CHECK(require_about(found, FindingId::evidence_left_out, "http://ca/issuing").about.where ==
        "certificate 2");
}

TEST_CASE("after so many requests, no more are made") {
  World world({.crls = {"http://ca/root.crl"}},
              {.ocsp = {"http://ocsp/1", "http://ocsp/2"}, .crls = {"http://ca/issuing.crl"}});
  world.give_issuing();
  world.network.limit(2);
  const auto found = world.find();
  CHECK(is_open(found));
  require_about(found, FindingId::http_too_many, "http://ca/root.crl");
  CHECK(found.fetched.size() == 2);
  CHECK(world.network.requests().size() == 2);
}

TEST_CASE("where a chain leads to nobody who is trusted, a cross-certificate may") {
  World world({}, {.issuers = {"http://ca/cross"}});
  world.without_revocation();
  auto stranger = make_self_signed(located("Other root", true, {}));
  world.issuing = make_issued(located("Issuing", true, {}), stranger);
  world.leaf = make_issued(located("Leaf", false, {.issuers = {"http://ca/cross"}}), world.issuing);
  world.material.untrusted = {world.issuing.certificate, stranger.certificate};
  const auto cross = make_certificate(located("Issuing", true, {}), world.issuing.key.public_key(),
                                      world.root.key, world.root.certificate.subject());
  world.network.answer("http://ca/cross", text(cross.der()));
  CHECK(is_valid(world.find()));
}

}  // namespace accord::tests
