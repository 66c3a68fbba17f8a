#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/lint/lint_maker.h"
#include "trustlist/model/placeholder.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

TEST_CASE("every rule of a list's languages is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_no_english,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPName",
       [](TrustedList& list) {
         provider_of(list).names = {{"ja", "電子シール"}};
       }},
      {FindingId::lint_no_english, "/SchemeInformation/SchemeInformationURI",
       [](TrustedList& list) { list.information_uris.front().language = "ja"; }},
      {FindingId::lint_no_english, "/SchemeInformation/SchemeOperatorAddress/PostalAddresses",
       [](TrustedList& list) { list.operator_address.postal.front().language = "ja"; }},
      {FindingId::lint_language_malformed, "/SchemeInformation/SchemeOperatorName/Name[2]",
       [](TrustedList& list) { list.operator_names.back().language = "japanese"; }},
      {FindingId::lint_language_malformed, "/SchemeInformation/SchemeOperatorName/Name[2]",
       [](TrustedList& list) { list.operator_names.back().language = "j"; }},
      {FindingId::lint_language_case,
       "/SchemeInformation/SchemeOperatorAddress/PostalAddresses/PostalAddress",
       [](TrustedList& list) { list.operator_address.postal.front().language = "EN"; }},
      {FindingId::lint_language_repeated, "/SchemeInformation/SchemeOperatorName/Name[3]",
       [](TrustedList& list) {
         list.operator_names.push_back({"en", "Another name"});
       }},
      {FindingId::lint_text_repeated, "/SchemeInformation/SchemeInformationURI/URI[2]",
       [](TrustedList& list) { list.information_uris.push_back(list.information_uris.front()); }},
      {FindingId::lint_english_not_latin, "/SchemeInformation/SchemeOperatorName/Name[1]",
       [](TrustedList& list) { list.operator_names.front().text = "試験機関"; }},
      {FindingId::lint_text_control, "/SchemeInformation/SchemeName/Name",
       [](TrustedList& list) { list.scheme_names.front().text += "\nin two lines"; }},
      {FindingId::lint_text_control, "/SchemeInformation/PolicyOrLegalNotice/TSLLegalNotice",
       [](TrustedList& list) { list.legal_notice->entries.front().text += "\xEE\x80\x80"; }},
      {FindingId::lint_text_spaces, "/SchemeInformation/SchemeOperatorName/Name[1]",
       [](TrustedList& list) { list.operator_names.front().text += " "; }},
  };
  require_breaches(third_country_list, breaches);
}

TEST_CASE("English is English in Britain too, and scripts may be named") {
  auto list = third_country_list();
  provider_of(list).names = {{"en-gb", "Seal trust"}, {"ja-Latn", "Denshi shiiru"}};
  CHECK(lint_list(list).empty());
  provider_of(list).names.front().text = "Seal trust 電子シール";
  CHECK(lint_list(list).empty());
}

TEST_CASE("a member state's names are there in a language of it, or that is noted") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_national_language_missing, "/SchemeInformation/SchemeOperatorName",
       [](TrustedList& list) { list.operator_names.pop_back(); }},
      {FindingId::lint_national_language_missing, "/SchemeInformation/SchemeName",
       [](TrustedList& list) { list.scheme_names.pop_back(); }},
  };
  require_breaches(member_state_list, breaches);
}

TEST_CASE("every rule of a list's dates is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_next_update_before_issue, "/SchemeInformation/NextUpdate/dateTime",
       [](TrustedList& list) { list.next_update = list.issued; }},
      {FindingId::lint_next_update_too_late, "/SchemeInformation/NextUpdate/dateTime",
       [](TrustedList& list) { list.next_update = instant("2026-12-03T00:00:00Z"); }},
      {FindingId::lint_status_starts_later,
       "/TrustServiceProviderList/TrustServiceProvider/TSPServices/TSPService/ServiceInformation/"
       "StatusStartingTime",
       [](TrustedList& list) { current_of(list).starting = instant("2026-06-02T00:00:00Z"); }},
      {FindingId::lint_closed_list_granted,
       "/TrustServiceProviderList/TrustServiceProvider/TSPServices/TSPService/ServiceInformation/"
       "ServiceStatus",
       [](TrustedList& list) { list.next_update.reset(); }},
  };
  require_breaches(third_country_list, breaches);
  auto list = third_country_list();
  list.next_update = instant("2026-12-02T00:00:00Z");
  current_of(list).starting = list.issued;
  CHECK(lint_list(list).empty());
  list.next_update.reset();
  current_of(list).status = uri::withdrawn;
  service_of(list).history.erase(service_of(list).history.begin());
  CHECK(lint_list(list).empty());
}

TEST_CASE("a time has no fraction of a second") {
  const auto text = unsigned_text(third_country_list());
  const auto findings = lint_text(replaced(text, "<tsl:StatusStartingTime>2026-05-20T00:00:00Z",
                                           "<tsl:StatusStartingTime>2026-05-20T00:00:00.5Z"));
  const auto& finding = require_finding(findings, FindingId::lint_time_fraction,
                                        "/TSPService/ServiceInformation/StatusStartingTime");
  CHECK(finding.params.front().second == "2026-05-20T00:00:00.5Z");
}

TEST_CASE("every rule of a scheme is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_sequence_large, "/SchemeInformation/TSLSequenceNumber",
       [](TrustedList& list) { list.sequence = 2'147'483'648U; }},
      {FindingId::lint_history_period, "/SchemeInformation/HistoricalInformationPeriod",
       [](TrustedList& list) { list.history_period = 365; }},
      {FindingId::lint_type_not_of_territory, "/SchemeInformation/TSLType",
       [](TrustedList& list) { list.type = uri::list_of("KR"); }},
      {FindingId::lint_determination_not_of_territory,
       "/SchemeInformation/StatusDeterminationApproach",
       [](TrustedList& list) {
         list.status_determination =
             "http://uri.etsi.org/TrstSvc/TrustedList/StatusDetn/EUappropriate";
       }},
      {FindingId::lint_community_rules_missing, "/SchemeInformation",
       [](TrustedList& list) { list.community_rules.clear(); }},
      {FindingId::lint_community_rules_territory, "/SchemeInformation/SchemeTypeCommunityRules",
       [](TrustedList& list) {
         list.community_rules.front().text =
             "http://uri.etsi.org/TrstSvc/TrustedList/schemerules/KR";
       }},
      {FindingId::lint_legal_notice_missing, "/SchemeInformation",
       [](TrustedList& list) { list.legal_notice.reset(); }},
      {FindingId::lint_territory_malformed, "/SchemeInformation/SchemeTerritory",
       [](TrustedList& list) { list.territory = "Jp"; }},
      {FindingId::lint_territory_exception, "/SchemeInformation/SchemeTerritory",
       [](TrustedList& list) { list.territory = "GB"; }},
      {FindingId::lint_country_unknown, "/SchemeInformation/SchemeTerritory",
       [](TrustedList& list) { list.territory = "ZZ"; }},
      {FindingId::lint_scheme_name_prefix, "/SchemeInformation/SchemeName/Name",
       [](TrustedList& list) { list.scheme_names.front().text = "A scheme for tests"; }},
      {FindingId::lint_scheme_name_prefix, "/SchemeInformation/SchemeName/Name",
       [](TrustedList& list) { list.scheme_names.front().text = "JP:"; }},
      {FindingId::lint_list_of_lists_has_providers, "/TrustServiceProviderList",
       [](TrustedList& list) { list.type = uri::list_of_lists_of("JP"); }},
  };
  require_breaches(third_country_list, breaches);
}

TEST_CASE("outside the EU, a scheme may have URIs of its own") {
  auto list = third_country_list();
  list.type = uri::list_of_lists_of("JP");
  list.pointers = eu_list_of_lists().pointers;
  list.providers.clear();
  CHECK(lint_list(list).empty());
  list = third_country_list();
  list.status_determination = "https://operator.example/determination";
  list.community_rules = {{"en", "https://operator.example/rules"}};
  list.sequence = 2'147'483'647U;
  CHECK(lint_list(list).empty());
  list.type = "https://operator.example/type";
  CHECK(lint_in(lint::Profile::third_country, unsigned_text(list)).empty());
  CHECK(lint_list(list).empty());
}

TEST_CASE("every rule of a member state's scheme is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_determination_not_eu, "/SchemeInformation/StatusDeterminationApproach",
       [](TrustedList& list) {
         list.status_determination =
             "http://uri.etsi.org/TrstSvc/TrustedList/StatusDetn/LUdetermination";
       }},
      {FindingId::lint_community_rules_common, "/SchemeInformation/SchemeTypeCommunityRules",
       [](TrustedList& list) { list.community_rules.erase(list.community_rules.begin()); }},
      {FindingId::lint_community_rules_territory, "/SchemeInformation/SchemeTypeCommunityRules",
       [](TrustedList& list) { list.community_rules.pop_back(); }},
      {FindingId::lint_scheme_extension_in_eu, "/SchemeInformation/SchemeExtensions",
       [](TrustedList& list) {
         list.scheme_extensions = {
             {false, UnknownExtension{"{urn:test}x", "<t:x xmlns:t=\"urn:test\"></t:x>"}}};
       }},
      {FindingId::lint_version_old, "/SchemeInformation/TSLVersionIdentifier",
       [](TrustedList& list) { list.version = 5; }},
  };
  require_breaches(member_state_list, breaches);
  auto list = member_state_list();
  list.community_rules.back().text += "/seals";
  CHECK(lint_list(list).empty());
  list.version = 5;
  list.issued = instant("2026-04-28T21:59:59Z");
  list.next_update = instant("2026-10-01T00:00:00Z");
  current_of(list).starting = list.issued;
  service_of(list).history.clear();
  CHECK(lint_list(list).empty());
  list.type = uri::list_of("LU");
  require_finding(lint_in(lint::Profile::eu, unsigned_text(list)), FindingId::lint_type_not_eu,
                  "/TSLType");
}

TEST_CASE("a list of lists is nothing without pointers") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_list_of_lists_empty, "/SchemeInformation",
       [](TrustedList& list) { list.pointers.clear(); }},
      {FindingId::lint_determination_not_eu, "/SchemeInformation/StatusDeterminationApproach",
       [](TrustedList& list) {
         list.status_determination =
             "http://uri.etsi.org/TrstSvc/TrustedList/StatusDetn/EUappropriate";
       }},
      {FindingId::lint_community_rules_common, "/SchemeInformation/SchemeTypeCommunityRules",
       [](TrustedList& list) { list.community_rules.front().text = "https://x.example/rules"; }},
  };
  require_breaches(eu_list_of_lists, breaches);
}

TEST_CASE("every rule of URIs and addresses is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_uri_malformed, "/SchemeInformation/SchemeInformationURI/URI",
       [](TrustedList& list) { list.information_uris.front().text = "www.operator.example"; }},
      {FindingId::lint_uri_malformed, "/SchemeInformation/SchemeInformationURI/URI",
       [](TrustedList& list) { list.information_uris.front().text += " x"; }},
      {FindingId::lint_uri_malformed, "/SchemeInformation/SchemeInformationURI/URI",
       [](TrustedList& list) { list.information_uris.front().text += "%zz"; }},
      {FindingId::lint_uri_malformed, "/SchemeInformation/SchemeInformationURI/URI",
       [](TrustedList& list) { list.information_uris.front().text = "https:///x"; }},
      {FindingId::lint_uri_malformed,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPInformationURI/URI",
       [](TrustedList& list) { provider_of(list).information_uris.front().text += "ü"; }},
      {FindingId::lint_uri_scheme, "/SchemeInformation/SchemeInformationURI/URI",
       [](TrustedList& list) { list.information_uris.front().text = "htps://operator.example"; }},
      {FindingId::lint_distribution_point_form, "/SchemeInformation/DistributionPoints/URI[2]",
       [](TrustedList& list) { list.distribution_points.emplace_back("https://x.example/list"); }},
      {FindingId::lint_distribution_point_form, "/SchemeInformation/DistributionPoints/URI",
       [](TrustedList& list) { list.distribution_points = {"https://localhost/list.xml"}; }},
      {FindingId::lint_distribution_point_form, "/SchemeInformation/DistributionPoints/URI",
       [](TrustedList& list) { list.distribution_points = {"https://x.example/list?as=.xml"}; }},
      {FindingId::lint_address_no_mail,
       "/SchemeInformation/SchemeOperatorAddress/ElectronicAddress",
       [](TrustedList& list) {
         auto& all = list.operator_address.electronic;
         all.erase(all.begin());
       }},
      {FindingId::lint_address_no_website,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPAddress/ElectronicAddress",
       [](TrustedList& list) { provider_of(list).address.electronic.pop_back(); }},
      {FindingId::lint_address_kind,
       "/SchemeInformation/SchemeOperatorAddress/ElectronicAddress/URI[3]",
       [](TrustedList& list) {
         list.operator_address.electronic.push_back({"en", "sip:trust@operator.example"});
       }},
      {FindingId::lint_mail_malformed,
       "/SchemeInformation/SchemeOperatorAddress/ElectronicAddress/URI[1]",
       [](TrustedList& list) {
         list.operator_address.electronic.front().text = "mailto:www.operator.example";
       }},
      {FindingId::lint_telephone_malformed,
       "/SchemeInformation/SchemeOperatorAddress/ElectronicAddress/URI[3]",
       [](TrustedList& list) {
         list.operator_address.electronic.push_back({"en", "tel:+81 3 1234"});
       }},
      {FindingId::lint_address_country,
       "/SchemeInformation/SchemeOperatorAddress/PostalAddresses/PostalAddress/CountryName",
       [](TrustedList& list) { list.operator_address.postal.front().country = "Japan"; }},
      {FindingId::lint_territory_exception,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPAddress/PostalAddresses/"
       "PostalAddress/CountryName",
       [](TrustedList& list) { provider_of(list).address.postal.front().country = "GR"; }},
      {FindingId::lint_address_blank,
       "/SchemeInformation/SchemeOperatorAddress/PostalAddresses/PostalAddress/Locality",
       [](TrustedList& list) { list.operator_address.postal.front().locality = " "; }},
  };
  require_breaches(third_country_list, breaches);
  auto list = third_country_list();
  list.operator_address.electronic.push_back({"en", "tel:+81-3-1234-5678;ext=1"});
  list.information_uris.push_back({"en", "ldap://ldap.operator.example/o=x%20y?cert"});
  list.distribution_points.emplace_back("http://operator.example/list.xtsl");
  CHECK(lint_list(list).empty());
}

TEST_CASE("every rule of names is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_trade_name_missing,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation",
       [](TrustedList& list) { provider_of(list).trade_names.clear(); }},
      {FindingId::lint_trade_name_no_identifier,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPTradeName",
       [](TrustedList& list) { provider_of(list).trade_names.front().text = "Seals Limited"; }},
      {FindingId::lint_trade_name_identifier_malformed,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPTradeName/Name[3]",
       [](TrustedList& list) {
         provider_of(list).trade_names.push_back({"en", "NTR-1234"});
       }},
      {FindingId::lint_trade_name_identifier_malformed,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPTradeName/Name[3]",
       [](TrustedList& list) {
         provider_of(list).trade_names.push_back({"en", "VATJP1234"});
       }},
      {FindingId::lint_provider_repeated,
       "/TrustServiceProviderList/TrustServiceProvider[2]/TSPInformation/TSPName",
       [](TrustedList& list) { list.providers.push_back(list.providers.front()); }},
      {FindingId::lint_placeholder,
       "/TrustServiceProviderList/TrustServiceProvider/TSPInformation/TSPTradeName",
       [](TrustedList& list) {
         provider_of(list).trade_names.front().text =
             "NTRJP-" + std::string(placeholder::registration);
       }},
  };
  require_breaches(third_country_list, breaches);
  auto list = third_country_list();
  provider_of(list).trade_names = {{"en", "Test organisation"}, {"en", "NTREL-1"}, {"en", "TINA"}};
  CHECK(lint_list(list).empty());
}

}  // namespace
}  // namespace accord::tests
