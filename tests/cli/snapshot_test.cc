#include <catch2/catch_test_macros.hpp>

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

TEST_CASE("a snapshot is not made over something else") {
  TrustSite site;
  site.add();
  (void)require_refusal(64, "output_exists",
                        {"tl", "snapshot", "create", "eu.crt", "--trust", "eu", "--at", day},
                        site.place.path());
}
