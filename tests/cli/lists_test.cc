#include <catch2/catch_test_macros.hpp>

#include "lib/xml/document.h"
#include "lib/xmldsig/verify.h"
#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"

using namespace accord::tests;

namespace {

constexpr auto day = "2019-09-15T00:00:00Z";

/// The published lists of September 2019, and the certificate that signed the list of lists then.
class Published {
 public:
  Published()
      : folder(reference_file("lists/eu-2019")),
        list_of_lists(reference_file("lists/eu-2019/EU-LOTL-248.xml")) {
    accord::outcome::Budget budget;
    accord::outcome::Findings findings;
    const auto document =
        require_value(accord::xml::Document::parse(read_file(list_of_lists), budget));
    const auto at = std::chrono::sys_days{std::chrono::year{2019} / 9 / 15};
    const auto signature = accord::xmldsig::verify_enveloped(
        document, {accord::crypto::AlgorithmPolicy::strict(), at}, budget, findings);
    REQUIRE(signature.has_value());
    place.write("eu.crt", to_pem(signature->signing_certificate()));
  }
  [[nodiscard]] std::string list(const std::string& name) const { return (folder / name).string(); }

  std::filesystem::path folder;
  std::filesystem::path list_of_lists;
  Workplace place;
};

}  // namespace

TEST_CASE("the tree of 29 published lists: 28 are valid, one is past its next update") {
  const Published published;
  const auto json =
      accord_json(2,
                  {"tl", "tree", "--lotl", published.list_of_lists.string(), "--signer", "eu.crt",
                   "--offline", published.folder.string(), "--at", day},
                  published.place.path());
  REQUIRE(json.at("at") == day);
  const auto& lists = json.at("lists");
  REQUIRE(lists.size() == 29);
  std::size_t valid = 0;
  for (const auto& list : lists) {
    INFO(list.dump(2));
    REQUIRE(list.at("signature") == "valid");
    REQUIRE(list.at("signer_sha256").get<std::string>().size() == 64);
    for (const auto* member : {"territory", "type", "issued", "next_update"}) {
      REQUIRE(list.at(member).is_string());
    }
    REQUIRE(list.at("sequence").is_number());
    REQUIRE(list.at("services").is_number());
    REQUIRE(list.at("findings").is_array());
    if (list.at("verdict") == "valid") {
      valid += 1;
      continue;
    }
    REQUIRE(list.at("verdict") == "indeterminate");
    (void)require_json_finding(list, "list_expired");
  }
  REQUIRE(valid == 28);
  const auto text =
      run_accord({"tl", "tree", "--lotl", published.list_of_lists.string(), "--signer", "eu.crt",
                  "--offline", published.folder.string(), "--at", day},
                 published.place.path());
  REQUIRE(text.exit_code == 2);
  REQUIRE(text.output.find("29 lists: 28 valid, 1 indeterminate, 0 invalid") != std::string::npos);
}

TEST_CASE("lists in a folder are found by what they say, not by their names") {
  const Published published;
  const auto& place = published.place;
  std::filesystem::create_directory(place / "lists");
  std::filesystem::copy_file(published.list("FI.xml"), place / "lists/one.bin");
  std::filesystem::copy_file(published.list("LU.xml"), place / "lists/FI.xml");
  std::filesystem::copy_file(published.list("LU.xml"), place / "lists/second.xml");
  place.write("lists/notes.txt", "not a list");
  place.write("lists/zz.xml", "<a><SchemeTerritory>ZZ</SchemeTerritory></a>");
  const auto json = accord_json(0,
                                {"tl", "tree", "--lotl", published.list_of_lists.string(),
                                 "--signer", "eu.crt", "--offline", "lists", "--at", day},
                                place.path());
  REQUIRE(json.at("lists").size() == 3);
  (void)require_json_finding(json, "list_file_passed_over", "second.xml");
  (void)require_json_finding(json, "list_file_not_pointed_to", "zz.xml");
}

TEST_CASE("without a folder there is no tree") {
  const Published published;
  const auto& place = published.place;
  place.write("file", "x");
  for (const auto& [folder, id] : std::vector<std::pair<std::string, std::string>>{
           {"absent", "input_missing"}, {"file", "input_not_folder"}}) {
    (void)require_refusal(65, id,
                          {"tl", "tree", "--lotl", published.list_of_lists.string(), "--signer",
                           "eu.crt", "--offline", folder, "--at", day},
                          place.path());
  }
}

TEST_CASE("a list is valid by the pointer of a list of lists whose signer is given") {
  const Published published;
  const auto json =
      accord_json(0,
                  {"tl", "verify", published.list("FI.xml"), "--pointer",
                   published.list_of_lists.string(), "--lotl-signer", "eu.crt", "--at", day},
                  published.place.path());
  REQUIRE(json.at("verdict") == "valid");
  REQUIRE(json.at("list_of_lists").at("verdict") == "valid");
}

TEST_CASE("a list of lists whose signer nobody gave settles nothing") {
  const Published published;
  const auto json = accord_json(2,
                                {"tl", "verify", published.list("FI.xml"), "--pointer",
                                 published.list_of_lists.string(), "--at", day},
                                published.place.path());
  (void)require_json_finding(json, "list_of_lists_not_checked", "EU-LOTL-248.xml");
  // The signature itself is that of a signer that the pointer announces.
  REQUIRE(json.at("list").at("signature") == "valid");
}

TEST_CASE("a list of lists whose signature does not hold settles nothing") {
  const Published published;
  const auto& place = published.place;
  auto text = read_file(published.list_of_lists);
  const auto at = text.find("<SchemeTerritory>LU<");
  REQUIRE(at != std::string::npos);
  text.replace(at, 20, "<SchemeTerritory>LT<");
  place.write("changed.xml", text);
  const auto json = accord_json(2,
                                {"tl", "verify", published.list("FI.xml"), "--pointer",
                                 "changed.xml", "--lotl-signer", "eu.crt", "--at", day},
                                place.path());
  (void)require_json_finding(json, "list_of_lists_not_checked", "changed.xml");
  REQUIRE(json.at("list").at("signature") == "untrusted");
  REQUIRE(json.at("list_of_lists").at("verdict") == "invalid");
}

TEST_CASE("a list to which no pointer leads has no announced signer") {
  const Published published;
  const auto json = accord_json(2,
                                {"tl", "verify", published.list("FI.xml"), "--pointer",
                                 published.list("LU.xml"), "--at", day},
                                published.place.path());
  (void)require_json_finding(json, "list_not_pointed_to", "LU.xml");
}

TEST_CASE("a published list is shown with providers, services, status and history") {
  const Published published;
  const auto text = run_accord({"tl", "show", published.list("FI.xml")});
  REQUIRE(text.exit_code == 0);
  REQUIRE(text.output.find("trusted list of FI") != std::string::npos);
  REQUIRE(text.output.find("granted since") != std::string::npos);
  REQUIRE(text.output.find("before") != std::string::npos);
  const auto json = accord_json(0, {"tl", "show", published.list("FI.xml")});
  REQUIRE(!json.at("list").at("providers").empty());
}
