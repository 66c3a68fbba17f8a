#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"

using namespace accord::tests;

namespace {

constexpr auto wallet_type = "http://uri.etsi.org/19602/LoTEType/EUWalletProvidersList";

/// A scheme of JP with a list of trusted entities: one service without a status, one with one of
/// the scheme's own.
struct EntitiesPlace {
  Workplace place;

  EntitiesPlace() {
    CertificateSpec spec;
    spec.common_name = "Wallets";
    spec.organization = "Example Wallets";
    spec.country = "JP";
    place.write("wallet.crt", to_pem(make_self_signed(spec).certificate));
    place.write("other.crt", to_pem(make_self_signed(spec).certificate));
    place.done({"scheme",
                "new",
                "jp",
                "--territory",
                "JP",
                "--operator",
                "Example Agency",
                "--form",
                "trusted-entities",
                "--list-type",
                "EUWalletProvidersList",
                "--street",
                "1-1",
                "--town",
                "Tokyo",
                "--mail",
                "trust@agency.jp",
                "--website",
                "https://agency.jp/",
                "--location",
                "https://agency.jp/list.xml",
                "--legal-basis",
                "Act",
                "--at",
                "2026-05-01T00:00:00Z"});
    place.done({"tl", "provider", "add", "jp", "--provider", "Example Wallets", "--registration",
                "NTRJP-1", "--street", "2-2", "--town", "Osaka", "--mail", "trust@wallets.jp",
                "--website", "https://wallets.jp/"});
    place.done(service("add", "Wallet", {"--certificate", "wallet.crt"}));
    place.done(service("add", "Other",
                       {"--certificate", "other.crt", "--type",
                        "http://uri.etsi.org/19602/SvcType/WalletSolution/Issuance", "--identifier",
                        "https://agency.jp/id/2", "--status", "https://agency.jp/status/notified",
                        "--at", "2026-05-20T00:00:00Z"}));
  }
  static std::vector<std::string> service(const std::string& verb, const std::string& name,
                                          const std::vector<std::string>& further) {
    std::vector<std::string> words{"tl",         "service",         verb,        "jp",
                                   "--provider", "Example Wallets", "--service", name};
    words.insert(words.end(), further.begin(), further.end());
    return words;
  }
  nlohmann::json issue(const std::string& at) const {
    place.done({"tl", "build", "jp", "--force", "--at", at});
    return place.done({"tl", "sign", "jp", "--force", "--at", at});
  }
};

}  // namespace

TEST_CASE("a list of trusted entities is founded, built, signed, verified, linted and shown") {
  const EntitiesPlace entities;
  const auto& place = entities.place;
  const auto signed_list = entities.issue("2026-06-01T00:00:00Z");
  REQUIRE(signed_list.at("list").at("form") == "trusted-entities");
  REQUIRE(signed_list.at("list").at("version") == 1);
  const auto verified = accord_json(0,
                                    {"tl", "verify", "jp/list.xml", "--signer",
                                     "jp/list-signer.crt", "--at", "2026-06-02T00:00:00Z"},
                                    place.path());
  REQUIRE(verified.at("list").at("type") == wallet_type);
  (void)require_json_finding(verified, "entities_without_status");
  const auto linted = accord_json(0, {"tl", "lint", "jp/list.xml"}, place.path());
  REQUIRE(linted.at("profile") == "trusted-entities");
  REQUIRE(accord_json(0, {"tl", "lint", "jp/scheme.xml"}, place.path()).at("findings").empty());
  const auto shown = accord_json(0, {"tl", "show", "jp/list.xml"}, place.path());
  const auto& services = shown.at("list").at("providers").at(0).at("services");
  REQUIRE(services.at(0).at("status").is_null());
  REQUIRE(services.at(0).at("starting").is_null());
  REQUIRE(services.at(0).at("type").is_null());
  REQUIRE(services.at(1).at("status") == "https://agency.jp/status/notified");
  REQUIRE(services.at(1).at("unique_identifier") == "https://agency.jp/id/2");
  const auto text = run_accord({"tl", "show", "jp/list.xml"}, place.path()).output;
  REQUIRE(text.find("list of trusted entities of JP") != std::string::npos);
  REQUIRE(text.find("listed without a status") != std::string::npos);
  if (program_exists("xmlsec1")) {
    const auto result =
        run_program({"xmlsec1", "--verify", "--id-attr:Id",
                     "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", "--trusted-pem",
                     (place / "jp/list-signer.crt").string(), (place / "jp/list.xml").string()});
    INFO(result.output << result.errors);
    REQUIRE(result.exit_code == 0);
  }
}

TEST_CASE("the next list of trusted entities is compared with the last, and published") {
  const EntitiesPlace entities;
  const auto& place = entities.place;
  (void)entities.issue("2026-06-01T00:00:00Z");
  place.write("first.xml", place.read("jp/list.xml"));
  place.done(entities.service(
      "set-status", "Wallet",
      {"--status", "https://agency.jp/status/notified", "--at", "2026-06-02T00:00:00Z"}));
  const auto second = entities.issue("2026-06-03T00:00:00Z");
  REQUIRE(second.at("rewrites_past") == false);
  const auto told_changes =
      run_accord({"tl", "diff", "first.xml", "jp/list.xml", "--json"}, place.path());
  REQUIRE(told_changes.exit_code == 1);
  const auto diff = nlohmann::json::parse(told_changes.output);
  bool told = false;
  for (const auto& change : diff.at("changes")) {
    told = told || (change.at("kind") == "service_status" &&
                    change.at("old").at("text") == "listed without a status");
  }
  REQUIRE(told);
  place.done({"tl", "publish", "jp/list.xml", "--out", (place / "web").string(), "--signer",
              "jp/list-signer.crt", "--at", "2026-06-04T00:00:00Z"});
  REQUIRE(place.read("web/list.html").find("List of trusted entities of JP") != std::string::npos);
}

TEST_CASE("a list of lists points to a trusted list and to a list of trusted entities") {
  const EntitiesPlace entities;
  const auto& place = entities.place;
  (void)entities.issue("2026-06-01T00:00:00Z");
  place.done({"scheme", "new", "kr", "--territory", "KR", "--operator", "Agency", "--list-of-lists",
              "--at", "2026-05-01T00:00:00Z"});
  place.done({"tl", "pointer", "add", "kr", "--list", "jp/list.xml", "--location",
              "https://agency.jp/list.xml", "--signer", "jp/list-signer.crt"});
  place.done({"tl", "build", "kr", "--at", "2026-06-01T00:00:00Z"});
  place.done({"tl", "sign", "kr", "--at", "2026-06-01T00:00:00Z"});
  const auto tree =
      accord_json(0,
                  {"tl", "tree", "--lotl", "kr/list.xml", "--signer", "kr/list-signer.crt",
                   "--offline", "jp", "--at", "2026-06-02T00:00:00Z"},
                  place.path());
  REQUIRE(tree.at("lists").size() == 2);
  REQUIRE(tree.at("lists").at(1).at("verdict") == "valid");
  const auto verified =
      accord_json(0,
                  {"tl", "verify", "jp/list.xml", "--pointer", "kr/list.xml", "--lotl-signer",
                   "kr/list-signer.crt", "--at", "2026-06-02T00:00:00Z"},
                  place.path());
  REQUIRE(verified.at("list").at("verdict") == "valid");
}

TEST_CASE("what does not fit the form is refused on the command line") {
  const Workplace place;
  const std::vector<std::string> base{"scheme", "new",        "jp",    "--territory",
                                      "JP",     "--operator", "Agency"};
  const auto with = [&](std::vector<std::string> further) {
    auto words = base;
    words.insert(words.end(), further.begin(), further.end());
    return words;
  };
  (void)require_refusal(64, "option_value", with({"--form", "lote"}), place.path());
  (void)require_refusal(64, "option_missing", with({"--form", "trusted-entities"}), place.path());
  (void)require_refusal(64, "options_together", with({"--list-type", "https://x.example/"}),
                        place.path());
  (void)require_refusal(64, "option_value",
                        with({"--form", "trusted-entities", "--list-type", "https://x.example/",
                              "--list-version", "6"}),
                        place.path());
  (void)require_refusal(64, "source_value_wrong",
                        with({"--form", "trusted-entities", "--list-type",
                              "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/JPlist"}),
                        place.path());
  const EntitiesPlace entities;
  (void)require_refusal(64, "source_not_of_form", EntitiesPlace::service("withdraw", "Other", {}),
                        entities.place.path());
  (void)require_refusal(
      64, "source_not_of_form",
      EntitiesPlace::service("grant", "New", {"--type", "CA/QC", "--certificate", "wallet.crt"}),
      entities.place.path());
  const SourcePlace list;
  list.grant("2026-05-20T00:00:00Z");
  (void)require_refusal(64, "option_missing",
                        SourcePlace::service("add", {"--certificate", "ca.crt"}),
                        list.place.path());
}

TEST_CASE("an example of a source of trusted entities names its gaps") {
  const Workplace place;
  place.done({"tl", "new", "wallets", "--territory", "JP", "--form", "trusted-entities"});
  const auto gaps = accord_json(65, {"tl", "build", "wallets"}, place.path());
  (void)require_json_finding(gaps, "source_to_fill_in", "/scheme/list-type");
  for (const auto& one : gaps.at("findings")) REQUIRE(one.at("id") == "source_to_fill_in");
}
