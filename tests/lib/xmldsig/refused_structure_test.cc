// Signatures that hold something where nothing, or something else, may stand.
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

std::string forged(std::string_view from, std::string_view to) {
  return forge(replaced(right_template(), from, to), usual_signer());
}
std::string key_value(const std::string& inside) {
  return "<ds:KeyInfo><ds:KeyValue>" + inside + "</ds:KeyValue>";
}

}  // namespace

TEST_CASE("what the schema does not allow in a signature is refused") {
  struct Case {
    std::string from, to, where;
  };
  const std::string info = "/list/Signature/SignedInfo";
  const std::vector<Case> cases{
      {"</ds:Object>", "</ds:Object><ds:Object/>", "/list/Signature"},
      {"</ds:Object>", "<x xmlns=''/></ds:Object>", "/list/Signature/Object"},
      {"</ds:Object>", "text</ds:Object>", "/list/Signature/Object"},
      {"<ds:Object>", R"(<ds:Object Encoding="x">)", "/list/Signature/Object"},
      {"<ds:SignatureValue>", "<ds:KeyInfo/><ds:SignatureValue>", "/list/Signature"},
      {"<ds:SignedInfo>", "<ds:SignedInfo>text", info},
      {"<ds:SignedInfo>", R"(<ds:SignedInfo xml:base="http://example.org/">)", info},
      {R"(<ds:Reference Id="ref")", R"(<ds:Reference Id="ref" Other="x")", info + "/Reference[1]"},
      {R"(</ds:DigestValue></ds:Reference><ds:Reference )",
       R"(</ds:DigestValue><ds:Extra/></ds:Reference><ds:Reference )", info + "/Reference[1]"},
      {R"(<ds:SignatureMethod Algorithm="@signature-method@"/>)",
       R"(<ds:SignatureMethod Algorithm="@signature-method@"><ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>)",
       info + "/SignatureMethod"},
      {R"(<ds:SignatureMethod Algorithm="@signature-method@"/>)", "<ds:SignatureMethod/>",
       info + "/SignatureMethod"},
      {R"(</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>@digest@</ds:DigestValue></ds:Reference></ds:SignedInfo>)",
       R"(</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"><ds:x/></ds:DigestMethod><ds:DigestValue>@digest@</ds:DigestValue></ds:Reference></ds:SignedInfo>)",
       info + "/Reference[2]/DigestMethod"},
      {"@value@", "<ds:x/>", "/list/Signature/SignatureValue"},
      {"<ds:KeyInfo>", "<ds:KeyInfo><ds:KeyName>me</ds:KeyName>", "/list/Signature/KeyInfo"},
      {"<ds:KeyInfo>", R"(<ds:KeyInfo><ds:RetrievalMethod URI="#part"/>)",
       "/list/Signature/KeyInfo"},
      {"<ds:X509Data>", "<ds:X509Data><ds:X509CRL>AAAA</ds:X509CRL>",
       "/list/Signature/KeyInfo/X509Data"},
      {"<xades:SignedSignatureProperties>", "<xades:Other/><xades:SignedSignatureProperties>",
       "SignedProperties"},
      {"<xades:DataObjectFormat ", "<xades:Other/><xades:DataObjectFormat ",
       "SignedDataObjectProperties"},
      {"<xades:CertDigest>", "<xades:CertDigest><xades:Other/>", "CertDigest"},
  };
  for (const auto& one : cases) {
    INFO(one.to);
    require_refused(forged(one.from, one.to), FindingId::signature_structure, one.where);
  }
}

TEST_CASE("a hundred certificates are read, one more is refused") {
  const std::string one = "<ds:X509Certificate>@certificate@</ds:X509Certificate>";
  std::string many = one;
  for (int count = 1; count < 100; ++count) many += one;
  auto text = replaced(right_template(), one, many);
  CHECK(require_intact(forge(text, usual_signer())).empty());
  text = replaced(text, "</ds:X509Data>", "</ds:X509Data><ds:X509Data>" + one + "</ds:X509Data>");
  require_refused(forge(text, usual_signer()), FindingId::signature_structure,
                  "/list/Signature/KeyInfo");
}

TEST_CASE("base64 that is not strictly base64 is refused") {
  const auto id = FindingId::base64_malformed;
  require_refused(forged("@value@", "AAA"), id, "/list/Signature/SignatureValue");
  require_refused(forged("@value@", "AB=="), id, "/list/Signature/SignatureValue");
  require_refused(forged("@certificate-sha256@", "A*=="), id, "CertDigest/DigestValue");
  require_refused(forged("@certificate@", "????"), id, "X509Certificate");
}

TEST_CASE("a wrong signature value is refused") {
  const auto right = forge(right_template(), usual_signer());
  const auto value = cut(right, "<ds:SignatureValue>", "</ds:SignatureValue>");
  const auto other =
      cut(forge(right_template(), usual_signer()), "<ds:SignatureValue>", "</ds:SignatureValue>");
  const auto id = FindingId::signature_value_wrong;
  const auto where = "/list/Signature/SignatureValue";
  require_refused(replaced(right, value, "<ds:SignatureValue></ds:SignatureValue>"), id, where);
  require_refused(replaced(right, value, "<ds:SignatureValue>AAAA</ds:SignatureValue>"), id, where);
  auto flipped = value;
  auto& first = flipped[std::string("<ds:SignatureValue>").size()];
  first = first == 'A' ? 'B' : 'A';
  require_refused(replaced(right, value, flipped), id, where);
  CHECK(require_intact(replaced(right, value, other)).empty());
}

TEST_CASE("a reference whose signed digest was changed is refused for digest and value") {
  const auto right = forge(right_template(), usual_signer());
  const auto text =
      replaced(right, R"(<ds:Reference Id="ref" URI="">)", R"(<ds:Reference Id="ref"  URI=''>)");
  CHECK(require_intact(text).empty());
  const auto digests = cut(right, "<ds:DigestValue>", "</ds:DigestValue>");
  const auto result = verify(
      replaced(right, digests,
               "<ds:DigestValue>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</ds:DigestValue>"));
  CHECK_FALSE(result.intact.has_value());
  require_finding(result.findings, FindingId::signature_digest_wrong, "Reference[1]");
  require_finding(result.findings, FindingId::signature_value_wrong, "SignatureValue");
  CHECK(result.findings.all().size() == 2);
}

TEST_CASE("a public key beside the certificate must be the certificate's") {
  const auto point = [](Identity& identity) {
    const auto spki = identity.certificate.spki();
    return der::to_base64(spki.subspan(spki.size() - 65));
  };
  const auto ec_value = [](const std::string& curve, const std::string& bits) {
    return R"(<x:ECKeyValue xmlns:x="http://www.w3.org/2009/xmldsig11#"><x:NamedCurve URI=")" +
           curve + R"("/><x:PublicKey>)" + bits + "</x:PublicKey></x:ECKeyValue>";
  };
  const std::string p256 = "urn:oid:1.2.840.10045.3.1.7";
  const auto own = key_value(ec_value(p256, point(usual_signer())));
  CHECK(require_intact(forged("<ds:KeyInfo>", own)).empty());
  const auto id = FindingId::signature_key_value_differs;
  const auto where = "/list/Signature/KeyInfo/KeyValue";
  for (const auto& inside :
       {ec_value(p256, point(other_signer())),
        ec_value("urn:oid:1.3.132.0.34", point(usual_signer())),
        std::string("<ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>"
                    "</ds:RSAKeyValue>"),
        std::string()}) {
    INFO(inside);
    require_refused(forged("<ds:KeyInfo>", key_value(inside)), id, where);
  }
  require_refused(forged("<ds:KeyInfo>", key_value("<ds:DSAKeyValue/>")),
                  FindingId::signature_structure, where);
}

TEST_CASE("an RSA key beside the certificate must be the certificate's") {
  static auto rsa = make_self_signed({.key = crypto::KeySpec::rsa_2048});
  // SubjectPublicKeyInfo of RSA-2048 with exponent 65537 ends: modulus (256), INTEGER 3 01 00 01.
  const auto spki = rsa.certificate.spki();
  const auto modulus = der::to_base64(spki.subspan(spki.size() - 5 - 256, 256));
  const auto with_modulus = [&](const std::string& base64) {
    return forge(
        replaced(right_template(), "<ds:KeyInfo>",
                 key_value("<ds:RSAKeyValue><ds:Modulus>" + base64 +
                           "</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue>")),
        rsa);
  };
  CHECK(require_intact(with_modulus(modulus)).empty());
  require_refused(with_modulus("AAAA" + modulus.substr(4)), FindingId::signature_key_value_differs,
                  "KeyValue");
}

}  // namespace accord::tests
