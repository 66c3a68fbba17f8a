// Signed properties and certificates that do not bind the signer as baseline B wants.
#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/xmldsig/issuer_serial.h"
#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

std::string signed_whole() { return forge(right_template(), usual_signer()); }
std::string forged(std::string_view from, std::string_view to) {
  return forge(replaced(right_template(), from, to), usual_signer());
}
const std::string cert_v2 =
    R"(<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>@certificate-sha256@</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>)";
const std::string signing_time = "<xades:SigningTime>2024-05-01T12:00:00Z</xades:SigningTime>";

/// SigningCertificate (v1) with issuer and serial number as given.
std::string cert_v1(const std::string& issuer, const std::string& serial,
                    const std::string& digest = "sha256") {
  const std::string uri = digest == "sha1" ? "http://www.w3.org/2000/09/xmldsig#sha1"
                                           : "http://www.w3.org/2001/04/xmlenc#sha256";
  return R"(<xades:SigningCertificate><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm=")" +
         uri + R"("/><ds:DigestValue>@certificate-)" + digest +
         "@</ds:DigestValue></xades:CertDigest><xades:IssuerSerial><ds:X509IssuerName>" + issuer +
         "</ds:X509IssuerName><ds:X509SerialNumber>" + serial +
         "</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>";
}

}  // namespace

TEST_CASE("a signature without XAdES properties is refused") {
  const auto object = cut(right_template(), "<ds:Object>", "</ds:Object>");
  require_refused(forged(object, ""), FindingId::signature_properties_missing, "/list/Signature");
}

TEST_CASE("a second set of properties is refused wherever it stands") {
  const auto text = signed_whole();
  const auto qualifying =
      cut(text, "<xades:QualifyingProperties ", "</xades:QualifyingProperties>");
  const auto properties = cut(text, "<xades:SignedProperties ", "</xades:SignedProperties>");
  const auto elsewhere = replaced(
      replaced(qualifying, R"(Id="props")", R"(Id="other")"), "<xades:QualifyingProperties ",
      R"(<xades:QualifyingProperties xmlns:ds="http://www.w3.org/2000/09/xmldsig#" )");
  SECTION("in a second Object") {
    require_refused(
        replaced(text, "</ds:Object>", "</ds:Object><ds:Object>" + elsewhere + "</ds:Object>"),
        FindingId::signature_properties_several, "Object[2]");
  }
  SECTION("beside the first") {
    require_refused(replaced(text, "</ds:Object>", elsewhere + "</ds:Object>"),
                    FindingId::signature_properties_several, "QualifyingProperties[2]");
  }
  SECTION("in the document") {
    require_refused(replaced(text, "<name>genuine", elsewhere + "<name>genuine"),
                    FindingId::signature_properties_several);
  }
  SECTION("a second SignedProperties in the one QualifyingProperties") {
    const auto second = replaced(replaced(properties, R"(Id="props")", R"(Id="other")"),
                                 "2024-05-01", "2023-05-01");
    require_refused(replaced(text, properties, second + properties),
                    FindingId::signature_properties_several, "SignedProperties[2]");
  }
}

TEST_CASE("signed properties that stand outside the signature's Object are refused") {
  const auto text = signed_whole();
  const auto qualifying =
      cut(text, "<xades:QualifyingProperties ", "</xades:QualifyingProperties>");
  const auto declared =
      replaced(qualifying, "<xades:QualifyingProperties ",
               R"(<xades:QualifyingProperties xmlns:ds="http://www.w3.org/2000/09/xmldsig#" )");
  SECTION("in the document") {
    const auto moved =
        replaced(replaced(text, qualifying, ""), "<name>genuine", declared + "<name>genuine");
    require_refused(moved, FindingId::signature_properties_misplaced, "/list/part");
  }
  SECTION("in the KeyInfo") {
    const auto moved =
        replaced(replaced(text, qualifying, ""), "</ds:KeyInfo>", qualifying + "</ds:KeyInfo>");
    require_refused(moved, FindingId::signature_properties_misplaced, "/list/Signature/KeyInfo");
  }
  SECTION("one level deeper") {
    const auto properties = cut(text, "<xades:SignedProperties ", "</xades:SignedProperties>");
    const auto moved =
        replaced(text, properties,
                 "<xades:UnsignedProperties>" + properties + "</xades:UnsignedProperties>");
    require_refused(moved, FindingId::signature_properties_misplaced, "UnsignedProperties");
  }
}

TEST_CASE("a reference for properties that leads elsewhere is refused") {
  for (const std::string uri : {"#part", "#root", "#sig", "#absent", "", "props"}) {
    INFO(uri);
    require_refused(forged(R"(URI="#props")", R"(URI=")" + uri + R"(")"),
                    FindingId::signature_properties_misplaced,
                    "/list/Signature/SignedInfo/Reference[2]");
  }
}

TEST_CASE("properties that name another signature are refused") {
  for (const std::string target : {R"(Target="#other")", R"(Target="sig")", R"(Target="")", ""}) {
    INFO(target);
    require_refused(forged(R"(Target="#sig")", target), FindingId::signature_properties_target,
                    "/list/Signature/Object/QualifyingProperties");
  }
  require_refused(forged(R"(Id="sig")", ""), FindingId::signature_properties_target);
}

TEST_CASE("a signature without signing time is refused") {
  require_refused(forged(signing_time, ""), FindingId::signature_time_missing,
                  "SignedSignatureProperties");
}

TEST_CASE("a signing time that is no time is refused") {
  require_refused(forged("2024-05-01T12:00:00Z", "2024-05-01"), FindingId::time_malformed,
                  "SigningTime");
  require_refused(forged("2024-05-01T12:00:00Z", "2024-05-01T12:00:00"),
                  FindingId::time_without_zone, "SigningTime");
}

TEST_CASE("a signing time outside the certificate's validity is refused") {
  const auto id = FindingId::signature_time_outside_certificate;
  require_refused(forged("2024-05-01T12:00:00Z", "2019-12-31T23:59:59Z"), id, "SigningTime");
  require_refused(forged("2024-05-01T12:00:00Z", "2045-01-01T00:00:01Z"), id, "SigningTime");
  CHECK(require_intact(forged("2024-05-01T12:00:00Z", "2020-01-01T00:00:00Z")).empty());
  CHECK(require_intact(forged("2024-05-01T12:00:00Z", "2045-01-01T00:00:00Z")).empty());
}

TEST_CASE("a signature that does not name its certificate is refused") {
  require_refused(forged(cert_v2, ""), FindingId::signature_certificate_not_bound,
                  "SignedSignatureProperties");
}

TEST_CASE("a certificate named in both forms, or two certificates, are refused") {
  const auto id = FindingId::signature_structure;
  require_refused(forged(cert_v2, cert_v1("CN=x", "1") + cert_v2), id, "SignedSignatureProperties");
  const auto cert = cut(cert_v2, "<xades:Cert>", "</xades:Cert>");
  require_refused(forged(cert, cert + cert), id, "SigningCertificateV2");
}

TEST_CASE("a wrong signing-certificate digest is refused") {
  const auto digest =
      crypto::digest(crypto::DigestAlgorithm::sha256, other_signer().certificate.der());
  require_refused(forged("@certificate-sha256@", der::to_base64(digest.bytes())),
                  FindingId::signature_certificate_digest_wrong, "Cert");
}

TEST_CASE("an exchanged certificate is refused") {
  const auto text = signed_whole();
  const auto certificate = cut(text, "<ds:X509Certificate>", "</ds:X509Certificate>");
  const auto as_element = [](const x509::Certificate& other) {
    return "<ds:X509Certificate>" + der::to_base64(other.der()) + "</ds:X509Certificate>";
  };
  SECTION("for one with another key") {
    require_refused(replaced(text, certificate, as_element(other_signer().certificate)),
                    FindingId::signature_certificate_digest_wrong, "Cert");
  }
  SECTION("for one with the same key") {
    auto& signer = usual_signer();
    const auto second = make_certificate({.common_name = "Same key"}, signer.key.public_key(),
                                         signer.key, subject_name({.common_name = "Same key"}));
    require_refused(replaced(text, certificate, as_element(second)),
                    FindingId::signature_certificate_digest_wrong, "Cert");
  }
  SECTION("while the named one, wherever it stands, is the one used") {
    auto result =
        verify(replaced(text, certificate, as_element(other_signer().certificate) + certificate));
    REQUIRE(result.intact.has_value());
    CHECK(result.intact->signing_certificate() == usual_signer().certificate);
    REQUIRE(result.intact->certificates().size() == 2);
    CHECK(result.intact->certificates()[1] == other_signer().certificate);
  }
}

TEST_CASE("a signature without the signer's certificate is refused") {
  const auto key_info = cut(right_template(), "<ds:KeyInfo>", "</ds:KeyInfo>");
  const auto id = FindingId::signature_certificate_missing;
  require_refused(forged(key_info, ""), id, "/list/Signature");
  require_refused(forged(key_info, "<ds:KeyInfo/>"), id, "/list/Signature");
  require_refused(forged(key_info,
                         "<ds:KeyInfo><ds:X509Data><ds:X509SubjectName>CN=x"
                         "</ds:X509SubjectName></ds:X509Data></ds:KeyInfo>"),
                  id, "/list/Signature");
}

TEST_CASE("a further certificate that cannot be read is left out with a warning") {
  const auto findings = require_intact(forged(
      "<ds:X509Certificate>", "<ds:X509Certificate>AAAA</ds:X509Certificate><ds:X509Certificate>"));
  require_finding(findings, FindingId::signature_certificate_unreadable, "X509Certificate[1]");
}

TEST_CASE("a named certificate that cannot be read is refused for the certificate's fault") {
  // SHA-256 of three zero bytes; they are no DER certificate.
  const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der::Bytes{0, 0, 0});
  auto text = replaced(right_template(), "@certificate-sha256@", der::to_base64(digest.bytes()));
  const auto result = verify(forge(replaced(text, "@certificate@", "AAAA"), usual_signer()));
  CHECK_FALSE(result.intact.has_value());
  REQUIRE(result.findings.all().size() == 1);
  CHECK(result.findings.blocking());
  CHECK(result.findings.all().front().about.where.find("X509Certificate") != std::string::npos);
}

TEST_CASE("a certificate named by SHA-1 is accepted with a warning") {
  const auto& certificate = usual_signer().certificate;
  const auto serial = xmldsig::to_decimal(certificate.serial());
  const auto findings =
      require_intact(forged(cert_v2, cert_v1(certificate.issuer().to_string(), serial, "sha1")));
  require_finding(findings, FindingId::signature_certificate_digest_weak, "Cert");
  CHECK(findings.all().size() == 1);
}

TEST_CASE("an issuer or serial number that is not the certificate's is a warning") {
  const auto id = FindingId::signature_certificate_name_differs;
  const auto findings = require_intact(forged(cert_v2, cert_v1("CN=Somebody else", "12345")));
  require_finding(findings, id, "Cert");
  CHECK(findings.all().size() == 2);
  const auto v2 = require_intact(
      forged("</xades:CertDigest></xades:Cert>",
             "</xades:CertDigest><xades:IssuerSerialV2>MAA=</xades:IssuerSerialV2></xades:Cert>"));
  require_finding(v2, id, "Cert");
}

TEST_CASE("a signed property that is not known leaves the verdict open") {
  const auto unknown = R"(<x:Promise xmlns:x="urn:example:x"/></xades:SignedSignatureProperties>)";
  require_refused(forged("</xades:SignedSignatureProperties>", unknown),
                  FindingId::signature_property_unknown, "Promise");
}

TEST_CASE("an explicit signature policy leaves the verdict open") {
  const auto policy =
      R"(</xades:SigningCertificateV2><xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId><xades:Identifier>urn:oid:1.2.3</xades:Identifier></xades:SigPolicyId></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>)";
  require_refused(forged("</xades:SigningCertificateV2>", policy),
                  FindingId::signature_policy_not_processed, "SignaturePolicyIdentifier");
  const auto implied =
      R"(</xades:SigningCertificateV2><xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/></xades:SignaturePolicyIdentifier>)";
  CHECK(require_intact(forged("</xades:SigningCertificateV2>", implied)).empty());
}

TEST_CASE("signed properties out of order are refused") {
  require_refused(forged(signing_time + cert_v2, cert_v2 + signing_time),
                  FindingId::signature_structure, "SignedSignatureProperties");
}

TEST_CASE("a signature that does not say the document's format is accepted with a warning") {
  const auto id = FindingId::signature_data_object_format;
  const auto where = "SignedProperties";
  const auto all = cut(right_template(), "<xades:SignedDataObjectProperties>",
                       "</xades:SignedDataObjectProperties>");
  require_finding(require_intact(forged(all, "")), id, where);
  require_finding(require_intact(forged(R"(ObjectReference="#ref")", R"(ObjectReference="#part")")),
                  id, where);
  require_finding(require_intact(forged("<xades:MimeType>text/xml</xades:MimeType>", "")), id,
                  where);
}

}  // namespace accord::tests
