#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"

using namespace accord::tests;

namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// Puts a value in the place of each text that is still to be filled in, whatever it asks for.
std::string filled(std::string text) {
  const auto begin = text.find(" xmlns=");  // behind the comment that speaks of these texts
  for (auto at = text.find("FILL-IN", begin); at != std::string::npos;
       at = text.find("FILL-IN", at)) {
    const auto end = text.find_first_of("<\"", at);
    const auto what = text.substr(at, end - at);
    std::string value = "Example";
    if (what.find("moment") != std::string::npos) value = "2026-05-20T00:00:00Z";
    if (what.find("name of the service") != std::string::npos) value = "Seals";
    if (what.find("certificate") != std::string::npos) value = "ca.crt";
    if (what.find("mail-address") != std::string::npos) value = "trust@example.com";
    if (what.find("page") != std::string::npos || what.find("address-where") != std::string::npos) {
      value = "https://example.com/trust";
    }
    text.replace(at, what.size(), value);
  }
  return text;
}

}  // namespace

TEST_CASE("an example source names every gap with its file and line, and builds once filled in") {
  const SourcePlace source;
  const auto& place = source.place;
  place.done({"tl", "new", "lists/jp", "--territory", "JP", "--operator", "Authority"});
  const auto gaps = accord_json(65, {"tl", "build", "lists/jp"}, place.path());
  (void)require_json_finding(gaps, "source_to_fill_in", "lists/jp/scheme.xml:20: /scheme/operator");
  (void)require_json_finding(gaps, "source_to_fill_in",
                             "providers/example-trust.xml:27: /provider/service/certificate");
  for (const auto& one : gaps.at("findings")) REQUIRE(one.at("id") == "source_to_fill_in");
  const auto text = run_accord({"tl", "build", "lists/jp"}, place.path()).errors;
  for (const auto& one : gaps.at("findings")) {
    REQUIRE(text.find(one.at("about").at("where").get<std::string>()) != std::string::npos);
  }
  for (const auto* file : {"lists/jp/scheme.xml", "lists/jp/providers/example-trust.xml"}) {
    place.write(file, filled(place.read(file)));
  }
  (void)require_json_finding(accord_json(65, {"tl", "build", "lists/jp"}, place.path()),
                             "source_file_unreadable", "providers/example-trust.xml");
  place.write("lists/jp/ca.crt", place.read("ca.crt"));
  place.done({"tl", "build", "lists/jp", "--at", "2026-06-01T00:00:00Z"});
  const auto linted = run_accord({"tl", "lint", "lists/jp/list.unsigned.xml"}, place.path());
  INFO(linted.output);
  REQUIRE(linted.exit_code == 0);
  REQUIRE(run_accord({"tl", "lint", "lists/jp/scheme.xml"}, place.path()).exit_code == 0);
  (void)require_refusal(64, "output_exists", {"tl", "new", "lists/jp"}, place.path());
}

TEST_CASE("several schemes stand side by side, and a path below one means that one") {
  const SourcePlace source;
  const auto& place = source.place;
  place.done({"tl", "new", "lists/jp", "--territory", "JP"});
  place.done({"tl", "new", "lists/eu", "--territory", "EU", "--list-of-lists"});
  REQUIRE(!std::filesystem::exists(place / "lists/eu/providers"));
  const auto several =
      require_refusal(65, "scheme_several", {"scheme", "show", "lists"}, place.path());
  REQUIRE(several.at("findings").at(0).at("params").at("schemes") == "eu, jp");
  for (const auto* path : {"jp/scheme.xml", "jp/list-signer.crt"}) {
    REQUIRE(place.done({"scheme", "show", path}).at("scheme").at("territory") == "JP");
  }
}

TEST_CASE("a provider is added once, and gets its services") {
  const SourcePlace source;
  const auto& place = source.place;
  const std::vector<std::string> add{
      "tl",     "provider",       "add",     "jp",     "--provider",
      "Second", "--registration", "VATJP-1", "--mail", "a@b.example"};
  place.done(add);
  (void)require_refusal(64, "provider_exists", add, place.path());
  (void)require_json_finding(accord_json(65, {"tl", "build", "jp"}, place.path()),
                             "source_element_missing", "jp/providers/second.xml");
  const std::vector<std::string> stamps{"tl",
                                        "service",
                                        "add",
                                        "jp",
                                        "--provider",
                                        "Second",
                                        "--service",
                                        "Stamps",
                                        "--type",
                                        "TSA/QTST",
                                        "--certificate",
                                        "ca.crt",
                                        "--at",
                                        "2026-05-20T00:00:00Z"};
  place.done(stamps);
  (void)require_refusal(64, "service_exists", stamps, place.path());
  auto nobody = stamps;
  nobody[5] = "Nobody";
  (void)require_refusal(64, "provider_unknown", nobody, place.path());
  source.build("2026-06-01T00:00:00Z");
  auto wrong = add;
  wrong[5] = "Third";
  wrong.insert(wrong.end(), {"--terms", "no address"});
  (void)require_refusal(64, "source_value_wrong", wrong, place.path());
  REQUIRE(!std::filesystem::exists(place / "jp/providers/third.xml"));
}

TEST_CASE("commands keep what a person wrote, and find a provider by its name") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant("2026-05-20T00:00:00Z");
  const auto mine = with(source.provider(), "<service>", "<!-- by decision 7 --> <service>");
  std::filesystem::remove(place / "jp/providers/example-trust.xml");
  place.write("jp/providers/mine.xml", mine);
  place.done(SourcePlace::service("withdraw", {"--at", "2026-06-01T00:00:00Z"}));
  const auto now = place.read("jp/providers/mine.xml");
  REQUIRE(now.find("<!-- by decision 7 --> <service>") != std::string::npos);
  REQUIRE(now.size() > mine.size());
  place.done({"tl", "service", "undo", "jp", "--provider", "Example Trust", "--service", "Seals"});
  REQUIRE(place.read("jp/providers/mine.xml") == mine);
}

TEST_CASE("impossible statuses are refused by name, and nothing is written") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant("2026-05-20T00:00:00Z");
  const auto before = source.provider();
  const auto refused = require_refusal(
      64, "status_change_impossible",
      SourcePlace::service("set-status", {"--status", "undersupervision"}), place.path());
  const auto& params = refused.at("findings").at(0).at("params");
  REQUIRE(params.at("from") == "granted");
  REQUIRE(params.at("possible") == "withdrawn");
  (void)require_refusal(64, "service_not_found",
                        {"tl", "service", "set-status", "jp", "--provider", "Example Trust",
                         "--service", "Stamps", "--status", "withdrawn"},
                        place.path());
  (void)require_refusal(
      64, "status_first_impossible",
      {"tl", "service", "add", "jp", "--provider", "Example Trust", "--service", "More", "--type",
       "CA/QC", "--certificate", "ca.crt", "--status", "withdrawn"},
      place.path());
  REQUIRE(source.provider() == before);
  place.done(SourcePlace::service("set-status", {"--status", "withdrawn"}));
}

TEST_CASE("in a list of the EU statuses fit the type of the service") {
  const SourcePlace source;
  const auto& place = source.place;
  place.done({"scheme", "new", "lu", "--territory", "LU", "--operator", "Authority", "--at",
              "2026-05-01T00:00:00Z"});
  const auto refused =
      require_refusal(64, "status_not_of_type",
                      {"tl", "service", "grant", "lu", "--provider", "P", "--service", "S",
                       "--type", "CA/PKC", "--certificate", "ca.crt"},
                      place.path());
  REQUIRE(refused.at("findings").at(0).at("params").at("possible") ==
          "recognised or deprecated at national level");
  (void)require_refusal(
      64, "status_not_of_time",
      {"tl", "service", "grant", "lu", "--provider", "P", "--service", "S", "--type", "CA/QC",
       "--certificate", "ca.crt", "--at", "2016-01-01T00:00:00Z"},
      place.path());
  REQUIRE(!std::filesystem::exists(place / "lu/providers"));
}

TEST_CASE("qualifiers and a take-over stand in the list, and what was said before in its history") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant("2026-05-20T00:00:00Z");
  place.done(SourcePlace::service(
      "qualify", {"--qualifier", "QCWithQSCD", "--policy", "1.2.392.1", "--key-usage",
                  "nonRepudiation", "--assert", "all", "--at", "2026-05-21T00:00:00Z"}));
  place.done(
      SourcePlace::service("take-over", {"--by", "Other Trust", "--information",
                                         "https://example.com/x", "--at", "2026-05-22T00:00:00Z"}));
  REQUIRE(run_accord({"tl", "lint", "jp/providers/example-trust.xml"}, place.path()).exit_code ==
          0);
  source.build("2026-06-01T00:00:00Z");
  source.sign("2026-06-01T00:00:00Z");
  require_right_for_others(place, "jp/list.xml", "jp/list-signer.crt");
  const auto list = place.read("jp/list.xml");
  const auto history = list.find("ServiceHistory>");
  REQUIRE(list.find("urn:oid:1.2.392.1") < history);
  REQUIRE(list.find("Other Trust") < history);
  // Of the two former entries one has the qualifiers, none the take-over.
  const auto past = list.substr(history);
  REQUIRE(past.find("QCWithQSCD") != std::string::npos);
  REQUIRE(past.find("QCWithQSCD") == past.rfind("QCWithQSCD"));
  REQUIRE(past.find("Other Trust") == std::string::npos);
}

TEST_CASE("what cannot be said of a service is refused") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant("2026-05-20T00:00:00Z");
  const auto refused = [&](const std::string& id, const std::vector<std::string>& words,
                           int code = 64) {
    (void)require_refusal(code, id, SourcePlace::service("qualify", words), place.path());
  };
  refused("information_unchanged", {"--for", "eseals"});
  refused("option_missing", {"--qualifier", "QCWithQSCD"});
  refused("option_missing", {"--policy", "1.2.3"});
  refused("option_value", {"--qualifier", "QCWithQSCD", "--key-usage", "signing"});
  refused("option_value", {"--qualifier", "QCWithQSCD", "--policy", "1.2.3", "--assert", "any"});
  refused("oid_malformed", {"--qualifier", "QCWithQSCD", "--policy", "one"});
  refused("source_value_wrong", {"--qualifier", "QCWithQSDC", "--policy", "1.2.3"});
  refused("options_together", {"--no-use", "--for", "web"});
  refused("options_together", {"--from", "q.xml", "--no-qualifiers"});
  place.write("q.xml",
              "<qualifications xmlns=\"urn:accord:scheme:1\"><qualification><qualifier>urn:x"
              "</qualifier><criteria assert=\"all\"/></qualification></qualifications>");
  refused("source_value_wrong", {"--from", "q.xml"}, 65);
  place.done({"tl", "service", "add", "jp", "--provider", "Example Trust", "--service", "Stamps",
              "--type", "TSA/QTST", "--certificate", "ca.crt"});
  (void)require_refusal(
      64, "qualifiers_not_for_type",
      {"tl", "service", "qualify", "jp", "--provider", "Example Trust", "--service", "Stamps",
       "--qualifier", "QCWithQSCD", "--policy", "1.2.3", "--at", "2999-01-01T00:00:00Z"},
      place.path());
  place.write("jp/providers/example-trust.xml", with(with(source.provider(), "<provider xmlns=",
                                                          "<s:provider xmlns:s=\"urn:accord:"
                                                          "scheme:1\" xmlns="),
                                                     "</provider>", "</s:provider>"));
  (void)require_refusal(65, "source_not_editable", SourcePlace::service("withdraw", {}),
                        place.path());
}
