#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/render/html.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::render;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// The pages of a list in a folder, looked at with a real browser and no server.
class Browser {
 public:
  explicit Browser(const TrustedList& list) {
    for (const auto* name : {"chromium", "chromium-browser", "google-chrome"}) {
      if (program_.empty() && program_exists(name)) program_ = name;
    }
    if (program_.empty()) {
      SKIP("no Chromium on this machine: `apt-get install chromium` lets this test run");
    }
    Publication publication;
    publication.name = "jp";
    publication.verified = true;
    publication.verdict = "valid";
    publication.checked_at = issue_date();
    publication.signer = list_signer().certificate;
    render_list(list, publication,
                [&](std::string_view path, std::string_view bytes) { write(path, bytes); });
  }

  void write(std::string_view name, std::string_view bytes) const {
    const auto path = folder_.path() / "pages" / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out << bytes;
    out.close();
    REQUIRE(out);
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    return read_file(folder_.path() / "pages" / name);
  }
  [[nodiscard]] std::string address(const std::string& name) const {
    return "file://" + (folder_.path() / "pages" / name).string();
  }

  /// The page as it is after its script ran. The console must be free of complaints, such as one
  /// that the page's Content-Security-Policy kept something out.
  [[nodiscard]] std::string page(const std::string& name) const {
    const auto result = run({"--dump-dom", "--virtual-time-budget=5000"}, name);
    INFO(result.errors);
    REQUIRE(has(result.output, "</html>"));
    CHECK(!has(result.errors, "Content Security Policy"));
    CHECK(!has(result.errors, "Uncaught"));
    return result.output;
  }
  /// The bytes of a picture of the page.
  [[nodiscard]] std::string picture(const std::string& name, const std::string& size) const {
    const auto file = folder_.path() / "picture.png";
    (void)run({"--screenshot=" + file.string(), "--window-size=" + size, "--hide-scrollbars"},
              name);
    return read_file(file);
  }

 private:
  [[nodiscard]] ProgramResult run(std::vector<std::string> options, const std::string& name) const {
    std::vector<std::string> words{program_,
                                   "--headless",
                                   "--no-sandbox",
                                   "--disable-gpu",
                                   "--no-first-run",
                                   "--disable-extensions",
                                   "--disable-background-networking",
                                   "--enable-logging=stderr",
                                   "--user-data-dir=" + (folder_.path() / "profile").string()};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(address(name));
    return run_program(words);
  }

  std::string program_;
  TemporaryFolder folder_;
};

std::string results_of(const std::string& page) {
  const auto begin = page.find("<ol id=\"results\">");
  REQUIRE(begin != std::string::npos);
  return page.substr(begin, page.find("</ol>", begin) - begin);
}

TEST_CASE("in a browser, without a server, the search finds a service and its link leads to it") {
  const Browser browser(full_list());
  const auto digest = der::to_hex(listed_authority().certificate.fingerprint().bytes());
  for (const auto& query :
       {std::string("seal%20GRANTED"), std::string("%E9%9B%BB%E5%AD%90"), digest.substr(0, 20)}) {
    INFO(query);
    const auto page = browser.page("jp.html#q=" + query);
    const auto results = results_of(page);
    CHECK(has(results, "<a href=\"jp/seal-trust.html#service-1\">Seal authority</a>"));
    CHECK(has(results, "<span class=\"status good\">granted</span>"));
    CHECK(has(page, ">1 found</p>"));
  }
  CHECK(results_of(browser.page("jp.html#q=nowhere")) == "<ol id=\"results\">");
  const auto target = browser.page("jp/seal-trust.html#service-1");
  CHECK(has(target, "<article class=\"service\" id=\"service-1\">"));
}

TEST_CASE("in a browser, what is typed into the search box is found, and a click leads there") {
  const Browser browser(full_list());
  auto page = browser.read("jp.html");
  // A copy of the page that is allowed one more script: it does what a person does.
  const auto policy = page.find("<meta http-equiv=\"Content-Security-Policy\"");
  REQUIRE(policy != std::string::npos);
  page.erase(policy, page.find('>', policy) + 1 - policy);
  const auto end = page.rfind("</body>");
  page.insert(end,
              "<script>var box = document.getElementById('search'); box.value = 'withdrawn';"
              "box.dispatchEvent(new Event('input')); var none = "
              "document.querySelectorAll('#results li').length; box.value = 'Seal auth';"
              "box.dispatchEvent(new Event('input')); var found = "
              "document.querySelectorAll('#results a'); document.body.dataset.seen = none + ' ' + "
              "found.length; var choice = document.getElementById('language'); choice.value = "
              "'ja'; choice.dispatchEvent(new Event('change')); document.body.dataset.language = "
              "document.querySelector('.languages > [lang=ja]').hidden ? 'hidden' : 'shown';"
              "document.body.dataset.leads = found[0].href;</script>");
  browser.write("typed.html", page);
  const auto after = browser.page("typed.html");
  CHECK(has(after, "data-seen=\"0 1\""));
  CHECK(has(after, "data-language=\"shown\""));
  CHECK(has(after, "data-leads=\"" + browser.address("jp/seal-trust.html") + "#service-1\""));
}

TEST_CASE("in a browser, a page of an outdated list says so, and one of a closed list does not") {
  auto list = full_list();
  list.next_update = instant("2001-01-01T00:00:00Z");
  const Browser outdated(list);
  CHECK(has(outdated.page("jp.html"), "id=\"outdated\" role=\"alert\">"));
  list.next_update = instant("9999-01-01T00:00:00Z");
  const Browser fresh(list);
  CHECK(has(fresh.page("jp.html"), "id=\"outdated\" role=\"alert\" hidden"));
}

TEST_CASE("in a browser, nothing that a list says runs as a script") {
  const std::string attack =
      "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
      "</script><script>document.title='owned'//";
  auto list = full_list();
  auto& provider = list.providers.front();
  provider.names = {{"en", attack}, {"fi", attack}};
  provider.services.front().current.names = {{"en", attack}};
  provider.services.front().current.status = "javascript:document.title='owned'";
  list.scheme_names = {{"en", attack}};
  const Browser browser(list);
  const auto page = browser.page("jp.html#q=owned");
  CHECK(has(page, "<title>Trusted list of JP</title>"));
  CHECK(has(results_of(page), "&lt;script&gt;"));
  CHECK(!has(page, "<img"));
}

TEST_CASE("in a browser, the pages can be painted, wide and narrow") {
  const Browser browser(full_list());
  for (const auto* name : {"jp.html", "jp/seal-trust.html"}) {
    for (const auto* size : {"1200,1600", "400,1600"}) {
      const auto picture = browser.picture(name, size);
      INFO(name << " " << size);
      CHECK(picture.substr(0, 4) == "\x89PNG");
      // A white page of this size takes less than a tenth of it.
      CHECK(picture.size() > 40'000);
    }
  }
}

}  // namespace
}  // namespace accord::tests
