#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/entities_maker.h"
#include "trustlist/build/sign.h"
#include "trustlist/read/tree.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::read;
using outcome::FindingId;

time::Instant asked_about() { return instant("2026-08-01T00:00:00Z"); }

ListVerdict verify(std::string text, const SignerSet& signers) {
  outcome::Budget budget;
  return verify_list(std::move(text), signers, asked_about(), {}, budget);
}

SignerSet given() { return SignerSet::given({list_signer().certificate}); }

TEST_CASE("a signed list of trusted entities may be relied on") {
  auto list = full_entities_list();
  list.scheme_extensions.clear();
  const auto verdict = verify(signed_text(list, list_signer()), given());
  CHECK(verdict.verdict == Verdict::valid);
  CHECK(verdict.findings.empty());
  REQUIRE(verdict.verified.has_value());
  CHECK(verdict.verified->list() == list);
}

TEST_CASE("a changed list of trusted entities is invalid") {
  const auto verdict =
      verify(replaced(signed_text(full_entities_list(), list_signer()), "Seal trust", "Real trust"),
             given());
  CHECK(verdict.verdict == Verdict::invalid);
  require_only_blocking(verdict.findings, FindingId::signature_digest_wrong);
}

TEST_CASE("the findings of verification name the elements of the list's form") {
  auto list = entities_list();
  list.next_update = instant("2026-07-01T00:00:00Z");
  const auto verdict = verify(signed_text(list, list_signer()), given());
  require_only_blocking(verdict.findings, FindingId::list_expired,
                        "/ListOfTrustedEntities/ListAndSchemeInformation");
}

TEST_CASE("a list of trusted entities is signed with the properties of EN 319 132-1") {
  outcome::Budget budget;
  outcome::Findings findings;
  auto to_sign = build::lint_to_sign(unsigned_text(full_entities_list()), budget, findings);
  for (const auto& one : findings.all()) INFO(outcome::message(one));
  REQUIRE(to_sign.has_value());
  const auto text = require_value(
      build::sign_list(std::move(*to_sign), list_signer().key, list_signer().certificate,
                       {.signing_time = issue_date(), .chain = {}}, budget));
  CHECK(text.find("SigningCertificateV2") != std::string::npos);
  CHECK(verify(text, given()).verdict == Verdict::valid);
  const auto old =
      verify(sign_text(unsigned_text(full_entities_list()), list_signer(), 5), given());
  require_finding(old.findings, FindingId::list_signature_form);
}

TEST_CASE("a list of another form than the pointer's type is refused") {
  const auto to_trusted_list = pointer_to_list(sample_list(), "https://x.example/list.xml");
  const auto to_entities = pointer_to_list(entities_list(), "https://x.example/entities.xml");
  CHECK(verify(signed_text(sample_list(), list_signer()), SignerSet::announced_by(to_trusted_list))
            .verdict == Verdict::valid);
  CHECK(verify(signed_text(entities_list(), list_signer()), SignerSet::announced_by(to_entities))
            .verdict == Verdict::valid);
  const auto wrong =
      verify(signed_text(entities_list(), list_signer()), SignerSet::announced_by(to_trusted_list));
  CHECK(wrong.verdict == Verdict::invalid);
  require_only_blocking(wrong.findings, FindingId::list_form_not_as_pointed_to,
                        "/ListOfTrustedEntities/ListAndSchemeInformation");
  const auto reverse =
      verify(signed_text(sample_list(), list_signer()), SignerSet::announced_by(to_entities));
  require_only_blocking(reverse.findings, FindingId::list_form_not_as_pointed_to,
                        "/TrustServiceStatusList/SchemeInformation");
}

TEST_CASE("a list of trusted entities of another type than the pointer's is another list") {
  auto pointer = pointer_to_list(entities_list(), "https://x.example/entities.xml");
  pointer.list_type = "http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList";
  const auto verdict =
      verify(signed_text(entities_list(), list_signer()), SignerSet::announced_by(pointer));
  CHECK(verdict.verdict == Verdict::invalid);
  require_only_blocking(verdict.findings, FindingId::list_type_not_as_pointed_to,
                        "/ListOfTrustedEntities/ListAndSchemeInformation");
}

TEST_CASE("signers are those of the pointers to the form asked about") {
  auto parent = sample_list_of_lists();
  parent.pointers.front().agreement.reset();
  parent.pointers.push_back(pointer_to_list(entities_list(), "https://x.example/entities.xml"));
  parent.pointers.back().signers = {trustlist::Identity{{DigitalId{other_signer().certificate}}}};
  const auto entities =
      SignerSet::announced_for(parent, "JP", Form::trusted_entities, wallet_list_type);
  CHECK_FALSE(SignerSet::announced_for(parent, "JP", Form::trusted_entities,
                                       "http://uri.etsi.org/19602/LoTEType/EUPIDProvidersList")
                  .known());
  CHECK(entities.certificates() == std::vector{other_signer().certificate});
  CHECK(verify(signed_text(entities_list(), other_signer()), entities).verdict == Verdict::valid);
  const auto lists = SignerSet::announced_for(parent, "JP", Form::trusted_list);
  CHECK(lists.certificates() == std::vector{list_signer().certificate});
  CHECK(file_names_for(parent.pointers.front()).front() == "JP.xml");
  CHECK(file_names_for(parent.pointers.back()).front() == "entities.xml");
}

class Lists final : public ListSource {
 public:
  outcome::Result<std::optional<File>> list_for(const Pointer& pointer) override {
    const auto found = files.find(pointer.location);
    if (found == files.end()) return std::optional<File>();
    return File{pointer.location, found->second};
  }
  std::map<std::string, std::string> files;
};

TEST_CASE("a list of lists of either form points to lists of either form") {
  Lists source;
  source.files["https://operator.example/list.xml"] = signed_text(sample_list(), list_signer());
  source.files["https://operator.example/entities.xml"] =
      signed_text(entities_list(), list_signer());
  auto trusted = sample_list_of_lists();
  trusted.territory = "JP";
  trusted.type = uri::list_of_lists_of("JP");
  trusted.pointers = entities_list_of_lists().pointers;
  for (const auto& root : {entities_list_of_lists(), trusted}) {
    outcome::Budget budget;
    const auto tree = verify_tree({"root.xml", signed_text(root, list_signer())}, given(), source,
                                  asked_about(), {}, budget);
    CHECK(tree.verdict == Verdict::valid);
    REQUIRE(tree.rows.size() == 3);
    for (const auto& row : tree.rows) CHECK(row.verdict == Verdict::valid);
  }
}

}  // namespace
}  // namespace accord::tests
