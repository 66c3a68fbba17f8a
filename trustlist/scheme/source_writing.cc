#include "lib/xml/writer.h"
#include "trustlist/scheme/criteria_source.h"
#include "trustlist/scheme/source.h"

namespace accord::trustlist::scheme {
namespace {

void write_localised(xml::Writer& out, std::string_view element, const LocalisedTexts& texts) {
  for (const auto& text : texts) {
    out.open(element).attribute("lang", text.language).text(text.text).close();
  }
}

void write_address(xml::Writer& out, const Address& address) {
  out.open("address");
  for (const auto& postal : address.postal) {
    out.open("postal").attribute("lang", postal.language);
    out.leaf("street", postal.street).leaf("locality", postal.locality);
    if (postal.state_or_province) out.leaf("state", *postal.state_or_province);
    if (postal.postal_code) out.leaf("postal-code", *postal.postal_code);
    out.leaf("country", postal.country).close();
  }
  write_localised(out, "electronic", address.electronic);
  out.close();
}

void write_file(xml::Writer& out, std::string_view element, std::string_view attribute,
                std::string_view file) {
  out.open(element).attribute(attribute, file).close();
}

void write_pointer(xml::Writer& out, const PointerSource& pointer) {
  if (pointer.scheme.empty()) {
    out.open("pointer")
        .leaf("location", pointer.location)
        .leaf("territory", pointer.territory)
        .leaf("list-type", pointer.list_type)
        .leaf("mime-type", pointer.mime_type);
    write_localised(out, "operator-name", pointer.operator_names);
    write_localised(out, "community-rules", pointer.community_rules);
  } else {
    out.open("pointer-to").attribute("scheme", pointer.scheme);
  }
  for (const auto& file : pointer.signer_files) write_file(out, "signer", "certificate", file);
  if (pointer.agreement_file) write_file(out, "agreement", "file", *pointer.agreement_file);
  out.close();
}

void write_information(xml::Writer& out, const ServiceInformation& information) {
  for (const auto& uri : information.additional_information) {
    out.leaf("additional-information", uri);
  }
  for (const auto& element : information.qualifications) write_qualification(out, element);
  if (!information.taken_over_by) return;
  const auto& over = *information.taken_over_by;
  out.open("taken-over-by").leaf("information", over.uri.text);
  write_localised(out, "provider-name", over.provider_names);
  write_localised(out, "operator-name", over.operator_names);
  out.leaf("territory", over.territory).close();
}

void write_service(xml::Writer& out, const ServiceSource& service) {
  out.open("service");
  if (!service.type.empty()) out.leaf("type", service.type);
  write_localised(out, "name", service.names);
  for (const auto& file : service.certificate_files) write_file(out, "certificate", "file", file);
  if (!service.unique_identifier.empty()) {
    out.leaf("unique-identifier", service.unique_identifier);
  }
  write_information(out, service.information);
  for (const auto& point : service.supply_points) {
    out.open("supply-point");
    if (point.type) out.attribute("type", *point.type);
    out.text(point.uri).close();
  }
  write_localised(out, "definition", service.definition_uris);
  for (const auto& status : service.statuses) {
    out.open("status")
        .attribute("since", time::to_string(status.since))
        .text(status.status)
        .close();
  }
  for (const auto& former : service.former) {
    out.open("former").attribute("until", time::to_string(former.until));
    write_information(out, former.information);
    out.close();
  }
  out.close();
}

void write_form(xml::Writer& out, Form form) {
  if (form != Form::trusted_list) out.attribute("form", word_of(form));
}

}  // namespace

std::string write_scheme(const SchemeSource& scheme) {
  xml::Writer out;
  out.open("scheme").attribute("xmlns", source_namespace);
  write_form(out, scheme.form);
  out.attribute("list-version", std::to_string(scheme.list_version))
      .leaf("territory", scheme.territory)
      .leaf("list-type", scheme.list_type)
      .open("operator");
  write_localised(out, "name", scheme.operator_names);
  write_address(out, scheme.operator_address);
  out.close();
  write_localised(out, "name", scheme.scheme_names);
  write_localised(out, "information", scheme.information_uris);
  out.leaf("status-determination", scheme.status_determination);
  write_localised(out, "community-rules", scheme.community_rules);
  if (scheme.legal_notice) {
    const bool policies = scheme.legal_notice->kind == LegalNotice::Kind::policy_uris;
    write_localised(out, policies ? "policy" : "legal-notice", scheme.legal_notice->entries);
  }
  out.comment(" In days; 65535 means for ever. ")
      .leaf("history-period", std::to_string(scheme.history_period))
      .comment(" In days after the list's issue. ")
      .leaf("next-update", std::to_string(scheme.days_to_next_update));
  for (const auto& uri : scheme.distribution_points) out.leaf("distribution-point", uri);
  for (const auto& pointer : scheme.pointers) write_pointer(out, pointer);
  if (scheme.published) {
    out.comment(" Written when a list is published. ")
        .open("published")
        .attribute("sequence", std::to_string(scheme.published->sequence))
        .attribute("issued", time::to_string(scheme.published->issued));
    if (!scheme.published->file.empty()) out.attribute("file", scheme.published->file);
    if (!scheme.published->sha256.empty()) out.attribute("sha256", scheme.published->sha256);
    out.close();
  }
  out.close();
  return std::move(out).finish();
}

std::string write_provider(const ProviderSource& provider) {
  xml::Writer out;
  out.open("provider").attribute("xmlns", source_namespace);
  write_form(out, provider.form);
  write_localised(out, "name", provider.names);
  write_localised(out, "trade-name", provider.trade_names);
  write_address(out, provider.address);
  write_localised(out, "information", provider.information_uris);
  if (provider.associated_body) {
    const auto& body = *provider.associated_body;
    out.open("associated-body");
    write_localised(out, "name", body.names);
    write_localised(out, "trade-name", body.trade_names);
    write_address(out, body.address);
    write_localised(out, "information", body.information_uris);
    out.close();
  }
  for (const auto& service : provider.services) write_service(out, service);
  out.close();
  return std::move(out).finish();
}

}  // namespace accord::trustlist::scheme
