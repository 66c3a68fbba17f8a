#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/fetch/network.h"

namespace accord::tests {

using outcome::FindingId;

TEST_CASE("revocation is asked of a responder first, then looked up in CRLs") {
  World world({.crls = {"http://ca/root.crl"}},
              {.ocsp = {"http://ocsp/"}, .crls = {"http://ca/issuing.crl"}});
  world.give_issuing();
  world.network.answer("http://ca/root.crl", text(make_crl(world.root)));
  world.network.answer("http://ca/issuing.crl", text(make_crl(world.issuing)));
  SECTION("the responder answers") {
    world.answer_good("http://ocsp/");
    const auto found = world.find();
    CHECK(is_valid(found));
    CHECK(world.network.urls() == Urls{"http://ocsp/", "http://ca/root.crl"});
    const auto& request = world.network.requests()[0];
    CHECK(request.method == http::Method::post);
    CHECK(request.content_type == "application/ocsp-request");
    CHECK(found.fetched[0].kind == fetch::Kind::ocsp);
    CHECK(found.findings.empty());
  }
  SECTION("the responder is not there") {
    const auto found = world.find();
    CHECK(is_valid(found));
    require_about(found, FindingId::http_status, "http://ocsp/");
    REQUIRE(found.fetched.size() == 3);
    CHECK_FALSE(found.fetched[0].ok);
  }
  SECTION("the responder does not answer the question") {
    world.network.answer("http://ocsp/", std::string("\x30\x03\x0a\x01\x03", 5));
    const auto found = world.find();
    CHECK(is_valid(found));
    require_about(found, FindingId::revocation_ocsp_unsuccessful, "http://ocsp/");
  }
}

TEST_CASE("a revocation that is got makes the certificate invalid") {
  World world({}, {.crls = {"http://ca/issuing.crl"}});
  world.give_issuing();
  world.give_crl(world.root);
  world.network.answer("http://ca/issuing.crl",
                       text(make_crl(world.issuing, {revoked(world.leaf.certificate)})));
  const auto found = world.find();
  CHECK(is_invalid(found));
  CHECK(path::findings_of(found.answer).has(FindingId::certificate_revoked));
}

TEST_CASE("an answer with the nonce of another request is not used") {
  World world({}, {.ocsp = {"http://ocsp/"}});
  world.give_issuing();
  world.give_crl(world.root);
  SECTION("another nonce") {
    world.network.answer("http://ocsp/", text(good_response(world.leaf.certificate, world.issuing,
                                                            der::Bytes(32, 0x07))));
    const auto found = world.find();
    CHECK(is_open(found));
    const auto& finding = require_finding(found.findings, FindingId::revocation_ocsp_nonce);
    CHECK(finding.severity == outcome::Severity::indeterminate);
    REQUIRE(found.fetched.size() == 1);
    CHECK_FALSE(found.fetched[0].ok);
  }
  SECTION("another nonce, where revocation need not be known") {
    world.policy.revocation = revocation::Rule::prefer;
    world.network.answer("http://ocsp/", text(good_response(world.leaf.certificate, world.issuing,
                                                            der::Bytes(32, 0x07))));
    const auto found = world.find();
    CHECK(is_valid(found));
    CHECK_FALSE(found.findings.blocking());
  }
  SECTION("no nonce: it was made beforehand") {
    world.network.answer("http://ocsp/",
                         text(good_response(world.leaf.certificate, world.issuing, {})));
    CHECK(is_valid(world.find()));
  }
}

TEST_CASE("each request has a nonce of its own") {
  World world({}, {.ocsp = {"http://ocsp/1", "http://ocsp/2"}});
  world.give_issuing();
  world.give_crl(world.root);
  CHECK(is_open(world.find()));
  const auto& requests = world.network.requests();
  REQUIRE(requests.size() == 2);
  CHECK(nonce_of(requests[0].body) != nonce_of(requests[1].body));
}

TEST_CASE("only what is not known is asked about") {
  World world({.crls = {"http://ca/root.crl"}}, {.crls = {"http://ca/issuing.crl"}});
  world.give_issuing();
  world.give_crl(world.root);
  world.network.answer("http://ca/issuing.crl", text(make_crl(world.issuing)));
  CHECK(is_valid(world.find()));
  CHECK(world.network.urls() == Urls{"http://ca/issuing.crl"});
}

TEST_CASE("where revocation is wanted and not required, it is looked up too") {
  World world({}, {.crls = {"http://ca/issuing.crl"}});
  world.give_issuing();
  world.give_crl(world.root);
  world.policy.revocation = revocation::Rule::prefer;
  SECTION("and what is found counts") {
    world.network.answer("http://ca/issuing.crl",
                         text(make_crl(world.issuing, {revoked(world.leaf.certificate)})));
    CHECK(is_invalid(world.find()));
  }
  SECTION("and what is not found does not") {
    const auto found = world.find();
    CHECK(is_valid(found));
    require_about(found, FindingId::http_status, "http://ca/issuing.crl");
  }
}

TEST_CASE("addresses of other schemes are told of only when nothing else gave the answer") {
  World world({}, {.crls = {"ldap://ca/cn=issuing", "http://ca/issuing.crl"}});
  world.give_issuing();
  world.give_crl(world.root);
  SECTION("something else did") {
    world.network.answer("http://ca/issuing.crl", text(make_crl(world.issuing)));
    const auto found = world.find();
    CHECK(is_valid(found));
    CHECK(found.findings.empty());
  }
  SECTION("nothing did") {
    const auto found = world.find();
    CHECK(is_open(found));
    require_about(found, FindingId::http_address_unusable, "ldap://ca/cn=issuing");
  }
  CHECK(world.network.urls() == Urls{"http://ca/issuing.crl"});
}

TEST_CASE("delta CRLs are got with the full ones, from where either says") {
  const std::vector<x509::NewExtension> is_delta{
      {x509::extension::delta_crl_indicator, true, {0x02, 0x01, 0x07}}};
  World world({}, {.crls = {"http://ca/full.crl"}, .deltas = {"http://ca/delta.crl"}});
  world.give_issuing();
  world.give_crl(world.root);
  world.network.answer("http://ca/full.crl", text(make_crl(world.issuing)));
  SECTION("the certificate says") {
    world.network.answer(
        "http://ca/delta.crl",
        text(make_crl(world.issuing, {revoked(world.leaf.certificate)}, is_delta)));
    CHECK(is_invalid(world.find()));
    CHECK(world.network.urls() == Urls{"http://ca/full.crl", "http://ca/delta.crl"});
  }
  SECTION("the CRL says") {
    world.leaf =
        make_issued(located("Leaf", false, {.crls = {"http://ca/full.crl"}}), world.issuing);
    const auto points = x509::write_crl_distribution_points({"http://ca/newer.crl"});
    world.network.answer(
        "http://ca/full.crl",
        text(make_crl(world.issuing, {}, {{x509::extension::freshest_crl, false, points}})));
    world.network.answer(
        "http://ca/newer.crl",
        text(make_crl(world.issuing, {revoked(world.leaf.certificate)}, is_delta)));
    CHECK(is_invalid(world.find()));
    CHECK(world.network.urls() == Urls{"http://ca/full.crl", "http://ca/newer.crl"});
  }
}

TEST_CASE("a responder that has to be checked is looked up in the CRLs about it") {
  World world({}, {.ocsp = {"http://ocsp/"}});
  world.give_issuing();
  world.give_crl(world.root);
  auto spec = located("Responder", false, {.crls = {"http://ca/responders.crl"}});
  spec.extended_key_usage = {der::Oid::literal("1.3.6.1.5.5.7.3.9")};
  auto responder = make_issued(spec, world.issuing);
  OcspSpec response;
  response.produced_at = response.this_update = question_time();
  response.next_update = question_time() + std::chrono::hours(24);
  world.network.answer("http://ocsp/", text(make_ocsp(response, world.leaf.certificate.issuer(),
                                                      world.issuing.key.public_key(),
                                                      world.leaf.certificate.serial(), responder)));
  world.network.answer("http://ca/responders.crl", text(make_crl(world.issuing)));
  CHECK(is_valid(world.find()));
  CHECK(world.network.urls() == Urls{"http://ocsp/", "http://ca/responders.crl"});
}

TEST_CASE("who signed a CRL with another key is looked up where the CRL says, and in CRLs itself") {
  World world({}, {.crls = {"http://ca/issuing.crl"}});
  world.give_issuing();
  auto other_key =
      make_issued(located("Issuing", true, {.crls = {"http://ca/root.crl"}}), world.root);
  const auto access = x509::write_authority_information_access({"http://ca/signer"}, {});
  world.network.answer(
      "http://ca/issuing.crl",
      text(make_crl(other_key, {},
                    {{x509::extension::authority_information_access, false, access}})));
  world.network.answer("http://ca/signer", text(other_key.certificate.der()));
  world.network.answer("http://ca/root.crl", text(make_crl(world.root)));
  CHECK(is_valid(world.find()));
  CHECK(world.network.urls() ==
        Urls{"http://ca/issuing.crl", "http://ca/signer", "http://ca/root.crl"});
}

}  // namespace accord::tests
