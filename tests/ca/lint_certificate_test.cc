#include <catch2/catch_test_macros.hpp>

#include "ca/content.h"
#include "ca/lint.h"
#include "lib/der/writer.h"
#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using x509::KeyUsage;
using x509::KeyUsageBit;
namespace ids = x509::extension;

const auto at = on(2026, 7, 10);

/// A certificate as it is built, to be spoiled in one place before it is linted.
struct Spoiled {
  Spoiled() {
    bench.found();
    authority.emplace(bench.issuing());
    issuer.kind = SignedBy::issuing;
    issuer.certificate = &authority->certificate();
    issuer.algorithm = bench.issuing_key.algorithm();
    issuer.urls = authority->urls();
    build(seal_request(bench.seal_key.public_key()));
  }

  void build(const IssueRequest& wanted) {
    request = wanted;
    const auto serial = der::SerialNumber::from_magnitude(der::Bytes(16, 0x41));
    content = tests::require_value(build_content(request, issuer, serial, at));
    subject = content->subject;
  }

  [[nodiscard]] Answer<Linted> lint() const {
    const auto* profile = *find_profile(request.profile);
    return lint_certificate(x509::write_tbs_certificate(*content),
                            {*profile, issuer.certificate, subject, request.spki, at});
  }

  void require_only(FindingId id, std::string_view where) const {
    require_refusal(lint(), id, where);
  }

  [[nodiscard]] std::vector<x509::NewExtension>::iterator find(const der::Oid& id) {
    auto& all = content->extensions;
    return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  }
  void replace(const der::Oid& id, der::Bytes value) { find(id)->value = std::move(value); }
  void remove(const der::Oid& id) { content->extensions.erase(find(id)); }

  Workbench bench;
  std::optional<Authority> authority;
  Issuer issuer;
  IssueRequest request;
  std::optional<x509::CertificateContent> content;
  x509::Name subject;
};

}  // namespace

TEST_CASE("what is built passes the linter, for every profile that an authority signs") {
  Spoiled spoiled;
  CHECK(spoiled.lint().has_value());
  auto on_device = spoiled.request;
  on_device.qc.device = true;
  spoiled.build(on_device);
  CHECK(spoiled.lint().has_value());
  spoiled.build(list_signer_request(spoiled.bench.seal_key.public_key()));
  CHECK(spoiled.lint().has_value());
}

TEST_CASE("the linter finds a wrong serial number") {
  Spoiled spoiled;
  SECTION("seven octets") {
    spoiled.content->serial = der::SerialNumber::from_magnitude(der::Bytes(7, 0x41));
  }
  SECTION("twenty-one octets") {
    spoiled.content->serial = der::SerialNumber::from_magnitude(der::Bytes(21, 0x41));
  }
  SECTION("zero") { spoiled.content->serial = der::SerialNumber::from_magnitude(der::Bytes{0}); }
  SECTION("negative") {
    spoiled.content->serial =
        tests::require_value(der::SerialNumber::from_content(der::Bytes(16, 0x81)));
  }
  spoiled.require_only(FindingId::ca_lint_serial, "serialNumber");
}

TEST_CASE("the linter finds a wrong issuer") {
  Spoiled spoiled;
  SECTION("another name") { spoiled.content->issuer = spoiled.subject; }
  SECTION("none") { spoiled.content->issuer = x509::Name(); }
  const auto answer = spoiled.lint();
  REQUIRE_FALSE(answer.has_value());
  tests::require_finding(answer.error(), FindingId::ca_lint_issuer, "issuer");
}

TEST_CASE("the linter finds a subject that was not approved, and one that lacks a field") {
  Spoiled spoiled;
  SECTION("another name") {
    spoiled.content->subject = spoiled.content->issuer;
    spoiled.require_only(FindingId::ca_lint_subject, "subject");
  }
  SECTION("a name that was approved without what the profile asks for") {
    spoiled.content->subject = x509::Name::build({{x509::attribute::common_name, "Seal"}});
    spoiled.subject = spoiled.content->subject;
    spoiled.require_only(FindingId::ca_subject_field_missing, "subject");
  }
}

TEST_CASE("the linter finds a wrong validity") {
  Spoiled spoiled;
  SECTION("dated back by a second") { spoiled.content->not_before -= std::chrono::seconds{1}; }
  SECTION("starting later") { spoiled.content->not_before += std::chrono::seconds{1}; }
  SECTION("ending before it starts") { spoiled.content->not_after = at - std::chrono::seconds{1}; }
  SECTION("a second longer than the profile allows") {
    spoiled.content->not_after = at + Days{3 * 366};
  }
  SECTION("beyond the issuer's") { spoiled.content->not_after = on(2037, 1, 1); }
  spoiled.require_only(FindingId::ca_lint_validity, "validity");
}

TEST_CASE("the linter finds a wrong key, and a weak algorithm") {
  Spoiled spoiled;
  SECTION("another key than the approved one") {
    const auto other = spoiled.bench.root_key.public_key().spki();
    spoiled.request.spki.assign(other.begin(), other.end());
    spoiled.require_only(FindingId::ca_lint_key, "subjectPublicKeyInfo");
  }
  SECTION("SHA-1") {
    spoiled.content->algorithm.digest = crypto::DigestAlgorithm::sha1;
    spoiled.require_only(FindingId::algorithm_weak, "");
  }
}

TEST_CASE("the linter finds an extension that is missing") {
  Spoiled spoiled;
  for (const auto* id :
       {&ids::key_usage, &ids::subject_key_identifier, &ids::authority_key_identifier,
        &ids::certificate_policies, &ids::crl_distribution_points,
        &ids::authority_information_access, &ids::qc_statements}) {
    spoiled.build(spoiled.request);
    spoiled.remove(*id);
    spoiled.require_only(FindingId::ca_lint_extension_missing, ids::name_of(*id));
  }
}

TEST_CASE("the linter finds an extension too many") {
  Spoiled spoiled;
  SECTION("a known one") {
    spoiled.content->extensions.push_back(
        {ids::basic_constraints, true, x509::write_basic_constraints({true, {}})});
    spoiled.require_only(FindingId::ca_lint_extension_unexpected, "basicConstraints");
  }
  SECTION("an unknown one") {
    spoiled.content->extensions.push_back(
        {der::Oid::literal("1.2.3.4"), false, der::Bytes{0x05, 0x00}});
    spoiled.require_only(FindingId::ca_lint_extension_unexpected, "1.2.3.4");
  }
}

TEST_CASE("the linter finds an extension that is wrongly critical, or wrongly not") {
  Spoiled spoiled;
  SECTION("keyUsage") {
    spoiled.find(ids::key_usage)->critical = false;
    spoiled.require_only(FindingId::ca_lint_extension_critical, "keyUsage");
  }
  SECTION("qcStatements") {
    spoiled.find(ids::qc_statements)->critical = true;
    spoiled.require_only(FindingId::ca_lint_extension_critical, "qcStatements");
  }
}

TEST_CASE("the linter finds a wrong value of an extension") {
  Spoiled spoiled;
  const auto wrong = [&](const der::Oid& id, der::Bytes value) {
    spoiled.build(spoiled.request);
    spoiled.replace(id, std::move(value));
    INFO(ids::name_of(id));
    spoiled.require_only(FindingId::ca_lint_extension_value, ids::name_of(id));
  };
  SECTION("key usage") {
    wrong(ids::key_usage, x509::write_key_usage(KeyUsage().with(KeyUsageBit::digital_signature)));
    wrong(ids::key_usage,
          x509::write_key_usage(
              KeyUsage().with(KeyUsageBit::content_commitment).with(KeyUsageBit::key_cert_sign)));
  }
  SECTION("key identifiers") {
    wrong(ids::subject_key_identifier, x509::write_key_identifier(der::Bytes(20, 1)));
    wrong(ids::authority_key_identifier, x509::write_authority_key_identifier(der::Bytes(20, 1)));
  }
  SECTION("policies") {
    wrong(ids::certificate_policies,
          x509::write_certificate_policies({der::Oid::literal("0.4.0.194112.1.3")}));
    wrong(ids::certificate_policies,
          x509::write_certificate_policies(
              {der::Oid::literal("0.4.0.194112.1.1"), der::Oid::literal("1.2.3")}));
  }
  SECTION("addresses") {
    wrong(ids::crl_distribution_points,
          x509::write_crl_distribution_points({"ldap://ca.example/"}));
    wrong(ids::authority_information_access,
          x509::write_authority_information_access({}, {"http://ocsp.example"}));
    wrong(ids::authority_information_access,
          x509::write_authority_information_access({"ca.example"}, {}));
  }
  SECTION("purposes of a list signer, and its being no authority") {
    spoiled.build(list_signer_request(spoiled.bench.seal_key.public_key()));
    wrong(ids::extended_key_usage,
          x509::write_extended_key_usage({der::Oid::literal("1.3.6.1.5.5.7.3.1")}));
    wrong(ids::basic_constraints, x509::write_basic_constraints({true, {}}));
  }
}

TEST_CASE("the linter finds QC statements that say something else") {
  Spoiled spoiled;
  x509::QcStatements right;
  right.compliance = true;
  right.types = {x509::qc::type_eseal};
  right.pds = {{"https://ca.example/pds.pdf", "en"}};
  right.legislation = {"JP"};
  const auto with = [&](const x509::QcStatements& statements) {
    spoiled.build(spoiled.request);
    spoiled.replace(ids::qc_statements, x509::write_qc_statements(statements));
  };
  with(right);
  REQUIRE(spoiled.lint().has_value());
  auto wrong = right;
  SECTION("no compliance") { wrong.compliance = false; }
  SECTION("a signature instead of a seal") { wrong.types = {x509::qc::type_esign}; }
  SECTION("a seal and a signature") { wrong.types.push_back(x509::qc::type_esign); }
  SECTION("no disclosure statement in English") { wrong.pds.front().language = "ja"; }
  SECTION("no legislation") { wrong.legislation.clear(); }
  with(wrong);
  spoiled.require_only(FindingId::ca_lint_extension_value, "qcStatements");
}

TEST_CASE("a device is stated in the statements and in the policy, or in neither") {
  Spoiled spoiled;
  auto on_device = spoiled.request;
  on_device.qc.device = true;
  spoiled.build(on_device);
  REQUIRE(spoiled.lint().has_value());
  spoiled.replace(ids::certificate_policies,
                  x509::write_certificate_policies({der::Oid::literal("0.4.0.194112.1.1")}));
  spoiled.require_only(FindingId::ca_lint_extension_value, "certificatePolicies");
}

TEST_CASE("what cannot be read back is not signed") {
  Spoiled spoiled;
  spoiled.content->extensions.push_back(*spoiled.find(ids::key_usage));
  require_refusal(spoiled.lint(), FindingId::certificate_extension_duplicate);
  const auto* profile = *find_profile("eseal");
  require_refusal(
      lint_certificate({}, {*profile, nullptr, spoiled.subject, spoiled.request.spki, at}),
      FindingId::der_missing_value);
}

TEST_CASE("a token cannot be copied, and is used up by signing") {
  static_assert(!std::is_copy_constructible_v<Linted> && !std::is_copy_assignable_v<Linted>);
  static_assert(std::is_nothrow_move_constructible_v<Linted>);
  static_assert(!std::is_constructible_v<Linted, der::Bytes> &&
                !std::is_default_constructible_v<Linted>);
  Spoiled spoiled;
  auto token = require_answer(spoiled.lint());
  const auto bytes = tests::require_value(sign(std::move(token), spoiled.bench.issuing_key));
  CHECK(check_signed(bytes, spoiled.bench.issuing_key.public_key()).has_value());
  CHECK(token.tbs().empty());  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("what was signed is compared with what was linted") {
  Spoiled spoiled;
  const auto bytes =
      tests::require_value(sign(require_answer(spoiled.lint()), spoiled.bench.issuing_key));
  const auto& key = spoiled.bench.issuing_key.public_key();
  SECTION("other bytes, rightly signed") {
    auto other = bytes;
    other.linted.back() ^= 1U;
    tests::require_failure(check_signed(other, key), FindingId::ca_signed_bytes_differ);
  }
  SECTION("another key") {
    tests::require_failure(check_signed(bytes, spoiled.bench.root_key.public_key()),
                           FindingId::signature_wrong);
  }
  SECTION("something after it") {
    auto longer = bytes;
    longer.der.push_back(0);
    tests::require_failure(check_signed(longer, key), FindingId::der_trailing_data);
  }
}

}  // namespace accord::ca
