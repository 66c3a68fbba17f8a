#include "trustlist/scheme/source.h"

#include <algorithm>
#include <charconv>

#include "trustlist/scheme/criteria_source.h"
#include "trustlist/scheme/source_reading.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

Place place_of(const xml::Element& element) { return {element.line()}; }

void read_signers(SourceReader& parts, PointerSource& pointer) {
  while (const auto signer = parts.take("signer")) {
    pointer.signer_files.push_back(file_attribute(signer, "certificate", parts.findings()));
  }
}

void read_agreement(SourceReader& parts, PointerSource& pointer) {
  if (const auto agreement = parts.take("agreement")) {
    pointer.agreement_file = file_attribute(agreement, "file", parts.findings());
  }
}

PointerSource read_pointer(const xml::Element& element, outcome::Findings& findings) {
  SourceReader parts(element, findings);
  PointerSource pointer;
  pointer.place = place_of(element);
  pointer.location = parts.uri("location");
  pointer.territory = parts.line("territory");
  if (!is_territory(pointer.territory)) {
    report_wrong(element, pointer.territory, "a territory of two capital letters", findings);
  }
  pointer.list_type = parts.uri("list-type");
  pointer.mime_type = parts.line("mime-type");
  pointer.operator_names = parts.lines("operator-name", true);
  pointer.community_rules = parts.localised_uris("community-rules", false);
  read_signers(parts, pointer);
  if (pointer.signer_files.empty()) (void)parts.require("signer");
  read_agreement(parts, pointer);
  return pointer;
}

PointerSource read_pointer_to(const xml::Element& element, outcome::Findings& findings) {
  PointerSource pointer;
  pointer.place = place_of(element);
  pointer.scheme = required_attribute(element, "scheme", findings);
  const bool leads_away =
      pointer.scheme.find_first_of("/\\") != std::string::npos || pointer.scheme.rfind('.', 0) == 0;
  if (leads_away) {
    report_wrong(element, pointer.scheme, "the name of a folder beside this scheme's", findings);
  }
  SourceReader parts(element, findings);
  read_signers(parts, pointer);
  read_agreement(parts, pointer);
  return pointer;
}

std::vector<PointerSource> read_pointers(SourceReader& parts) {
  std::vector<PointerSource> pointers;
  for (;;) {
    if (const auto pointer = parts.take("pointer")) {
      pointers.push_back(read_pointer(pointer, parts.findings()));
    } else if (const auto beside = parts.take("pointer-to")) {
      pointers.push_back(read_pointer_to(beside, parts.findings()));
    } else {
      return pointers;
    }
  }
}

std::optional<LegalNotice> read_notice(SourceReader& parts) {
  auto policies = parts.localised_uris("policy", false);
  if (!policies.empty()) return LegalNotice{LegalNotice::Kind::policy_uris, std::move(policies)};
  auto notices = parts.lines("legal-notice", false);
  if (!notices.empty()) return LegalNotice{LegalNotice::Kind::notice_texts, std::move(notices)};
  return std::nullopt;
}

std::optional<Published> read_published(SourceReader& parts) {
  const auto element = parts.take("published");
  if (!element) return std::nullopt;
  Published published;
  const auto text = required_attribute(element, "sequence", parts.findings());
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + text.size(), published.sequence);
  if (error != std::errc{} || stop != text.data() + text.size() || published.sequence == 0) {
    report_wrong(element, text, "a number from 1 up", parts.findings());
  }
  published.issued = instant_attribute(element, "issued", parts.findings());
  if (element.attribute("file")) {
    published.file = file_attribute(element, "file", parts.findings());
  }
  if (const auto digest = element.attribute("sha256")) published.sha256 = std::string(*digest);
  return published;
}

std::uint32_t read_version(const xml::Element& root, Form form, outcome::Findings& findings) {
  const auto version = required_attribute(root, "list-version", findings);
  if (form == Form::trusted_entities) {
    if (version != "1") report_wrong(root, version, "version 1", findings);
    return 1;
  }
  if (version != "5" && version != "6") report_wrong(root, version, "version 5 or 6", findings);
  return version == "5" ? 5 : 6;
}

SchemeSource read_scheme_element(const xml::Element& root, outcome::Findings& findings) {
  SchemeSource scheme;
  scheme.form = form_attribute(root, findings);
  scheme.list_version = read_version(root, scheme.form, findings);
  SourceReader parts(root, findings);
  scheme.territory = parts.line("territory");
  if (!is_territory(scheme.territory)) {
    report_wrong(root, scheme.territory, "a territory of two capital letters", findings);
  }
  scheme.list_type = parts.uri("list-type");
  if (const auto party = parts.require("operator")) {
    SourceReader fields(party, findings);
    scheme.operator_names = fields.lines("name", true);
    scheme.operator_address = fields.address("address");
  }
  scheme.scheme_names = parts.lines("name", true);
  scheme.information_uris = parts.localised_uris("information", true);
  scheme.status_determination = parts.uri("status-determination");
  scheme.community_rules = parts.localised_uris("community-rules", false);
  scheme.legal_notice = read_notice(parts);
  scheme.history_period = parts.number("history-period", 0, UINT32_MAX);
  scheme.days_to_next_update = parts.number("next-update", 1, 366);
  scheme.distribution_points = parts.uris("distribution-point");
  scheme.pointers = read_pointers(parts);
  scheme.published = read_published(parts);
  return scheme;
}

void read_statuses(SourceReader& parts, ServiceSource& service) {
  while (const auto element = parts.take("status")) {
    StatusSource status{element.trimmed_text(),
                        instant_attribute(element, "since", parts.findings()), place_of(element)};
    if (!is_uri(status.status)) {
      report_wrong(element, status.status, "the URI of a status", parts.findings());
    }
    if (!service.statuses.empty() && status.since >= service.statuses.back().since) {
      parts.findings().add(FindingId::source_status_order, element.about(),
                           {{"since", time::to_string(status.since)},
                            {"newer", time::to_string(service.statuses.back().since)}});
    }
    service.statuses.push_back(std::move(status));
  }
}

ServiceInformation read_information(SourceReader& parts) {
  ServiceInformation information;
  information.additional_information = parts.uris("additional-information");
  information.qualifications = read_qualification_elements(parts);
  const auto element = parts.take("taken-over-by");
  if (!element) return information;
  SourceReader fields(element, parts.findings());
  TakenOverBy over;
  over.uri = {"en", fields.uri("information")};
  over.provider_names = fields.lines("provider-name", true);
  over.operator_names = fields.lines("operator-name", true);
  over.territory = fields.line("territory");
  if (!is_territory(over.territory)) {
    report_wrong(element, over.territory, "a territory of two capital letters", parts.findings());
  }
  information.taken_over_by = std::move(over);
  return information;
}

void report_former(const xml::Element& element, const FormerInformation& former, std::string reason,
                   outcome::Findings& findings) {
  findings.add(FindingId::source_former_order, element.about(),
               {{"until", time::to_string(former.until)}, {"reason", std::move(reason)}});
}

void read_former(SourceReader& parts, ServiceSource& service) {
  while (const auto element = parts.take("former")) {
    auto& findings = parts.findings();
    FormerInformation former;
    former.place = place_of(element);
    former.until = instant_attribute(element, "until", findings);
    SourceReader fields(element, findings);
    former.information = read_information(fields);
    const auto begins = [&](const StatusSource& status) { return status.since == former.until; };
    if (std::none_of(service.statuses.begin(), service.statuses.end(), begins)) {
      report_former(element, former, "no status of the service begins then", findings);
    } else if (!service.former.empty() && former.until >= service.former.back().until) {
      report_former(element, former, "it stands below what was said earlier", findings);
    }
    service.former.push_back(std::move(former));
  }
}

// What only one of the forms has.
void check_form(const xml::Element& element, const ServiceSource& service, Form form,
                outcome::Findings& findings) {
  if (form == Form::trusted_list) {
    if (service.unique_identifier.empty()) return;
    report_not_of_form(element, form, "its services have no unique identifier", findings);
    return;
  }
  const bool plain = service.information == ServiceInformation{} && service.former.empty();
  if (plain) return;
  report_not_of_form(element, form,
                     "additional information, qualifications and take-overs are extensions of "
                     "trusted lists",
                     findings);
}

ServiceSource read_service(const xml::Element& element, Form form, outcome::Findings& findings) {
  SourceReader parts(element, findings);
  ServiceSource service;
  service.place = place_of(element);
  const bool may_lack = form == Form::trusted_entities;
  if (!may_lack || parts.next_is("type")) service.type = parts.uri("type");
  service.names = parts.lines("name", true);
  while (const auto certificate = parts.take("certificate")) {
    service.certificate_files.push_back(file_attribute(certificate, "file", findings));
  }
  if (service.certificate_files.empty()) (void)parts.require("certificate");
  if (parts.next_is("unique-identifier")) {
    service.unique_identifier = parts.uri("unique-identifier");
  }
  service.information = read_information(parts);
  while (const auto point = parts.take("supply-point")) {
    SupplyPoint one{point.trimmed_text(), {}};
    if (!is_uri(one.uri)) report_wrong(point, one.uri, "a URI", findings);
    if (const auto type = point.attribute("type")) one.type = std::string(*type);
    service.supply_points.push_back(std::move(one));
  }
  service.definition_uris = parts.localised_uris("definition", false);
  read_statuses(parts, service);
  if (service.statuses.empty() && !may_lack) (void)parts.require("status");
  read_former(parts, service);
  check_form(element, service, form, findings);
  return service;
}

AssociatedBody read_body(const xml::Element& element, outcome::Findings& findings) {
  SourceReader parts(element, findings);
  AssociatedBody body;
  body.names = parts.lines("name", true);
  body.trade_names = parts.lines("trade-name", false);
  body.address = parts.address("address");
  body.information_uris = parts.localised_uris("information", true);
  return body;
}

ProviderSource read_provider_element(const xml::Element& root, outcome::Findings& findings) {
  SourceReader parts(root, findings);
  ProviderSource provider;
  provider.place = place_of(root);
  provider.form = form_attribute(root, findings);
  provider.names = parts.lines("name", true);
  provider.trade_names = parts.lines("trade-name", false);
  provider.address = parts.address("address");
  provider.information_uris = parts.localised_uris("information", true);
  if (const auto body = parts.take("associated-body")) {
    provider.associated_body = read_body(body, findings);
    if (provider.form == Form::trusted_list) {
      report_not_of_form(body, provider.form, "its providers have no associated bodies", findings);
    }
  }
  while (const auto service = parts.take("service")) {
    provider.services.push_back(read_service(service, provider.form, findings));
  }
  return provider;
}

std::vector<QualificationElement> read_qualifications_element(const xml::Element& root,
                                                              outcome::Findings& findings) {
  SourceReader parts(root, findings);
  return read_qualification_elements(parts);
}

/// Parses, checks the root and calls `read`.
template <typename Source, typename Read>
std::optional<Source> read_in_part(std::string bytes, std::string_view root_name, Read read,
                                   outcome::Budget& budget, outcome::Findings& findings) {
  budget.next_document();
  const auto document = xml::Document::parse(std::move(bytes), budget);
  if (!document) {
    findings.add(document.error());
    return std::nullopt;
  }
  const auto root = document->root();
  if (!root.is({source_namespace, root_name})) {
    findings.add(FindingId::source_root_wrong, root.about(),
                 {{"expected", std::string(root_name)}, {"found", std::string(root.name().local)}});
    return std::nullopt;
  }
  report_to_fill_in(root, findings);
  return read(root, findings);
}

/// The same; nothing when any finding blocks.
template <typename Source, typename Read>
std::optional<Source> read_source(std::string bytes, std::string_view root_name, Read read,
                                  outcome::Budget& budget, outcome::Findings& findings) {
  outcome::Findings own;
  auto source = read_in_part<Source>(std::move(bytes), root_name, read, budget, own);
  findings.add(own);
  if (own.blocking()) return std::nullopt;
  return source;
}

}  // namespace

std::optional<SchemeSource> read_scheme(std::string bytes, outcome::Budget& budget,
                                        outcome::Findings& findings) {
  return read_source<SchemeSource>(std::move(bytes), "scheme", read_scheme_element, budget,
                                   findings);
}

std::optional<ProviderSource> read_provider(std::string bytes, outcome::Budget& budget,
                                            outcome::Findings& findings) {
  return read_source<ProviderSource>(std::move(bytes), "provider", read_provider_element, budget,
                                     findings);
}

std::optional<std::vector<QualificationElement>> read_qualifications(std::string bytes,
                                                                     outcome::Budget& budget,
                                                                     outcome::Findings& findings) {
  return read_source<std::vector<QualificationElement>>(
      std::move(bytes), "qualifications", read_qualifications_element, budget, findings);
}

std::optional<SchemeSource> read_scheme_in_part(std::string bytes, outcome::Budget& budget,
                                                outcome::Findings& findings) {
  return read_in_part<SchemeSource>(std::move(bytes), "scheme", read_scheme_element, budget,
                                    findings);
}

std::optional<ProviderSource> read_provider_in_part(std::string bytes, outcome::Budget& budget,
                                                    outcome::Findings& findings) {
  return read_in_part<ProviderSource>(std::move(bytes), "provider", read_provider_element, budget,
                                      findings);
}

void report_source(std::string bytes, outcome::Budget& budget, outcome::Findings& findings) {
  budget.next_document();
  const auto document = xml::Document::parse(std::move(bytes), budget);
  if (!document) {
    findings.add(document.error());
    return;
  }
  const auto root = document->root();
  const auto is = [&](std::string_view name) { return root.is({source_namespace, name}); };
  if (is("scheme")) {
    (void)read_scheme_element(root, findings);
  } else if (is("provider")) {
    (void)read_provider_element(root, findings);
  } else if (is("qualifications")) {
    (void)read_qualifications_element(root, findings);
  } else {
    findings.add(FindingId::source_root_wrong, root.about(),
                 {{"expected", "scheme, provider or qualifications"},
                  {"found", std::string(root.name().local)}});
    return;
  }
  report_to_fill_in(root, findings);
}

}  // namespace accord::trustlist::scheme
