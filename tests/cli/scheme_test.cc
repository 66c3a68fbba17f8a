#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"

using namespace accord::tests;

namespace {

constexpr auto founded = "2026-05-01T00:00:00Z";

/// A scheme with one service granted, and a certificate for it outside its folder.
class Scheme {
 public:
  Scheme() {
    CertificateSpec spec;
    spec.common_name = "Example CA";
    spec.country = "JP";
    spec.ca = true;
    place.write("ca.crt", to_pem(make_self_signed(spec).certificate));
    place.done({"scheme", "new", "jp", "--territory", "JP", "--operator", "Example Agency", "--at",
                founded});
    place.done(grant());
  }
  [[nodiscard]] static std::vector<std::string> grant() {
    return {"tl",         "service",       "grant",         "jp",
            "--provider", "Example Trust", "--service",     "Seals",
            "--type",     "CA/QC",         "--certificate", "ca.crt",
            "--for",      "eseals",        "--at",          "2026-05-20T00:00:00Z"};
  }
  void publish(const std::string& at) const {
    place.done({"tl", "build", "jp", "--at", at, "--force"});
    place.done({"tl", "sign", "jp", "--at", at, "--force"});
  }
  Workplace place;
};

}  // namespace

TEST_CASE("a scheme is founded, grants a service, and its list is built, signed and valid") {
  const Scheme scheme;
  const auto& place = scheme.place;
  REQUIRE(std::filesystem::exists(place / "jp/providers/example-trust.xml"));
  REQUIRE(std::filesystem::exists(place / "jp/certificates/ca.crt"));
  const auto built = place.done({"tl", "build", "jp", "--at", "2026-06-01T00:00:00Z"});
  REQUIRE(built.at("list").at("sequence") == 1);
  const auto linted = accord_json(0, {"tl", "lint", "jp/list.unsigned.xml"}, place.path());
  REQUIRE(linted.at("verdict") == "valid");
  place.done({"tl", "sign", "jp", "--at", "2026-06-01T00:00:00Z"});
  const auto verified = accord_json(0,
                                    {"tl", "verify", "jp/list.xml", "--signer",
                                     "jp/list-signer.crt", "--at", "2026-06-02T00:00:00Z"},
                                    place.path());
  REQUIRE(verified.at("verdict") == "valid");
  REQUIRE(verified.at("list").at("services") == 1);
  REQUIRE(verified.at("list").at("signature") == "valid");
  const auto shown = place.done({"tl", "show", "jp/list.xml"}).at("list");
  const auto& service = shown.at("providers").at(0).at("services").at(0);
  REQUIRE(service.at("name") == "Seals");
  REQUIRE(service.at("status").get<std::string>().find("/granted") != std::string::npos);
  REQUIRE(run_accord({"tl", "show", "jp/list.xml"}, place.path())
              .output.find("granted since 2026-05-20") != std::string::npos);
  const auto source = place.done({"scheme", "show", "jp"}).at("scheme");
  REQUIRE(source.at("published_sequence") == 1);
  REQUIRE(source.at("providers").at(0).at("name") == "Example Trust");
}

TEST_CASE("withdrawing keeps the old status as history, and the next list has the next number") {
  const Scheme scheme;
  const auto& place = scheme.place;
  scheme.publish("2026-06-01T00:00:00Z");
  place.done({"tl", "service", "withdraw", "jp", "--provider", "Example Trust", "--service",
              "Seals", "--at", "2026-07-25T00:00:00Z"});
  scheme.publish("2026-07-28T00:00:00Z");
  const auto list = place.done({"tl", "show", "jp/list.xml"}).at("list");
  REQUIRE(list.at("sequence") == 2);
  const auto& service = list.at("providers").at(0).at("services").at(0);
  REQUIRE(service.at("status").get<std::string>().find("/withdrawn") != std::string::npos);
  REQUIRE(service.at("history").at(0).at("starting") == "2026-05-20T00:00:00Z");
}

TEST_CASE("a list without a known signer is not trusted, and one by another signer is refused") {
  const Scheme scheme;
  const auto& place = scheme.place;
  scheme.publish("2026-06-01T00:00:00Z");
  const auto nobody =
      accord_json(2, {"tl", "verify", "jp/list.xml", "--at", "2026-06-02T00:00:00Z"}, place.path());
  (void)require_json_finding(nobody, "list_signers_unknown", "jp/list.xml");
  REQUIRE(nobody.at("list").at("signature") == "untrusted");
  const auto other = accord_json(
      1, {"tl", "verify", "jp/list.xml", "--signer", "ca.crt", "--at", "2026-06-02T00:00:00Z"},
      place.path());
  (void)require_json_finding(other, "list_signer_not_announced", "jp/list.xml");
}

TEST_CASE("what cannot be done to a scheme is refused, and its source stays as it was") {
  const Scheme scheme;
  const auto& place = scheme.place;
  const auto source = place.read("jp/providers/example-trust.xml");
  (void)require_refusal(64, "service_already_granted", Scheme::grant(), place.path());
  (void)require_refusal(
      64, "provider_unknown",
      {"tl", "service", "withdraw", "jp", "--provider", "Nobody", "--service", "Seals"},
      place.path());
  (void)require_refusal(
      64, "service_not_found",
      {"tl", "service", "withdraw", "jp", "--provider", "Example Trust", "--service", "Other"},
      place.path());
  (void)require_refusal(65, "scheme_missing", {"tl", "build", "nowhere"}, place.path());
  (void)require_refusal(64, "output_exists",
                        {"scheme", "new", "jp", "--territory", "JP", "--operator", "Again"},
                        place.path());
  (void)require_refusal(64, "source_value_wrong",
                        {"scheme", "new", "xx", "--territory", "Japan", "--operator", "Example"},
                        place.path());
  (void)require_refusal(
      64, "option_value",
      {"scheme", "new", "xx", "--territory", "JP", "--operator", "Example", "--list-version", "7"},
      place.path());
  REQUIRE(!std::filesystem::exists(place / "xx"));
  REQUIRE(place.read("jp/providers/example-trust.xml") == source);
}

TEST_CASE("a file with several certificates is no certificate of a service") {
  const Scheme scheme;
  const auto& place = scheme.place;
  const auto one = place.read("ca.crt");
  place.write("two.crt", one + one);
  auto words = Scheme::grant();
  words[7] = "Other seals";
  words[11] = "two.crt";
  const auto json = require_refusal(65, "certificate_count", words, place.path());
  REQUIRE(json.at("findings").at(0).at("params").at("count") == "2");
}

TEST_CASE("a list is not signed twice under one number") {
  const Scheme scheme;
  const auto& place = scheme.place;
  scheme.publish("2026-06-01T00:00:00Z");
  const auto json = accord_json(65, {"tl", "sign", "jp", "--at", "2026-06-02T00:00:00Z", "--force"},
                                place.path());
  (void)require_json_finding(json, "sequence_not_above_last");
}

TEST_CASE("a pointer is added only to a list that bears the signature of who is announced") {
  const Scheme scheme;
  const auto& place = scheme.place;
  scheme.publish("2026-06-01T00:00:00Z");
  place.done({"scheme", "new", "eu", "--territory", "EU", "--operator", "Example Union",
              "--list-of-lists", "--at", founded});
  const std::vector<std::string> words{
      "tl",      "pointer",     "add",        "eu",
      "--list",  "jp/list.xml", "--location", "https://example.jp/list.xml",
      "--signer"};
  auto wrong = words;
  wrong.emplace_back("ca.crt");
  (void)require_json_finding(accord_json(65, wrong, place.path()), "list_signer_not_announced");
  auto right = words;
  right.emplace_back("jp/list-signer.crt");
  place.done(right);
  REQUIRE(place.done({"scheme", "show", "eu"}).at("scheme").at("pointers").size() == 1);
}

TEST_CASE("an agreement is drafted, shown and linted") {
  const Workplace place;
  place.done({"mra", "new", "agreement.xml", "--pointing", "EU", "--pointed", "JP", "--enacted",
              "2026-07-01T00:00:00Z"});
  const auto shown = place.done({"mra", "show", "agreement.xml"}).at("agreements");
  const auto& terms = shown.at(0).at("equivalences").at(0).at("terms").at(0);
  REQUIRE(terms.at("from") == "2026-07-01T00:00:00Z");
  REQUIRE(accord_json(0, {"tl", "lint", "agreement.xml"}, place.path()).at("verdict") == "valid");
  place.write("other.xml", "<a/>");
  (void)require_json_finding(accord_json(65, {"mra", "show", "other.xml"}, place.path()),
                             "agreement_root_wrong");
  (void)require_refusal(64, "output_exists",
                        {"mra", "new", "agreement.xml", "--pointing", "EU", "--pointed", "JP",
                         "--enacted", "2026-07-01T00:00:00Z"},
                        place.path());
}

TEST_CASE("lint finds what the schema forbids, with the line") {
  const Scheme scheme;
  const auto& place = scheme.place;
  REQUIRE(accord_json(0, {"tl", "lint", "jp/scheme.xml"}, place.path()).at("verdict") == "valid");
  auto text = place.read("jp/scheme.xml");
  const auto at = text.rfind("</");
  text.insert(at, "<surprise/>");
  place.write("jp/scheme.xml", text);
  const auto json = accord_json(1, {"tl", "lint", "jp/scheme.xml"}, place.path());
  (void)require_json_finding(json, "schema_invalid", "jp/scheme.xml");
}

TEST_CASE("a limit on the work can be set by name") {
  const Workplace place;
  place.write("deep.xml", "<a><b><c/></b></a>");
  const auto json =
      require_refusal(65, "budget_exhausted",
                      {"tl", "show", "deep.xml", "--limit", "element_depth=2"}, place.path());
  REQUIRE(json.at("findings").at(0).at("params").at("cost") == "element_depth");
  (void)require_json_finding(accord_json(65, {"tl", "show", "deep.xml"}, place.path()),
                             "list_root_wrong");
  for (const std::string wrong : {"depth=2", "element_depth", "element_depth=x"}) {
    (void)require_refusal(64, "option_value", {"tl", "show", "deep.xml", "--limit", wrong},
                          place.path());
  }
}
