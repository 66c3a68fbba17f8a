// What we sign, xmlsec1 verifies; what xmlsec1 signs, we verify. Keys of the second kind are
// openssl's.
#include <algorithm>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/xmldsig/sign.h"
#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

void require_program(const std::string& name) {
  if (!program_exists(name)) SKIP("program not present: " << name);
}

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

const std::vector<std::string> id_attributes{"--id-attr:Id",
                                             "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                                             "--id-attr:Id", "urn:example:list:list"};

ProgramResult xmlsec1_verify(const std::string& text, const x509::Certificate& trusted) {
  const TemporaryFolder folder;
  write(folder.path() / "signed.xml", text);
  write(folder.path() / "trusted.pem", to_pem(trusted));
  std::vector<std::string> words{"xmlsec1", "--verify",      "--enabled-key-data",
                                 "x509",    "--trusted-pem", "trusted.pem"};
  words.insert(words.end(), id_attributes.begin(), id_attributes.end());
  words.emplace_back("signed.xml");
  return run_program(words, folder.path());
}

/// Namespaces, attributes and text in awkward orders: what both canonicalisations must agree on.
const std::string awkward = R"(<?xml version="1.0" encoding="UTF-8"?>
<?before the root?>
<!-- before the root -->
<list xmlns="urn:example:list" xmlns:z="urn:z" xmlns:a="urn:a" z:b="2" a:b='1' b="0" Id="root" xml:lang="de">
  <z:x xmlns:a="urn:other" a:c="&lt;&quot;&#9;&#10;&#13;&amp;'>" xmlns=""><y z:c="ü"/></z:x>
  <a:x xmlns:z="urn:z"><![CDATA[<&]]>]]&gt;&#13;
<?inside   data ?><!-- inside --><x xmlns="urn:z" xml:space="preserve"> </x></a:x>
</list>
<?after?>
)";

/// A key and a self-signed certificate made by openssl.
class OpensslSigner {
 public:
  explicit OpensslSigner(const std::vector<std::string>& key) {
    std::vector<std::string> words{"openssl",
                                   "req",
                                   "-x509",
                                   "-nodes",
                                   "-keyout",
                                   "key.pem",
                                   "-out",
                                   "certificate.pem",
                                   "-days",
                                   "36500",
                                   "-sha256",
                                   "-subj",
                                   "/C=ZZ/O=Other implementation/CN=Signer"};
    words.insert(words.end(), key.begin(), key.end());
    const auto made = run_program(words, folder_.path());
    INFO(made.errors);
    REQUIRE(made.exit_code == 0);
    const auto pem = read_file(folder_.path() / "certificate.pem");
    certificates_ = require_value(x509::read_certificates(der::as_bytes(pem)));
  }

  /// Has xmlsec1 fill in the digests and the value of a template.
  [[nodiscard]] std::string sign(std::string text, const std::string& method) const {
    text = replaced(text, "@signature-method@", method);
    text = replaced(text, "2024-05-01T12:00:00Z", time::to_string(certificates_[0].not_before()));
    for (const std::string marker : {"@digest@", "@digest@", "@value@"}) {
      text.erase(text.find(marker), marker.size());
    }
    for (const std::string marker : {"@certificate@", "@certificate-sha256@"}) {
      const auto der = certificates_[0].der();
      const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der);
      text =
          replaced(text, marker, der::to_base64(marker == "@certificate@" ? der : digest.bytes()));
    }
    write(folder_.path() / "template.xml", text);
    std::vector<std::string> words{
        "xmlsec1", "--sign", "--privkey-pem", "key.pem,certificate.pem", "--output", "signed.xml"};
    words.insert(words.end(), id_attributes.begin(), id_attributes.end());
    words.emplace_back("template.xml");
    const auto done = run_program(words, folder_.path());
    INFO(done.errors);
    REQUIRE(done.exit_code == 0);
    return read_file(folder_.path() / "signed.xml");
  }

 private:
  TemporaryFolder folder_;
  std::vector<x509::Certificate> certificates_;
};

const std::string rsa_sha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/// The template's signature in the awkward document.
std::string awkward_template() {
  const auto signature = cut(right_template(), "<ds:Signature ", "</ds:Signature>");
  return replaced(awkward, "</list>", signature + "</list>");
}

}  // namespace

TEST_CASE("what we sign, xmlsec1 verifies") {
  require_program("xmlsec1");
  using crypto::KeySpec;
  // xmlsec1 of Debian 12 knows neither RSA-PSS nor SHA-3 nor EdDSA.
  for (const auto spec :
       {KeySpec::ec_p256, KeySpec::ec_p384, KeySpec::ec_p521, KeySpec::brainpool256r1,
        KeySpec::brainpool384r1, KeySpec::brainpool512r1, KeySpec::rsa_2048}) {
    auto signer = make_self_signed({.key = spec});
    for (const auto digest : {crypto::DigestAlgorithm::sha256, crypto::DigestAlgorithm::sha384,
                              crypto::DigestAlgorithm::sha512}) {
      require_value(signer.key.use({signer.key.algorithm().family, digest}));
      xmldsig::SignOptions options;
      options.signing_time = signing_moment();
      outcome::Budget budget;
      const auto text = require_value(
          xmldsig::sign_enveloped(awkward, signer.key, signer.certificate, options, budget));
      const auto verified = xmlsec1_verify(text, signer.certificate);
      INFO(to_string(spec) << ", " << to_string(digest) << "\n" << verified.errors);
      CHECK(verified.exit_code == 0);
    }
    for (const auto properties : {xmldsig::Properties::v1, xmldsig::Properties::v2}) {
      xmldsig::SignOptions options;
      options.signing_time = signing_moment();
      options.properties = properties;
      outcome::Budget budget;
      const auto text = require_value(
          xmldsig::sign_enveloped(awkward, signer.key, signer.certificate, options, budget));
      const auto verified = xmlsec1_verify(text, signer.certificate);
      INFO(to_string(spec) << "\n" << verified.errors);
      CHECK(verified.exit_code == 0);
      CHECK(xmlsec1_verify(replaced(text, "ü", "u"), signer.certificate).exit_code != 0);
    }
  }
}

TEST_CASE("what xmlsec1 signs, we verify") {
  require_program("xmlsec1");
  require_program("openssl");
  const std::string more = "http://www.w3.org/2001/04/xmldsig-more#";
  const OpensslSigner rsa({"-newkey", "rsa:2048"});
  for (const auto& text : {right_template(), awkward_template()}) {
    CHECK(require_intact(rsa.sign(text, rsa_sha256)).empty());
    CHECK(require_intact(rsa.sign(text, more + "rsa-sha384")).empty());
    CHECK(require_intact(rsa.sign(text, more + "rsa-sha512")).empty());
  }
  for (const std::string curve :
       {"P-256", "P-384", "P-521", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"}) {
    const OpensslSigner signer({"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + curve});
    for (const auto* digest : {"ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512"}) {
      INFO(curve << ", " << digest);
      CHECK(require_intact(signer.sign(awkward_template(), more + digest)).empty());
    }
  }
}

TEST_CASE("what xmlsec1 signs with other allowed transforms, we verify") {
  require_program("xmlsec1");
  require_program("openssl");
  const OpensslSigner rsa({"-newkey", "rsa:2048"});
  const std::string exclusive =
      R"(<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)";
  const std::string props = R"(URI="#props">)";
  const auto in_properties = [&](const std::string& transforms) {
    return replaced(awkward_template(), props + "<ds:Transforms>" + exclusive + "</ds:Transforms>",
                    props + transforms);
  };
  const std::string enveloped =
      R"(<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>)";
  const std::string with_prefixes =
      R"(<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="a #default absent"/></ds:Transform>)";
  for (
      const auto& text :
      {in_properties(""),
       in_properties(
           R"(<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/></ds:Transforms>)"),
       replaced(awkward_template(), R"(Id="ref" URI="")", R"(Id="ref" URI="#root")"),
       replaced(awkward_template(), enveloped + exclusive, enveloped + with_prefixes),
       replaced(
           awkward_template(),
           R"(<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)",
           R"(<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>)")}) {
    CHECK(require_intact(rsa.sign(text, rsa_sha256)).empty());
  }
}

TEST_CASE("a signature with SHA-1 is too weak") {
  require_program("xmlsec1");
  require_program("openssl");
  const OpensslSigner rsa({"-newkey", "rsa:2048"});
  require_refused(rsa.sign(right_template(), "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
                  FindingId::algorithm_weak, "/list/Signature/SignedInfo/SignatureMethod");
}

TEST_CASE("a signature with an RSA key of 1024 bits is too weak") {
  require_program("xmlsec1");
  require_program("openssl");
  const OpensslSigner rsa({"-newkey", "rsa:1024"});
  require_refused(rsa.sign(right_template(), rsa_sha256), FindingId::key_weak,
                  "/list/Signature/KeyInfo");
}

TEST_CASE("signature wrapping that plain verification accepts is refused") {
  require_program("xmlsec1");
  const auto text = forge(
      replaced(right_template(), R"(Id="ref" URI="")", R"(Id="ref" URI="#root")"), usual_signer());
  const auto signature = cut(text, "<ds:Signature ", "</ds:Signature>");
  const auto original = replaced(cut(text, "<list ", "</list>"), signature, "");
  const auto wrapped =
      R"(<list xmlns="urn:example:list" Id="outer"><part><name>evil</name></part><old>)" +
      original + "</old>" + signature + "</list>";
  const auto plain = xmlsec1_verify(wrapped, usual_signer().certificate);
  INFO(plain.errors);
  CHECK(plain.exit_code == 0);
  require_refused(wrapped, FindingId::signature_reference_not_whole);
}

}  // namespace accord::tests
