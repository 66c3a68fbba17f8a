// Transforms, canonicalisation and algorithms that are not allowed, and work that goes over the
// budget.
#include <catch2/catch_test_macros.hpp>

#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

const std::string enveloped =
    R"(<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>)";
const std::string exclusive_c14n =
    R"(<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)";
const std::string inclusive_c14n =
    R"(<ds:Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>)";
const std::string of_document = enveloped + exclusive_c14n;
const std::string sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

std::string forged(std::string_view from, std::string_view to) {
  return forge(replaced(right_template(), from, to), usual_signer());
}
std::string transform(const std::string& algorithm, const std::string& inside = "") {
  return R"(<ds:Transform Algorithm=")" + algorithm + R"(">)" + inside + "</ds:Transform>";
}
/// The template with other transforms for the properties.
std::string with_properties_transforms(const std::string& transforms) {
  const std::string before = R"(URI="#props">)";
  const auto old = before + "<ds:Transforms>" + exclusive_c14n + "</ds:Transforms>";
  return forged(old, before + transforms);
}

}  // namespace

TEST_CASE("the document's transforms are enveloped-signature, then exclusive canonicalisation") {
  const auto where = "/list/Signature/SignedInfo/Reference[1]";
  const std::string xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  const std::string prefixes =
      R"(<e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList=")";
  for (const auto& transforms :
       {exclusive_c14n, enveloped, exclusive_c14n + enveloped,
        enveloped + enveloped + exclusive_c14n, enveloped + inclusive_c14n,
        of_document + exclusive_c14n, of_document + enveloped,
        enveloped + transform("http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
        enveloped + transform("http://www.w3.org/2006/12/xml-c14n11"),
        enveloped + transform("urn:example:unknown") + exclusive_c14n,
        transform(xpath, "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>") +
            exclusive_c14n,
        of_document + transform(xpath, "<ds:XPath>self::name</ds:XPath>"),
        of_document + transform("http://www.w3.org/TR/1999/REC-xslt-19991116"),
        of_document + transform("http://www.w3.org/2000/09/xmldsig#base64"),
        of_document + transform("http://www.w3.org/2002/06/xmldsig-filter2"),
        enveloped + transform("http://www.w3.org/2001/10/xml-exc-c14n#", "<x/>"),
        enveloped +
            transform("http://www.w3.org/2001/10/xml-exc-c14n#", prefixes + R"(ds" Other=""/>)"),
        transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "<x/>") +
            exclusive_c14n}) {
    INFO(transforms);
    require_refused(forged(of_document, transforms), FindingId::signature_transform, where);
  }
}

TEST_CASE("exclusive canonicalisation may name prefixes to keep") {
  const auto keeping =
      enveloped +
      transform(
          "http://www.w3.org/2001/10/xml-exc-c14n#",
          R"(<e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs"/>)");
  const auto text = replaced(replaced(right_template(), of_document, keeping), "<list ",
                             R"(<list xmlns:xs="http://www.w3.org/2001/XMLSchema" )");
  const auto right = forge(text, usual_signer());
  CHECK(require_intact(right).empty());
  // The kept prefix is part of what is signed.
  require_refused(replaced(right, "http://www.w3.org/2001/XMLSchema", "urn:example:other"),
                  FindingId::signature_digest_wrong, "Reference[1]");
}

TEST_CASE("the properties may be canonicalised exclusively, inclusively or by default") {
  const auto in = [](const std::string& transforms) {
    return "<ds:Transforms>" + transforms + "</ds:Transforms>";
  };
  for (const auto& transforms : {std::string(), in(exclusive_c14n), in(inclusive_c14n)}) {
    INFO(transforms);
    CHECK(require_intact(with_properties_transforms(transforms)).empty());
  }
  for (const auto& transforms :
       {in(enveloped), in(enveloped + exclusive_c14n), in(exclusive_c14n + exclusive_c14n),
        in(transform("http://www.w3.org/2000/09/xmldsig#base64")),
        in(transform("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")),
        in(transform("http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>1</ds:XPath>"))}) {
    INFO(transforms);
    require_refused(with_properties_transforms(transforms), FindingId::signature_transform,
                    "/list/Signature/SignedInfo/Reference[2]");
  }
  require_refused(with_properties_transforms(in("")), FindingId::signature_structure,
                  "/list/Signature/SignedInfo/Reference[2]/Transforms");
}

TEST_CASE("properties without a transform take in the namespaces around them") {
  const auto right = with_properties_transforms("");
  // Exclusive canonicalisation of the document does not see an unused prefix; the inclusive one of
  // the properties does.
  require_refused(replaced(right, "<list ", R"(<list xmlns:unused="urn:example:unused" )"),
                  FindingId::signature_digest_wrong, "Reference[2]");
}

TEST_CASE("SignedInfo is canonicalised by a known method without comments") {
  const std::string exclusive_method =
      R"(<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)";
  const auto method = [](const std::string& algorithm) {
    return R"(<ds:CanonicalizationMethod Algorithm=")" + algorithm + R"("/>)";
  };
  CHECK(require_intact(
            forged(exclusive_method, method("http://www.w3.org/TR/2001/REC-xml-c14n-20010315")))
            .empty());
  for (const std::string algorithm :
       {"http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
        "http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/TR/1999/REC-xslt-19991116",
        ""}) {
    INFO(algorithm);
    require_refused(forged(exclusive_method, method(algorithm)),
                    FindingId::signature_canonicalisation,
                    "/list/Signature/SignedInfo/CanonicalizationMethod");
  }
}

TEST_CASE("algorithms that are not known are refused") {
  const auto id = FindingId::signature_algorithm_unknown;
  for (const std::string algorithm :
       {"http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "urn:example:unknown", ""}) {
    INFO(algorithm);
    require_refused(forged("@signature-method@", algorithm), id,
                    "/list/Signature/SignedInfo/SignatureMethod");
  }
  require_refused(
      forged(
          R"(<ds:DigestMethod Algorithm=")" + sha256 +
              R"("/><ds:DigestValue>@digest@</ds:DigestValue></ds:Reference></ds:SignedInfo>)",
          R"(<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#md5"/><ds:DigestValue>@digest@</ds:DigestValue></ds:Reference></ds:SignedInfo>)"),
      id, "Reference[2]/DigestMethod");
  require_refused(
      forged(
          R"(<ds:DigestMethod Algorithm=")" + sha256 + R"("/><ds:DigestValue>@certificate-sha256@)",
          R"(<ds:DigestMethod Algorithm="urn:example:unknown"/><ds:DigestValue>@certificate-sha256@)"),
      id, "CertDigest/DigestMethod");
}

TEST_CASE("SHA-1 for the document or the properties is too weak") {
  const std::string sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
  const std::string end = R"("/><ds:DigestValue>@digest@</ds:DigestValue></ds:Reference>)";
  const std::string begin = R"(</ds:Transforms><ds:DigestMethod Algorithm=")";
  const std::string next = "<ds:Reference Type";
  require_refused(forged(begin + sha256 + end + next, begin + sha1 + end + next),
                  FindingId::algorithm_weak, "Reference[1]");
  require_refused(
      forged(begin + sha256 + end + "</ds:SignedInfo>", begin + sha1 + end + "</ds:SignedInfo>"),
      FindingId::algorithm_weak, "Reference[2]");
}

TEST_CASE("a signature method that does not fit the certificate's key is refused") {
  require_refused(forged("@signature-method@", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
                  FindingId::signature_key_mismatch, "/list/Signature/SignedInfo/SignatureMethod");
}

TEST_CASE("verification stops at the budget's limit for signatures") {
  const auto text = forge(right_template(), usual_signer());
  outcome::Budget enough;
  enough.set_limit(outcome::Cost::signatures, 1);
  CHECK(verify(text, enough).intact.has_value());
  outcome::Budget none;
  none.set_limit(outcome::Cost::signatures, 0);
  const auto result = verify(text, none);
  CHECK_FALSE(result.intact.has_value());
  require_only_blocking(result.findings, FindingId::budget_exhausted, "/list/Signature");
}

TEST_CASE("verification stops at the budget's limit for canonical bytes") {
  const auto text = forge(right_template(), usual_signer());
  outcome::Budget measured;
  REQUIRE(verify(text, measured).intact.has_value());
  const auto needed = measured.spent(outcome::Cost::canonical_bytes);
  REQUIRE(needed > 0);
  outcome::Budget exact;
  exact.set_limit(outcome::Cost::canonical_bytes, needed);
  CHECK(verify(text, exact).intact.has_value());
  outcome::Budget short_of_one;
  short_of_one.set_limit(outcome::Cost::canonical_bytes, needed - 1);
  const auto result = verify(text, short_of_one);
  CHECK_FALSE(result.intact.has_value());
  require_only_blocking(result.findings, FindingId::budget_exhausted);
}

}  // namespace accord::tests
