#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/entities_maker.h"
#include "trustlist/build/sign.h"
#include "trustlist/lint/schema.h"
#include "trustlist/scheme/compose.h"
#include "trustlist/scheme/edit.h"
#include "trustlist/scheme/edited_text.h"
#include "trustlist/scheme/example.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::scheme;
using outcome::FindingId;

class MemoryFiles final : public Files {
 public:
  outcome::Result<std::string> read(const std::string& name) override {
    const auto found = files.find(name);
    if (found == files.end()) return outcome::fail(FindingId::xml_no_root, {name, 0, {}});
    return found->second;
  }
  std::map<std::string, std::string> files;
};

NewScheme facts() {
  NewScheme facts;
  facts.territory = "JP";
  facts.operator_name = "Test authority";
  facts.list_version = 1;
  facts.form = Form::trusted_entities;
  facts.list_type = wallet_list_type;
  return facts;
}

Grant wallet() {
  Grant service;
  service.service_name = "Wallet";
  service.certificate_files = {"wallet.crt"};
  service.status.clear();
  return service;
}

/// A scheme of trusted entities with one service that is listed without type and status.
struct Setting {
  SchemeSource scheme = require_value(new_scheme(facts()));
  ProviderSource provider =
      require_value(new_provider("Example Wallets", "JP", Form::trusted_entities));
  MemoryFiles files;
  outcome::Findings findings;

  Setting() {
    REQUIRE(add_service(provider, wallet()));
    files.files["wallet.crt"] = to_pem(listed_authority().certificate);
  }
  std::optional<TrustedList> compose() {
    outcome::Budget budget;
    return scheme::compose(scheme, {{"providers/example-wallets.xml", provider}}, files,
                           issue_date(), budget, findings);
  }
};

outcome::Findings read_provider_text(const std::string& text) {
  outcome::Budget budget;
  outcome::Findings findings;
  (void)read_provider(text, budget, findings);
  return findings;
}

TEST_CASE("a list of trusted entities is composed from its source, and may be signed") {
  Setting setting;
  setting.provider.services.front().unique_identifier = "https://operator.example/id/1";
  setting.provider.associated_body = AssociatedBody{
      {{"en", "Body"}}, {}, setting.provider.address, {{"en", "https://b.example/"}}};
  const auto list = setting.compose();
  REQUIRE(list.has_value());
  CHECK(list->form == Form::trusted_entities);
  CHECK(list->version == 1);
  CHECK(list->tag == uri::entities_tag);
  const auto& now = list->providers.front().services.front().current;
  CHECK_FALSE(now.has_status());
  CHECK(now.type.empty());
  CHECK(now.starting == issue_date());
  CHECK(now.identity.has_certificate());
  CHECK(now.unique_identifier() == "https://operator.example/id/1");
  CHECK(std::holds_alternative<OtherAssociatedBodies>(
      list->providers.front().extensions.front().value));
  outcome::Budget budget;
  outcome::Findings findings;
  const auto signable = build::lint_to_sign(unsigned_text(*list), budget, findings);
  for (const auto& one : findings.all()) INFO(outcome::message(one));
  CHECK(signable.has_value());
}

TEST_CASE("the source of trusted entities is written and read again") {
  Setting setting;
  setting.provider.services.front().unique_identifier = "https://operator.example/id/1";
  setting.provider.associated_body = AssociatedBody{
      {{"en", "Body"}}, {{"en", "B"}}, setting.provider.address, {{"en", "https://b.example/"}}};
  outcome::Budget budget;
  outcome::Findings findings;
  CHECK(read_scheme(write_scheme(setting.scheme), budget, findings) == setting.scheme);
  CHECK(read_provider(write_provider(setting.provider), budget, findings) == setting.provider);
  lint::validate(write_scheme(setting.scheme), lint::Schema::scheme_source, budget, findings);
  lint::validate(write_provider(setting.provider), lint::Schema::scheme_source, budget, findings);
  for (const auto& one : findings.all()) FAIL_CHECK(outcome::message(one));
  auto edited = setting.provider;
  REQUIRE(set_status(edited, "Wallet", notified_status, instant("2026-05-20T00:00:00Z")));
  const auto text =
      require_value(edited_provider(write_provider(setting.provider), edited, budget));
  CHECK(read_provider(text, budget, findings) == edited);
}

TEST_CASE("a service of a trusted entity gets statuses of the scheme's own") {
  Setting setting;
  auto& provider = setting.provider;
  REQUIRE(set_status(provider, "Wallet", notified_status, instant("2026-05-20T00:00:00Z")));
  const auto list = setting.compose();
  REQUIRE(list.has_value());
  const auto& service = list->providers.front().services.front();
  CHECK(service.current.status == notified_status);
  CHECK(service.history.empty());
  require_failure(set_status(provider, "Wallet", notified_status, instant("2026-05-21T00:00:00Z")),
                  FindingId::status_unchanged);
  require_failure(undo_status(provider, "Wallet", std::nullopt), FindingId::source_not_of_form);
  REQUIRE(set_status(provider, "Wallet", "https://operator.example/status/suspended",
                     instant("2026-05-21T00:00:00Z")));
  CHECK(require_value(undo_status(provider, "Wallet", std::nullopt)).since ==
        instant("2026-05-21T00:00:00Z"));
}

TEST_CASE("what belongs to trusted lists is refused in the source of trusted entities") {
  Setting setting;
  auto& provider = setting.provider;
  auto grant = wallet();
  grant.type = uri::ca_qc;
  require_failure(grant_service(provider, grant), FindingId::source_not_of_form);
  require_failure(withdraw_service(provider, "Wallet", issue_date()),
                  FindingId::source_not_of_form);
  require_failure(put_information(provider, "Wallet", {}, issue_date(), std::nullopt),
                  FindingId::source_not_of_form);
  grant.service_name = "Other";
  grant.additional_information = {std::string(uri::for_eseals)};
  require_failure(add_service(provider, grant), FindingId::source_not_of_form);
  require_failure(add_service(provider, wallet()), FindingId::service_exists);
  const auto text = write_provider(provider);
  require_only_blocking(
      read_provider_text(replaced(text, "<certificate file=\"wallet.crt\"/>",
                                  "<certificate file=\"wallet.crt\"/><additional-information>"
                                  "https://x.example/</additional-information>")),
      FindingId::source_not_of_form, "/provider/service");
}

TEST_CASE("what belongs to trusted entities is refused in the source of a trusted list") {
  Setting setting;
  setting.provider.form = Form::trusted_list;
  const auto text = write_provider(setting.provider);
  const auto findings = read_provider_text(text);
  require_finding(findings, FindingId::source_element_missing, "/provider/service");
  const auto named = replaced(text, "<certificate file=\"wallet.crt\"/>",
                              "<certificate file=\"wallet.crt\"/><unique-identifier>"
                              "https://x.example/1</unique-identifier>");
  require_finding(read_provider_text(named), FindingId::source_not_of_form, "/provider/service");
  auto& provider = setting.provider;
  provider.associated_body =
      AssociatedBody{{{"en", "Body"}}, {}, provider.address, {{"en", "https://b.example/"}}};
  require_finding(read_provider_text(write_provider(provider)), FindingId::source_not_of_form,
                  "/provider/associated-body");
}

TEST_CASE("a provider of another form than the scheme's is refused") {
  Setting setting;
  setting.provider.form = Form::trusted_list;
  CHECK_FALSE(setting.compose().has_value());
  require_only_blocking(setting.findings, FindingId::source_not_of_form, "/provider");
}

TEST_CASE("a scheme of trusted entities says its type, and version 1") {
  const auto refuse = [](auto change) {
    auto wrong = facts();
    change(wrong);
    require_failure(new_scheme(wrong), FindingId::source_value_wrong);
  };
  refuse([](auto& f) { f.list_version = 6; });
  refuse([](auto& f) { f.list_type.clear(); });
  refuse([](auto& f) { f.list_type = uri::eu_generic; });
  refuse([](auto& f) { f.list_of_lists = true; });
  refuse([](auto& f) { f.list_type = "https://x.example/JPlistofthelists"; });
  auto lists = facts();
  lists.list_of_lists = true;
  lists.list_type = "https://x.example/JPlistofthelists";
  CHECK(require_value(new_scheme(lists)).list_type == lists.list_type);
  const auto text = write_scheme(require_value(new_scheme(facts())));
  outcome::Budget budget;
  for (const auto& [from, to] : {std::pair{"list-version=\"1\"", "list-version=\"6\""},
                                 std::pair{"form=\"trusted-entities\"", "form=\"lote\""},
                                 std::pair{"form=\"trusted-entities\"", ""}}) {
    outcome::Findings findings;
    CHECK_FALSE(read_scheme(replaced(text, from, to), budget, findings).has_value());
    require_finding(findings, FindingId::source_value_wrong, "/scheme");
  }
}

TEST_CASE("the example of a source of trusted entities names its gaps") {
  ExampleFacts known;
  known.territory = "JP";
  known.form = Form::trusted_entities;
  outcome::Budget budget;
  outcome::Findings findings;
  const auto example = require_value(example_scheme(known));
  CHECK(example.find("<!-- The source of a list of trusted entities.") != std::string::npos);
  CHECK_FALSE(read_scheme(example, budget, findings).has_value());
  CHECK_FALSE(read_provider(example_provider(known), budget, findings).has_value());
  for (const auto& one : findings.all()) CHECK(one.id == FindingId::source_to_fill_in);
  require_finding(findings, FindingId::source_to_fill_in, "/scheme/list-type");
}

TEST_CASE(
    "a territory has a pointer to its trusted list and one to each list of trusted entities") {
  SchemeSource scheme;
  put_pointer(scheme, pointer_to(sample_list(), "https://x.example/1.xml", {"a.crt"}, {}));
  put_pointer(scheme, pointer_to(entities_list(), "https://x.example/2.xml", {"a.crt"}, {}));
  auto other = entities_list();
  other.type = "https://x.example/type";
  put_pointer(scheme, pointer_to(other, "https://x.example/3.xml", {"a.crt"}, {}));
  REQUIRE(scheme.pointers.size() == 3);
  put_pointer(scheme, pointer_to(entities_list(), "https://x.example/4.xml", {"a.crt"}, {}));
  REQUIRE(scheme.pointers.size() == 3);
  CHECK(scheme.pointers[1].location == "https://x.example/4.xml");
  CHECK(scheme.pointers[1].mime_type == uri::xml_mime_type);
}

}  // namespace
}  // namespace accord::tests
