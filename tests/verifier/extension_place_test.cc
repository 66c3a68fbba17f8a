#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

using outcome::FindingId;

// No certificate that may sign is qualified: TS 119 612 has this for services.
const std::string not_qualified =
    "<tsl:Extension Critical=\"true\"><q:Qualifications "
    "xmlns:q=\"http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#\">"
    "<q:QualificationElement><q:Qualifiers><q:Qualifier "
    "uri=\"http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/NotQualified\"/></q:Qualifiers>"
    "<q:CriteriaList assert=\"all\"><q:KeyUsage><q:KeyUsageBit name=\"digitalSignature\">true"
    "</q:KeyUsageBit></q:KeyUsage></q:CriteriaList></q:QualificationElement></q:Qualifications>"
    "</tsl:Extension>";

TEST_CASE("a critical extension that only services have is not known at a provider") {
  World world;
  world.change_unsigned_list = [](const std::string& text) {
    return replaced(text, "</tsl:TSPInformation>",
                    "<tsl:TSPInformationExtensions>" + not_qualified +
                        "</tsl:TSPInformationExtensions></tsl:TSPInformation>");
  };
  const auto answer = world.ask();
  const auto& finding =
      require_refused(answer, FindingId::provider_critical_extension, "list of JP");
  CHECK(finding.severity == outcome::Severity::indeterminate);
}

TEST_CASE("a critical extension that only services have is not known at a scheme") {
  World world;
  world.change_unsigned_list = [](const std::string& text) {
    return replaced(text, "</tsl:SchemeInformation>",
                    "<tsl:SchemeExtensions>" + not_qualified +
                        "</tsl:SchemeExtensions></tsl:SchemeInformation>");
  };
  const auto answer = world.ask();
  const auto& finding = require_among(answer, FindingId::list_extension_critical_unknown,
                                      "/SchemeExtensions/Extension");
  CHECK(finding.about.what == "jp.xml");
}

}  // namespace
}  // namespace accord::tests
