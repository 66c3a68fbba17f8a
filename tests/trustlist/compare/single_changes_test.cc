#include <algorithm>
#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "tests/trustlist/list_maker.h"
#include "trustlist/compare/compare.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::compare;
using trustlist::Identity;

/// One change of one field, and the one thing that is to be told of it.
struct Edit {
  const char* what;
  Kind kind;
  Action action;
  Weight weight;
  std::function<void(TrustedList&)> make;
};

Service& service(TrustedList& list) { return list.providers.front().services.front(); }
ServiceEntry& now(TrustedList& list) { return service(list).current; }
ServiceEntry& past(TrustedList& list) { return service(list).history.front(); }
Pointer& pointer(TrustedList& list) { return list.pointers.front(); }
RecognitionAgreement& agreement(TrustedList& list) { return *pointer(list).agreement; }
Equivalence& equivalence(TrustedList& list) { return agreement(list).equivalences.back(); }

template <typename T>
T* extension(ServiceEntry& entry) {
  for (auto& one : entry.extensions) {
    if (auto* value = std::get_if<T>(&one.value)) return value;
  }
  return nullptr;
}

// A certificate of the same key: what a renewal gives.
x509::Certificate renewed() {
  static const auto certificate = [] {
    CertificateSpec spec;
    spec.common_name = "Listed authority, renewed";
    spec.country = "JP";
    spec.ca = true;
    auto& authority = listed_authority();
    return make_certificate(spec, authority.key.public_key(), authority.key,
                            authority.certificate.subject());
  }();
  return certificate;
}

const std::vector<Edit>& scheme_edits() {
  constexpr auto changed = Action::changed;
  constexpr auto minor = Weight::minor;
  static const std::vector<Edit> edits{
      {"id", Kind::list_id, changed, minor, [](auto& l) { l.id = "other"; }},
      {"form", Kind::list_form, changed, Weight::alarm, [](auto& l) { l.form = Form(1); }},
      {"tag", Kind::list_tag, changed, minor, [](auto& l) { l.tag += "x"; }},
      {"version", Kind::list_version, changed, Weight::notable, [](auto& l) { l.version = 5; }},
      {"number", Kind::sequence_number, changed, minor, [](auto& l) { l.sequence += 1; }},
      {"lower number", Kind::sequence_number, changed, Weight::alarm,
       [](auto& l) { l.sequence -= 1; }},
      {"type", Kind::list_type, changed, Weight::alarm, [](auto& l) { l.type += "x"; }},
      {"territory", Kind::territory, changed, Weight::alarm, [](auto& l) { l.territory = "FI"; }},
      {"operator", Kind::operator_name, changed, minor,
       [](auto& l) { l.operator_names[1].text = "別の機関"; }},
      {"operator in one more language", Kind::operator_name, Action::added, minor,
       [](auto& l) {
         l.operator_names.push_back({"fi", "Viranomainen"});
       }},
      {"operator's town", Kind::operator_address, changed, minor,
       [](auto& l) { l.operator_address.postal.front().locality = "Osaka"; }},
      {"operator's mail", Kind::operator_electronic_address, Action::removed, minor,
       [](auto& l) { l.operator_address.electronic.pop_back(); }},
      {"scheme name", Kind::scheme_name, changed, minor,
       [](auto& l) { l.scheme_names.front().text += "!"; }},
      {"information", Kind::scheme_information_uri, changed, minor,
       [](auto& l) { l.information_uris.front().text += "/2"; }},
      {"determination", Kind::status_determination, changed, Weight::notable,
       [](auto& l) { l.status_determination += "x"; }},
      {"rules", Kind::scheme_community_rules, changed, Weight::notable,
       [](auto& l) { l.community_rules.front().text += "x"; }},
      {"policy", Kind::legal_notice, changed, minor,
       [](auto& l) { l.legal_notice->entries.front().text += "x"; }},
      {"policy as text", Kind::legal_notice, changed, minor,
       [](auto& l) { l.legal_notice->kind = LegalNotice::Kind::notice_texts; }},
      {"none", Kind::legal_notice, Action::removed, minor, [](auto& l) { l.legal_notice.reset(); }},
      {"history period", Kind::history_period, changed, Weight::notable,
       [](auto& l) { l.history_period = 10; }},
      {"issued", Kind::issue_date, changed, minor,
       [](auto& l) { l.issued = instant("2026-06-02T00:00:00Z"); }},
      {"issued before", Kind::issue_date, changed, Weight::alarm,
       [](auto& l) { l.issued = instant("2026-05-02T00:00:00Z"); }},
      {"next update", Kind::next_update, changed, minor,
       [](auto& l) { l.next_update = instant("2026-11-02T00:00:00Z"); }},
      {"closed", Kind::next_update, changed, Weight::serious,
       [](auto& l) { l.next_update.reset(); }},
      {"distribution point", Kind::distribution_point, Action::added, minor,
       [](auto& l) { l.distribution_points.push_back("https://second.example/list.xml"); }},
      {"scheme extension", Kind::scheme_extension, Action::removed, Weight::notable,
       [](auto& l) { l.scheme_extensions.clear(); }},
      {"left out", Kind::left_out, changed, Weight::serious,
       [](auto& l) {
         l.services_left_out = 1;
         l.left_out.emplace_back();
       }},
      {"not understood", Kind::not_understood, Action::added, Weight::serious,
       [](auto& l) { l.scheme_source = "<a/>"; }},
      {"unknown attribute", Kind::not_understood, Action::added, Weight::serious,
       [](auto& l) {
         l.other_attributes.push_back({"", "a", "b"});
       }},
      {"no provider among the providers", Kind::not_understood, Action::added, Weight::serious,
       [](auto& l) {
         l.kept_parts.push_back({0, "<a/>"});
       }},
  };
  return edits;
}

const std::vector<Edit>& pointer_edits() {
  constexpr auto changed = Action::changed;
  constexpr auto serious = Weight::serious;
  static const std::vector<Edit> edits{
      {"no pointer", Kind::pointer, Action::removed, serious, [](auto& l) { l.pointers.clear(); }},
      {"location", Kind::pointer_location, changed, serious,
       [](auto& l) { pointer(l).location += "/2"; }},
      {"type", Kind::pointer_type, changed, serious, [](auto& l) { *pointer(l).list_type += "x"; }},
      {"territory", Kind::pointer_territory, changed, serious,
       [](auto& l) { pointer(l).territory = "FI"; }},
      {"form", Kind::pointer_mime_type, changed, Weight::notable,
       [](auto& l) { pointer(l).mime_type = "application/pdf"; }},
      {"second signer", Kind::pointer_signer, Action::added, serious,
       [](auto& l) {
         pointer(l).signers.push_back(Identity{{DigitalId{other_signer().certificate}}});
       }},
      {"no signer", Kind::pointer_signer, Action::removed, serious,
       [](auto& l) { pointer(l).signers.clear(); }},
      {"signer's name", Kind::pointer_signer, Action::added, Weight::minor,
       [](auto& l) { pointer(l).signers.front().ids.emplace_back(SubjectNameId{"CN=x"}); }},
      {"operator", Kind::pointer_operator_name, changed, Weight::minor,
       [](auto& l) { pointer(l).operator_names.front().text += "x"; }},
      {"rules", Kind::pointer_community_rules, changed, Weight::notable,
       [](auto& l) { pointer(l).community_rules.front().text += "x"; }},
      {"text", Kind::pointer_text, Action::removed, Weight::minor,
       [](auto& l) { pointer(l).textual_information.clear(); }},
      {"other", Kind::pointer_other_information, Action::removed, Weight::minor,
       [](auto& l) { pointer(l).other_xml.clear(); }},
      {"no agreement", Kind::agreement, Action::removed, serious,
       [](auto& l) { pointer(l).agreement.reset(); }},
      {"depth", Kind::agreement_field, changed, serious, [](auto& l) { agreement(l).depth += 1; }},
      {"version", Kind::agreement_field, changed, Weight::minor,
       [](auto& l) { agreement(l).version += 1; }},
      {"technical type", Kind::agreement_field, changed, serious,
       [](auto& l) { agreement(l).technical_type += 1; }},
      {"legislation", Kind::agreement_field, changed, serious,
       [](auto& l) { agreement(l).pointed_legislation += "x"; }},
      {"damage", Kind::agreement_field, changed, serious,
       [](auto& l) { agreement(l).damaged = true; }},
      {"no equivalence", Kind::equivalence, Action::removed, serious,
       [](auto& l) { agreement(l).equivalences.pop_back(); }},
      {"valid status", Kind::equivalence_terms, Action::added, serious,
       [](auto& l) { equivalence(l).current.valid.pointed.emplace_back("urn:status"); }},
      {"kind", Kind::equivalence_terms, changed, serious,
       [](auto& l) { equivalence(l).current.pointed_kinds.front().type += "x"; }},
      {"content", Kind::equivalence_terms, changed, serious,
       [](auto& l) { equivalence(l).current.contents.front().pointed.description = "x"; }},
      {"no qualifiers", Kind::equivalence_terms, Action::removed, serious,
       [](auto& l) { equivalence(l).current.qualifiers.reset(); }},
      {"repealed without a new start", Kind::equivalence_status, changed, Weight::alarm,
       [](auto& l) { equivalence(l).current.status = uri::repealed; }},
      {"past terms", Kind::equivalence_history, Action::added, Weight::alarm,
       [](auto& l) { equivalence(l).history.front().valid.pointed.emplace_back("urn:status"); }},
      {"past terms dropped", Kind::equivalence_history, Action::removed, Weight::alarm,
       [](auto& l) { equivalence(l).history.clear(); }},
      {"not understood", Kind::not_understood, Action::added, serious,
       [](auto& l) { pointer(l).source = "<a/>"; }},
      {"agreement not understood", Kind::not_understood, Action::added, serious,
       [](auto& l) { agreement(l).source = "<a/>"; }},
  };
  return edits;
}

const std::vector<Edit>& provider_edits() {
  constexpr auto changed = Action::changed;
  constexpr auto minor = Weight::minor;
  static const std::vector<Edit> edits{
      {"name", Kind::provider_name, changed, Weight::notable,
       [](auto& l) { l.providers.front().names.front().text = "Renamed trust"; }},
      {"trade name", Kind::provider_trade_name, changed, minor,
       [](auto& l) { l.providers.front().trade_names.front().text = "VATJP-9"; }},
      {"address", Kind::provider_address, changed, minor,
       [](auto& l) { l.providers.front().address.postal.front().postal_code.reset(); }},
      {"mail", Kind::provider_electronic_address, changed, minor,
       [](auto& l) { l.providers.front().address.electronic[0].text = "mailto:x@y.example"; }},
      {"information", Kind::provider_information_uri, Action::removed, minor,
       [](auto& l) { l.providers.front().information_uris.clear(); }},
      {"extension", Kind::provider_extension, changed, Weight::notable,
       [](auto& l) { l.providers.front().extensions.front().critical = true; }},
      {"no service", Kind::service, Action::removed, Weight::alarm,
       [](auto& l) { l.providers.front().services.clear(); }},
      {"one more service", Kind::service, Action::added, Weight::notable,
       [](auto& l) {
         auto more = service(l);
         more.current.names = {{"en", "Another service"}};
         more.current.type = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST";
         more.current.identity.ids = {DigitalId{other_signer().certificate}};
         more.history.clear();
         l.providers.front().services.push_back(more);
       }},
      {"one more provider", Kind::provider, Action::added, Weight::notable,
       [](auto& l) {
         Provider more;
         more.names = {{"en", "Another provider"}};
         l.providers.push_back(more);
       }},
      {"information not understood", Kind::not_understood, Action::added, Weight::serious,
       [](auto& l) { l.providers.front().information_source = "<a/>"; }},
      {"not understood", Kind::not_understood, Action::added, Weight::serious,
       [](auto& l) { l.providers.front().source = "<a/>"; }},
  };
  return edits;
}

const std::vector<Edit>& service_edits() {
  constexpr auto changed = Action::changed;
  constexpr auto minor = Weight::minor;
  constexpr auto serious = Weight::serious;
  static const std::vector<Edit> edits{
      {"name", Kind::service_name, changed, minor, [](auto& l) { now(l).names[0].text = "X"; }},
      {"name in Japanese", Kind::service_name, Action::removed, minor,
       [](auto& l) { now(l).names.pop_back(); }},
      {"type", Kind::service_type, changed, serious,
       [](auto& l) { now(l).type = "http://uri.etsi.org/TrstSvc/Svctype/CA/PKC"; }},
      {"status without a new start", Kind::service_status, changed, Weight::alarm,
       [](auto& l) { now(l).status = uri::withdrawn; }},
      {"start without a history", Kind::service_status_again, changed, Weight::alarm,
       [](auto& l) { now(l).starting = instant("2026-05-21T00:00:00Z"); }},
      {"renewed certificate", Kind::service_certificate, changed, Weight::notable,
       [](auto& l) { now(l).identity.ids.front() = renewed(); }},
      {"second certificate", Kind::service_certificate, Action::added, Weight::notable,
       [](auto& l) { now(l).identity.ids.emplace_back(renewed()); }},
      {"no certificate", Kind::service_certificate, Action::removed, serious,
       [](auto& l) { now(l).identity.ids.erase(now(l).identity.ids.begin()); }},
      {"other key", Kind::service_key, changed, Weight::alarm,
       [](auto& l) { now(l).identity.ids = {DigitalId{other_signer().certificate}}; }},
      {"subject name", Kind::service_identity, changed, minor,
       [](auto& l) { now(l).identity.ids[1] = SubjectNameId{"CN=x"}; }},
      {"key identifier", Kind::service_identity, Action::added, serious,
       [](auto& l) {
         now(l).identity.ids.emplace_back(KeyIdentifierId{{1, 2, 3}});
       }},
      {"damaged part", Kind::service_identity, Action::added, serious,
       [](auto& l) { now(l).identity.incomplete = true; }},
      {"scheme's definition", Kind::service_scheme_definition_uri, changed, minor,
       [](auto& l) { now(l).scheme_definition_uris.front().text += "x"; }},
      {"definition", Kind::service_definition_uri, changed, minor,
       [](auto& l) { now(l).definition_uris.front().language = "ja"; }},
      {"supply point", Kind::service_supply_point, Action::removed, minor,
       [](auto& l) { now(l).supply_points.pop_back(); }},
      {"supply point's type", Kind::service_supply_point, changed, minor,
       [](auto& l) { now(l).supply_points.back().type.reset(); }},
      {"qualifier", Kind::service_qualification, changed, serious,
       [](auto& l) {
         extension<Qualifications>(now(l))->elements.front().qualifiers.front() =
             qualifier_uri(Qualifier::qc_no_qscd);
       }},
      {"criteria", Kind::service_qualification, changed, serious,
       [](auto& l) {
         extension<Qualifications>(now(l))->elements.front().criteria.assertion =
             Assertion::at_least_one;
       }},
      {"taken over", Kind::service_taken_over, changed, serious,
       [](auto& l) { extension<TakenOverBy>(now(l))->territory = "FI"; }},
      {"kept since", Kind::service_extension, changed, Weight::notable,
       [](auto& l) {
         extension<ExpiredCertsRevocationInfo>(now(l))->since = instant("2026-01-02T00:00:00Z");
       }},
      {"for what", Kind::service_additional_information, Action::removed, serious,
       [](auto& l) { now(l).extensions.erase(now(l).extensions.begin()); }},
      {"critical", Kind::service_additional_information, changed, serious,
       [](auto& l) { now(l).extensions.front().critical = false; }},
      {"qualifiers no longer critical", Kind::service_qualification, changed, Weight::notable,
       [](auto& l) { now(l).extensions[1].critical = false; }},
      {"past status", Kind::service_history, changed, Weight::alarm,
       [](auto& l) { past(l).status = "urn:other"; }},
      {"past start", Kind::service_history, changed, Weight::alarm,
       [](auto& l) { past(l).starting = instant("2026-05-18T00:00:00Z"); }},
      {"past type", Kind::service_history, changed, Weight::alarm,
       [](auto& l) { past(l).type += "x"; }},
      {"past name", Kind::service_history, changed, Weight::alarm,
       [](auto& l) { past(l).names.front().text += "x"; }},
      {"past identity", Kind::service_history, changed, Weight::alarm,
       [](auto& l) { past(l).identity.ids.back() = KeyIdentifierId{{1}}; }},
      {"past extensions", Kind::service_history, changed, Weight::alarm,
       [](auto& l) { past(l).extensions.clear(); }},
      {"past dropped", Kind::service_history, Action::removed, Weight::alarm,
       [](auto& l) { service(l).history.pop_back(); }},
      {"past inserted", Kind::service_history, Action::added, Weight::alarm,
       [](auto& l) {
         auto more = service(l).history.back();
         more.starting = instant("2026-04-01T00:00:00Z");
         service(l).history.push_back(more);
       }},
      {"not understood", Kind::not_understood, Action::added, serious,
       [](auto& l) { service(l).source = "<a/>"; }},
      {"past extension beyond its words", Kind::service_history, changed, Weight::alarm,
       [](auto& l) {
         auto& criteria = extension<Qualifications>(past(l))->elements.front().criteria;
         criteria.lists.front().policy_sets.front().policies.front().documentation = {"urn:x"};
       }},
      {"past unreadable", Kind::service_history_cut, changed, serious,
       [](auto& l) { service(l).history_cut = true; }},
  };
  return edits;
}

void check(const std::vector<Edit>& edits) {
  const auto before = full_list();
  for (const auto& edit : edits) {
    INFO(edit.what);
    auto after = before;
    edit.make(after);
    const auto result = compare::compare(before, after);
    std::string sentences;
    for (const auto& change : result.changes) sentences += sentence(change) + "\n";
    INFO(sentences);
    REQUIRE(result.changes.size() == 1);
    const auto& change = result.changes.front();
    CHECK(to_string(change.kind) == to_string(edit.kind));
    CHECK(to_string(change.action()) == to_string(edit.action));
    CHECK(to_string(change.weight) == to_string(edit.weight));
    const bool is_past =
        edit.kind == Kind::service_history || edit.kind == Kind::equivalence_history;
    const bool is_status =
        edit.weight == Weight::alarm &&
        (edit.kind == Kind::service_status || edit.kind == Kind::service_status_again ||
         edit.kind == Kind::equivalence_status);
    const bool is_gone = edit.weight == Weight::alarm &&
                         (edit.kind == Kind::service || edit.kind == Kind::service_key);
    CHECK(change.rewrites_past == (is_past || is_status || is_gone));
    CHECK(compare::compare(after, after).same());
  }
}

TEST_CASE("a list compared with itself has not changed") {
  for (const auto& list :
       {sample_list(5), sample_list(6), sample_list_of_lists(), full_list(5), full_list(6)}) {
    const auto result = compare::compare(list, list);
    CHECK(result.same());
    CHECK(result.order == Order::same_number);
  }
}

TEST_CASE("one change of the scheme is told once and as what it is") { check(scheme_edits()); }
TEST_CASE("one change of a pointer is told once and as what it is") { check(pointer_edits()); }
TEST_CASE("one change of a provider is told once and as what it is") { check(provider_edits()); }
TEST_CASE("one change of a service is told once and as what it is") { check(service_edits()); }

TEST_CASE("every kind of change is made by some test") {
  std::vector<bool> made(kind_count);
  for (const auto* edits :
       {&scheme_edits(), &pointer_edits(), &provider_edits(), &service_edits()}) {
    for (const auto& edit : *edits) made[static_cast<std::size_t>(edit.kind)] = true;
  }
  // A move takes two providers: statuses_test.cc.
  made[static_cast<std::size_t>(Kind::service_moved)] = true;
  for (std::size_t i = 0; i < kind_count; ++i) {
    INFO(to_string(static_cast<Kind>(i)));
    CHECK(made[i]);
  }
}

TEST_CASE("the order of providers, services, identities, extensions and languages does not count") {
  const auto before = full_list();
  auto after = before;
  auto& entry = now(after);
  std::reverse(after.operator_names.begin(), after.operator_names.end());
  std::reverse(entry.names.begin(), entry.names.end());
  std::reverse(entry.identity.ids.begin(), entry.identity.ids.end());
  std::reverse(entry.extensions.begin(), entry.extensions.end());
  std::reverse(entry.supply_points.begin(), entry.supply_points.end());
  REQUIRE(!(before == after));
  CHECK(compare::compare(before, after).same());
}

TEST_CASE("a service that is not whole is compared, and is none that could not be read") {
  const auto before = full_list();
  auto after = before;
  after.left_out.emplace_back();
  after.left_out.back().partial = true;
  const auto comparison = trustlist::compare::compare(before, after);
  CHECK(comparison.same());
  CHECK(comparison.left_out_after == 0);
}

}  // namespace
}  // namespace accord::tests
