#include <atomic>
#include <thread>

#include "cli/publication_mark.h"
#include "lib/crypto/digest.h"
#include "lib/der/bytes.h"
#include "tests/cli/publish_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
namespace fs = std::filesystem;

namespace {

std::string sha256(const std::string& bytes) {
  const auto digest =
      accord::crypto::digest(accord::crypto::DigestAlgorithm::sha256, accord::der::as_bytes(bytes));
  return std::string(accord::der::as_text(digest.bytes()));
}

}  // namespace

TEST_CASE("tl publish writes the list, its digest, its pages and their sums") {
  const Site site;
  const auto json = accord_json(0, Site::words({"1/list.xml"}), site.place.path());
  CHECK(json.at("at") == published_on);
  CHECK(json.at("lists").at(0).at("verified") == true);
  CHECK(json.at("lists").at(0).at("name") == "list");
  const auto files = site.files();
  CHECK(json.at("files") == files.size());
  CHECK(files.at("list.xml") == site.place.read("1/list.xml"));
  CHECK(files.at("list.sha2") == sha256(files.at("list.xml")));
  CHECK(files.at("list.sha2").size() == 32);
  for (const auto* name : {"index.html", "list.html", "list/example-trust.html"}) {
    INFO(name);
    REQUIRE(files.count(name) == 1);
    CHECK(files.at(name).find("Not verified") == std::string::npos);
  }
  CHECK(files.at("list/example-trust.html").find("Seals") != std::string::npos);
  const auto& sums = files.at("SHA256SUMS");
  std::size_t listed = 0;
  for (const auto& [name, bytes] : files) {
    if (name == "SHA256SUMS" || name == accord::cli::publication_mark_name) continue;
    listed += 1;
    const auto line =
        accord::der::to_hex(accord::der::as_bytes(sha256(bytes))) + "  " + name + "\n";
    CHECK(sums.find(line) != std::string::npos);
  }
  CHECK(listed + 2 == files.size());
  const auto parent = fs::status(site.place.path() / "site").permissions();
  CHECK((parent & fs::perms::others_read) == fs::perms::others_read);
}

TEST_CASE("tl publish puts the next issue in the place of the last one, and never the other way") {
  const Site site;
  (void)accord_json(0, Site::words({"1/list.xml"}), site.place.path());
  (void)accord_json(0, Site::words({"1/list.xml"}), site.place.path());  // the same again
  (void)accord_json(0, Site::words({"2/list.xml"}), site.place.path());
  CHECK(site.files().at("list.xml") == site.place.read("2/list.xml"));
  site.refused(65, "publish_rolls_back", Site::words({"1/list.xml"}), "1/list.xml");
  // Under another name it is the same list.
  fs::copy_file(site.place / "1/list.xml", site.place / "1/other.xml");
  site.refused(65, "publish_rolls_back", Site::words({"1/other.xml"}), "1/other.xml");
  for (const auto& entry : fs::directory_iterator(site.place.path())) {
    CHECK(entry.path().filename().string().find(".site.new.") != 0);
  }
}

TEST_CASE("tl publish refuses another list of the same number") {
  const Site site;
  (void)accord_json(0, Site::words({"2/list.xml"}), site.place.path());
  auto text = site.place.read("2/list.xml");
  site.place.write("2/list.xml", text + "\n");
  site.refused(65, "publish_same_number", Site::words({"2/list.xml"}), "2/list.xml");
}

TEST_CASE("tl publish refuses what is not valid, unless it is asked for and marked") {
  const Site site;
  site.refused(64, "publish_no_signer", Site::words({"1/list.xml"}, {}));
  site.refused(65, "publish_not_valid", Site::words({"1/draft.xml"}), "1/draft.xml");
  site.refused(65, "publish_not_valid", Site::words({"1/list.xml"}, {"--signer", "ca.crt"}));
  site.place.write("other.xml", "<other/>");
  site.refused(65, "publish_not_valid", Site::words({"other.xml"}, {"--unverified"}), "other.xml");
  REQUIRE(!fs::exists(site.place / "site"));
  const auto json =
      accord_json(0, Site::words({"1/draft.xml"}, {"--unverified"}), site.place.path());
  (void)require_json_finding(json, "publish_unverified", "1/draft.xml");
  CHECK(json.at("lists").at(0).at("verified") == false);
  for (const auto& [name, bytes] : site.files()) {
    if (fs::path(name).extension() != ".html" || name == "index.html") continue;
    INFO(name);
    CHECK(bytes.find("<strong>Not verified.</strong>") != std::string::npos);
  }
  CHECK(site.files().at("index.html").find("Not all of these lists were verified") !=
        std::string::npos);
}

TEST_CASE("tl publish takes no stranger's file away") {
  const Site site;
  fs::create_directory(site.place / "site");
  (void)accord_json(0, Site::words({"1/list.xml"}), site.place.path());  // an empty folder may go
  site.place.write("site/notes.txt", "mine");
  site.refused(64, "publish_folder_strange", Site::words({"2/list.xml"}), "site");
  fs::remove(site.place / "site/notes.txt");
  fs::create_symlink("list.xml", site.place / "site/link.xml");
  site.refused(64, "publish_folder_strange", Site::words({"2/list.xml"}), "site");
  fs::remove(site.place / "site/link.xml");
  (void)accord_json(0, Site::words({"2/list.xml"}), site.place.path());
  site.place.write("file", "x");
  auto words = Site::words({"2/list.xml"});
  *(std::find(words.begin(), words.end(), "site")) = "file";
  (void)require_refusal(64, "input_not_folder", words, site.place.path());
}

TEST_CASE("tl publish keeps lists apart and drops none in silence") {
  const Site site;
  const auto& place = site.place;
  place.done({"scheme", "new", "br", "--territory", "BR", "--operator", "Outra Agência", "--at",
              "2026-05-01T00:00:00Z"});
  place.done({"tl", "build", "br", "--at", "2026-06-01T00:00:00Z"});
  place.done({"tl", "sign", "br", "--at", "2026-06-01T00:00:00Z", "--out", "br/br.xml"});
  const std::vector<std::string> both{"--signer", "jp/list-signer.crt", "br/list-signer.crt"};
  (void)accord_json(0, Site::words({"1/list.xml", "br/br.xml"}, both), place.path());
  const auto index = site.files().at("index.html");
  CHECK(index.find("href=\"list.html\"") != std::string::npos);
  CHECK(index.find("href=\"br.html\"") != std::string::npos);
  site.refused(64, "publish_would_drop", Site::words({"2/list.xml"}), "br.xml");
  site.refused(64, "publish_same_list",
               Site::words({"2/list.xml", "1/draft.xml"}, {"--unverified"}), "1/draft.xml");
  fs::copy_file(place / "br/br.xml", place / "br/list.xml");
  site.refused(64, "publish_name_taken", Site::words({"2/list.xml", "br/list.xml"}, both));
  fs::copy_file(place / "2/list.xml", place / "2/a list.xml");
  site.refused(64, "publish_name_unusable", Site::words({"2/a list.xml"}, both));
  auto drop = both;
  drop.emplace_back("--drop");
  (void)accord_json(0, Site::words({"2/list.xml"}, drop), place.path());
  CHECK(site.files().count("br.xml") == 0);
}

TEST_CASE("tl publish replaces nothing when what is published cannot be read") {
  const Site site;
  (void)accord_json(0, Site::words({"1/list.xml"}), site.place.path());
  const std::string broken = "<broken";
  auto sums = site.place.read("site/SHA256SUMS");
  const auto line = sums.find("  list.xml\n");
  REQUIRE(line != std::string::npos);
  sums.replace(line - 64, 64, accord::der::to_hex(accord::der::as_bytes(sha256(broken))));
  site.place.write("site/SHA256SUMS", sums);
  site.place.write("site/.accord-published", accord::cli::publication_mark(sums));
  site.place.write("site/list.xml", broken);
  const auto before = site.files();
  const auto json = accord_json(65, Site::words({"2/list.xml"}), site.place.path());
  CHECK(json.at("findings").at(0).at("about").at("what").get<std::string>().find("site/list.xml") !=
        std::string::npos);
  CHECK(site.files() == before);
}

TEST_CASE("whoever reads the site while it is published again sees the old or the new one whole") {
  const Site site;
  (void)accord_json(0, Site::words({"1/list.xml"}), site.place.path());
  std::atomic<bool> done = false;
  std::size_t broken = 0;
  std::size_t looks = 0;
  std::thread reader([&] {
    while (!done) {
      // One open folder is one state; a path could be looked up before and after the exchange.
      std::error_code error;
      if (!fs::exists(site.place / "site/index.html", error)) broken += 1;
      looks += 1;
    }
  });
  const auto result = run_accord(Site::words({"2/list.xml"}), site.place.path());
  done = true;
  reader.join();
  CHECK(result.exit_code == 0);
  CHECK(looks > 0);
  CHECK(broken == 0);
}

TEST_CASE("tl publish does not replace a published file that was changed by hand") {
  const Site site;
  (void)accord_json(0, Site::words({"1/list.xml"}), site.place.path());
  const auto page = site.place.read("site/index.html");
  site.place.write("site/index.html", page + "<!-- a notice -->");
  site.refused(65, "publish_folder_changed", Site::words({"2/list.xml"}), "site/index.html");
  site.place.write("site/index.html", "");
  site.refused(65, "publish_folder_changed", Site::words({"2/list.xml"}), "site/index.html");
  site.place.write("site/index.html", page);
  (void)accord_json(0, Site::words({"2/list.xml"}), site.place.path());
}

TEST_CASE("tl publish says that a mounted folder cannot be exchanged") {
  if (!fs::exists("/proc/self")) SKIP("no file system is mounted at a known place");
  const Site site;
  auto words = Site::words({"1/list.xml"});
  *(std::find(words.begin(), words.end(), "site")) = "/proc";
  const auto json = require_refusal(64, "publish_folder_mounted", words, site.place.path());
  CHECK(json.at("findings").at(0).at("about").at("what") == "/proc");
}

TEST_CASE("tl publish clears away what a run that was killed left behind, and nothing else") {
  const Site site;
  for (const auto* name : {".site.new.aB3xYz", ".site.new.notes", ".other.new.aB3xYz"}) {
    fs::create_directory(site.place / name);
    site.place.write(std::string(name) + "/index.html", "x");
  }
  site.place.write(".site.new.Abcdef", "a file");
  (void)accord_json(0, Site::words({"1/list.xml"}), site.place.path());
  CHECK(!fs::exists(site.place / ".site.new.aB3xYz"));
  CHECK(fs::exists(site.place / ".site.new.notes/index.html"));
  CHECK(fs::exists(site.place / ".other.new.aB3xYz/index.html"));
  CHECK(site.place.read(".site.new.Abcdef") == "a file");
}
