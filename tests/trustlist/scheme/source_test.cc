#include "trustlist/scheme/source.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/lint/schema.h"
#include "trustlist/model/placeholder.h"
#include "trustlist/scheme/edit.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::scheme;
using outcome::FindingId;

SchemeSource full_scheme() {
  auto scheme = require_value(new_scheme({"EU", "Test authority", true, 6}));
  scheme.operator_names.push_back({"ja", "試験 & 機関"});
  scheme.pointers.push_back(
      pointer_to(sample_list(), "https://jp.example/list.xml", {"jp-signer.crt"}, "agreement.xml"));
  scheme.published = Published{3, issue_date()};
  return scheme;
}

ProviderSource full_provider() {
  auto provider = require_value(new_provider("Seal <trust>", "JP"));
  REQUIRE(grant_service(provider, {"Seals",
                                   std::string(uri::ca_qc),
                                   {"certificates/issuing.crt"},
                                   {std::string(uri::for_eseals)},
                                   instant("2026-05-20T00:00:00Z")}));
  REQUIRE(withdraw_service(provider, "Seals", instant("2026-07-25T00:00:00Z")));
  auto& service = provider.services.front();
  service.supply_points = {{"https://x.example/crl", {}}, {"https://x.example/ocsp", "urn:ocsp"}};
  service.definition_uris = {{"en", "https://x.example/terms"}};
  provider.address.postal.front().state_or_province = "Tokyo-to";
  provider.address.postal.front().postal_code = "100-0001";
  return provider;
}

template <typename Source>
struct Outcome {
  std::optional<Source> source;
  outcome::Findings findings;
};
Outcome<SchemeSource> scheme_from(std::string text) {
  Outcome<SchemeSource> result;
  outcome::Budget budget;
  result.source = read_scheme(std::move(text), budget, result.findings);
  return result;
}
Outcome<ProviderSource> provider_from(std::string text) {
  Outcome<ProviderSource> result;
  outcome::Budget budget;
  result.source = read_provider(std::move(text), budget, result.findings);
  return result;
}

bool fits_schema(std::string_view text) {
  outcome::Budget budget;
  outcome::Findings findings;
  lint::validate(text, lint::Schema::scheme_source, budget, findings);
  for (const auto& finding : findings.all()) UNSCOPED_INFO(outcome::message(finding));
  return findings.empty();
}

TEST_CASE("source documents are written and read as the same values, and fit their schema") {
  const auto scheme = write_scheme(full_scheme());
  CHECK(fits_schema(scheme));
  CHECK(scheme_from(scheme).source == full_scheme());
  const auto provider = write_provider(full_provider());
  CHECK(fits_schema(provider));
  CHECK(provider_from(provider).source == full_provider());
  auto with_policy = full_scheme();
  with_policy.legal_notice =
      LegalNotice{LegalNotice::Kind::policy_uris, {{"en", "https://x.example/policy"}}};
  CHECK(scheme_from(write_scheme(with_policy)).source == with_policy);
  CHECK(fits_schema(write_scheme(with_policy)));
}

TEST_CASE("a new scheme's source fits the schema for countries and lists of lists") {
  for (const auto& facts : {NewScheme{"JP", "Authority", false, 6}, NewScheme{"LU", "A", false, 5},
                            NewScheme{"EU", "Commission", true, 6}}) {
    const auto scheme = require_value(new_scheme(facts));
    CHECK(fits_schema(write_scheme(scheme)));
    CHECK(scheme.territory == facts.territory);
    CHECK((scheme.list_type == uri::eu_list_of_lists) == facts.list_of_lists);
  }
}

TEST_CASE(
    "a new scheme's list has the type of the EU, of a member state, or of its own territory") {
  const std::string base = "http://uri.etsi.org/TrstSvc/TrustedList/";
  const auto rules = [](const SchemeSource& scheme) {
    std::vector<std::string> all;
    for (const auto& one : scheme.community_rules) all.push_back(one.text);
    return all;
  };
  const auto luxembourg = require_value(new_scheme({"LU", "A", false, 6}));
  CHECK(luxembourg.list_type == uri::eu_generic);
  CHECK(luxembourg.status_determination == base + "StatusDetn/EUappropriate");
  CHECK(rules(luxembourg) == std::vector{base + "schemerules/EUcommon", base + "schemerules/LU"});
  const auto japan = require_value(new_scheme({"JP", "A", false, 6}));
  CHECK(japan.list_type == base + "TSLType/JPlist");
  const auto lists = require_value(new_scheme({"JP", "A", true, 6}));
  CHECK(lists.list_type == base + "TSLType/JPlistofthelists");
  CHECK(lists.status_determination == base + "StatusDetn/JPdetermination");
  CHECK(rules(lists) == std::vector{base + "schemerules/JP"});
  TrustedList list;
  list.territory = "JP";
  list.type = lists.list_type;
  CHECK(list.is_list_of_lists());
  list.territory = "BR";
  CHECK_FALSE(list.is_list_of_lists());
}

TEST_CASE("what a new scheme is told stands in its source, and the rest is a placeholder") {
  const auto told =
      require_value(new_scheme({"JP", "A", false, 6, "1-1 Kasumi", "Tokyo", "trust@a.example.jp",
                                "https://a.jp/", "The law.", "https://a.jp/list.xml"}));
  CHECK(write_scheme(told).find("authority.example") == std::string::npos);
  CHECK(write_scheme(told).find("to be filled in") == std::string::npos);
  CHECK(told.operator_address.postal.front().locality == "Tokyo");
  CHECK(told.distribution_points.front() == "https://a.jp/list.xml");
  const auto untold = require_value(new_scheme({"JP", "A", false, 6}));
  CHECK(is_placeholder(untold.operator_address.postal.front().street));
  CHECK(is_placeholder(untold.legal_notice->entries.front().text));
  require_failure(new_scheme({"JP", "A", false, 6, {}, {}, {}, "no address"}),
                  FindingId::source_value_wrong);
}

TEST_CASE("a scheme or provider needs a territory, a name and a known version") {
  require_failure(new_scheme({"Japan", "A", false, 6}), FindingId::source_value_wrong);
  require_failure(new_scheme({"JP", "  ", false, 6}), FindingId::source_value_wrong);
  require_failure(new_scheme({"JP", "A", false, 4}), FindingId::source_value_wrong);
  require_failure(new_provider("", "JP"), FindingId::source_value_wrong);
  require_failure(new_provider("A", "jp"), FindingId::source_value_wrong);
}

TEST_CASE("another document is not taken for a source") {
  const auto scheme = scheme_from(write_provider(full_provider()));
  CHECK_FALSE(scheme.source.has_value());
  require_only_blocking(scheme.findings, FindingId::source_root_wrong, "/provider");
  const auto provider = provider_from(unsigned_text(sample_list()));
  require_only_blocking(provider.findings, FindingId::source_root_wrong, "/TrustServiceStatusList");
  require_only_blocking(provider_from("<provider").findings, FindingId::xml_unclosed);
}

TEST_CASE("each gap in a scheme's source is named with its line") {
  const auto text = write_scheme(full_scheme());
  for (const std::string name : {"territory", "list-type", "operator", "status-determination",
                                 "history-period", "next-update", "location"}) {
    INFO(name);
    const auto damaged = cut(text, "<" + name + ">", "</" + name + ">");
    const auto read = scheme_from(damaged);
    CHECK_FALSE(read.source.has_value());
    const auto& finding = require_finding(read.findings, FindingId::source_element_missing);
    CHECK(finding.params.front().second == name);
    CHECK(finding.about.line > 0);
    CHECK_FALSE(fits_schema(damaged));
  }
}

TEST_CASE("values that cannot be right are named with their line") {
  const std::pair<std::string_view, std::string_view> damages[] = {
      {"list-version=\"6\"", "list-version=\"9\""},
      {"<territory>EU<", "<territory>eu<"},
      {"<next-update>180<", "<next-update>0<"},
      {"<next-update>180<", "<next-update>many<"},
      {"issued=\"2026-06-01T00:00:00Z\"", "issued=\"June\""},
      {"sequence=\"3\"", "sequence=\"0\""},
      {"<location>https:", "<location>https"},
      {"<territory>JP<", "<territory>JPN<"},
      {"file=\"agreement.xml\"", "file=\"/etc/agreement.xml\""},
      {"lang=\"en\">https", "lang=\"en\"> "},
  };
  for (const auto& [from, to] : damages) {
    INFO(from << " -> " << to);
    const auto damaged = replaced(write_scheme(full_scheme()), from, to);
    const auto read = scheme_from(damaged);
    CHECK_FALSE(read.source.has_value());
    CHECK(require_finding(read.findings, FindingId::source_value_wrong).about.line > 0);
    CHECK_FALSE(fits_schema(damaged));
  }
  const auto upwards = scheme_from(replaced(
      write_scheme(full_scheme()), "certificate=\"jp-signer.crt\"", "certificate=\"a/../../b\""));
  require_only_blocking(upwards.findings, FindingId::source_value_wrong, "/signer");
}

TEST_CASE("an element that does not belong is named, also one out of order") {
  const auto text = write_provider(full_provider());
  const auto unknown = provider_from(replaced(text, "<service>", "<colour/><service>"));
  require_finding(unknown.findings, FindingId::source_element_unknown, "/colour");
  const auto late = provider_from(
      replaced(replaced(text, "<type>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</type>", ""),
               "</service>", "<type>urn:x:y</type></service>"));
  require_finding(late.findings, FindingId::source_element_unknown, "/type");
  require_finding(late.findings, FindingId::source_element_missing, "/service");
}

TEST_CASE("statuses in a source stand newest first") {
  const auto read = provider_from(
      replaced(write_provider(full_provider()), "2026-05-20T00:00:00Z", "2026-07-25T00:00:00Z"));
  require_only_blocking(read.findings, FindingId::source_status_order, "/status[2]");
}

TEST_CASE("a provider's file is named after it") {
  CHECK(provider_file_name("Acme Trust, Inc.") == "acme-trust-inc.xml");
  CHECK(provider_file_name("../../etc") == "etc.xml");
  CHECK(provider_file_name("認証局") == "provider.xml");
}

}  // namespace
}  // namespace accord::tests
