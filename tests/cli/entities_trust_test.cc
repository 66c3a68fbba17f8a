#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"
#include "tests/trustlist/entities_maker.h"

using namespace accord::tests;
using namespace accord::trustlist;
using nlohmann::json;

namespace {

constexpr auto day = "2026-08-01T00:00:00Z";
constexpr auto home_type = "http://uri.etsi.org/19602/LoTEType/JPlist";

/// JP's list of lists, itself in the form of TS 119 602, points to a trusted list and to two lists
/// of trusted entities, all on the server of the site.
struct EntitiesSite {
  explicit EntitiesSite(bool with_trusted_list = true) {
    auto root = entities_list_of_lists();
    root.information_uris = {{"en", TrustSite::notice}};
    root.pointers = {pointer_to_list(sample_list(), site.server.url("/jp.xml")),
                     pointer_to_list(entities(wallet_list_type, 7), site.server.url("/wallet.xml")),
                     pointer_to_list(entities(home_type, 7), site.server.url("/home.xml"))};
    if (!with_trusted_list) root.pointers.erase(root.pointers.begin());
    site.publish_root(root);
    publish("/wallet.xml", entities(wallet_list_type, 7));
    publish("/home.xml", entities(home_type, 7));
  }
  static TrustedList entities(std::string_view type, std::uint64_t sequence) {
    auto list = entities_list();
    list.type = type;
    list.sequence = sequence;
    return list;
  }
  void publish(const std::string& path, const TrustedList& list) {
    site.publish(path, signed_text(list, list_signer()));
  }
  /// Sealed with a certificate of the authority that all the lists name.
  [[nodiscard]] static std::string document() {
    CertificateSpec spec;
    spec.common_name = "Hospital";
    spec.country = "JP";
    spec.not_before = instant("2026-07-01T00:00:00Z");
    auto sealer = make_issued(spec, listed_authority());
    accord::xmldsig::SignOptions options;
    options.signing_time = instant("2026-07-15T00:00:00Z");
    accord::outcome::Budget budget;
    return require_value(
        accord::xmldsig::sign_enveloped("<a/>", sealer.key, sealer.certificate, options, budget));
  }

  TrustSite site;
};

const json& list_in(const json& answer, std::size_t number) {
  return answer.at("anchors").at(0).at("lists").at(number);
}

}  // namespace

TEST_CASE("the store keeps lists of trusted entities, and takes no older one of the same type") {
  EntitiesSite entities;
  auto& site = entities.site;
  const auto added = site.run(0, site.adding());
  REQUIRE(added.at("anchors").at(0).at("lists").size() == 4);
  for (const auto& list : added.at("anchors").at(0).at("lists")) {
    CHECK(list.at("state") == "fresh");
  }
  entities.publish("/wallet.xml", EntitiesSite::entities(wallet_list_type, 9));
  CHECK(list_in(site.refresh(0), 2).at("sequence") == 9);
  // The other list of that territory has numbers of its own.
  entities.publish("/wallet.xml", EntitiesSite::entities(wallet_list_type, 8));
  entities.publish("/home.xml", EntitiesSite::entities(home_type, 8));
  const auto refreshed = site.refresh(2);
  (void)require_json_finding(list_in(refreshed, 2), "list_rolled_back", "wallet.xml");
  CHECK(list_in(refreshed, 2).at("state") == "kept");
  CHECK(list_in(refreshed, 2).at("sequence") == 9);
  CHECK(list_in(refreshed, 3).at("state") == "fresh");
  CHECK(list_in(refreshed, 3).at("sequence") == 8);
  // A list of another type is another list, and is not taken in its place.
  entities.publish("/wallet.xml", EntitiesSite::entities(home_type, 10));
  (void)require_json_finding(list_in(site.refresh(2), 2), "list_type_not_as_pointed_to",
                             "wallet.xml");
}

TEST_CASE("a tree says of each list which form it has") {
  EntitiesSite entities;
  const auto& site = entities.site;
  site.add();
  const std::vector<std::string> words{"tl", "tree", "--trust", "eu", "--at", day};
  const auto tree = accord_json(0, words, site.place.path());
  std::vector<std::string> forms;
  for (const auto& list : tree.at("lists")) forms.push_back(list.at("form"));
  CHECK(forms == std::vector<std::string>{"trusted-entities", "trusted-list", "trusted-entities",
                                          "trusted-entities"});
  const auto text = run_accord(words, site.place.path()).output;
  CHECK(text.find("JP EUWalletProvidersList ") != std::string::npos);
  CHECK(text.find("3 lists of trusted entities") != std::string::npos);
}

TEST_CASE("a document is judged by lists of trusted entities in the store") {
  EntitiesSite entities(false);
  const auto& site = entities.site;
  site.add();
  site.place.write("sealed.xml", EntitiesSite::document());
  const auto answer =
      accord_json(2, {"verify", "sealed.xml", "--trust", "eu", "--at", day}, site.place.path());
  CHECK(answer.at("verdict") == "indeterminate");
  CHECK(answer.at("legal_effect").is_null());
  (void)require_json_finding(answer, "service_of_entities", "list of JP");
}

TEST_CASE("services of lists of trusted entities are found in verified lists") {
  const Workplace place;
  auto root = entities_list_of_lists();
  std::filesystem::create_directory(place / "lists");
  place.write("lotl.xml", signed_text(root, list_signer()));
  place.write("signer.crt", to_pem(list_signer().certificate));
  place.write("issuer.crt", to_pem(listed_authority().certificate));
  place.write("lists/jp.xml", signed_text(sample_list(), list_signer()));
  place.write("lists/entities.xml", signed_text(entities_list(), list_signer()));
  const auto find = [&](int exit_code) {
    return accord_json(exit_code,
                       {"tl", "find", "lists", "--certificate", "issuer.crt", "--lotl", "lotl.xml",
                        "--signer", "signer.crt", "--at", day},
                       place.path());
  };
  const auto found = find(0);
  REQUIRE(found.at("services").size() == 2);
  CHECK(found.at("services").at(0).at("file") == "lists/jp.xml");
  CHECK(found.at("services").at(1).at("file") == "lists/entities.xml");
  CHECK(found.at("services").at(1).at("status").is_null());

  auto second = entities_list();
  second.issued = instant("2026-07-01T00:00:00Z");
  second.providers.front().services.front().current.starting = second.issued;
  place.write("lists/second.xml", signed_text(second, list_signer()));
  const auto twice = find(2);
  CHECK(twice.at("verdict") == "indeterminate");
  CHECK(twice.at("services").size() == 1);
  (void)require_json_finding(twice, "trust_issues_conflict", "lists/entities.xml");
}
