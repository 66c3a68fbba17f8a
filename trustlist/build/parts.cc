#include "trustlist/build/parts.h"

#include "lib/der/base64.h"

namespace accord::trustlist::build {

namespace {

constexpr std::string_view list_prefix = "tsl:";

/// The name with its prefix as the form has it.
std::string name_of(Form form, std::string_view name) {
  if (form == Form::trusted_list || name.substr(0, list_prefix.size()) != list_prefix) {
    return std::string(name);
  }
  return "lote:" + std::string(name_in(form, ns::tsl, name.substr(list_prefix.size())).local);
}

}  // namespace

ListWriter& ListWriter::open(std::string_view name) {
  out_.open(name_of(form_, name));
  return *this;
}

ListWriter& ListWriter::attribute(std::string_view name, std::string_view value) {
  out_.attribute(name, value);
  return *this;
}

ListWriter& ListWriter::text(std::string_view text) {
  out_.text(text);
  return *this;
}

ListWriter& ListWriter::close() {
  out_.close();
  return *this;
}

ListWriter& ListWriter::leaf(std::string_view name, std::string_view text) {
  out_.leaf(name_of(form_, name), text);
  return *this;
}

ListWriter& ListWriter::raw(std::string_view xml) {
  out_.raw(xml);
  return *this;
}

void declare_namespaces(ListWriter& out) {
  switch (out.form()) {
    case Form::trusted_list:
      out.attribute("xmlns:tsl", ns::tsl).attribute("xmlns:q", ns::qualifications);
      out.attribute("xmlns:x", ns::additional).attribute("xmlns:xades", ns::xades);
      out.attribute("xmlns:mra", ns::agreement);
      return;
    case Form::trusted_entities:
      out.attribute("xmlns:lote", ns::lote).attribute("xmlns:x", ns::additional);
      out.attribute("xmlns:sie", ns::entity_service_extensions);
      out.attribute("xmlns:tie", ns::entity_extensions);
      return;
  }
}

void write_localised(ListWriter& out, std::string_view element, const Localised& text) {
  out.open(element);
  if (!text.language.empty()) out.attribute("xml:lang", text.language);
  out.text(text.text).close();
}

void write_names(ListWriter& out, std::string_view element, const LocalisedTexts& names) {
  out.open(element);
  for (const auto& name : names) write_localised(out, "tsl:Name", name);
  out.close();
}

void write_uris(ListWriter& out, std::string_view element, const LocalisedTexts& uris) {
  out.open(element);
  for (const auto& uri : uris) write_localised(out, "tsl:URI", uri);
  out.close();
}

void write_address(ListWriter& out, std::string_view element, const Address& address) {
  out.open(element).open("tsl:PostalAddresses");
  for (const auto& postal : address.postal) {
    out.open("tsl:PostalAddress");
    if (!postal.language.empty()) out.attribute("xml:lang", postal.language);
    out.leaf("tsl:StreetAddress", postal.street).leaf("tsl:Locality", postal.locality);
    if (postal.state_or_province) out.leaf("tsl:StateOrProvince", *postal.state_or_province);
    if (postal.postal_code) out.leaf("tsl:PostalCode", *postal.postal_code);
    out.leaf("tsl:CountryName", postal.country).close();
  }
  out.close();
  write_uris(out, "tsl:ElectronicAddress", address.electronic);
  out.close();
}

namespace {

struct DigitalIdWriter {
  ListWriter& out;

  void operator()(const x509::Certificate& certificate) const {
    out.leaf("tsl:X509Certificate", der::to_base64(certificate.der()));
  }
  void operator()(const SubjectNameId& name) const { out.leaf("tsl:X509SubjectName", name.text); }
  void operator()(const KeyValueId& value) const { out.raw(value.xml); }
  void operator()(const KeyIdentifierId& identifier) const {
    out.leaf("tsl:X509SKI", der::to_base64(identifier.value));
  }
  void operator()(const OtherId& other) const { out.raw(other.xml); }
};

}  // namespace

void write_identity(ListWriter& out, const Identity& identity) {
  out.open("tsl:ServiceDigitalIdentity");
  for (const auto& id : identity.ids) {
    out.open("tsl:DigitalId");
    std::visit(DigitalIdWriter{out}, id);
    out.close();
  }
  out.close();
}

void write_object_identifier(ListWriter& out, std::string_view element,
                             const ObjectIdentifier& identifier) {
  out.open(element).open("xades:Identifier");
  switch (identifier.qualifier) {
    case ObjectIdentifier::Qualifier::none:
      break;
    case ObjectIdentifier::Qualifier::oid_as_uri:
      out.attribute("Qualifier", "OIDAsURI");
      break;
    case ObjectIdentifier::Qualifier::oid_as_urn:
      out.attribute("Qualifier", "OIDAsURN");
      break;
  }
  out.text(identifier.text).close();
  if (!identifier.description.empty()) out.leaf("xades:Description", identifier.description);
  if (!identifier.documentation.empty()) {
    out.open("xades:DocumentationReferences");
    for (const auto& uri : identifier.documentation) {
      out.leaf("xades:DocumentationReference", uri);
    }
    out.close();
  }
  out.close();
}

}  // namespace accord::trustlist::build
