#include <catch2/catch_test_macros.hpp>

#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
using nlohmann::json;

namespace {

constexpr auto day = "2026-08-01T00:00:00Z";

/// What the demo made, and a trust anchor for its list of lists. All fetching goes through a proxy
/// of this machine, which has nothing but that list.
struct Played {
  Played() {
    (void)accord_json(0, {"demo", "--out", folder.string()});
    proxy.answer("http://lists.example/lotl.xml", {.body = read_file(folder / "eu/list.xml")});
    const auto added =
        run({"trust", "add", "eu", "--location", "http://lists.example/lotl.xml", "--signer",
             "eu/list-signer.crt", "--allow-http", "--proxy", proxy.url(""), "--at", day});
    INFO(added.dump(2));
    CHECK(root_in(added).at("state") == "fresh");
    CHECK(jp_in(added).at("state") == "missing");
    (void)require_json_finding(jp_in(added), "http_failed");
  }
  json run(const std::vector<std::string>& words) const {
    auto all = words;
    all.insert(all.end(), {"--home", (place / "home").string(), "--json"});
    const auto result = run_accord(all, folder);
    INFO(result.output << result.errors);
    exit_code = result.exit_code;
    return json::parse(result.output);
  }
  json verify(const std::vector<std::string>& further) const {
    std::vector<std::string> words{"verify", "sharing.sealed.xml", "--crl", "jul.crl", "--at", day};
    words.insert(words.end(), further.begin(), further.end());
    return run(words);
  }

  Workplace place;
  std::filesystem::path folder = place / "played";
  HttpServer proxy;
  mutable int exit_code = -1;
};

}  // namespace

TEST_CASE("a document is verified by what the store keeps, and by a snapshot of it") {
  const Played played;
  auto answer = played.verify({"--trust", "eu", "--list", "jp/list.xml"});
  CHECK(played.exit_code == 0);
  CHECK(answer.at("verdict") == "valid");

  // Without the list of JP, which the store does not have, it is not settled.
  answer = played.verify({"--trust", "eu"});
  CHECK(played.exit_code == 2);
  (void)require_json_finding(answer, "trust_list_not_given");

  (void)played.run({"tl", "snapshot", "create", "pinned", "--trust", "eu", "--at", day});
  (void)played.run({"trust", "remove", "eu"});
  answer = played.verify({"--trust", "./pinned", "--list", "jp/list.xml"});
  CHECK(played.exit_code == 0);
  CHECK(answer.at("verdict") == "valid");

  // A store that is not whole settles nothing, whatever the document would have needed.
  for (const auto& entry : std::filesystem::directory_iterator(played.folder / "pinned")) {
    if (entry.path().filename().string().rfind("list-of-lists", 0) != 0) continue;
    const auto whole = read_file(entry.path());
    std::ofstream(entry.path(), std::ios::app) << " ";
    answer = played.verify({"--trust", "./pinned", "--list", "jp/list.xml"});
    CHECK(played.exit_code == 2);
    CHECK(answer.at("verdict") == "indeterminate");
    CHECK(answer.at("legal_effect").is_null());
    (void)require_json_finding(answer, "trust_file_changed");
    std::ofstream(entry.path()) << whole;
  }
  const auto file = played.folder / "pinned/anchor.xml";
  std::ofstream(file, std::ios::app) << " ";
  answer = played.verify({"--trust", "./pinned", "--list", "jp/list.xml"});
  CHECK(played.exit_code == 65);
  (void)require_json_finding(answer, "trust_file_changed");
}

TEST_CASE("what is trusted is said once") {
  const Workplace place;
  place.write("a.xml", "<a/>");
  (void)require_refusal(64, "options_together",
                        {"verify", "a.xml", "--trust", "eu", "--lotl", "a.xml"}, place.path());
  (void)require_refusal(64, "option_missing", {"verify", "a.xml"}, place.path());
  (void)require_refusal(64, "option_missing", {"verify", "a.xml", "--lotl", "a.xml"}, place.path());
  (void)require_refusal(64, "trust_anchor_unknown", {"verify", "a.xml", "--trust", "eu"},
                        place.path());
  (void)require_refusal(65, "input_missing", {"verify", "a.xml", "--trust", "./eu"}, place.path());
}
