#include "trustlist/build/parts.h"

#include "lib/der/base64.h"

namespace accord::trustlist::build {

void declare_namespaces(xml::Writer& out) {
  out.attribute("xmlns:tsl", ns::tsl)
      .attribute("xmlns:q", ns::qualifications)
      .attribute("xmlns:x", ns::additional)
      .attribute("xmlns:xades", ns::xades)
      .attribute("xmlns:mra", ns::agreement);
}

void write_localised(xml::Writer& out, std::string_view element, const Localised& text) {
  out.open(element);
  if (!text.language.empty()) out.attribute("xml:lang", text.language);
  out.text(text.text).close();
}

void write_names(xml::Writer& out, std::string_view element, const LocalisedTexts& names) {
  out.open(element);
  for (const auto& name : names) write_localised(out, "tsl:Name", name);
  out.close();
}

void write_uris(xml::Writer& out, std::string_view element, const LocalisedTexts& uris) {
  out.open(element);
  for (const auto& uri : uris) write_localised(out, "tsl:URI", uri);
  out.close();
}

void write_address(xml::Writer& out, std::string_view element, const Address& address) {
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
  xml::Writer& out;

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

void write_identity(xml::Writer& out, const Identity& identity) {
  out.open("tsl:ServiceDigitalIdentity");
  for (const auto& id : identity.ids) {
    out.open("tsl:DigitalId");
    std::visit(DigitalIdWriter{out}, id);
    out.close();
  }
  out.close();
}

void write_object_identifier(xml::Writer& out, std::string_view element,
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
