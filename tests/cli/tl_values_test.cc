#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"

using namespace accord::tests;
namespace fs = std::filesystem;

namespace {

constexpr auto granted = "2026-05-20T00:00:00Z";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The words of a take-over with one option said in another way.
std::vector<std::string> take_over(const std::string& option, const std::string& value) {
  std::vector<std::string> further{"--by", "Other Trust", "--information", "https://x.example"};
  const auto known = std::find(further.begin(), further.end(), option);
  if (known != further.end()) {
    *std::next(known) = value;
  } else {
    further.insert(further.end(), {option, value});
  }
  return SourcePlace::service("take-over", further);
}

}  // namespace

TEST_CASE("a wrong value is named before anything is edited, with what would be right") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant(granted);
  const auto before = source.provider();
  struct Case {
    const char* option;
    const char* value;
    const char* where;
    const char* expected;
  };
  for (const auto& one : std::vector<Case>{
           {"--information", "not a uri", "taken-over-by/information",
            "the address (URI) of a page on the take-over, such as https://example.jp/x"},
           {"--by", " ", "taken-over-by/provider-name",
            "the name of the provider that has the service now"},
           {"--by", "Other\x01Trust", "taken-over-by/provider-name",
            "the name of the provider that has the service now"},
           {"--operator", " ", "taken-over-by/operator-name",
            "the name of who operates the scheme of that provider"},
           {"--territory", "jpx", "taken-over-by/territory",
            "a territory of two capital letters"}}) {
    INFO(one.option);
    const auto json =
        require_refusal(64, "source_value_wrong", take_over(one.option, one.value), place.path());
    const auto& finding = json.at("findings").at(0);
    CHECK(finding.at("about").at("where") == one.where);
    CHECK(finding.at("params").at("value") == one.value);
    CHECK(finding.at("params").at("expected") == one.expected);
  }
  place.write("tsa.crt", place.read("ca.crt") + "\n");
  (void)require_refusal(64, "source_value_wrong",
                        {"tl", "provider", "add", "jp", "--provider", "B\x7f"}, place.path());
  for (const auto& [verb, name] : std::vector<std::pair<std::string, std::string>>{
           {"add", " \t"}, {"grant", "Time\nstamps"}}) {
    const auto json =
        require_refusal(64, "option_value",
                        {"tl", "service", verb, "jp", "--provider", "Example Trust", "--service",
                         name, "--type", "TSA/QTST", "--certificate", "tsa.crt"},
                        place.path());
    CHECK(json.at("findings").at(0).at("params").at("option") == "--service");
    CHECK(json.at("findings").at(0).at("params").at("wanted") == "a name for the service");
  }
  CHECK_FALSE(fs::exists(place / "jp/certificates/tsa.crt"));
  CHECK(source.provider() == before);
}

TEST_CASE("providers whose names make one file name get files of their own") {
  const SourcePlace source;
  const auto& place = source.place;
  const auto add = [](const std::string& name) {
    return std::vector<std::string>{"tl", "provider", "add", "jp", "--provider", name};
  };
  for (const auto* name : {"富士トラスト", "京都認証", "大阪電子認証"}) place.done(add(name));
  CHECK(place.read("jp/providers/provider.xml").find("富士トラスト") != std::string::npos);
  CHECK(place.read("jp/providers/provider-2.xml").find("京都認証") != std::string::npos);
  CHECK(place.read("jp/providers/provider-3.xml").find("大阪電子認証") != std::string::npos);
  (void)require_refusal(64, "provider_exists", add("京都認証"), place.path());
  source.grant(granted);
  const auto grant = [&](const std::string& provider, const std::string& service) {
    place.done({"tl", "service", "grant", "jp", "--provider", provider, "--service", service,
                "--type", "TSA/QTST", "--certificate", "ca.crt", "--at", granted});
  };
  grant("Example+Trust", "Stamps");
  CHECK(place.read("jp/providers/example-trust-2.xml").find("Example+Trust") != std::string::npos);
  grant("Example+Trust", "More stamps");
  CHECK_FALSE(fs::exists(place / "jp/providers/example-trust-3.xml"));
  grant("京都認証", "Stamps");
  CHECK(place.read("jp/providers/provider-2.xml").find("Stamps") != std::string::npos);
}

TEST_CASE("what can be read wrongly hides nothing that is missing") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant(granted);
  place.done({"tl", "provider", "add", "jp", "--provider", "Empty"});
  place.write("jp/providers/example-trust.xml",
              with(with(source.provider(), "http://uri.etsi.org/TrstSvc/Svctype/CA/QC", "nouri"),
                   "certificates/ca.crt", "certificates/gone.crt"));
  const auto faults = [&] { return accord_json(65, {"tl", "build", "jp"}, place.path()); };
  auto json = faults();
  CHECK(json.at("findings").size() == 3);
  (void)require_json_finding(json, "source_value_wrong", "jp/providers/example-trust.xml:");
  auto missing =
      require_json_finding(json, "source_file_unreadable", "jp/providers/example-trust.xml");
  CHECK(missing.at("params").at("file") == "certificates/gone.crt");
  CHECK(missing.at("about").at("line") > 1);
  auto empty = require_json_finding(json, "source_element_missing", "jp/providers/empty.xml");
  CHECK(empty.at("params").at("element") == "service");
  CHECK(empty.at("about").at("line") == 2);
  // Also when nothing of the scheme can be read.
  const auto scheme = place.read("jp/scheme.xml");
  place.write("jp/scheme.xml", with(scheme, "</scheme>", "</schema>"));
  json = faults();
  CHECK(json.at("findings").size() == 4);
  (void)require_json_finding(json, "xml_tag_mismatch", "jp/scheme.xml");
  (void)require_json_finding(json, "source_file_unreadable", "jp/providers/example-trust.xml");
}

TEST_CASE("lint of a source names what is still to be filled in") {
  const SourcePlace source;
  const auto& place = source.place;
  place.done({"tl", "new", "n", "--territory", "JP"});
  const auto text = place.read("n/scheme.xml");
  const auto json = accord_json(1, {"tl", "lint", "n/scheme.xml"}, place.path());
  (void)require_json_finding(json, "source_to_fill_in", "n/scheme.xml:15: /scheme/operator/name");
  std::size_t gaps = 0;
  for (auto at = text.find("FILL-IN", text.find("<scheme")); at != std::string::npos;
       at = text.find("FILL-IN", at + 1)) {
    ++gaps;
  }
  CHECK(json.at("findings").size() == gaps);
  const auto provider =
      accord_json(1, {"tl", "lint", "n/providers/example-trust.xml"}, place.path());
  (void)require_json_finding(provider, "source_to_fill_in",
                             "n/providers/example-trust.xml:27: /provider/service/certificate");
  // What only reading sees.
  source.grant(granted);
  place.done(SourcePlace::service("qualify", {"--for", "web", "--at", "2026-06-01T00:00:00Z"}));
  const std::string file = "jp/providers/example-trust.xml";
  CHECK(accord_json(0, {"tl", "lint", file}, place.path()).at("findings").empty());
  place.write(file, with(source.provider(), "until=\"2026-06-01", "until=\"2026-06-02"));
  (void)require_json_finding(accord_json(1, {"tl", "lint", file}, place.path()),
                             "source_former_order", "/provider/service/former");
  place.write("other.xml", "<other xmlns=\"urn:accord:scheme:1\"/>");
  (void)require_json_finding(accord_json(1, {"tl", "lint", "other.xml"}, place.path()),
                             "schema_invalid", "other.xml");
}

TEST_CASE("a comment that a change would take away is named, and nothing is written") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant(granted);
  place.done(SourcePlace::service("withdraw", {"--at", "2026-06-01T00:00:00Z"}));
  const std::string file = "jp/providers/example-trust.xml";
  const auto noted = with(source.provider(), "withdrawn</status>",
                          "withdrawn<!-- by letter of 3 May --></status>");
  place.write(file, noted);
  const auto json =
      require_refusal(65, "source_note_lost", SourcePlace::service("undo", {}), place.path());
  const auto& finding = json.at("findings").at(0);
  CHECK(finding.at("about").at("what") == file);
  CHECK(finding.at("about").at("where").get<std::string>().find("/provider/service/status[1]") !=
        std::string::npos);
  CHECK(finding.at("params").at("what") == "the comment <!-- by letter of 3 May -->");
  CHECK(place.read(file) == noted);
}
