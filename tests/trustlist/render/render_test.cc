#include <algorithm>
#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/trustlist/list_maker.h"
#include "trustlist/render/html.h"
#include "trustlist/render/parts.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::render;

using Files = std::map<std::string, std::string>;

Publication publication(bool verified = true) {
  Publication result;
  result.name = "jp";
  result.sha256 = std::string(64, 'a');
  result.size = 1234;
  result.verified = verified;
  result.verdict = verified ? "valid" : "indeterminate";
  result.checked_at = issue_date();
  result.signer = list_signer().certificate;
  return result;
}

Files rendered(const TrustedList& list, const Publication& of) {
  Files files;
  render_list(list, of, [&](std::string_view path, std::string_view bytes) {
    INFO(path);
    REQUIRE(files.emplace(path, bytes).second);
  });
  return files;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a list has its page, one for each provider, and each certificate once") {
  const auto files = rendered(full_list(), publication());
  const auto digest = der::to_hex(listed_authority().certificate.fingerprint().bytes());
  const auto signer = der::to_hex(list_signer().certificate.fingerprint().bytes());
  std::vector<std::string> names;
  for (const auto& [name, bytes] : files) names.push_back(name);
  std::vector<std::string> expected{"jp.html", "jp/certificates/" + digest + ".cer",
                                    "jp/certificates/" + signer + ".cer", "jp/seal-trust.html"};
  std::sort(expected.begin(), expected.end());
  CHECK(names == expected);
  CHECK(files.at("jp/certificates/" + digest + ".cer") ==
        der::as_text(listed_authority().certificate.der()));
}

TEST_CASE("a provider's page says what the list says of its services") {
  const auto files = rendered(full_list(), publication());
  const auto& page = files.at("jp/seal-trust.html");
  for (const auto* text :
       {"certification authority for qualified certificates (CA/QC)",
        "for electronic seals (ForeSeals)", "the key is in a qualified device (QCWithQSCD)",
        "taken over by Other provider", "2026-05-20 00:00:00 UTC", "2026-05-19 00:00:00 UTC",
        "VATJP-1234", "1-1 Test, 100-0001 Tokyo, Tokyo-to, JP",
        "<a href=\"https://seal-trust.example/ocsp\"", "<a href=\"mailto:trust@operator.example\"",
        "電子シール認証局", "<strong>(critical)</strong>", "at least one of", "none of",
        "<span class=\"status good\">granted</span>",
        "<span class=\"status bad\">withdrawn</span>"}) {
    INFO(text);
    CHECK(has(page, text));
  }
  CHECK(count(page, "<article class=\"service\"") == 1);
}

TEST_CASE("a list's page says what its scheme, its pointers and its agreement say") {
  const auto files = rendered(full_list(), publication());
  const auto& page = files.at("jp.html");
  for (const auto* text :
       {"JP:A scheme for tests", "試験機関", "Sequence number", "2026-11-01 00:00:00 UTC",
        "https://operator.example/policy", "for ever", "https://operator.example/list.xml",
        "https://operator.example/jp/list.xml", "A pointer for tests", "Recognition agreement",
        "QCForESig", "enacted", "repealed", "jp.xml", "jp.sha2", "1234 octets"}) {
    INFO(text);
    CHECK(has(page, text));
  }
  CHECK(has(page, std::string(64, 'a')));
}

TEST_CASE("every page of a list that was not verified says so, and no other") {
  for (const bool verified : {true, false}) {
    for (const auto& [name, bytes] : rendered(full_list(), publication(verified))) {
      if (name.find(".html") == std::string::npos) continue;
      INFO(name);
      CHECK(has(bytes, "<strong>Not verified.</strong>") == !verified);
    }
    std::string index;
    render_index({index_row(full_list(), publication(verified))},
                 [&](std::string_view, std::string_view bytes) { index = bytes; });
    CHECK(has(index, "Not all of these lists were verified") == !verified);
    CHECK(has(index, "href=\"jp.html\""));
  }
}

// Everything that a list can say, said with the intent to break out of the page.
TrustedList hostile_list() {
  const std::string attack =
      "\"'><script>document.title='owned'</script><img src=x "
      "onerror=\"document.title='owned'\"></script><!--";
  auto list = full_list();
  const auto spoil = [&](LocalisedTexts& texts) {
    for (auto& text : texts) text = {"en\" onload=\"x", attack};
    texts.push_back({"en", attack});
  };
  spoil(list.operator_names);
  spoil(list.scheme_names);
  spoil(list.information_uris);
  spoil(list.community_rules);
  spoil(list.legal_notice->entries);
  spoil(list.operator_address.electronic);
  list.status_determination = "javascript:document.title='owned'";
  list.distribution_points = {"javascript:alert(1)", " https://x.example/", "data:text/html,x",
                              "https://x.example/\" onclick=\"x", "JaVaScRiPt:alert(1)"};
  list.territory = attack;
  list.type = attack;
  for (auto& point : list.pointers) {
    point.location = "javascript:alert(1)";
    point.territory = attack;
    point.mime_type = attack;
    spoil(point.operator_names);
  }
  auto& provider = list.providers.front();
  spoil(provider.names);
  spoil(provider.trade_names);
  provider.address.postal.front().street = attack;
  auto& now = provider.services.front().current;
  spoil(now.names);
  now.status = attack;
  now.type = attack;
  now.supply_points = {{"javascript:alert(1)", attack}};
  now.identity.ids.emplace_back(SubjectNameId{attack});
  now.identity.ids.emplace_back(OtherId{attack});
  now.extensions.push_back({true, UnknownExtension{attack, attack}});
  return list;
}

TEST_CASE("a hostile list puts no markup, script or link of its own into a page") {
  for (const auto& [name, page] : rendered(hostile_list(), publication())) {
    if (name.find(".html") == std::string::npos) continue;
    INFO(name);
    CHECK(!has(page, "<img"));
    CHECK(!has(page, "<script>document"));
    CHECK(!has(page, "href=\"javascript"));
    CHECK(!has(page, "href=\"JaVa"));
    CHECK(!has(page, "href=\"data"));
    CHECK(!has(page, "href=\" "));
    CHECK(!has(page, "\" onclick"));
    CHECK(!has(page, "\" onload"));
    CHECK(!has(page, "<!--"));
    // Ours, and on the list's page the data of the search.
    const std::size_t scripts = name == "jp.html" ? 2 : 1;
    CHECK(count(page, "<script") == scripts);
    CHECK(count(page, "</script") == scripts);
  }
}

TEST_CASE("a page allows its own style and script by their digests and nothing else") {
  const auto files = rendered(full_list(), publication());
  for (const auto& [name, page] : files) {
    if (name.find(".html") == std::string::npos) continue;
    const auto begin = page.find("Content-Security-Policy");
    REQUIRE(begin != std::string::npos);
    const auto policy = page.substr(begin, page.find('>', begin) - begin);
    CHECK(has(policy, "default-src &#39;none&#39;"));
    CHECK(count(policy, "sha256-") == 2);
    CHECK(!has(policy, "unsafe"));
    CHECK(!has(policy, "http:"));
    CHECK(!has(page, " style="));
    CHECK(!has(page, " src="));
    CHECK(!has(page, "<link"));
  }
}

TEST_CASE("text is made safe for HTML") {
  CHECK(escape("<a href=\"x\">'&") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  CHECK(escape("line\nline\ttab") == "line\nline\ttab");
  CHECK(escape("\x01\x1B\x7F") == "\uFFFD\uFFFD\uFFFD");
  // The end of this name would be shown before its beginning.
  CHECK(escape("tsurt \u202Elaes") == "tsurt \uFFFDlaes");
  CHECK(escape("\u2066x\u2069") == "\uFFFDx\uFFFD");
  CHECK(escape("\u200Eשלום") == "\u200Eשלום");
  CHECK(json("</script>\"\\\n\u202E") == "\"\\u003c/script\\u003e\\u0022\\u005c\\u000a\uFFFD\"");
}

TEST_CASE("only addresses of the web and of mail are links") {
  CHECK(link("https://a.example/x?y=1&z") ==
        "<a href=\"https://a.example/x?y=1&amp;z\" rel=\"noopener noreferrer\">"
        "https://a.example/x?y=1&amp;z</a>");
  CHECK(has(link("HTTP://a.example/"), "<a "));
  CHECK(has(link("mailto:a@b.example"), "<a "));
  for (const auto* text : {"javascript:alert(1)", "data:text/html,x", "ftp://a.example/",
                           "https://a b", "https://a\"b", "https://", "//a.example/", "a.html",
                           "java\nscript:alert(1)", "urn:x", ""}) {
    INFO(text);
    CHECK(!has(link(text), "<a "));
  }
}

TEST_CASE("providers' pages have names that are safe and differ") {
  TrustedList list;
  for (const auto* name : {"Seal Trust", "seal trust!", "../../etc/passwd", "電子", "",
                           "Certificates", "SEAL-trust-2"}) {
    Provider provider;
    provider.names = {{"en", name}};
    list.providers.push_back(provider);
  }
  CHECK(provider_slugs(list) == std::vector<std::string>{"seal-trust", "seal-trust-2", "etc-passwd",
                                                         "provider", "provider-2", "certificates-2",
                                                         "seal-trust-2-2"});
}

TEST_CASE("a publication's name is a plain file name") {
  CHECK(is_publication_name("jp-list_2.a"));
  for (const auto* name : {"", ".hidden", "a/b", "..", "index", "a b", "é", "a\n"}) {
    INFO(name);
    CHECK(!is_publication_name(name));
  }
  CHECK(is_publication_name(std::string(80, 'a')));
  CHECK(!is_publication_name(std::string(81, 'a')));
}

TEST_CASE("what has no place in a service is said on the page") {
  auto list = full_list();
  list.left_out.emplace_back();
  list.left_out.back().partial = true;
  const auto files = rendered(list, publication());
  CHECK(has(files.at("jp.html"), "1 service of this list holds something"));
  CHECK_FALSE(has(files.at("jp.html"), "services of this list are damaged"));
}

TEST_CASE("what could not be read is said on the page") {
  auto list = full_list();
  list.services_left_out = 2;
  list.providers.front().services.front().history_cut = true;
  list.providers.front().services.front().current.identity.incomplete = true;
  list.pointers.front().agreement->damaged = true;
  const auto files = rendered(list, publication());
  CHECK(has(files.at("jp.html"), "2 services of this list are damaged"));
  CHECK_FALSE(has(files.at("jp.html"), "that has no place there"));
  CHECK(has(files.at("jp.html"), "A part of this agreement is damaged"));
  CHECK(has(files.at("jp/seal-trust.html"), "Older entries are damaged"));
  CHECK(has(files.at("jp/seal-trust.html"), "A part of this identity is damaged"));
}

}  // namespace
}  // namespace accord::tests
