#include "verifier/fetch/find.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/memory_fetcher.h"
#include "tests/support/published.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using Urls = std::vector<std::string>;

std::string text(der::ByteView bytes) { return std::string(der::as_text(bytes)); }

/// A root, an authority and an end entity, which say where things are, and a network.
struct World {
  explicit World(const Places& of_issuing = {}, const Places& of_leaf = {})
      : root(make_self_signed(located("Root", true, {}))),
        issuing(make_issued(located("Issuing", true, of_issuing), root)),
        leaf(make_issued(located("Leaf", false, of_leaf), issuing)) {
    material.anchors.emplace_back(root.certificate);
    policy.purpose = path::purpose::any();
  }

  fetch::Found find() {
    const outcome::Budget budget;
    return fetch::find({leaf.certificate, policy, question_time(), budget}, material, network,
                       [&](const std::string& url) { watched.push_back(url); });
  }
  void give_issuing() { material.untrusted = {issuing.certificate}; }
  void give_crl(Identity& issuer, const std::vector<x509::RevokedEntry>& entries = {}) {
    material.revocation.crls.push_back(
        require_value(x509::Crl::parse(der::ByteView(make_crl(issuer, entries)))));
  }
  void without_revocation() { policy.revocation = revocation::Rule::off; }
  void answer_good(const std::string& url) {
    network.answer(url, [this](const http::Request& request) {
      return text(good_response(leaf.certificate, issuing, nonce_of(request.body)));
    });
  }

  Identity root, issuing, leaf;
  path::Material material;
  path::Policy policy;
  MemoryFetcher network;
  Urls watched;
};

bool is_valid(const fetch::Found& found) {
  return std::holds_alternative<path::Valid>(found.answer);
}
bool is_invalid(const fetch::Found& found) {
  return std::holds_alternative<path::Invalid>(found.answer);
}
bool is_open(const fetch::Found& found) {
  return std::holds_alternative<path::Indeterminate>(found.answer);
}

const outcome::Finding& require_about(const fetch::Found& found, FindingId id,
                                      const std::string& url) {
  const auto& finding = require_finding(found.findings, id);
  CHECK(finding.about.what == url);
  CHECK(finding.severity == outcome::Severity::warning);
  return finding;
}

}  // namespace

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
  world.policy.max_intermediates = 3;
  std::vector<Identity> above;
  above.push_back(make_self_signed(located("Top", true, {})));
  for (int i = 9; i >= 0; --i) {
    const Places next{.issuers = {"http://ca/" + std::to_string(i + 1)}};
    above.push_back(make_issued(located("CA " + std::to_string(i), true, next), above.back()));
    world.network.answer("http://ca/" + std::to_string(i), text(above.back().certificate.der()));
  }
  world.leaf = make_issued(located("Leaf", false, {.issuers = {"http://ca/0"}}), above.back());
  CHECK(is_open(world.find()));
  CHECK(world.network.urls() == Urls{"http://ca/0", "http://ca/1", "http://ca/2"});
}

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

TEST_CASE("what cannot be read is left out, and never makes an answer better") {
  World world({}, {.issuers = {"http://ca/issuing"}});
  world.without_revocation();
  world.network.answer("http://ca/issuing", "<html>moved</html>");
  const auto found = world.find();
  CHECK(is_open(found));
  require_about(found, FindingId::evidence_left_out, "http://ca/issuing");
  REQUIRE(found.fetched.size() == 1);
  CHECK_FALSE(found.fetched[0].ok);
  CHECK(found.fetched[0].bytes == 18);
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
