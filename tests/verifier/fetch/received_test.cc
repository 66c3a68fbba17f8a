#include "verifier/fetch/received.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/support/published.h"

namespace accord::tests {

using outcome::FindingId;

TEST_CASE("certificates are read in each form in which they are published") {
  const auto one = make_self_signed({.common_name = "One"}).certificate;
  const auto two = make_self_signed({.common_name = "Two"}).certificate;
  const auto read = [](std::string_view bytes) {
    return require_value(fetch::read(fetch::Kind::certificates, der::as_bytes(bytes))).certificates;
  };
  CHECK(read(der::as_text(one.der())) == std::vector{one});
  CHECK(read(to_pem(two) + to_pem(one)) == std::vector{two, one});
  const auto bag = certificate_bag({two, one});
  CHECK(read(der::as_text(bag)) == std::vector{two, one});
  CHECK(read(der::to_pem("PKCS7", bag)) == std::vector{two, one});
  CHECK(read(der::to_pem("CMS", bag)) == std::vector{two, one});
}

TEST_CASE("what is something else than was asked for is not read") {
  using fetch::Kind;
  const auto certificate = make_self_signed({}).certificate;
  const auto require_found = [](Kind kind, std::string_view bytes, std::string_view found) {
    const auto finding =
        require_failure(fetch::read(kind, der::as_bytes(bytes)), FindingId::fetched_wrong_kind);
    INFO(outcome::message(finding));
    CHECK(outcome::message(finding).find(found) != std::string::npos);
  };
  for (const auto kind : {Kind::certificates, Kind::crl, Kind::ocsp}) {
    require_found(kind, "<html>not found</html>", "a web page");
    require_found(kind, "\xEF\xBB\xBF <?xml version=\"1.0\"?>", "XML");
    require_found(kind, "", "an empty answer");
    require_found(kind, " \r\n", "white space");
    require_found(kind, "\x1F\x8B\x08", "gzip-compressed");
    require_found(kind, "moved", "neither DER nor PEM");
  }
  CHECK_FALSE(fetch::read(Kind::crl, certificate.der()).has_value());
  CHECK_FALSE(fetch::read(Kind::ocsp, certificate.der()).has_value());
  CHECK_FALSE(fetch::read(Kind::ocsp, der::as_bytes(to_pem(certificate))).has_value());
  require_failure(fetch::read(Kind::crl, der::as_bytes(to_pem(certificate))), FindingId::crl_none);
}

namespace {

/// CRLs that differ in the last octets of their signatures.
std::vector<x509::Crl> many_lists(std::size_t count) {
  auto issuer = make_self_signed({.common_name = "Issuer"});
  auto bytes = make_crl(issuer);
  std::vector<x509::Crl> all;
  for (std::size_t i = 0; i < count; ++i) {
    bytes[bytes.size() - 1] = static_cast<std::uint8_t>(i);
    bytes[bytes.size() - 2] = static_cast<std::uint8_t>(i >> 8U);
    all.push_back(require_value(x509::Crl::parse(der::ByteView(bytes))));
  }
  return all;
}

std::string pem_of(const std::vector<x509::Crl>& crls) {
  std::string text;
  for (const auto& crl : crls) text += der::to_pem("X509 CRL", crl.der());
  return text;
}

}  // namespace

TEST_CASE("one part that cannot be read is left out, and the rest is used") {
  auto lists = many_lists(3);
  const auto broken = der::to_pem("X509 CRL", der::Bytes{0x30, 0x00});
  const auto text = pem_of({lists[0]}) + broken + pem_of({lists[1], lists[2]});
  const auto received = require_value(fetch::read(fetch::Kind::crl, der::as_bytes(text)));
  CHECK(received.crls.size() == 3);
  CHECK(received.left_out.all().size() == 1);
  require_finding(received.left_out, FindingId::evidence_left_out, "CRL 2");
  require_failure(fetch::read(fetch::Kind::crl, der::as_bytes(broken)),
                  FindingId::der_missing_value);

  std::string many;
  for (int i = 0; i < 20; ++i) many += broken;
  const auto rest = require_value(fetch::read(fetch::Kind::crl, der::as_bytes(text + many)));
  CHECK(rest.crls.size() == 3);
  REQUIRE(rest.left_out.all().size() == 9);
  CHECK(outcome::message(rest.left_out.all().back()).find("13 more of its parts") !=
        std::string::npos);
}

TEST_CASE("of one answer, and of all answers, no more than so many things are read") {
  const auto lists = many_lists(1300);
  const auto answer = [&](std::size_t from, std::size_t count) {
    const auto at = lists.begin() + static_cast<long>(from);
    const auto text = pem_of({at, at + static_cast<long>(count)});
    return require_value(fetch::read(fetch::Kind::crl, der::as_bytes(text)));
  };
  CHECK(answer(0, fetch::most_of_one_answer).left_out.empty());
  const auto cut = answer(0, fetch::most_of_one_answer + 1);
  CHECK(cut.crls.size() == fetch::most_of_one_answer);
  const auto& told = require_finding(cut.left_out, FindingId::fetched_too_many);
  CHECK(told.params ==
        outcome::Params{
            {"count", "257"}, {"limit", "256"}, {"scope", "of one answer"}, {"left_out", "1"}});

  path::Material material;
  fetch::Intake intake(material);
  outcome::Findings findings;
  for (std::size_t i = 0; i < 4; ++i) CHECK(intake.add(answer(i * 256, 256), findings) == 256);
  CHECK(intake.add(answer(0, 256), findings) == 0);
  CHECK(findings.empty());
  CHECK(intake.add(answer(1020, 10), findings) == 0);
  CHECK(material.revocation.crls.size() == fetch::most_of_all_answers);
  CHECK(require_finding(findings, FindingId::fetched_too_many).params ==
        outcome::Params{
            {"count", "10"}, {"limit", "1024"}, {"scope", "for one question"}, {"left_out", "6"}});
}

TEST_CASE("what is there already is not added again") {
  const auto one = make_self_signed({.common_name = "One"}).certificate;
  const auto two = make_self_signed({.common_name = "Two"}).certificate;
  path::Material material;
  material.untrusted = {two};
  outcome::Findings findings;
  fetch::Intake intake(material);
  CHECK(intake.add({{one, one, two}, {}, {}, {}}, findings) == 1);
  CHECK(intake.add({{one, one}, {}, {}, {}}, findings) == 0);
  CHECK(material.untrusted == std::vector{two, one});
  CHECK(material.revocation.certificates == std::vector{one, two});
  CHECK(material.anchors.empty());
  CHECK(findings.empty());
}

}  // namespace accord::tests
