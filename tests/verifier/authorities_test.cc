#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using trustlist::KeyIdentifierId;
using trustlist::SubjectNameId;
namespace uri = trustlist::uri;

// The root is listed by its certificate and granted; the authority below it, which issued the
// certificate, is a service of its own, of which the list does not have this certificate.
struct IssuerListedToo : World {
  IssuerListedToo() {
    intermediate = authority;
    intermediate->common_name = "Seal issuer";
    intermediate->path_length = 0;
    keeps_identities = true;
    root().identity.ids = {authority_certificate()};
    auto& services = list.providers.front().services;
    services.push_back(services.front());
    issuer().names = {{"en", "Seal issuer"}};
    name_by_identifier();
  }

  trustlist::ServiceEntry& root() { return list.providers.front().services[0].current; }
  trustlist::ServiceEntry& issuer() { return list.providers.front().services[1].current; }

  void name_by_identifier() {
    issuer().identity.ids = {SubjectNameId{"CN=Seal issuer, O=Seal trust, C=JP"},
                             KeyIdentifierId{*intermediate_certificate().subject_key_identifier()}};
  }

  // Another certificate of the same key, under another name.
  void name_by_other_certificate() {
    auto other = *intermediate;
    other.common_name = "Seal issuer of old";
    issuer().identity.ids = {make_certificate(other, intermediate_identity().key.public_key(),
                                              authority_identity().key, subject_name(authority))};
  }
};

TEST_CASE("an issuer that is withdrawn by its key is not passed over for its root") {
  for (const bool by_certificate : {false, true}) {
    CAPTURE(by_certificate);
    IssuerListedToo world;
    if (by_certificate) world.name_by_other_certificate();
    require_valid(world.ask());

    world.issuer().status = uri::withdrawn;
    const auto answer = world.ask();
    const auto& finding = require_refused(answer, FindingId::service_not_granted, "Seal issuer");
    CHECK(finding.about.what == "list of JP");
    CHECK(std::holds_alternative<verifier::Invalid>(answer.outcome));
  }
}

TEST_CASE("an issuer that was withdrawn when it issued is not passed over either") {
  IssuerListedToo world;
  auto& service = world.list.providers.front().services[1];
  service.history = {service.current};
  service.history.front().status = uri::withdrawn;
  service.current.starting = instant("2026-07-20T00:00:00Z");
  require_refused(world.ask(), FindingId::service_not_granted, "Seal issuer");
}

TEST_CASE("an issuer that is listed by its key alone makes up for nothing above it") {
  for (const bool by_certificate : {false, true}) {
    CAPTURE(by_certificate);
    IssuerListedToo world;
    if (by_certificate) world.name_by_other_certificate();
    world.root().status = uri::withdrawn;
    world.root().names = {{"en", "Seal root"}};
    require_refused(world.ask(), FindingId::service_not_granted, "Seal root");
  }
}

TEST_CASE("an issuer and its root that are listed must be listed for the same") {
  IssuerListedToo world;
  const std::string in_device(trustlist::qualifier_uri(trustlist::Qualifier::qc_with_qscd));
  world.terms().qualifiers = trustlist::QualifierEquivalence{
      "Qualifications", "Qualifications", {{{in_device, in_device}}}};
  trustlist::QualificationElement element;
  element.qualifiers = {in_device};
  element.criteria.assertion = trustlist::Assertion::all;
  element.criteria.key_usages = {{{{x509::KeyUsageBit::digital_signature, true}}}};
  const trustlist::Extension device{true, trustlist::Qualifications{{std::move(element)}}};
  world.root().extensions.push_back(device);
  const auto answer = world.ask();
  const auto& finding = require_refused(answer, FindingId::service_answers_differ, "list of JP");
  CHECK(finding.severity == outcome::Severity::indeterminate);
  CHECK(outcome::message(finding).find('{') == std::string::npos);

  world.issuer().extensions.push_back(device);
  CHECK(require_valid(world.ask()).proof().qualification.kind ==
        qualification::SignatureKind::qeseal);
}

TEST_CASE("an issuer of which the list says what may be another's is in doubt") {
  IssuerListedToo world;
  world.issuer().status = uri::withdrawn;
  world.issuer().identity.ids = {SubjectNameId{"CN=Seal issuer, O=Seal trust, C=JP"}};
  require_refused(world.ask(), FindingId::list_identity_name_alone, "list of JP");
  // An identifier that is made in another way than the one of the certificate at hand.
  world.issuer().identity.ids.emplace_back(KeyIdentifierId{{1, 2, 3, 4}});
  require_refused(world.ask(), FindingId::list_identity_unclear, "list of JP");
  world.issuer().identity.ids = {SubjectNameId{"CN=Another issuer, C=JP"},
                                 KeyIdentifierId{{1, 2, 3, 4}}};
  require_valid(world.ask());
}

}  // namespace
}  // namespace accord::tests
