#pragma once

#include "lib/xml/writer.h"
#include "trustlist/model/list.h"

/// Writers of the parts of a list. Every element has a prefix, so that what is kept as text from
/// elsewhere (and declares its own namespaces) means the same wherever it is put.
namespace accord::trustlist::build {

/// Declares tsl, q, x, xades, ds and mra on the element that is open.
void declare_namespaces(xml::Writer& out);

void write_names(xml::Writer& out, std::string_view element, const LocalisedTexts& names);
/// As an element with URI children in the namespace of TS 119 612.
void write_uris(xml::Writer& out, std::string_view element, const LocalisedTexts& uris);
void write_localised(xml::Writer& out, std::string_view element, const Localised& text);
void write_address(xml::Writer& out, std::string_view element, const Address& address);
void write_identity(xml::Writer& out, const Identity& identity);
void write_criteria(xml::Writer& out, std::string_view element, const CriteriaList& criteria);
void write_object_identifier(xml::Writer& out, std::string_view element,
                             const ObjectIdentifier& identifier);
void write_additional_service_information(xml::Writer& out,
                                          const AdditionalServiceInformation& information);
/// Nothing is written when there are none.
void write_extensions(xml::Writer& out, std::string_view element,
                      const std::vector<Extension>& extensions);
void write_provider(xml::Writer& out, const Provider& provider);
void write_pointer(xml::Writer& out, const Pointer& pointer);
/// The element alone; `root` says whether it must declare its namespaces itself.
void write_agreement_element(xml::Writer& out, const RecognitionAgreement& agreement, bool root);

}  // namespace accord::trustlist::build
