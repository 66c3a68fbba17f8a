#include "lib/http/url.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"

namespace accord::tests {

using outcome::FindingId;

TEST_CASE("an address of the web is read, without its fragment") {
  const auto url = require_value(http::Url::parse("http://ca.example:8080/a%20b.crl?x=1#part"));
  CHECK(url.text() == "http://ca.example:8080/a%20b.crl?x=1");
  CHECK_FALSE(url.is_secure());
  CHECK(require_value(http::Url::parse("HTTPS://[2001:db8::1]:443")).is_secure());
  CHECK(http::Url::parse("http://192.0.2.1/").has_value());
  CHECK(http::Url::parse("http://under_score.example").has_value());
}

TEST_CASE("what is no address to fetch from is refused with the reason") {
  const auto reason = [](const std::string& text) {
    const auto finding = require_failure(http::Url::parse(text), FindingId::http_address_unusable);
    CHECK(finding.about.what == text);
    return finding.params.front().second;
  };
  const std::string scheme = "it is neither http nor https";
  CHECK(reason("ldap://ldap.example/cn=CRL") == scheme);
  CHECK(reason("file:///etc/passwd") == scheme);
  CHECK(reason("httpx://ca.example/") == scheme);
  CHECK(reason("//ca.example/") == scheme);
  CHECK(reason("") == scheme);
  const std::string user = "it has a user's name in it";
  CHECK(reason("http://user:secret@ca.example/") == user);
  CHECK(reason("http://ca.example@127.0.0.1/") == user);
  const std::string host = "it names no host";
  for (const auto* text :
       {"http:", "http:/ca.example", "http:///ca.crl", "http://?x", "http://:80/", "http://[::1",
        "http://[fe80::1%25eth0]/", "http://a%2eb/", "http://[::1]x/"}) {
    INFO(text);
    CHECK(reason(text) == host);
  }
  const std::string port = "its port is none";
  for (const auto* text :
       {"http://a:/", "http://a:0/", "http://a:65536/", "http://a:8x/", "http://a:1:2/"}) {
    INFO(text);
    CHECK(reason(text) == port);
  }
  const std::string character = "it has a character that addresses do not have";
  for (const auto* text : {"http://a/ b", "http://a/\r\nHost: b", "http://\xC3\xA4/",
                           "http://a\\b/", "http://a/\"", " http://a/"}) {
    INFO(text);
    CHECK(reason(text) == character);
  }
  CHECK(http::Url::parse("http://a/" + std::string(4096 - 9, 'x')).has_value());
  CHECK(reason("http://a/" + std::string(4096 - 8, 'x')) == "it is too long");
}

TEST_CASE("a redirection may lead to https, but not back, and only to what can be used") {
  const auto plain = require_value(http::Url::parse("http://a.example/x"));
  const auto secure = require_value(http::Url::parse("https://a.example/x"));
  CHECK(http::follow(plain, "https://b.example/").has_value());
  CHECK(http::follow(plain, "http://b.example/").has_value());
  CHECK(http::follow(secure, "https://b.example/").has_value());
  const auto down =
      require_failure(http::follow(secure, "http://a.example/y"), FindingId::http_redirect);
  CHECK(down.about.what == "https://a.example/x");
  CHECK(down.params.front().second == "http://a.example/y");
  require_failure(http::follow(plain, "file:///etc/passwd"), FindingId::http_redirect);
  require_failure(http::follow(plain, "http://u@b.example/"), FindingId::http_redirect);
}

}  // namespace accord::tests
