#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist;

trustlist::Identity of(DigitalId id) { return trustlist::Identity{{std::move(id)}}; }

x509::Certificate same_key_other_name() {
  CertificateSpec spec;
  spec.common_name = "Another name";
  auto& authority = listed_authority();
  return make_certificate(spec, authority.key.public_key(), authority.key,
                          authority.certificate.subject());
}

x509::Certificate same_key_and_name() {
  CertificateSpec spec;
  spec.common_name = "Listed authority";
  spec.country = "JP";
  spec.ca = true;
  auto& authority = listed_authority();
  return make_certificate(spec, authority.key.public_key(), authority.key,
                          authority.certificate.subject());
}

TEST_CASE(
    "a certificate is recognised by its bytes, its key and name, its key, its key identifier") {
  const auto& certificate = listed_authority().certificate;
  CHECK(match(of(certificate), certificate) == IdentityMatch::certificate);
  CHECK(match(of(same_key_and_name()), certificate) == IdentityMatch::key_and_name);
  CHECK(match(of(same_key_other_name()), certificate) == IdentityMatch::key);
  const der::Bytes spki(certificate.spki().begin(), certificate.spki().end());
  CHECK(match(of(KeyValueId{spki, ""}), certificate) == IdentityMatch::key);
  CHECK(match(of(KeyIdentifierId{*certificate.subject_key_identifier()}), certificate) ==
        IdentityMatch::key_identifier);
}

TEST_CASE("a name alone, another key or an empty key identifier recognises nothing") {
  const auto& certificate = listed_authority().certificate;
  CHECK_FALSE(match(of(SubjectNameId{certificate.subject().to_string()}), certificate));
  CHECK_FALSE(match(of(list_signer().certificate), certificate));
  CHECK_FALSE(match(of(KeyIdentifierId{}), certificate));
  CHECK_FALSE(match(of(KeyValueId{{}, "<x/>"}), certificate));
  CHECK_FALSE(match(of(OtherId{"<x/>"}), certificate));
  CHECK_FALSE(match(trustlist::Identity{}, certificate));
}

TEST_CASE("what could not be read whole may be more than what it matches") {
  const auto& certificate = listed_authority().certificate;
  const auto& other = list_signer().certificate;
  const auto name = certificate.subject().to_string();
  CHECK(may_be(of(certificate), certificate) == MayBe::this_certificate);
  CHECK(may_be(of(certificate), other) == MayBe::another);
  CHECK(may_be(of(KeyIdentifierId{*certificate.subject_key_identifier()}), certificate) ==
        MayBe::this_certificate);
  CHECK(may_be(of(KeyIdentifierId{*certificate.subject_key_identifier()}), other) ==
        MayBe::another);
  CHECK(may_be(of(SubjectNameId{name}), certificate) == MayBe::this_certificate);
  CHECK(may_be(of(SubjectNameId{name}), other) == MayBe::another);
  CHECK(may_be(of(OtherId{"<x/>"}), certificate) == MayBe::another);
  CHECK(may_be(trustlist::Identity{}, certificate) == MayBe::any_certificate);

  trustlist::Identity unreadable;
  unreadable.keys_of_unreadable = {{certificate.spki().begin(), certificate.spki().end()}};
  CHECK(may_be(unreadable, certificate) == MayBe::this_certificate);
  CHECK(may_be(unreadable, other) == MayBe::another);

  CHECK(may_be(of(KeyValueId{{}, "<x/>"}), certificate) == MayBe::any_certificate);
  CHECK_FALSE(of(KeyValueId{{}, "<x/>"}).is_whole());
  CHECK(of(OtherId{"<x/>"}).is_whole());

  auto incomplete = of(OtherId{"<x/>"});
  incomplete.incomplete = true;
  CHECK(may_be(incomplete, certificate) == MayBe::any_certificate);
  incomplete.ids.emplace_back(SubjectNameId{"CN=Somebody else"});
  CHECK(may_be(incomplete, certificate) == MayBe::another);
}

/// The certificate of somebody else that claims the listed authority's key identifier.
x509::Certificate claiming_key_identifier() {
  const auto& own = *list_signer().certificate.subject_key_identifier();
  const auto& claimed = *listed_authority().certificate.subject_key_identifier();
  const auto view = list_signer().certificate.der();
  der::Bytes bytes(view.begin(), view.end());
  for (auto at = std::search(bytes.begin(), bytes.end(), own.begin(), own.end()); at != bytes.end();
       at = std::search(at, bytes.end(), own.begin(), own.end())) {
    at = std::copy(claimed.begin(), claimed.end(), at);
  }
  return require_value(x509::Certificate::parse(bytes));
}

TEST_CASE("a key identifier that a certificate only claims recognises nothing") {
  const auto forged = claiming_key_identifier();
  const auto& listed = *listed_authority().certificate.subject_key_identifier();
  REQUIRE(forged.subject_key_identifier() == listed);
  CHECK_FALSE(match(of(KeyIdentifierId{listed}), forged));
  CHECK(find_services(sample_list(), forged).empty());
}

TEST_CASE("of several ways in which an identity fits, the strongest counts") {
  const auto& certificate = listed_authority().certificate;
  trustlist::Identity identity{
      {KeyIdentifierId{*certificate.subject_key_identifier()}, same_key_other_name(), certificate}};
  CHECK(match(identity, certificate) == IdentityMatch::certificate);
  CHECK(to_string(IdentityMatch::key_and_name) == "key and name");
}

TEST_CASE("a list is searched by certificate, key and key identifier") {
  const auto list = sample_list();
  const auto& certificate = listed_authority().certificate;
  const auto found = find_services(list, certificate);
  REQUIRE(found.size() == 1);
  CHECK(found.front().how == IdentityMatch::certificate);
  CHECK(found.front().service == &list.providers.front().services.front());
  CHECK(found.front().provider == &list.providers.front());
  CHECK(find_services_by_key(list, certificate.spki()).size() == 1);
  CHECK(find_services_by_key_identifier(list, *certificate.subject_key_identifier()).size() == 1);
  CHECK(find_services(list, list_signer().certificate).empty());
  CHECK(find_services_by_key(list, list_signer().certificate.spki()).empty());
}

TEST_CASE("a service whose history alone names the key is found") {
  auto list = sample_list();
  auto& service = list.providers.front().services.front();
  service.current.identity = of(list_signer().certificate);
  const auto found = find_services(list, listed_authority().certificate);
  REQUIRE(found.size() == 1);
  CHECK(found.front().how == IdentityMatch::key_identifier);
}

TEST_CASE("pointers are found by territory, in their machine-readable form only") {
  auto list = sample_list_of_lists();
  auto readable = list.pointers.front();
  readable.mime_type = "application/pdf";
  list.pointers.push_back(readable);
  CHECK(pointers_to(list, "JP").size() == 1);
  CHECK(pointers_to(list, "KR").empty());
  CHECK(list.pointers.front().signer_certificates().size() == 1);
}

TEST_CASE("criteria can be decided only when all of them are understood") {
  CriteriaList criteria;
  CHECK_FALSE(is_decidable(criteria));
  criteria.assertion = Assertion::all;
  CHECK_FALSE(is_decidable(criteria));
  criteria.key_usages = {{{{x509::KeyUsageBit::digital_signature, true}}}};
  CHECK(is_decidable(criteria));
  criteria.lists.emplace_back();
  CHECK_FALSE(is_decidable(criteria));
  criteria.lists.clear();
  criteria.others.emplace_back(UnknownCriterion{"{urn:test}x", "<x/>"});
  CHECK_FALSE(is_decidable(criteria));
  criteria.others.clear();
  criteria.unreadable.push_back({"{urn:test}x", "<x/>"});
  CHECK_FALSE(is_decidable(criteria));
}

TEST_CASE("words and URIs lead to each other") {
  for (int i = 0; i < 13; ++i) {
    CHECK(status_from_uri(status_uri(static_cast<Status>(i))) == static_cast<Status>(i));
    CHECK(qualifier_from_uri(qualifier_uri(static_cast<Qualifier>(i))) ==
          static_cast<Qualifier>(i));
  }
  for (int i = 0; i < 9; ++i) {
    const auto bit = static_cast<x509::KeyUsageBit>(i);
    CHECK(key_usage_bit_from(key_usage_word(bit)) == bit);
  }
  CHECK_FALSE(status_from_uri("granted").has_value());
  CHECK_FALSE(qualifier_from_uri("").has_value());
  CHECK_FALSE(key_usage_bit_from("contentCommitment").has_value());
  CHECK_FALSE(assertion_from("any").has_value());
  CHECK(short_name(uri::ca_qc) == "CA/QC");
  CHECK(short_name(uri::for_eseals) == "ForeSeals");
  CHECK(short_name("urn:x") == "urn:x");
  CHECK(is_known_service_type(uri::ca_qc));
  CHECK_FALSE(is_known_service_type("http://uri.etsi.org/TrstSvc/Svctype/"));
}

TEST_CASE("a text is given in the language asked for, or else the first") {
  const LocalisedTexts texts{{"ja", "一"}, {"en", "one"}};
  CHECK(text_in(texts, "EN") == "one");
  CHECK(text_in(texts, "fr") == "一");
  CHECK(text_in({}, "en").empty());
}

}  // namespace
}  // namespace accord::tests
