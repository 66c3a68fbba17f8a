#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

using namespace accord::tests;
using namespace accord::trustlist;

namespace {

/// A folder `lists` with a list of lists that points to JP, the list of JP, and one of LU that
/// nobody points to and whose service went to JP's provider.
class Lists {
 public:
  Lists() {
    std::filesystem::create_directory(place / "lists");
    place.write("lists/a.xml", signed_text(sample_list_of_lists(), list_signer()));
    place.write("lists/b.xml", signed_text(sample_list(), list_signer()));
    auto other = sample_list();
    other.territory = "LU";
    other.providers.front().names = {{"en", "Étoile Trust"}};
    other.providers.front().services.front().current.extensions.push_back(
        {false, TakenOverBy{{"en", "https://operator.example/"},
                            {{"en", "Seal Trust"}},
                            {{"en", "Test authority"}},
                            "JP",
                            {}}});
    place.write("lists/c.xml", unsigned_text(other));
    place.write("lists/notes.txt", "no list");
    place.write("signer.crt", to_pem(list_signer().certificate));
    place.write("issuer.crt", to_pem(listed_authority().certificate));
  }
  [[nodiscard]] nlohmann::json find(int exit_code, std::vector<std::string> words) const {
    words.insert(words.begin(), {"tl", "find", "lists"});
    return accord_json(exit_code, std::move(words), place.path());
  }

  Workplace place;
};

}  // namespace

TEST_CASE("services are found by certificate in lists that are only read") {
  const Lists lists;
  const auto json = lists.find(0, {"--certificate", "issuer.crt"});
  CHECK(json.at("verified") == false);
  CHECK(json.at("at").is_null());
  CHECK(json.at("lists").size() == 3);
  const auto& services = json.at("services");
  REQUIRE(services.size() == 2);
  CHECK(services[0].at("territory") == "JP");
  CHECK(services[0].at("file") == "lists/b.xml");
  CHECK(services[0].at("found_by") == "certificate");
  CHECK(services[0].at("history").size() == 2);
  CHECK(services[0].at("takeover_ends").is_null());
  CHECK(services[1].at("provider") == "Étoile Trust");
  REQUIRE(services[1].at("taken_over_by").size() == 1);
  CHECK(services[1].at("taken_over_by")[0].at("territory") == "JP");
  CHECK(services[1].at("taken_over_by")[0].at("service_listed") == true);
  CHECK(services[1].at("takeover_ends") == "held");
}

TEST_CASE("services are found by key identifier, provider, type and territory") {
  const Lists lists;
  const auto identifier =
      accord::der::to_hex(*listed_authority().certificate.subject_key_identifier());
  CHECK(lists.find(0, {"--key-id", identifier}).at("services").size() == 2);
  CHECK(lists.find(0, {"--provider", "ÉTOILE"}).at("services").size() == 1);
  CHECK(lists.find(0, {"--type", "CA/QC"}).at("services").size() == 2);
  CHECK(lists.find(0, {"--type", "CA/QC", "--territory", "LU"}).at("services").size() == 1);
  const auto nothing = lists.find(0, {"--type", "TSA/QTST"});
  CHECK(nothing.at("services").empty());
  (void)require_json_finding(nothing, "find_nothing_listed", "lists");
}

TEST_CASE("with a list of lists only verified lists are searched") {
  const Lists lists;
  const std::vector<std::string> words{
      "--certificate", "issuer.crt", "--lotl", "lists/a.xml",
      "--signer",      "signer.crt", "--at",   "2026-08-01T00:00:00Z"};
  const auto json = lists.find(0, words);
  CHECK(json.at("verified") == true);
  CHECK(json.at("at") == "2026-08-01T00:00:00Z");
  CHECK(json.at("lists").size() == 2);
  REQUIRE(json.at("services").size() == 1);
  CHECK(json.at("services")[0].at("territory") == "JP");
  (void)require_json_finding(json, "list_file_not_pointed_to", "c.xml");

  lists.place.write("lists/b.xml",
                    replaced(lists.place.read("lists/b.xml"), "Seal authority", "Seal Authority"));
  const auto broken = lists.find(2, words);
  CHECK(broken.at("services").empty());
  (void)require_json_finding(broken, "signature_digest_wrong", "b.xml");
  (void)require_json_finding(broken, "find_incomplete", "b.xml");
}

TEST_CASE("two issues of one list with one number leave the search open, in any order") {
  const std::vector<std::string> words{
      "--certificate", "issuer.crt", "--lotl", "lists/a.xml",
      "--signer",      "signer.crt", "--at",   "2026-08-01T00:00:00Z"};
  auto second = sample_list();
  second.issued = instant("2026-07-01T00:00:00Z");
  second.providers.front().services.front().current.status = uri::withdrawn;
  for (const std::string name : {"lists/aa.xml", "lists/bb.xml"}) {
    INFO(name);
    const Lists lists;
    lists.place.write(name, signed_text(second, list_signer()));
    const auto json = lists.find(2, words);
    CHECK(json.at("verdict") == "indeterminate");
    CHECK(json.at("services").empty());
    (void)require_json_finding(json, "trust_issues_conflict",
                               name == "lists/aa.xml" ? "aa.xml" : "b.xml");
    (void)require_json_finding(json, "find_incomplete");
  }
  // A higher number with an earlier date is no newer issue.
  const Lists lists;
  second.sequence += 1;
  second.issued = instant("2026-05-31T00:00:00Z");
  lists.place.write("lists/bb.xml", signed_text(second, list_signer()));
  (void)require_json_finding(lists.find(2, words), "trust_issues_conflict", "bb.xml");
}

TEST_CASE("a national list is no list of lists, wherever it is given as one") {
  const Workplace place;
  auto national = sample_list();
  national.pointers = sample_list_of_lists().pointers;
  national.pointers.front().agreement.reset();
  std::filesystem::create_directory(place / "lists");
  place.write("national.xml", signed_text(national, list_signer()));
  place.write("signer.crt", to_pem(list_signer().certificate));
  auto below = sample_list();
  below.sequence += 1;
  below.issued = instant("2026-07-01T00:00:00Z");
  place.write("lists/below.xml", signed_text(below, list_signer()));
  const std::string at = "2026-08-01T00:00:00Z";
  const auto verified = accord_json(2,
                                    {"tl", "verify", "lists/below.xml", "--pointer", "national.xml",
                                     "--lotl-signer", "signer.crt", "--at", at},
                                    place.path());
  CHECK(verified.at("verdict") == "indeterminate");
  (void)require_json_finding(verified, "tree_root_not_list_of_lists", "national.xml");
  const std::vector<std::string> words{"tl",     "find",         "lists",    "--type",     "CA/QC",
                                       "--lotl", "national.xml", "--signer", "signer.crt", "--at",
                                       at};
  const auto found = accord_json(2, words, place.path());
  CHECK(found.at("verdict") == "indeterminate");
  (void)require_json_finding(found, "tree_root_not_list_of_lists", "national.xml");
  const auto text = run_accord(words, place.path());
  CHECK(text.output.find("each list was verified") == std::string::npos);
  CHECK(text.output.find("not all of it can be relied on") != std::string::npos);
}

TEST_CASE("a service that is not whole is found, and in doubt") {
  const Lists lists;
  lists.place.write("lists/c.xml",
                    replaced(lists.place.read("lists/c.xml"), "</tsl:ServiceInformation>",
                             "<tsl:Colour/></tsl:ServiceInformation>"));
  const auto json = lists.find(2, {"--certificate", "issuer.crt"});
  CHECK(json.at("verdict") == "indeterminate");
  CHECK(json.at("services").size() == 2);
  (void)require_json_finding(json, "list_service_partial", "c.xml");
}

TEST_CASE("a list that cannot be read leaves the search incomplete") {
  const Lists lists;
  lists.place.write("lists/d.xml",
                    replaced(lists.place.read("lists/c.xml"), "<tsl:TSLVersionIdentifier>6",
                             "<tsl:TSLVersionIdentifier>9"));
  const auto json = lists.find(2, {"--certificate", "issuer.crt"});
  CHECK(json.at("services").size() == 2);
  (void)require_json_finding(json, "list_version_unknown", "d.xml");
  (void)require_json_finding(json, "find_incomplete", "d.xml");
}

TEST_CASE("a damaged service that may be the one is named") {
  const Lists lists;
  lists.place.write("lists/c.xml", cut(lists.place.read("lists/c.xml"), "<tsl:ServiceStatus>",
                                       "</tsl:ServiceStatus>"));
  const auto json = lists.find(0, {"--certificate", "issuer.crt"});
  CHECK(json.at("services").size() == 1);
  (void)require_json_finding(json, "list_service_left_out", "c.xml");
}

TEST_CASE("a search that asks for nothing, or for what is none, is refused") {
  const Lists lists;
  const auto& folder = lists.place.path();
  (void)require_refusal(64, "option_missing", {"tl", "find", "lists"}, folder);
  (void)require_refusal(64, "option_value", {"tl", "find", "lists", "--key-id", "xyz"}, folder);
  (void)require_refusal(64, "option_needs_other",
                        {"tl", "find", "lists", "--type", "CA/QC", "--lotl", "lists/a.xml"},
                        folder);
  std::filesystem::create_directory(lists.place / "empty");
  (void)require_refusal(65, "find_no_lists", {"tl", "find", "empty", "--type", "CA/QC"}, folder);
  (void)require_refusal(65, "input_missing", {"tl", "find", "absent", "--type", "CA/QC"}, folder);
}

TEST_CASE("the text of a search says what was searched and that nothing was verified") {
  const Lists lists;
  const auto found =
      run_accord({"tl", "find", "lists", "--provider", "étoile"}, lists.place.path());
  CHECK(found.exit_code == 0);
  CHECK(found.output.find("LU  Étoile Trust") != std::string::npos);
  CHECK(found.output.find("Seal Trust (JP)") != std::string::npos);
  CHECK(found.output.find("1 service in 3 lists; no signature was looked at") != std::string::npos);
}

TEST_CASE("tl show says who took over a service") {
  const Lists lists;
  const auto json = accord_json(0, {"tl", "show", "lists/c.xml"}, lists.place.path());
  const auto& service = json.at("list").at("providers")[0].at("services")[0];
  REQUIRE(service.at("taken_over_by").size() == 1);
  CHECK(service.at("taken_over_by")[0].at("provider") == "Seal Trust");
  CHECK(service.at("takeover_ends") == "not listed");
}
