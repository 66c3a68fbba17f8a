#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>

#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
using nlohmann::json;

namespace {

constexpr auto day = "2026-08-01T00:00:00Z";

/// A snapshot of a site whose server is gone by the time it is used.
struct Pinned {
  Pinned() {
    TrustSite site;
    site.add();
    const auto made = accord_json(0,
                                  {"tl", "snapshot", "create", (folder.path() / "pinned").string(),
                                   "--trust", "eu", "--at", day},
                                  site.place.path());
    CHECK(made.at("verdict") == "valid");
    CHECK(made.at("at") == day);
    sha256 = made.at("snapshot").at("sha256");
    for (const auto& file : made.at("snapshot").at("files")) files.push_back(file.at("file"));
  }
  json verify(int exit_code, std::vector<std::string> further = {}) const {
    std::vector<std::string> words{"tl", "snapshot", "verify", "pinned"};
    words.insert(words.end(), further.begin(), further.end());
    return accord_json(exit_code, words, folder.path());
  }
  void change(const std::string& file, std::string_view from, std::string_view to) const {
    const auto path = folder.path() / "pinned" / file;
    const auto text = replaced(read_file(path), from, to);
    std::ofstream(path, std::ios::trunc) << text;
  }

  TemporaryFolder folder;
  std::string sha256;
  std::vector<std::string> files;
};

}  // namespace

TEST_CASE("a snapshot gives the same answer without the server and without the store") {
  const Pinned pinned;
  const auto answer = pinned.verify(0, {"--expect", pinned.sha256});
  CHECK(answer.at("verdict") == "valid");
  CHECK(answer.at("at") == day);
  CHECK(answer.at("lists").size() == 2);
  // Its lists are long out of date by the clock; what it was made for is what counts.
  const auto tree =
      accord_json(0, {"tl", "tree", "--trust", "./pinned", "--at", day}, pinned.folder.path());
  CHECK(tree.at("lists").size() == 2);
  (void)accord_json(2, {"tl", "tree", "--trust", "./pinned", "--at", "2036-08-01T00:00:00Z"},
                    pinned.folder.path());
}

TEST_CASE("a snapshot takes away nothing that lies beside it") {
  const TrustSite site;
  site.add();
  const TemporaryFolder folder;
  const auto strange = folder.path() / "pinned.part";
  std::filesystem::create_directory(strange);
  std::ofstream(strange / "notes.txt") << "precious";
  (void)accord_json(0,
                    {"tl", "snapshot", "create", (folder.path() / "pinned").string(), "--trust",
                     "eu", "--at", day},
                    site.place.path());
  CHECK(read_file(strange / "notes.txt") == "precious");
  std::size_t there = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    CHECK((entry.path().filename() == "pinned" || entry.path().filename() == "pinned.part"));
    there += 1;
  }
  CHECK(there == 2);
}

TEST_CASE("a snapshot that was changed is found out") {
  SECTION("a list") {
    const Pinned pinned;
    pinned.change(pinned.files.at(1), "Seal trust", "Seal Trust");
    const auto answer = pinned.verify(1);
    (void)require_json_finding(answer, "trust_file_changed", pinned.files.at(1));
    (void)require_json_finding(answer, "snapshot_answer_differs", pinned.files.at(1));
  }
  SECTION("a recorded verdict") {
    const Pinned pinned;
    pinned.change("generation.xml", "verdict=\"valid\"", "verdict=\"invalid\"");
    (void)require_json_finding(pinned.verify(1), "snapshot_answer_differs", pinned.files.at(0));
  }
  SECTION("the moment, by somebody who knows what he does") {
    const Pinned pinned;
    pinned.change("generation.xml", "made=\"2026-08-01", "made=\"2026-08-02");
    (void)pinned.verify(0);
    (void)require_json_finding(pinned.verify(1, {"--expect", pinned.sha256}),
                               "snapshot_not_the_expected");
  }
  SECTION("the anchor") {
    const Pinned pinned;
    pinned.change("anchor.xml", "<location>", "<location>x");
    (void)require_refusal(65, "trust_file_changed", {"tl", "snapshot", "verify", "pinned"},
                          pinned.folder.path());
  }
  SECTION("the list of lists is not there") {
    const Pinned pinned;
    std::filesystem::remove(pinned.folder.path() / "pinned" / pinned.files.at(0));
    (void)require_json_finding(pinned.verify(1), "input_missing", pinned.files.at(0));
  }
}

TEST_CASE("without the expected digest a snapshot says that nobody vouches for it") {
  const Pinned pinned;
  const auto answer = pinned.verify(0);
  const auto finding = require_json_finding(answer, "snapshot_not_vouched_for", "pinned");
  CHECK(finding.at("severity") == "warning");
  CHECK(finding.at("params").at("sha256") == pinned.sha256);
  const auto text = run_accord({"tl", "snapshot", "verify", "pinned"}, pinned.folder.path());
  CHECK(text.output.find("nobody vouches") != std::string::npos);
  CHECK(text.output.find(pinned.sha256) != std::string::npos);
  const auto expected = pinned.verify(0, {"--expect", pinned.sha256});
  CHECK(expected.at("findings").empty());
}

TEST_CASE("what a snapshot's description says of a list is compared with the list") {
  const Pinned pinned;
  const auto& list = pinned.files.at(1);
  const auto require_told = [&](std::string_view from, std::string_view to, const std::string& file,
                                std::string_view fact) {
    const auto path = pinned.folder.path() / "pinned" / "generation.xml";
    const auto before = read_file(path);
    pinned.change("generation.xml", from, to);
    const auto finding = require_json_finding(pinned.verify(1), "snapshot_fact_differs", file);
    CHECK(finding.at("params").at("fact") == fact);
    std::ofstream(path, std::ios::trunc) << before;
  };
  require_told("sequence=\"7\"", "sequence=\"8\"", list, "sequence number");
  require_told("territory=\"EU\"", "territory=\"EX\"", pinned.files.at(0), "territory");
  require_told("next-update=\"2026-11-01", "next-update=\"2036-11-01", pinned.files.at(0),
               "next update");
  require_told("issued=\"2026-", "issued=\"2025-", pinned.files.at(0), "issue date");
  const auto signer = accord::der::to_hex(list_signer().certificate.fingerprint().bytes());
  require_told("signer=\"" + signer, "signer=\"" + std::string(64, '0'), pinned.files.at(0),
               "signer (SHA-256 of the certificate)");
}

TEST_CASE("a list that was taken out of a snapshot with its entry is told as absent") {
  const Pinned pinned;
  const auto path = pinned.folder.path() / "pinned" / "generation.xml";
  auto text = read_file(path);
  const auto begin = text.find("<file role=\"list\"");
  REQUIRE(begin != std::string::npos);
  text.erase(begin, text.find("/>", begin) + 2 - begin);
  std::ofstream(path, std::ios::trunc) << text;
  std::filesystem::remove(pinned.folder.path() / "pinned" / pinned.files.at(1));
  const auto answer = pinned.verify(0);
  const auto finding = require_json_finding(answer, "snapshot_list_absent");
  CHECK(finding.at("params").at("territory") == "JP");
  (void)require_json_finding(pinned.verify(1, {"--expect", pinned.sha256}),
                             "snapshot_not_the_expected", "pinned");
}

TEST_CASE("a snapshot whose policy was taken out is judged by another one, and says so") {
  const Pinned pinned;
  const auto path = pinned.folder.path() / "pinned" / "generation.xml";
  auto text = read_file(path);
  const auto begin = text.find(" policy=\"");
  REQUIRE(begin != std::string::npos);
  text.erase(begin, text.find('"', begin + 9) + 1 - begin);
  std::ofstream(path, std::ios::trunc) << text;
  std::filesystem::remove(pinned.folder.path() / "pinned" / "policy.xml");
  (void)require_json_finding(pinned.verify(0), "snapshot_without_policy", "pinned");
}

TEST_CASE("a pipe in the place of a snapshot's file is refused and not waited for") {
  const Pinned pinned;
  const auto folder = pinned.folder.path() / "pinned";
  const auto make_pipe = [&](const std::string& file) {
    std::filesystem::remove(folder / file);
    REQUIRE(::mkfifo((folder / file).c_str(), 0600) == 0);
  };
  make_pipe(pinned.files.at(1));
  (void)require_json_finding(pinned.verify(1), "input_unreadable", pinned.files.at(1));
  make_pipe("generation.xml");
  (void)require_refusal(65, "input_unreadable", {"tl", "snapshot", "verify", "pinned"},
                        pinned.folder.path());
}

TEST_CASE("a snapshot is not made over something else") {
  TrustSite site;
  site.add();
  (void)require_refusal(64, "output_exists",
                        {"tl", "snapshot", "create", "eu.crt", "--trust", "eu", "--at", day},
                        site.place.path());
}
