#include "cli/publication_folder.h"
#include "cli/publication_mark.h"
#include "cli/refusal.h"
#include "tests/cli/publish_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
namespace fs = std::filesystem;
using accord::cli::publication_mark;
using accord::cli::sha256_hex;

namespace {

constexpr auto mark = "site/.accord-published";
constexpr auto sums = "site/SHA256SUMS";

std::string line(const std::string& bytes, const std::string& name) {
  return sha256_hex(bytes) + "  " + name + "\n";
}

/// A folder in which one issue is published; the next one is refused with that finding.
class Published : public Site {
 public:
  Published() { (void)accord_json(0, words({"1/list.xml"}), place.path()); }
  void next_refused(int exit_code, const std::string& id, const std::string& name,
                    const std::string& where = "site") const {
    refused(exit_code, id, words({"2/list.xml"}), where);
    const auto json = accord_json(exit_code, words({"2/list.xml"}), place.path());
    CHECK(json.at("findings").at(0).at("params").at("name") == name);
  }
  void next_published() const {
    (void)accord_json(0, words({"2/list.xml"}), place.path());
    CHECK(place.read("site/list.xml") == place.read("2/list.xml"));
  }
  /// As versions before the mark left the folder.
  void without_mark() const { fs::remove(place / mark); }
  void list_also(const std::string& name, const std::string& bytes) const {
    place.write("site/" + name, bytes);
    place.write(sums, place.read(sums) + line(bytes, name));
  }
};

}  // namespace

TEST_CASE("tl publish takes no folder for its own because a SHA256SUMS fits the files") {
  const Site site;
  const auto& place = site.place;
  fs::create_directories(place / "site/photos");
  place.write("site/thesis.odt", "thesis\n");
  place.write("site/photos/a.jpg", "jpg\n");
  const auto listed = line("jpg\n", "photos/a.jpg") + line("thesis\n", "thesis.odt");
  place.write(sums, listed);
  site.refused(64, "publish_folder_strange", Site::words({"1/list.xml"}), "site");
  REQUIRE(place.read("site/thesis.odt") == "thesis\n");
  // Nor when a mark was copied there from elsewhere.
  place.write(mark, publication_mark("another\n"));
  site.refused(65, "publish_folder_changed", Site::words({"1/list.xml"}), "site/SHA256SUMS");
  fs::remove(place / sums);
  site.refused(64, "publish_folder_strange", Site::words({"1/list.xml"}), "site");
}

TEST_CASE("tl publish takes away nothing but what it noted as published") {
  const Published site;
  const auto& place = site.place;
  SECTION("a file that somebody put into SHA256SUMS") {
    site.list_also("thesis.odt", "thesis\n");
    site.next_refused(65, "publish_folder_changed", "SHA256SUMS", "site/SHA256SUMS");
  }
  SECTION("an empty folder") {
    fs::create_directory(place / "site/later");
    site.next_refused(64, "publish_folder_strange", "later");
    fs::remove(place / "site/later");
    site.next_published();
  }
  SECTION("a file outside the folder that the record names") {
    place.write("victim.html", "mine");
    const auto text = place.read(sums) + line("mine", "../victim.html");
    place.write(sums, text);
    place.write(mark, publication_mark(text));
    site.next_published();
    CHECK(place.read("victim.html") == "mine");
  }
  SECTION("a file that came while the pages were written") {
    const auto before = site.files();
    accord::cli::PublicationFolder folder(place / "site");
    folder.add("index.html", "new");
    place.write("site/notes.txt", "mine");
    try {
      folder.publish();
      FAIL("published over a stranger's file");
    } catch (const accord::cli::Refusal& refusal) {
      (void)require_finding(refusal.findings(), accord::outcome::FindingId::publish_folder_strange);
    }
    CHECK(place.read("site/notes.txt") == "mine");
    fs::remove(place / "site/notes.txt");
    CHECK(site.files() == before);
  }
}

TEST_CASE("a folder from before the mark is published again when every file shows whose it is") {
  const Published site;
  const auto& place = site.place;
  site.without_mark();
  SECTION("as it was written") {
    site.next_published();
    CHECK(fs::exists(place / mark));
  }
  SECTION("not with a file of another kind") {
    site.list_also("thesis.odt", "thesis\n");
    site.next_refused(64, "publish_folder_strange", "thesis.odt");
  }
  SECTION("not with a page that somebody else wrote") {
    site.list_also("list/notes.html", "<p>mine</p>");
    site.next_refused(64, "publish_folder_strange", "list/notes.html");
  }
  SECTION("not with a certificate that is not named after itself") {
    site.list_also("list/certificates/mine.cer", "mine");
    site.next_refused(64, "publish_folder_strange", "list/certificates/mine.cer");
  }
  SECTION("not with a list that has no page") {
    site.list_also("other.xml", "<mine/>");
    site.next_refused(64, "publish_folder_strange", "other.xml");
  }
  SECTION("not with a digest of something else") {
    const auto listed = place.read(sums);
    const auto own = listed.find(line(place.read("site/list.sha2"), "list.sha2"));
    REQUIRE(own != std::string::npos);
    place.write("site/list.sha2", "mine");
    place.write(sums, std::string(listed).replace(own, 64, sha256_hex("mine")));
    site.next_refused(64, "publish_folder_strange", "list.sha2");
  }
}

TEST_CASE("the published address of a list is not given up in silence") {
  const Published site;
  const auto& place = site.place;
  fs::copy_file(place / "2/list.xml", place / "list-2.xml");
  site.refused(64, "publish_would_move", Site::words({"list-2.xml"}), "list-2.xml");
  const auto json = accord_json(64, Site::words({"list-2.xml"}), place.path());
  const auto& params = json.at("findings").at(0).at("params");
  CHECK(params.at("old") == "list.xml");
  CHECK(params.at("new") == "list-2.xml");
  (void)accord_json(0, Site::words({"list-2.xml"}, {"--signer", "jp/list-signer.crt", "--drop"}),
                    place.path());
  CHECK(site.files().count("list.xml") == 0);
  CHECK(site.files().count("list-2.xml") == 1);
}
