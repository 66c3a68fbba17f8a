#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/trustlist/list_maker.h"
#include "tests/trustlist/render/web_driver.h"
#include "trustlist/render/render.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::render;

/// The published pages of two lists, in a folder, with the page that leads to both.
class Site {
 public:
  Site() {
    // Names as long as those in use.
    auto national = full_list();
    national.scheme_names = {
        {"en",
         "JP:Trusted list including information related to the qualified trust service providers "
         "which are supervised by the issuing state, together with information related to the "
         "qualified trust services provided by them"}};
    national.next_update = instant("9999-01-01T00:00:00Z");
    add(national, "jp");
    add(sample_list_of_lists(), "eu");
    render_index(rows_, sink());
  }
  [[nodiscard]] std::string address(const std::string& name) const {
    return "file://" + (folder_.path() / "pages" / name).string();
  }

 private:
  Sink sink() {
    return [this](std::string_view name, std::string_view bytes) {
      const auto path = folder_.path() / "pages" / name;
      std::filesystem::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << bytes;
    };
  }
  void add(const TrustedList& list, const std::string& name) {
    Publication publication;
    publication.name = name;
    publication.verified = true;
    publication.verdict = "valid";
    publication.checked_at = issue_date();
    publication.signer = list_signer().certificate;
    render_list(list, publication, sink());
    rows_.push_back(index_row(list, publication));
  }

  TemporaryFolder folder_;
  std::vector<IndexRow> rows_;
};

// For somebody who wants to look: ACCORD_PICTURES names a folder.
void keep(const std::string& name, const std::string& picture) {
  const char* folder = std::getenv("ACCORD_PICTURES");
  if (folder == nullptr) return;
  std::filesystem::create_directories(folder);
  std::ofstream(std::filesystem::path(folder) / (name + ".png"), std::ios::binary) << picture;
}

}  // namespace

TEST_CASE("a person opens the page of all lists, searches in one, and follows what was found") {
  const Site site;
  WebDriver browser;
  browser.open(site.address("index.html"));
  CHECK(browser.title() == "Trusted lists");
  browser.click("a[href='jp.html']");
  CHECK(browser.url() == site.address("jp.html"));
  CHECK_FALSE(browser.is_shown("#outdated"));
  browser.type("#search", "seal nowhere");
  CHECK(browser.text("#count") == "0 found");
  browser.open(site.address("jp.html"));
  browser.type("#search", "Seal auth");
  CHECK(browser.text("#count") == "1 found");
  CHECK(browser.text("#results a") == "Seal authority");
  browser.click("#results a");
  CHECK(browser.url() == site.address("jp/seal-trust.html#service-1"));
  CHECK(browser.text("#service-1 > h2").find("Seal authority") != std::string::npos);
  // The service is where the reader looks.
  CHECK(browser.value("document.querySelector('#service-1').getBoundingClientRect().top < "
                      "window.innerHeight") == true);
}

TEST_CASE("no page is wider than the window or breaks a date, a status or a heading") {
  const Site site;
  WebDriver browser;
  struct View {
    std::string name;
    unsigned width, height;
    bool on_paper;
  };
  for (const auto& view : {View{"wide", 1200, 1400, false}, View{"phone", 400, 1400, false},
                           View{"paper", 794, 1123, true}}) {
    browser.show(view.width, view.height, view.on_paper);
    for (const auto* page : {"index", "jp", "eu", "jp/seal-trust"}) {
      INFO(view.name << " " << page);
      browser.open(site.address(std::string(page) + ".html"));
      CHECK(browser.value("document.documentElement.scrollWidth").get<unsigned>() <= view.width);
      if (view.name != "phone") {
        // A heading has no more lines than words.
        CHECK(browser.value("[...document.querySelectorAll('th')].filter(one => { const range = "
                            "document.createRange(); range.selectNodeContents(one); return "
                            "range.getClientRects().length > one.textContent.split(' ').length; })"
                            ".map(one => one.textContent)") == nlohmann::json::array());
        CHECK(browser.value("[...document.querySelectorAll('td time, td .status')].filter(one => "
                            "one.getClientRects().length > 1).map(one => one.textContent)") ==
              nlohmann::json::array());
      }
      const auto picture = browser.picture();
      CHECK(picture.substr(0, 4) == "\x89PNG");
      std::string name = page;
      std::replace(name.begin(), name.end(), '/', '-');
      keep(name + "-" + view.name, picture);
    }
  }
}

}  // namespace accord::tests
