#include "lib/xmldsig/sign.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/signature_text.h"
#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

xmldsig::SignOptions at_signing_moment() {
  xmldsig::SignOptions options;
  options.signing_time = signing_moment();
  return options;
}

std::string sign(std::string document, Identity& signer,
                 const xmldsig::SignOptions& options = at_signing_moment()) {
  outcome::Budget budget;
  return require_value(xmldsig::sign_enveloped(std::move(document), signer.key, signer.certificate,
                                               options, budget));
}

outcome::Result<std::string> try_to_sign(
    std::string document, Identity& signer,
    const xmldsig::SignOptions& options = at_signing_moment()) {
  outcome::Budget budget;
  return xmldsig::sign_enveloped(std::move(document), signer.key, signer.certificate, options,
                                 budget);
}

/// The document without its Signature element, which is the last thing in the root.
std::string without_signature(const std::string& text) {
  return replaced(text, cut(text, "<ds:Signature ", "</ds:Signature>"), "");
}

}  // namespace

TEST_CASE("what is signed verifies, with every kind of key") {
  using crypto::KeySpec;
  for (const auto spec : {KeySpec::ec_p256, KeySpec::ec_p384, KeySpec::ec_p521, KeySpec::rsa_2048,
                          KeySpec::ed25519}) {
    INFO(to_string(spec));
    auto signer = make_self_signed({.key = spec});
    for (const auto properties : {xmldsig::Properties::v1, xmldsig::Properties::v2}) {
      auto options = at_signing_moment();
      options.properties = properties;
      const auto result = verify(sign("<a><b>text</b></a>", signer, options));
      CHECK(result.findings.empty());
      REQUIRE(result.intact.has_value());
      CHECK(result.intact->signing_certificate() == signer.certificate);
      CHECK(result.intact->algorithm() == signer.key.algorithm());
      CHECK(result.intact->uses_v2_properties() == (properties == xmldsig::Properties::v2));
      CHECK(result.intact->signing_time() == signing_moment());
    }
  }
}

TEST_CASE("signing keeps every other byte of the document") {
  const std::string end_tags_that_are_none =
      R"(<!-- </a> --><a><!-- </a> --><![CDATA[</a>]]><?x </a>?><b c='/a>' d="'>"/></a>)"
      "<!-- </a> --><?x </a>?>";
  for (const std::string document :
       {"<a>\n</a>\n", "\xEF\xBB\xBF<?xml version='1.0'?>\r\n<a>\r\n<b/>\r\n</a >\r\n",
        end_tags_that_are_none.c_str(), "<a><a/><a></a></a>",
        "<x:a xmlns:x='urn:x' x:b='1'>&lt;/x:a></x:a>"}) {
    INFO(document);
    const auto signed_text = sign(document, usual_signer());
    CHECK(without_signature(signed_text) == document);
    CHECK(require_intact(signed_text).empty());
  }
}

TEST_CASE("a root that is one empty-element tag is opened") {
  CHECK(without_signature(sign("<a/>", usual_signer())) == "<a></a>");
  CHECK(without_signature(sign("<x:a xmlns:x='urn:/>x'  />\n", usual_signer())) ==
        "<x:a xmlns:x='urn:/>x'  ></x:a>\n");
}

TEST_CASE("the document's own prefixes do not disturb the signature") {
  const std::string taken =
      R"(<ds:a xmlns:ds="urn:other" xmlns:xades="urn:another"><ds:b xmlns="urn:third"/></ds:a>)";
  CHECK(require_intact(sign(taken, usual_signer())).empty());
}

TEST_CASE("identifiers are the same each time and never taken from the document") {
  const auto first = sign("<a/>", usual_signer());
  const auto again = sign("<a/>", usual_signer());
  const auto tag = cut(first, "<ds:Signature ", ">");
  CHECK(tag == cut(again, "<ds:Signature ", ">"));
  const auto id = cut(tag, "sig-", "\"");
  CHECK(id.size() == 4 + 16 + 1);
  CHECK(cut(sign("<b/>", usual_signer()), "<ds:Signature ", ">") != tag);
}

TEST_CASE("identifiers that the document has already are passed over") {
  outcome::Budget budget;
  const auto document = require_value(xml::Document::parse(
      "<a Id='sig'><b ID='sig-2-properties'/><c id='sig-3-value'/></a>", budget));
  CHECK(xmldsig::free_ids(document, "sig").signature == "sig-4");
  CHECK(xmldsig::free_ids(document, "other").signature == "other");
}

TEST_CASE("further certificates go into KeyInfo after the signer's") {
  auto issuer = make_self_signed({.common_name = "Issuer", .ca = true});
  auto signer = make_issued({.common_name = "Signer"}, issuer);
  auto options = at_signing_moment();
  options.chain = {issuer.certificate};
  const auto result = verify(sign("<a/>", signer, options));
  REQUIRE(result.intact.has_value());
  REQUIRE(result.intact->certificates().size() == 2);
  CHECK(result.intact->certificates()[0] == signer.certificate);
  CHECK(result.intact->certificates()[1] == issuer.certificate);
}

TEST_CASE("a document that is signed already is not signed again") {
  const auto once = sign("<a/>", usual_signer());
  require_failure(try_to_sign(once, usual_signer()), FindingId::signing_already_signed,
                  "/a/Signature");
}

TEST_CASE("a key that is not the certificate's does not sign") {
  outcome::Budget budget;
  require_failure(xmldsig::sign_enveloped("<a/>", usual_signer().key, other_signer().certificate,
                                          at_signing_moment(), budget),
                  FindingId::signing_key_mismatch);
}

TEST_CASE("what stands against a signing certificate is known before its key is opened") {
  const auto& certificate = usual_signer().certificate;
  auto options = at_signing_moment();
  CHECK(xmldsig::check_signing_certificate(certificate, options).has_value());
  auto late = options;
  late.signing_time = certificate.not_after() + std::chrono::seconds(1);
  require_failure(xmldsig::check_signing_certificate(certificate, late),
                  FindingId::signing_time_outside_certificate);
  options.algorithms = crypto::AlgorithmPolicy(crypto::AlgorithmPolicy::Tables{});
  require_failure(xmldsig::check_signing_certificate(certificate, options), FindingId::key_weak);
}

TEST_CASE("nothing is signed at a time when the certificate is not valid") {
  auto& signer = usual_signer();
  auto options = at_signing_moment();
  const auto id = FindingId::signing_time_outside_certificate;
  options.signing_time = signer.certificate.not_before() - std::chrono::seconds(1);
  require_failure(try_to_sign("<a/>", signer, options), id);
  options.signing_time = signer.certificate.not_after() + std::chrono::seconds(1);
  require_failure(try_to_sign("<a/>", signer, options), id);
  options.signing_time = signer.certificate.not_after();
  CHECK(try_to_sign("<a/>", signer, options).has_value());
}

TEST_CASE("what is not XML is not signed") {
  require_failure(try_to_sign("<a>", usual_signer()), FindingId::xml_unclosed);
  require_failure(try_to_sign("<!DOCTYPE a><a/>", usual_signer()), FindingId::xml_doctype);
}

namespace {

/// A key whose signatures are broken on the way out, as a faulty token's would be.
class BrokenSigner final : public crypto::Signer {
 public:
  explicit BrokenSigner(crypto::Signer& right) : right_(right) {}
  [[nodiscard]] const crypto::PublicKey& public_key() const override { return right_.public_key(); }
  [[nodiscard]] const crypto::SignatureAlgorithm& algorithm() const override {
    return right_.algorithm();
  }
  [[nodiscard]] outcome::Result<der::Bytes> sign(der::ByteView message,
                                                 crypto::SignatureForm form) override {
    auto value = right_.sign(message, form);
    if (value) value->back() = static_cast<std::uint8_t>(value->back() ^ 1U);
    return value;
  }

 private:
  crypto::Signer& right_;
};

}  // namespace

TEST_CASE("a signature that does not verify is not handed out") {
  BrokenSigner broken(usual_signer().key);
  outcome::Budget budget;
  require_failure(xmldsig::sign_enveloped("<a/>", broken, usual_signer().certificate,
                                          at_signing_moment(), budget),
                  FindingId::signature_value_wrong);
}

}  // namespace accord::tests
