#include "trustlist/scheme/edit.h"

#include <algorithm>
#include <array>

#include "trustlist/lint/service_types.h"
#include "trustlist/model/takeover.h"
#include "trustlist/model/transition.h"
#include "trustlist/scheme/source_reading.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

constexpr std::string_view type_stem = "http://uri.etsi.org/TrstSvc/Svctype/";
constexpr std::string_view status_stem = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
constexpr std::string_view information_stem = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";

struct Word {
  std::string_view word, uri;
};
constexpr std::array<Word, 4> information_words{{{"esignatures", uri::for_esignatures},
                                                 {"eseals", uri::for_eseals},
                                                 {"web", uri::for_web},
                                                 {"root", uri::root_ca_qc}}};

tl::unexpected<outcome::Finding> wrong(std::string_view value, std::string_view expected,
                                       std::string_view where = {}) {
  return outcome::fail(FindingId::source_value_wrong, {{}, 0, std::string(where)},
                       {{"value", std::string(value)}, {"expected", std::string(expected)}});
}

std::string english_name(const ServiceSource& service) { return text_in(service.names, "en"); }

std::string words(const std::vector<Status>& statuses) {
  std::string all;
  for (const auto status : statuses) {
    all += (all.empty() ? "" : ", ") + std::string(to_string(status));
  }
  return all;
}

// 5.5.4 speaks of its own statuses; a scheme outside the EU may have others.
outcome::Result<void> check_transition(const ServiceSource& service, std::string_view status) {
  if (service.statuses.empty()) return {};
  const auto from = status_from_uri(service.statuses.front().status);
  const auto to = status_from_uri(status);
  if (!from || !to || may_follow(*from, *to)) return {};
  return outcome::fail(FindingId::status_change_impossible, {},
                       {{"service", english_name(service)},
                        {"from", std::string(to_string(*from))},
                        {"to", std::string(to_string(*to))},
                        {"possible", words(possible_after(*from))}});
}

ServiceSource* find_service(ProviderSource& provider, std::string_view name) {
  const auto found =
      std::find_if(provider.services.begin(), provider.services.end(),
                   [&](const ServiceSource& service) { return english_name(service) == name; });
  return found == provider.services.end() ? nullptr : &*found;
}

tl::unexpected<outcome::Finding> not_found(std::string_view service) {
  return outcome::fail(FindingId::service_not_found, {}, {{"service", std::string(service)}});
}

tl::unexpected<outcome::Finding> not_of_form(std::string what, std::string reason) {
  return outcome::fail(FindingId::source_not_of_form, {},
                       {{"what", std::move(what)},
                        {"form", std::string(to_string(Form::trusted_entities))},
                        {"reason", std::move(reason)}});
}

outcome::Result<void> put_status(ServiceSource& service, std::string_view status,
                                 time::Instant since) {
  if (auto possible = check_transition(service, status); !possible) return possible;
  if (!service.statuses.empty() && since <= service.statuses.front().since) {
    return outcome::fail(FindingId::status_time_not_after_last, {},
                         {{"service", english_name(service)},
                          {"since", time::to_string(since)},
                          {"last", time::to_string(service.statuses.front().since)}});
  }
  service.statuses.insert(service.statuses.begin(), StatusSource{std::string(status), since, {}});
  return {};
}

// 5.6: what was said of the earlier statuses stays theirs. It is kept once, whatever number of
// edits bear the moment when the present status began.
void keep_former(ServiceSource& service) {
  const auto since = service.statuses.front().since;
  const bool has_past = service.statuses.size() > 1;
  const bool is_kept = !service.former.empty() && service.former.front().until == since;
  if (!has_past || is_kept) return;
  service.former.insert(service.former.begin(), {since, service.information, {}});
}

}  // namespace

outcome::Result<std::string> service_type_from(std::string_view word) {
  const auto full = std::string(type_stem) + std::string(word);
  if (is_known_service_type(full)) return full;
  if (is_uri(word)) return std::string(word);
  return wrong(word, "a service type such as CA/QC, or a URI");
}

outcome::Result<std::string> status_from(std::string_view word) {
  auto full = std::string(status_stem) + std::string(word);
  if (status_from_uri(full).has_value()) return full;
  if (is_uri(word)) return std::string(word);
  return wrong(word, "a status such as granted or withdrawn, or a URI");
}

outcome::Result<std::string> additional_information_from(std::string_view word) {
  for (const auto& [known, uri] : information_words) {
    if (word == known || word == uri.substr(information_stem.size())) return std::string(uri);
  }
  if (is_uri(word)) return std::string(word);
  return wrong(word, "esignatures, eseals, web, root, or a URI");
}

bool may_be_for(std::string_view type_uri, std::string_view information_uri) noexcept {
  if (!is_known_service_type(type_uri)) return true;
  if (information_uri.substr(0, information_stem.size()) != information_stem) return true;
  const auto type = type_uri.substr(type_stem.size());
  const auto begins = [&](std::string_view start) { return type.substr(0, start.size()) == start; };
  if (information_uri == uri::root_ca_qc) return type == "CA/QC";
  if (begins("CA/") || begins("Certstatus/") || begins("PKC") || type == "NationalRootCA-QC") {
    return true;
  }
  if (information_uri == uri::for_web) return false;
  return begins("PSES") || begins("QESValidation") || begins("AdES");
}

outcome::Result<void> grant_service(ProviderSource& provider, const Grant& grant) {
  if (provider.form == Form::trusted_entities) {
    return not_of_form("The status granted",
                       "it belongs to trusted lists; `accord tl service add` lists a service, and "
                       "set-status gives it a status of the scheme's own");
  }
  if (!is_name(grant.service_name)) {
    return wrong(grant.service_name, "a name for the service", "service");
  }
  if (!is_uri(grant.type)) return wrong(grant.type, "the URI of a service type", "type");
  auto* service = find_service(provider, grant.service_name);
  if (service == nullptr) return add_service(provider, grant);
  const auto& present = service->statuses.front();
  if (present.status == uri::granted) {
    return outcome::fail(
        FindingId::service_already_granted, {},
        {{"service", grant.service_name}, {"since", time::to_string(present.since)}});
  }
  const bool same_files =
      grant.certificate_files.empty() || grant.certificate_files == service->certificate_files;
  if (service->type != grant.type || !same_files) {
    return outcome::fail(FindingId::service_differs, {}, {{"service", grant.service_name}});
  }
  if (auto put = put_status(*service, uri::granted, grant.at); !put) return put;
  const auto& uses = grant.additional_information;
  if (!uses.empty() && uses != service->information.additional_information) {
    keep_former(*service);
    service->information.additional_information = uses;
  }
  return {};
}

outcome::Result<void> add_service(ProviderSource& provider, const Grant& service) {
  if (!is_name(service.service_name)) {
    return wrong(service.service_name, "a name for the service", "service");
  }
  const bool may_lack = provider.form == Form::trusted_entities;
  if (!is_uri(service.type) && !(may_lack && service.type.empty())) {
    return wrong(service.type, "the URI of a service type", "type");
  }
  if (!is_uri(service.status) && !(may_lack && service.status.empty())) {
    return wrong(service.status, "the URI of a status", "status");
  }
  if (may_lack && !service.additional_information.empty()) {
    return not_of_form("Additional information", "it is an extension of trusted lists");
  }
  if (service.certificate_files.empty()) {
    return wrong("", "the file of a certificate", "certificate");
  }
  if (const auto* known = find_service(provider, service.service_name)) {
    const auto present = known->statuses.empty() ? StatusSource{"listed without a status", {}, {}}
                                                 : known->statuses.front();
    return outcome::fail(FindingId::service_exists, {},
                         {{"service", service.service_name},
                          {"status", std::string(short_name(present.status))},
                          {"since", known->statuses.empty() ? "the list that first had it"
                                                            : time::to_string(present.since)}});
  }
  const auto status = status_from_uri(service.status);
  if (status && !is_approval(*status)) {
    return outcome::fail(FindingId::status_first_impossible, {},
                         {{"service", service.service_name},
                          {"status", std::string(to_string(*status))},
                          {"possible", "granted, or recognised at national level"}});
  }
  ServiceSource added;
  added.type = service.type;
  added.names = {{"en", service.service_name}};
  added.certificate_files = service.certificate_files;
  added.information.additional_information = service.additional_information;
  added.unique_identifier = service.unique_identifier;
  if (!service.status.empty()) added.statuses = {{service.status, service.at, {}}};
  provider.services.push_back(std::move(added));
  return {};
}

outcome::Result<void> check_status_in_eu(const SchemeSource& scheme, std::string_view type_uri,
                                         std::string_view status_uri, time::Instant since) {
  const auto status = status_from_uri(status_uri);
  if (scheme.list_type != uri::eu_generic || !status) return {};
  const auto not_then = [&](std::string reason) {
    return outcome::fail(FindingId::status_not_of_time, {},
                         {{"status", std::string(to_string(*status))},
                          {"since", time::to_string(since)},
                          {"reason", std::move(reason)}});
  };
  if (family_of(*status) == StatusFamily::former_law) {
    if (since <= latest_start_of_regulation) return {};
    return not_then("it belongs to the law that ended with 2016-06-30");
  }
  if (since < earliest_start_of_regulation) {
    return not_then("it belongs to the regulation that applies from 2016-07-01 on");
  }
  const bool qualified = lint::is_qualified_type(type_uri);
  if (!qualified && !lint::is_other_known_type(type_uri)) return {};
  const auto expected = qualified ? StatusFamily::qualified : StatusFamily::national;
  if (family_of(*status) == expected) return {};
  return outcome::fail(FindingId::status_not_of_type, {},
                       {{"type", std::string(short_name(type_uri))},
                        {"status", std::string(to_string(*status))},
                        {"possible", qualified ? "granted or withdrawn"
                                               : "recognised or deprecated at national level"}});
}

outcome::Result<void> put_information(ProviderSource& provider, std::string_view service_name,
                                      const ServiceInformation& information, time::Instant since,
                                      const std::optional<Published>& published) {
  if (provider.form == Form::trusted_entities) {
    return not_of_form("What is said of a service beside its status",
                       "qualifications and take-overs are extensions of trusted lists");
  }
  auto* service = find_service(provider, service_name);
  if (service == nullptr) return not_found(service_name);
  const auto present = service->statuses.front();
  if (service->information == information) {
    return outcome::fail(
        FindingId::information_unchanged, {},
        {{"service", std::string(service_name)}, {"since", time::to_string(present.since)}});
  }
  const bool new_qualifiers = !information.qualifications.empty() &&
                              information.qualifications != service->information.qualifications;
  if (new_qualifiers && is_known_service_type(service->type) && service->type != uri::ca_qc) {
    return outcome::fail(
        FindingId::qualifiers_not_for_type, {},
        {{"service", std::string(service_name)}, {"type", std::string(short_name(service->type))}});
  }
  const bool may_stand = published && present.since <= published->issued;
  if (since != present.since || may_stand) {
    if (auto put = put_status(*service, present.status, since); !put) return put;
  }
  keep_former(*service);
  service->information = information;
  return {};
}

outcome::Result<void> check_take_over(const SchemeSource& scheme, const ProviderSource& provider,
                                      const TakenOverBy& over) {
  const auto name_in = [](const LocalisedTexts& names) {
    return !names.empty() && std::all_of(names.begin(), names.end(),
                                         [](const Localised& one) { return is_name(one.text); });
  };
  if (!is_uri(over.uri.text)) {
    return wrong(over.uri.text,
                 "the address (URI) of a page on the take-over, such as https://example.jp/x",
                 "taken-over-by/information");
  }
  const auto by = text_in(over.provider_names, "en");
  if (!name_in(over.provider_names)) {
    return wrong(by, "the name of the provider that has the service now",
                 "taken-over-by/provider-name");
  }
  if (!name_in(over.operator_names)) {
    return wrong(text_in(over.operator_names, "en"),
                 "the name of who operates the scheme of that provider",
                 "taken-over-by/operator-name");
  }
  if (!is_territory(over.territory)) {
    return wrong(over.territory, "a territory of two capital letters", "taken-over-by/territory");
  }
  const bool is_own =
      over.territory == scheme.territory && (share_name(over.provider_names, provider.names) ||
                                             share_name(over.provider_names, provider.trade_names));
  if (!is_own) return {};
  return wrong(by, "another provider than the one that has the service already",
               "taken-over-by/provider-name");
}

outcome::Result<std::string> qualifier_from(std::string_view word) {
  auto full = std::string(information_stem) + std::string(word);
  if (qualifier_from_uri(full)) return full;
  if (is_uri(word)) return std::string(word);
  return wrong(word, "a qualifier such as QCWithQSCD, or a URI");
}

outcome::Result<const ServiceSource*> service_named(const ProviderSource& provider,
                                                    std::string_view name) {
  for (const auto& service : provider.services) {
    if (english_name(service) == name) return &service;
  }
  return not_found(name);
}

outcome::Result<void> set_status(ProviderSource& provider, std::string_view service_name,
                                 std::string_view status_uri, time::Instant since) {
  if (!is_uri(status_uri)) return wrong(status_uri, "the URI of a status", "status");
  auto* service = find_service(provider, service_name);
  if (service == nullptr) return not_found(service_name);
  if (!service->statuses.empty() && service->statuses.front().status == status_uri) {
    return outcome::fail(FindingId::status_unchanged, {},
                         {{"service", std::string(service_name)},
                          {"status", std::string(short_name(status_uri))},
                          {"since", time::to_string(service->statuses.front().since)}});
  }
  return put_status(*service, status_uri, since);
}

outcome::Result<void> withdraw_service(ProviderSource& provider, std::string_view service_name,
                                       time::Instant since) {
  if (provider.form == Form::trusted_entities) {
    return not_of_form(
        "The status withdrawn",
        "it belongs to trusted lists; take the service out of the source, or give it "
        "a status of the scheme's own with set-status");
  }
  return set_status(provider, service_name, uri::withdrawn, since);
}

outcome::Result<void> note_published(SchemeSource& scheme, const Published& published) {
  if (scheme.published && published.sequence <= scheme.published->sequence) {
    return outcome::fail(FindingId::sequence_not_above_last, {},
                         {{"sequence", std::to_string(published.sequence)},
                          {"last", std::to_string(scheme.published->sequence)}});
  }
  if (scheme.published && published.issued <= scheme.published->issued) {
    return outcome::fail(FindingId::issue_not_after_last, {},
                         {{"issued", time::to_string(published.issued)},
                          {"last", time::to_string(scheme.published->issued)}});
  }
  scheme.published = published;
  return {};
}

}  // namespace accord::trustlist::scheme
