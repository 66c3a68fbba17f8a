#include <algorithm>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/support/expect.h"
#include "tests/trustlist/lint/lint_maker.h"
#include "trustlist/lint/rule.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using lint::Profile;
using outcome::FindingId;

#define POINTER "/SchemeInformation/PointersToOtherTSL/OtherTSLPointer"

Pointer& pointer_of(TrustedList& list) { return list.pointers.front(); }
Equivalence& equivalence_of(TrustedList& list) {
  return pointer_of(list).agreement->equivalences.front();
}

trustlist::Identity expired_signer() {
  auto spec = list_signer_spec();
  spec.not_after = instant("2026-05-31T00:00:00Z");
  return {{DigitalId{make_self_signed(spec).certificate}}};
}

TEST_CASE("every rule of pointers is raised where it is broken") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_pointer_information_missing, POINTER,
       [](TrustedList& list) { pointer_of(list).list_type.reset(); }},
      {FindingId::lint_pointer_information_missing, POINTER,
       [](TrustedList& list) { pointer_of(list).operator_names.clear(); }},
      {FindingId::lint_pointer_information_missing, POINTER,
       [](TrustedList& list) { pointer_of(list).community_rules.clear(); }},
      {FindingId::lint_pointer_information_missing, POINTER,
       [](TrustedList& list) { pointer_of(list).territory.reset(); }},
      {FindingId::lint_pointer_information_missing, POINTER,
       [](TrustedList& list) { pointer_of(list).mime_type.reset(); }},
      {FindingId::lint_pointer_no_signers, POINTER,
       [](TrustedList& list) { pointer_of(list).signers.clear(); }},
      {FindingId::lint_pointer_mime_type, POINTER "/AdditionalInformation",
       [](TrustedList& list) { pointer_of(list).mime_type = "text/xml"; }},
      {FindingId::lint_pointer_location_form, POINTER "/TSLLocation",
       [](TrustedList& list) { pointer_of(list).location = "https://operator.example/list.XML"; }},
      {FindingId::lint_pointer_repeated, POINTER "[2]/TSLLocation",
       [](TrustedList& list) { list.pointers.push_back(list.pointers.front()); }},
      {FindingId::lint_pointer_signers_expired, POINTER "/ServiceDigitalIdentities",
       [](TrustedList& list) { pointer_of(list).signers = {expired_signer()}; }},
      {FindingId::lint_pointer_type_territory, POINTER "/AdditionalInformation",
       [](TrustedList& list) { pointer_of(list).list_type = uri::list_of("KR"); }},
      {FindingId::lint_agreement_status_unknown, POINTER,
       [](TrustedList& list) { equivalence_of(list).current.status = "urn:x:planned"; }},
      {FindingId::lint_agreement_status_both, POINTER,
       [](TrustedList& list) {
         auto& terms = equivalence_of(list).current;
         terms.invalid.pointed.push_back(terms.valid.pointed.front());
       }},
      {FindingId::lint_agreement_repeated, POINTER,
       [](TrustedList& list) {
         auto& all = pointer_of(list).agreement->equivalences;
         all.push_back(all.front());
       }},
  };
  require_breaches(eu_list_of_lists, breaches);
  auto list = eu_list_of_lists();
  pointer_of(list).signers.push_back(expired_signer());
  list.pointers.push_back(list.pointers.front());
  list.pointers.back().location = "https://operator.example/jp/list.pdf";
  list.pointers.back().mime_type = "application/pdf";
  list.pointers.back().agreement.reset();
  CHECK(lint_list(list).empty());
}

TEST_CASE("a finding about an agreement has the line of the equivalence") {
  auto list = eu_list_of_lists();
  equivalence_of(list).current.status = "urn:x:planned";
  const auto text = unsigned_text(list);
  const auto findings = lint_text(text);
  const auto& finding = require_finding(findings, FindingId::lint_agreement_status_unknown);
  const auto at = text.find("TrustServiceEquivalenceInformation>");
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  CHECK(finding.about.line == static_cast<std::uint32_t>(line));
}

TEST_CASE("a member state points to the list of lists, and agreements stand there") {
  static constexpr Breach breaches[] = {
      {FindingId::lint_pointer_to_list_of_lists_missing, "/SchemeInformation",
       [](TrustedList& list) { list.pointers.clear(); }},
      {FindingId::lint_agreement_place, POINTER,
       [](TrustedList& list) { pointer_of(list).agreement = sample_agreement(); }},
  };
  require_breaches(member_state_list, breaches);
}

std::string signed_list() { return signed_text(third_country_list(), list_signer()); }

TEST_CASE("every rule of a signature is raised where it is broken") {
  const auto text = signed_list();
  CHECK(lint_text(text).empty());
  const auto certificate = der::to_base64(list_signer().certificate.der());
  const std::string element = "<ds:X509Certificate>";
  const auto begin = text.find(element, text.find("<ds:KeyInfo"));
  REQUIRE(begin != std::string::npos);
  auto doubled = text;
  doubled.insert(begin, element + certificate + "</ds:X509Certificate>");
  const auto& chain = lint_text(doubled);
  CHECK(require_finding(chain, FindingId::lint_signature_chain, "/Signature/KeyInfo")
            .params.front()
            .second == "2");
  require_finding(lint_text(cut(text, "<ds:X509Data>", "</ds:X509Data>")),
                  FindingId::lint_signature_no_certificate, "/Signature");
  const std::string exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
  require_finding(
      lint_text(replaced(text, exclusive, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
      FindingId::lint_signature_canonicalization, "/Signature/SignedInfo/CanonicalizationMethod");
  require_finding(lint_text(replaced(text, "#enveloped-signature", "#base64")),
                  FindingId::lint_signature_transforms, "/Signature/SignedInfo/Reference[1]");
  require_finding(lint_text(replaced(text, "http://www.w3.org/2001/04/xmlenc#sha256",
                                     "http://www.w3.org/2000/09/xmldsig#sha1")),
                  FindingId::lint_signature_algorithm, "/Reference[1]/DigestMethod");
}

TEST_CASE("the signer's certificate is held against the standard, once") {
  auto spec = list_signer_spec("KR", "Somebody else");
  spec.ca = true;
  spec.extended_key_usage.clear();
  auto signer = make_self_signed(spec);
  const auto findings = lint_text(signed_text(third_country_list(), signer));
  for (const auto id : {FindingId::list_signer_country, FindingId::list_signer_operator,
                        FindingId::list_signer_purpose, FindingId::list_signer_is_ca}) {
    require_finding(findings, id, "/Signature/KeyInfo/X509Data/X509Certificate");
    CHECK(std::count_if(findings.all().begin(), findings.all().end(),
                        [&](const outcome::Finding& one) { return one.id == id; }) == 1);
  }
  auto text = signed_list();
  const auto at = text.find("<ds:X509Certificate>", text.find("<ds:KeyInfo"));
  require_finding(lint_text(text.insert(at + 20, "AAAA")), FindingId::list_certificate_unreadable,
                  "/KeyInfo");
}

TEST_CASE("a byte order mark and a very large document are reported") {
  const auto text = unsigned_text(third_country_list());
  require_finding(lint_text("\xEF\xBB\xBF" + text), FindingId::lint_byte_order_mark);
  const std::string comment = "<!--" + std::string(8'000'000 - text.size() - 7, 'x') + "-->";
  CHECK(lint_text(text + comment).empty());
  const auto findings = lint_text(text + comment + " ");
  CHECK(require_finding(findings, FindingId::lint_size).params.front().second == "9");
}

TEST_CASE("the findings of one rule are kept up to a limit, and the others counted") {
  auto list = third_country_list();
  for (std::size_t i = 0; i < lint::most_findings_of_a_rule + 1; ++i) {
    list.information_uris.push_back({"en", "no uri " + std::to_string(i)});
  }
  const auto findings = lint_list(list);
  const auto& cut = require_finding(findings, FindingId::lint_rule_cut);
  CHECK(outcome::message(cut) ==
        "The rule lint_uri_malformed is broken 1 times more; those are not listed.");
  CHECK(findings.all().size() == lint::most_findings_of_a_rule + 1);
  list.information_uris.pop_back();
  CHECK(lint_list(list).all().size() == lint::most_findings_of_a_rule);
}

TEST_CASE("the profile follows from the list's type, and any other may be asked for") {
  CHECK(lint::profile_of(member_state_list()) == Profile::eu);
  CHECK(lint::profile_of(eu_list_of_lists()) == Profile::eu);
  CHECK(lint::profile_of(third_country_list()) == Profile::third_country);
  auto list = third_country_list();
  list.type = uri::ades_list_of_lists;
  CHECK(lint::profile_of(list) == Profile::plain);
  for (const auto profile : {Profile::plain, Profile::eu, Profile::third_country}) {
    CHECK(lint::profile_from(lint::to_string(profile)) == profile);
  }
  CHECK_FALSE(lint::profile_from("EU").has_value());
  const auto text = unsigned_text(member_state_list());
  CHECK(lint_in(Profile::plain, text).empty());
  require_finding(lint_in(Profile::third_country, text), FindingId::lint_type_not_of_territory);
  require_finding(lint_in(Profile::eu, unsigned_text(third_country_list())),
                  FindingId::lint_type_not_eu);
  // What is no more than advice is not asked of a plain list.
  list = third_country_list();
  list.operator_names.front().text += " ";
  CHECK(lint_in(Profile::plain, unsigned_text(list)).empty());
}

TEST_CASE("every finding of lint has its rule, and every rule says what it asks") {
  std::set<std::string_view> known;
  std::size_t checks = 0;
  for (const auto& group : lint::rule_groups()) {
    CHECK_FALSE(group.subject.empty());
    for (const auto& rule : group.rules) {
      INFO(outcome::entry(rule.id).name);
      CHECK(known.insert(outcome::entry(rule.id).name).second);
      CHECK(rule.says.size() > 20);
      CHECK(rule.says.back() == '.');
      if (rule.check != nullptr) ++checks;
    }
  }
  CHECK(checks >= 60);
  for (const auto& row : outcome::finding_table()) {
    if (row.name.substr(0, 5) != "lint_") continue;
    INFO(row.name);
    const bool has_none = row.id == FindingId::lint_rule_cut ||
                          row.id == FindingId::lint_profile_unknown ||
                          row.id == FindingId::lint_profile_not_of_form;
    CHECK((known.count(row.name) == 1) != has_none);
  }
}

}  // namespace
}  // namespace accord::tests
