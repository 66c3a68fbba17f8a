#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/verifier/path/chain_maker.h"
#include "verifier/path/name_forms.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using path::ReferenceName;
using path::Subtrees;

/// A certificate with alternative names: the tag of the form, and the octets.
x509::Certificate named(std::initializer_list<std::pair<unsigned, std::string_view>> names) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& list) {
    for (const auto& [form, text] : names) {
      list.value(der::tag::context(form), der::as_bytes(text));
    }
  });
  CertificateSpec spec;
  spec.further = {{x509::extension::subject_alternative_name, false, writer.bytes()}};
  return make_certificate(spec, leaf_identity().key.public_key(), lower_identity().key,
                          subject_name(spec));
}

bool is_for_host(std::string_view presented, std::string_view wanted) {
  return path::is_for(named({{2, presented}}), require_value(ReferenceName::dns(wanted)));
}

}  // namespace

TEST_CASE("a host name matches itself, and a wildcard one whole label") {
  CHECK(is_for_host("www.example.org", "WWW.example.ORG"));
  CHECK(is_for_host("www.example.org", "www.example.org."));
  CHECK(is_for_host("*.example.org", "www.example.org"));
  CHECK_FALSE(is_for_host("www.example.org", "example.org"));
  CHECK_FALSE(is_for_host("*.example.org", "example.org"));
  CHECK_FALSE(is_for_host("*.example.org", "a.b.example.org"));
  CHECK_FALSE(is_for_host("w*.example.org", "www.example.org"));
  CHECK_FALSE(is_for_host("www.*.org", "www.example.org"));
  CHECK_FALSE(is_for_host("*.org", "example.org"));
  CHECK_FALSE(is_for_host("*", "example"));
  CHECK_FALSE(is_for_host(std::string_view("www.example.org\0.evil", 21), "www.example.org"));
}

TEST_CASE("a common name is no host name") {
  CertificateSpec spec;
  spec.common_name = "www.example.org";
  const auto certificate = make_certificate(spec, leaf_identity().key.public_key(),
                                            lower_identity().key, subject_name(spec));
  CHECK_FALSE(path::is_for(certificate, require_value(ReferenceName::dns("www.example.org"))));
  CHECK(path::names_of_form(certificate, x509::GeneralNameKind::dns) == "no name of that form");
}

TEST_CASE("addresses match octet by octet") {
  const auto certificate =
      named({{7, std::string_view("\xC0\x00\x02\x01", 4)}, {1, "User@Example.org"}});
  CHECK(path::is_for(certificate, require_value(ReferenceName::ip("192.0.2.1"))));
  CHECK_FALSE(path::is_for(certificate, require_value(ReferenceName::ip("192.0.2.2"))));
  CHECK_FALSE(path::is_for(certificate, require_value(ReferenceName::ip("::ffff:192.0.2.1"))));
  CHECK(path::is_for(certificate, require_value(ReferenceName::email("User@EXAMPLE.org"))));
  CHECK_FALSE(path::is_for(certificate, require_value(ReferenceName::email("user@example.org"))));
}

TEST_CASE("what is no name cannot be asked for") {
  for (const auto* text : {"", "https://example.org", "example.org:443", "a..b", "-a.example",
                           "*.example.org", "ex ample.org", "192.0.2.1"}) {
    INFO(text);
    require_failure(ReferenceName::dns(text), FindingId::name_unusable);
  }
  for (const auto* text : {"", "192.0.2", "192.0.2.1/24", "::g"}) {
    INFO(text);
    require_failure(ReferenceName::ip(text), FindingId::name_unusable);
  }
  for (const auto* text : {"", "example.org", "@example.org", "a@"}) {
    INFO(text);
    require_failure(ReferenceName::email(text), FindingId::name_unusable);
  }
}

TEST_CASE("a certificate for another name is refused") {
  Chain chain;
  chain.policy.names = {require_value(ReferenceName::dns("www.example.org"))};
  require_refused(chain.validate(), FindingId::certificate_for_another_name, "CN=Leaf");
}

TEST_CASE("names lie within subtrees as each form has it") {
  using path::address_within;
  using path::dns_within;
  using path::email_within;
  using path::uri_within;
  CHECK(dns_within("a.example.org", "example.org", Subtrees::permitted) == true);
  CHECK(dns_within("example.org", "example.org", Subtrees::permitted) == true);
  CHECK(dns_within("example.org", "", Subtrees::permitted) == true);
  CHECK(dns_within("badexample.org", "example.org", Subtrees::permitted) == false);
  CHECK(dns_within("*.example.org", "a.example.org", Subtrees::permitted) == false);
  CHECK(dns_within("*.example.org", "a.example.org", Subtrees::excluded) == true);
  CHECK(dns_within("*.example.org", "b.a.example.org", Subtrees::excluded) == false);
  CHECK_FALSE(dns_within("a.example.org", ".example.org", Subtrees::permitted).has_value());
  CHECK_FALSE(dns_within("a_.example.org.", "example.org", Subtrees::permitted).has_value());

  CHECK(email_within("u@example.org", "example.org") == true);
  CHECK(email_within("u@a.example.org", "example.org") == false);
  CHECK(email_within("u@a.example.org", ".example.org") == true);
  CHECK(email_within("u@example.org", ".example.org") == false);
  CHECK(email_within("u@example.org", "u@EXAMPLE.org") == true);
  CHECK(email_within("U@example.org", "u@example.org") == false);
  CHECK(email_within("a..b@example.org", "example.org") == true);  // in use, if against the rules
  CHECK(email_within("\"a@b \\\" c\"@example.org", "example.org") == true);
  for (const auto* text : {"example.org", "a@b@example.org", "a b@example.org", "@example.org",
                           "\"@example.org", "\"a\"b\"@example.org", "\"a\\\"@example.org"}) {
    INFO(text);
    CHECK_FALSE(email_within(text, "example.org").has_value());
  }
  CHECK_FALSE(email_within("u@example.org", "a@b@example.org").has_value());
  CHECK(email_within("\"u\"@example.org", "u@example.org") == true);
  CHECK(email_within("\"\\u\"@example.org", "u@example.org") == true);

  CHECK(uri_within("https://user@host.example.org:443/path?q", "host.example.org") == true);
  CHECK(uri_within("https://a.example.org", ".example.org") == true);
  CHECK(uri_within("https://example.org", ".example.org") == false);
  CHECK_FALSE(uri_within("https://192.0.2.1/", ".example.org").has_value());
  CHECK_FALSE(uri_within("https://[::1]/", ".example.org").has_value());
  CHECK_FALSE(uri_within("urn:example:1", ".example.org").has_value());
  CHECK(uri_within("https://a:b%40@a.example.org:/?x=[@\'", ".example.org") == true);
  // Hosts of which programs do not think alike.
  for (const auto* text :
       {"http://evil.org\\@ok.org/", "http://evil.org @ok.org/", "http://evil.org\t@ok.org/",
        "http://evil.org\x7F@ok.org/", "http://evil.org\xC3\xA9@ok.org/",
        "http://a@evil.org@ok.org/", "http://[evil.org]@ok.org/", "http://ok.org:80x/",
        "http://ok.org/\\x", "1http://ok.org/", "ht\"tp://ok.org/", "://ok.org/", "http://[::1/",
        "http://@/", "http://ok.org%2F/"}) {
    INFO(text);
    CHECK_FALSE(uri_within(text, "evil.org").has_value());
    CHECK_FALSE(uri_within(text, "ok.org").has_value());
  }

  const auto name = [](std::string_view text) {
    return x509::Name::build({{x509::attribute::common_name, std::string(text)}});
  };
  using path::directory_within;
  CHECK(directory_within(name("Evil"), name("evil"), Subtrees::excluded) == true);
  CHECK(directory_within(name("good"), name("evil"), Subtrees::excluded) == false);
  CHECK(directory_within(name("good"), x509::Name(), Subtrees::excluded) == true);
  // A full-width letter, and a letter with its accent apart, are forms that are not normalised.
  CHECK_FALSE(directory_within(name("\xEF\xBD\x85vil"), name("evil"), Subtrees::excluded));
  CHECK_FALSE(directory_within(name("Mu\xCC\x88ller"), name("M\xC3\xBCller"), Subtrees::excluded));
  CHECK(directory_within(name("Mu\xCC\x88ller"), name("M\xC3\xBCller"), Subtrees::permitted) ==
        false);

  const der::Bytes base{192, 0, 2, 0, 255, 255, 255, 0};
  for (const auto kind : {Subtrees::permitted, Subtrees::excluded}) {
    CHECK(address_within(der::Bytes{192, 0, 2, 77}, base, kind) == true);
    CHECK(address_within(der::Bytes{192, 0, 3, 77}, base, kind) == false);
    CHECK(address_within(der::Bytes(16, 0), base, kind) == false);
    const der::Bytes with_holes{192, 0, 2, 0, 255, 0, 255, 0};
    CHECK_FALSE(address_within(der::Bytes{192, 0, 2, 77}, with_holes, kind).has_value());
  }
  der::Bytes mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 77};
  CHECK(address_within(mapped, base, Subtrees::permitted) == false);
  CHECK(address_within(mapped, base, Subtrees::excluded) == true);
}

}  // namespace accord::tests
