#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"

using namespace accord::tests;

namespace {

/// A scheme with two issues of its list: a service granted, then withdrawn.
class Issues {
 public:
  Issues() {
    CertificateSpec spec;
    spec.common_name = "Example CA";
    spec.country = "JP";
    spec.ca = true;
    place.write("ca.crt", to_pem(make_self_signed(spec).certificate));
    place.done({"scheme", "new", "jp", "--territory", "JP", "--operator", "Example Agency", "--at",
                "2026-05-01T00:00:00Z"});
    place.done({"tl", "service", "grant", "jp", "--provider", "Example Trust", "--service", "Seals",
                "--type", "CA/QC", "--certificate", "ca.crt", "--for", "eseals", "--at",
                "2026-05-20T00:00:00Z"});
    issue("2026-06-01T00:00:00Z", "1");
    place.done({"tl", "service", "withdraw", "jp", "--provider", "Example Trust", "--service",
                "Seals", "--at", "2026-06-10T00:00:00Z"});
    issue("2026-06-11T00:00:00Z", "2", {"--previous", "1.xml"});
  }
  void issue(const std::string& at, const std::string& name,
             const std::vector<std::string>& further = {}) const {
    place.done({"tl", "build", "jp", "--at", at, "--out", name + ".unsigned.xml"});
    std::vector<std::string> sign{
        "tl", "sign", "jp", "--at", at, "--list", name + ".unsigned.xml", "--out", name + ".xml"};
    sign.insert(sign.end(), further.begin(), further.end());
    place.done(sign);
  }
  [[nodiscard]] nlohmann::json diff(int exit_code, std::vector<std::string> words) const {
    words.insert(words.begin(), {"tl", "diff"});
    words.emplace_back("--json");
    const auto result = run_accord(words, place.path());
    INFO(result.output << result.errors);
    REQUIRE(result.exit_code == exit_code);
    REQUIRE(result.errors.empty());
    return nlohmann::json::parse(result.output);
  }
  Workplace place;
};

}  // namespace

TEST_CASE("tl diff tells a withdrawal in words and as typed values") {
  const Issues issues;
  const auto json = issues.diff(1, {"1.xml", "2.xml"});
  CHECK(json.at("verdict").is_null());
  CHECK(json.at("same") == false);
  CHECK(json.at("rewrites_past") == false);
  CHECK(json.at("order") == "newer");
  CHECK(json.at("old").at("sequence") == 1);
  CHECK(json.at("new").at("sequence") == 2);
  CHECK(json.at("old").at("signature").is_null());
  const auto& change = json.at("changes").at(0);
  CHECK(change.at("kind") == "service_status");
  CHECK(change.at("action") == "changed");
  CHECK(change.at("weight") == "serious");
  CHECK(change.at("provider") == "Example Trust");
  CHECK(change.at("service") == "Seals");
  CHECK(change.at("old").at("text") == "granted");
  CHECK(change.at("new").at("value") ==
        "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn");
  CHECK(change.at("when") == "2026-06-10T00:00:00Z");
  const auto text = run_accord({"tl", "diff", "1.xml", "2.xml"}, issues.place.path());
  CHECK(text.exit_code == 1);
  CHECK(text.output.find("old   1.xml: trusted list of JP, sequence 1, version 6\n") == 0);
  CHECK(text.output.find("not verified: nobody said with --signer") != std::string::npos);
  CHECK(text.output.find("  provider Example Trust: service Seals: withdrawn from "
                         "2026-06-10T00:00:00Z; it was granted\n") != std::string::npos);
  CHECK(text.output.find("PAST") == std::string::npos);
}

TEST_CASE("tl diff ends with 0 when the content is the same, signed or not") {
  const Issues issues;
  const auto json = issues.diff(0, {"1.unsigned.xml", "1.xml"});
  CHECK(json.at("same") == true);
  CHECK(json.at("changes").empty());
  const auto text = run_accord({"tl", "diff", "1.xml", "1.xml"}, issues.place.path());
  CHECK(text.exit_code == 0);
  CHECK(text.output.find("Nothing changed in the content.") != std::string::npos);
}

TEST_CASE("tl diff says first whether each list is the operator's") {
  const Issues issues;
  const auto json = issues.diff(1, {"1.xml", "2.xml", "--signer", "jp/list-signer.crt"});
  CHECK(json.at("old").at("signature") == "valid");
  CHECK(json.at("new").at("signature") == "valid");
  const auto text = run_accord({"tl", "diff", "1.xml", "2.xml", "--signer", "jp/list-signer.crt"},
                               issues.place.path());
  CHECK(text.output.find("verified: signed by ") < text.output.find("changes"));
  const auto unsigned_list =
      issues.diff(2, {"1.xml", "2.unsigned.xml", "--signer", "jp/list-signer.crt"});
  CHECK(unsigned_list.at("verdict") == "indeterminate");
  CHECK(unsigned_list.at("new").at("signature") == "invalid");
  CHECK(unsigned_list.at("changes").size() == json.at("changes").size());
  const auto other = issues.diff(2, {"1.xml", "2.xml", "--signer", "ca.crt"});
  CHECK(other.at("old").at("signature") == "untrusted");
  (void)require_json_finding(other, "list_signer_not_announced", "1.xml");
}

TEST_CASE("tl diff calls a rewritten past by its name") {
  const Issues issues;
  auto text = issues.place.read("2.unsigned.xml");
  const std::string start = "2026-05-20T00:00:00Z";
  const auto at = text.find(start);
  REQUIRE(at != std::string::npos);
  issues.place.write("forged.xml", text.replace(at, start.size(), "2026-05-02T00:00:00Z"));
  const auto json = issues.diff(1, {"2.xml", "forged.xml"});
  CHECK(json.at("rewrites_past") == true);
  CHECK(json.at("order") == "same_number");
  REQUIRE(json.at("changes").size() == 1);
  CHECK(json.at("changes").at(0).at("kind") == "service_history");
  CHECK(json.at("changes").at(0).at("weight") == "alarm");
  CHECK(json.at("changes").at(0).at("entry") == start);
  const auto shown = run_accord({"tl", "diff", "2.xml", "forged.xml"}, issues.place.path());
  CHECK(shown.output.find("THE PAST WAS REWRITTEN") != std::string::npos);
  CHECK(shown.output.find("Both lists have the same sequence number") != std::string::npos);
  const auto mixed_up = issues.diff(1, {"2.xml", "1.xml"});
  CHECK(mixed_up.at("order") == "older");
}

TEST_CASE("tl diff tells of a status and of a service that begin before the older list") {
  const Issues issues;
  const auto& place = issues.place;
  const auto none = issues.diff(1, {"1.xml", "2.xml"});
  CHECK(none.at("findings").empty());
  auto source = place.read("jp/providers/example-trust.xml");
  const std::string withdrawn = "2026-06-10";
  source.replace(source.find(withdrawn), withdrawn.size(), "2026-06-01");
  place.write("jp/providers/example-trust.xml", source);
  place.done({"tl", "build", "jp", "--at", "2026-06-20T00:00:00Z", "--out", "3.xml"});
  const auto json = issues.diff(1, {"1.xml", "3.xml"});
  CHECK(json.at("findings").size() == 1);
  const auto finding = require_json_finding(json, "status_back_dated", "3.xml");
  CHECK(finding.at("severity") == "warning");
  CHECK(finding.at("params").at("service") == "Seals");
  CHECK(finding.at("params").at("status") == "withdrawn");
  CHECK(finding.at("params").at("since") == "2026-06-01T00:00:00Z");
  CHECK(finding.at("params").at("issued") == "2026-06-01T00:00:00Z");
  place.done({"tl", "service", "add", "jp", "--provider", "Example Trust", "--service", "Stamps",
              "--type", "TSA/QTST", "--certificate", "ca.crt", "--at", "2026-05-21T00:00:00Z"});
  place.done({"tl", "build", "jp", "--at", "2026-06-21T00:00:00Z", "--out", "4.xml"});
  const auto later = issues.diff(1, {"1.xml", "4.xml"});
  REQUIRE(later.at("findings").size() == 2);
  CHECK(later.at("findings").at(1).at("params").at("service") == "Stamps");
  CHECK(later.at("findings").at(1).at("params").at("status") == "granted");
  // The other way round nothing begins.
  CHECK(issues.diff(1, {"4.xml", "1.xml"}).at("findings").empty());
}

TEST_CASE("tl diff refuses what is no list") {
  const Issues issues;
  issues.place.write("other.xml", "<other/>");
  (void)require_refusal(65, "list_root_wrong", {"tl", "diff", "1.xml", "other.xml"},
                        issues.place.path());
  (void)require_refusal(65, "input_missing", {"tl", "diff", "1.xml", "absent.xml"},
                        issues.place.path());
  (void)require_refusal(64, "operand_missing", {"tl", "diff", "1.xml"}, issues.place.path());
}
