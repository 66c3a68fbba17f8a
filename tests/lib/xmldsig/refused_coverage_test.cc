// Signatures that are right as computations go but do not cover what would be read: the shapes of
// signature wrapping.
#include <catch2/catch_test_macros.hpp>

#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

const std::string genuine_part = R"(<part Id="part"><name>genuine</name></part>)";
const std::string evil_part = "<part><name>evil</name></part>";

/// Signed with a reference to the root's identifier.
std::string signed_by_id() {
  return forge(replaced(right_template(), R"(Id="ref" URI="")", R"(Id="ref" URI="#root")"),
               usual_signer());
}
std::string signed_whole() { return forge(right_template(), usual_signer()); }
std::string signature_of(const std::string& text) {
  return cut(text, "<ds:Signature ", "</ds:Signature>");
}
std::string root_of(const std::string& text) { return cut(text, "<list ", "</list>"); }

}  // namespace

TEST_CASE("a right signature over the whole document is intact") {
  for (const auto& text : {signed_whole(), signed_by_id()}) {
    auto result = verify(text);
    CHECK(result.findings.empty());
    REQUIRE(result.intact.has_value());
    CHECK(result.intact->signed_root() == result.document->root());
    CHECK(result.intact->signing_certificate() == usual_signer().certificate);
    CHECK(result.intact->signing_time() == signing_moment());
    CHECK(result.intact->uses_v2_properties());
    CHECK(result.intact->algorithm() == usual_signer().key.algorithm());
  }
}

TEST_CASE("a document without a signature is refused") {
  const auto text = signed_whole();
  require_refused(replaced(text, signature_of(text), ""), FindingId::signature_none, "/list");
}

TEST_CASE("a document with two signatures is refused") {
  const auto text = signed_whole();
  const auto signature = signature_of(text);
  require_refused(replaced(text, signature, signature + signature), FindingId::signature_several,
                  "/list/Signature[2]");
}

TEST_CASE("a second signature hidden deep in the document is refused") {
  const auto text = signed_whole();
  require_refused(replaced(text, "<name>genuine", signature_of(text) + "<name>genuine"),
                  FindingId::signature_several);
}

TEST_CASE("a counter-signature counts as a second signature") {
  const auto unsigned_properties =
      R"(</xades:SignedProperties><xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:CounterSignature><ds:Signature/></xades:CounterSignature></xades:UnsignedSignatureProperties></xades:UnsignedProperties>)";
  require_refused(replaced(signed_whole(), "</xades:SignedProperties>", unsigned_properties),
                  FindingId::signature_several);
}

TEST_CASE("a signature moved into a part of the document is refused") {
  const auto text = signed_whole();
  const auto signature = signature_of(text);
  const auto moved = replaced(replaced(text, signature, ""), "</part>", signature + "</part>");
  require_refused(moved, FindingId::signature_not_child_of_root, "/list/part/Signature");
}

TEST_CASE("a signed document wrapped whole into another is refused") {
  const auto wrapped = R"(<list xmlns="urn:example:list" Id="outer">)" + evil_part +
                       root_of(signed_by_id()) + "</list>";
  require_refused(wrapped, FindingId::signature_not_child_of_root, "/list/list/Signature");
}

TEST_CASE("a reference to a nested copy of the signed root is refused") {
  const auto text = signed_by_id();
  const auto signature = signature_of(text);
  const auto original = replaced(root_of(text), signature, "");
  SECTION("the copy stands beside the content that would be read") {
    const auto wrapped = R"(<list xmlns="urn:example:list" Id="outer">)" + evil_part + "<old>" +
                         original + "</old>" + signature + "</list>";
    require_refused(wrapped, FindingId::signature_reference_not_whole,
                    "/list/Signature/SignedInfo/Reference");
  }
  SECTION("the copy has the root's own identifier as well") {
    const auto wrapped = R"(<list xmlns="urn:example:list" Id="root">)" + evil_part + "<old>" +
                         original + "</old>" + signature + "</list>";
    require_refused(wrapped, FindingId::signature_duplicate_id);
  }
  SECTION("the copy's identifier is spelt with another attribute") {
    const auto wrapped = R"(<list xmlns="urn:example:list" Id="root">)" + evil_part + "<old>" +
                         replaced(original, R"(Id="root")", R"(ID="root")") + "</old>" + signature +
                         "</list>";
    require_refused(wrapped, FindingId::signature_duplicate_id);
  }
  SECTION("the copy is hidden in an Object of the signature") {
    const auto enveloping = replaced(signature, "</ds:Signature>",
                                     "<ds:Object>" + original + "</ds:Object></ds:Signature>");
    const auto wrapped =
        R"(<list xmlns="urn:example:list" Id="outer">)" + evil_part + enveloping + "</list>";
    require_refused(wrapped, FindingId::signature_structure, "/list/Signature");
  }
  SECTION("the copy is hidden among the unsigned properties") {
    const auto properties =
        "</xades:SignedProperties><xades:UnsignedProperties><xades:UnsignedSignatureProperties>" +
        original + "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>";
    const auto wrapped = R"(<list xmlns="urn:example:list" Id="outer">)" + evil_part +
                         replaced(signature, "</xades:SignedProperties>", properties) + "</list>";
    require_refused(wrapped, FindingId::signature_structure, "UnsignedSignatureProperties");
  }
}

TEST_CASE("a reference to only a part of the document is refused") {
  const auto part = replaced(right_template(), R"(Id="ref" URI="")", R"(Id="ref" URI="#part")");
  require_refused(forge(part, usual_signer()), FindingId::signature_reference_not_whole,
                  "/list/Signature/SignedInfo/Reference");
}

TEST_CASE("references by pointer, to other resources, to nothing or to a manifest are refused") {
  for (const std::string uri : {"URI='#xpointer(/)'", "URI=\"#xpointer(id('root'))\"", "URI='#'",
                                "URI='#absent'", "URI='http://example.org/other.xml'", "URI='root'",
                                "", "URI='' Type='http://www.w3.org/2000/09/xmldsig#Manifest'"}) {
    INFO(uri);
    // Such addresses have no digest here: the signed one is of something else, and the address is
    // what is refused.
    auto text = replaced(right_template(), R"(Id="ref" URI="")", R"(Id="ref" )" + uri);
    text.replace(text.find("@digest@"), 8, "AAAA");
    require_refused(forge(text, usual_signer()), FindingId::signature_reference_not_whole,
                    "/list/Signature/SignedInfo/Reference");
  }
}

TEST_CASE("one, three and twice the same kind of references are refused") {
  const auto text = right_template();
  const auto to_document = cut(text, R"(<ds:Reference Id="ref")", "</ds:Reference>");
  const auto to_properties = cut(text, "<ds:Reference Type=", "</ds:Reference>");
  const auto where = "/list/Signature/SignedInfo";
  const auto id = FindingId::signature_reference_count;
  SECTION("none to the properties") {
    require_refused(forge(replaced(text, to_properties, ""), usual_signer()), id, where);
  }
  SECTION("none to the document") {
    require_refused(forge(replaced(text, to_document, ""), usual_signer()), id, where);
  }
  SECTION("a third one") {
    const auto third =
        R"(<ds:Reference URI="#part">)" + to_document.substr(to_document.find('>') + 1);
    require_refused(forge(replaced(text, to_properties, to_properties + third), usual_signer()), id,
                    where);
  }
  SECTION("two to the document") {
    const auto untyped =
        replaced(to_properties, R"(Type="http://uri.etsi.org/01903#SignedProperties" )", "");
    require_refused(forge(replaced(text, to_properties, untyped), usual_signer()), id, where);
  }
  SECTION("two to the properties") {
    const auto again = replaced(to_properties, "URI=", R"(Id="again" URI=)");
    require_refused(forge(replaced(text, to_document, again), usual_signer()), id, where);
  }
}

TEST_CASE("the references may stand in either order") {
  const auto text = right_template();
  const auto to_document = cut(text, R"(<ds:Reference Id="ref")", "</ds:Reference>");
  const auto to_properties = cut(text, "<ds:Reference Type=", "</ds:Reference>");
  const auto swapped = replaced(text, to_document + to_properties, to_properties + to_document);
  CHECK(require_intact(forge(swapped, usual_signer())).empty());
}

TEST_CASE("an identifier of the signature that stands elsewhere too is refused") {
  const auto text = signed_whole();
  for (const std::string id : {"sig", "props", "ref"}) {
    INFO(id);
    auto changed = replaced(text, genuine_part, R"(<part Id=")" + id + R"("/>)");
    require_refused(changed, FindingId::signature_duplicate_id);
  }
}

TEST_CASE("doubled identifiers that no reference uses are the document's own affair") {
  const auto doubled = replaced(right_template(), genuine_part, R"(<part id="7"/><part id="7"/>)");
  CHECK(require_intact(forge(doubled, usual_signer())).empty());
}

TEST_CASE("content changed after signing is refused at the reference that covers it") {
  const auto text = signed_whole();
  require_refused(replaced(text, "genuine", "forged"), FindingId::signature_digest_wrong,
                  "/list/Signature/SignedInfo/Reference[1]");
  require_refused(replaced(text, "<list ", "<?stylesheet evil?><list "),
                  FindingId::signature_digest_wrong, "/list/Signature/SignedInfo/Reference[1]");
  require_refused(replaced(text, "2024-05-01T12:00:00Z", "2024-05-02T12:00:00Z"),
                  FindingId::signature_digest_wrong, "/list/Signature/SignedInfo/Reference[2]");
}

TEST_CASE("changes that canonicalisation levels are no changes") {
  const auto text = signed_whole();
  CHECK(require_intact(replaced(text, R"(<part Id="part">)", "<part   Id='part' >")).empty());
  CHECK(require_intact(replaced(text, "<list ", "<!-- beside --><list ")).empty());
  CHECK(require_intact(replaced(text, "genuine", "gen<!-- inside -->uine")).empty());
}

}  // namespace accord::tests
