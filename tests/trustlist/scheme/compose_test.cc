#include "trustlist/scheme/compose.h"

#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/build/sign.h"
#include "trustlist/build/write.h"
#include "trustlist/scheme/agreement.h"
#include "trustlist/scheme/edit.h"

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

struct Composed {
  std::optional<TrustedList> list;
  outcome::Findings findings;
};

/// A scheme of JP with one provider whose service was granted on 2026-05-20.
struct Setting {
  SchemeSource scheme = require_value(new_scheme({"JP", "Test authority", false, 6}));
  ProviderSource provider = require_value(new_provider("Seal trust", "JP"));
  MemoryFiles files;

  Setting() {
    REQUIRE(grant_service(provider, {"Seals",
                                     std::string(uri::ca_qc),
                                     {"issuing.crt"},
                                     {std::string(uri::for_eseals)},
                                     instant("2026-05-20T00:00:00Z")}));
    files.files["issuing.crt"] = to_pem(listed_authority().certificate);
    files.files["signer.crt"] = to_pem(list_signer().certificate);
  }
  Composed compose(std::string_view issued = "2026-06-01T00:00:00Z") {
    Composed result;
    outcome::Budget budget;
    result.list = scheme::compose(scheme, {{"providers/seal-trust.xml", provider}}, files,
                                  instant(issued), budget, result.findings);
    return result;
  }
};

TEST_CASE("a list is composed from its sources, can be built and passes lint") {
  for (const std::uint32_t version : {5U, 6U}) {
    Setting setting;
    setting.scheme.list_version = version;
    setting.provider.trade_names.push_back(
        {"en", "Test organisation"});  // as its certificate has it
    const auto composed = setting.compose();
    REQUIRE(composed.list.has_value());
    CHECK(composed.findings.empty());
    const auto& list = *composed.list;
    CHECK(list.sequence == 1);
    CHECK(list.version == version);
    CHECK(list.issued == issue_date());
    CHECK(list.next_update == issue_date() + std::chrono::days{180});
    const auto& service = list.providers.front().services.front();
    CHECK(match(service, listed_authority().certificate) == IdentityMatch::certificate);
    CHECK(service.current.has_additional_information(uri::for_eseals));
    CHECK(service.history.empty());
    outcome::Findings findings;
    outcome::Budget budget;
    CHECK(build::lint_to_sign(unsigned_text(list), budget, findings).has_value());
    // What a new source leaves to be filled in is all that lint has to say.
    for (const auto& finding : findings.all()) {
      CHECK(finding.id == FindingId::lint_placeholder);
    }
  }
}

TEST_CASE("a withdrawn service has its grant as history, without the certificate") {
  Setting setting;
  REQUIRE(withdraw_service(setting.provider, "Seals", instant("2026-07-25T00:00:00Z")));
  setting.scheme.published = Published{1, issue_date()};
  const auto composed = setting.compose("2026-07-28T00:00:00Z");
  REQUIRE(composed.list.has_value());
  CHECK(composed.list->sequence == 2);
  const auto& service = composed.list->providers.front().services.front();
  CHECK(service.current.status == uri::withdrawn);
  REQUIRE(service.history.size() == 1);
  CHECK_FALSE(service.history.front().identity.has_certificate());
  CHECK(match(service.history.front().identity, listed_authority().certificate) ==
        IdentityMatch::key_identifier);
  CHECK(status_at(service, instant("2026-07-24T23:59:59Z"))->entry->status == uri::granted);
  CHECK(status_at(service, instant("2026-07-25T00:00:00Z"))->entry->status == uri::withdrawn);
  outcome::Findings findings;
  outcome::Budget budget;
  CHECK(build::lint_to_sign(unsigned_text(*composed.list), budget, findings).has_value());
}

TEST_CASE("a list of lists is composed with a pointer that carries an agreement") {
  Setting setting;
  setting.scheme = require_value(new_scheme({"EU", "Test authority", true, 6}));
  put_pointer(setting.scheme,
              pointer_to(sample_list(), "https://jp.example/", {"signer.crt"}, "agreement.xml"));
  setting.files.files["agreement.xml"] = require_value(build::write_agreement(sample_agreement()));
  const auto composed = setting.compose();
  REQUIRE(composed.list.has_value());
  const auto& pointer = composed.list->pointers.front();
  CHECK(pointer.agreement == sample_agreement());
  CHECK(pointer.signer_certificates().front() == list_signer().certificate);
  outcome::Findings findings;
  outcome::Budget budget;
  CHECK(build::lint_to_sign(unsigned_text(*composed.list), budget, findings).has_value());
}

TEST_CASE("a file that is not there is named with the line that names it") {
  Setting setting;
  setting.files.files.erase("issuing.crt");
  outcome::Budget budget;
  outcome::Findings ignored;
  setting.provider = *read_provider(write_provider(setting.provider), budget, ignored);
  const auto composed = setting.compose();
  CHECK_FALSE(composed.list.has_value());
  const auto& finding = require_only_blocking(composed.findings, FindingId::source_file_unreadable,
                                              "providers/seal-trust.xml");
  CHECK(finding.about.line > 10);
}

TEST_CASE("a file with no certificate or with two is refused") {
  Setting setting;
  setting.files.files["issuing.crt"] += to_pem(list_signer().certificate);
  require_only_blocking(setting.compose().findings, FindingId::source_certificate_wrong,
                        "seal-trust.xml");
  setting.files.files["issuing.crt"] = "nothing";
  require_only_blocking(setting.compose().findings, FindingId::source_certificate_wrong);
}

TEST_CASE("a list does not speak of a status that begins after its issue date") {
  Setting setting;
  CHECK(setting.compose("2026-05-20T00:00:00Z").list.has_value());
  const auto early = setting.compose("2026-05-19T23:59:59Z");
  CHECK_FALSE(early.list.has_value());
  require_only_blocking(early.findings, FindingId::status_in_future, "seal-trust.xml");
}

TEST_CASE("a provider without services and an agreement that is none are refused") {
  Setting setting;
  setting.provider.services.clear();
  require_only_blocking(setting.compose().findings, FindingId::source_element_missing,
                        "seal-trust.xml");
  Setting pointing;
  put_pointer(pointing.scheme,
              pointer_to(sample_list(), "https://jp.example/", {"signer.crt"}, "agreement.xml"));
  pointing.files.files["agreement.xml"] = "<x/>";
  require_only_blocking(pointing.compose().findings, FindingId::agreement_root_wrong,
                        "agreement.xml");
}

TEST_CASE("a drafted agreement is for e-seals, enacted from the moment given") {
  AgreementDraft draft{"EU", "JP", instant("2026-07-01T00:00:00Z"), {}, {}};
  const auto agreement = require_value(draft_agreement(draft));
  CHECK(agreement.depth == 1);
  CHECK(agreement.pointing_legislation == "http://data.europa.eu/eli/reg/2014/910/oj");
  CHECK(agreement.pointed_legislation == legislation_of("JP"));
  REQUIRE(agreement.equivalences.size() == 1);
  const auto& equivalence = agreement.equivalences.front();
  CHECK(equivalence.legal_identifier == "QCForESeal");
  CHECK_FALSE(terms_at(equivalence, instant("2026-06-30T23:59:59Z")).has_value());
  const auto terms = terms_at(equivalence, instant("2026-07-01T00:00:00Z"));
  REQUIRE(terms.has_value());
  CHECK(terms->terms->status == uri::enacted);
  CHECK(terms->terms->pointed_kinds.front().additional->uri.text == uri::for_eseals);
  REQUIRE(terms->terms->contents.size() == 2);
  for (const auto& content : terms->terms->contents) {
    CHECK(is_decidable(content.pointing));
    CHECK(is_decidable(content.pointed));
  }
  draft.pointed_legislation = "urn:law";
  CHECK(require_value(draft_agreement(draft)).pointed_legislation == "urn:law");
}

TEST_CASE("an agreement names a law that is known or given, and none that is made up") {
  CHECK_FALSE(legislation_of("BR").has_value());
  AgreementDraft draft{"EU", "BR", issue_date(), {}, {}};
  const auto refused = draft_agreement(draft);
  const auto& finding = require_failure(refused, FindingId::legislation_unknown);
  CHECK(outcome::message(finding).find("BR is not known here, and --pointed-legislation") !=
        std::string::npos);
  draft.pointed_legislation = "no address";
  require_failure(draft_agreement(draft), FindingId::source_value_wrong);
  draft.pointed_legislation = "https://law.example/br";
  CHECK(require_value(draft_agreement(draft)).pointed_legislation == "https://law.example/br");
}

TEST_CASE("an agreement is between two territories") {
  require_failure(draft_agreement({"EU", "Japan", issue_date(), {}, {}}),
                  FindingId::source_value_wrong);
  require_failure(draft_agreement({"EU", "EU", issue_date(), {}, {}}),
                  FindingId::source_value_wrong);
}

TEST_CASE("a damaged agreement is not taken from its file") {
  outcome::Budget budget;
  const auto text = require_value(build::write_agreement(sample_agreement()));
  require_failure(parse_agreement(replaced(text, "assert=\"all\"", ""), budget),
                  FindingId::list_criteria_without_assert);
  require_failure(parse_agreement("<x", budget), FindingId::xml_unclosed);
}

}  // namespace
}  // namespace accord::tests
