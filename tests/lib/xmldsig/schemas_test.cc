// Signatures in real lists, against the official schemas of list versions 5 and 6.
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::tests {
namespace {

/// A published list with its signature exchanged for ours.
std::string signed_anew(const std::string& list, xmldsig::Properties properties) {
  auto text = read_file(reference_file("lists/samples/" + list));
  text = replaced(text, cut(text, "<ds:Signature ", "</ds:Signature>"), "");
  xmldsig::SignOptions options;
  options.signing_time = signing_moment();
  options.properties = properties;
  outcome::Budget budget;
  auto& signer = usual_signer();
  return require_value(
      xmldsig::sign_enveloped(std::move(text), signer.key, signer.certificate, options, budget));
}

ProgramResult validate(const std::string& text, const std::string& driver) {
  const auto schema = std::filesystem::absolute(reference_file("reference/etsi-xsd/" + driver));
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "list.xml", std::ios::binary) << text;
  const auto catalog = (schema.parent_path() / "catalog.xml").string();
  return run_program({"env", "XML_CATALOG_FILES=" + catalog, "xmllint", "--nonet", "--noout",
                      "--huge", "--schema", schema.string(), "list.xml"},
                     folder.path());
}

void require_valid(const std::string& text, const std::string& driver) {
  const auto result = validate(text, driver);
  INFO(result.errors);
  CHECK(result.exit_code == 0);
}

}  // namespace

TEST_CASE("our signatures in lists fit the official schemas") {
  if (!program_exists("xmllint")) SKIP("program not present: xmllint");
  const auto v5 = signed_anew("fi-v5.xml", xmldsig::Properties::v1);
  const auto v6 = signed_anew("fi-v6.xml", xmldsig::Properties::v2);
  require_valid(v5, "driver-tl-v5.xsd");
  require_valid(v6, "driver-tl-v6.xsd");
  CHECK(require_intact(v5).empty());
  CHECK(require_intact(v6).empty());
  // The schemas do tell the two apart: version 5 does not know the properties of version 6.
  CHECK(validate(signed_anew("fi-v5.xml", xmldsig::Properties::v2), "driver-tl-v5.xsd").exit_code !=
        0);
}

}  // namespace accord::tests
