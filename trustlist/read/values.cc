#include <charconv>

#include "trustlist/read/names.h"
#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

using outcome::FindingId;

std::optional<std::string> read_uri(Reading& reading, const xml::Element& element, Weight weight) {
  auto text = element.trimmed_text();
  if (text.empty()) {
    reading.wrong(element, "a URI", weight);
    return std::nullopt;
  }
  return text;
}

std::optional<time::Instant> read_instant(Reading& reading, const xml::Element& element,
                                          Weight weight) {
  const auto text = element.trimmed_text();
  const auto instant = time::parse_xs_date_time(text);
  if (!instant) {
    reading.wrong(element, "a time such as 2026-11-21T00:00:00Z", weight);
    return std::nullopt;
  }
  // TS 119 612, 5.1.3: times are in UTC and written with Z.
  if (text.back() != 'Z') reading.report(FindingId::list_time_not_utc, element, {{"value", text}});
  return *instant;
}

std::optional<std::uint64_t> read_number(Reading& reading, const xml::Element& element,
                                         Weight weight) {
  const auto text = element.trimmed_text();
  std::uint64_t value = 0;
  // xs:nonNegativeInteger allows one plus sign.
  const char* begin = text.data();
  const char* const end = text.data() + text.size();
  if (begin != end && *begin == '+') ++begin;
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc{} || stop != end) {
    reading.wrong(element, "a number from 0 to 18446744073709551615", weight);
    return std::nullopt;
  }
  return value;
}

std::optional<bool> read_boolean(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

Localised read_localised(Reading& reading, const xml::Element& element, bool is_uri) {
  Localised result;
  const auto language = element.attribute(xml::QName{ns::xml, "lang"});
  if (language.has_value()) {
    result.language = *language;
  } else {
    reading.report(FindingId::list_language_missing, element,
                   {{"element", std::string(element.name().local)}});
  }
  result.text = is_uri ? element.trimmed_text() : element.text();
  if (result.text.empty()) reading.wrong(element, is_uri ? "a URI" : "a text");
  return result;
}

namespace {

LocalisedTexts read_all(Reading& reading, const xml::Element& parent, xml::QName name,
                        bool is_uri) {
  LocalisedTexts result;
  each(reading, parent, name, [&](const xml::Element& child) {
    result.push_back(read_localised(reading, child, is_uri));
  });
  if (result.empty()) reading.missing(parent, name, "5.1.4");
  return result;
}

std::string text_of(const xml::Element& element) {
  return element ? element.text() : std::string{};
}

std::optional<std::string> optional_text_of(const xml::Element& element) {
  if (!element) return std::nullopt;
  return element.text();
}

PostalAddress read_postal_address(Reading& reading, const xml::Element& element) {
  PostalAddress result;
  const Parts parts(
      reading, element,
      {names::street, names::locality, names::state, names::postal_code, names::country});
  for (const auto name : {names::street, names::locality, names::country}) {
    if (!parts[name]) reading.missing(element, name, "5.3.5.1");
  }
  const auto language = element.attribute(xml::QName{ns::xml, "lang"});
  if (language.has_value()) {
    result.language = *language;
  } else {
    reading.report(FindingId::list_language_missing, element, {{"element", "PostalAddress"}});
  }
  result.street = text_of(parts[names::street]);
  result.locality = text_of(parts[names::locality]);
  result.state_or_province = optional_text_of(parts[names::state]);
  result.postal_code = optional_text_of(parts[names::postal_code]);
  result.country = text_of(parts[names::country]);
  return result;
}

/// The dotted form in "1.2.3", "urn:oid:1.2.3" and "oid:1.2.3", all of which real lists use.
std::string_view dotted_part(std::string_view text) {
  for (const std::string_view prefix : {"urn:oid:", "oid:"}) {
    if (text.substr(0, prefix.size()) == prefix) return text.substr(prefix.size());
  }
  return text;
}

}  // namespace

LocalisedTexts read_names(Reading& reading, const xml::Element& parent) {
  return read_all(reading, parent, names::name, false);
}

LocalisedTexts read_uris(Reading& reading, const xml::Element& parent) {
  return read_all(reading, parent, names::uri, true);
}

Address read_address(Reading& reading, const xml::Element& element, std::string_view clause) {
  Address result;
  const Parts parts(reading, element, {names::postal_addresses, names::electronic_address});
  if (const auto postal = parts[names::postal_addresses]) {
    each(reading, postal, names::postal_address, [&](const xml::Element& address) {
      result.postal.push_back(read_postal_address(reading, address));
    });
  } else {
    reading.missing(element, names::postal_addresses, clause);
  }
  if (const auto electronic = parts[names::electronic_address]) {
    result.electronic = read_uris(reading, electronic);
  } else {
    reading.missing(element, names::electronic_address, clause);
  }
  return result;
}

bool is_object_identifier(std::string_view text) {
  return der::Oid::from_text(dotted_part(text)).has_value();
}

std::optional<ObjectIdentifier> read_object_identifier(Reading& reading,
                                                       const xml::Element& element) {
  const auto references_name = names::xades("DocumentationReferences");
  const Parts parts(reading, element,
                    {names::xades("Identifier"), names::xades("Description"), references_name});
  const auto identifier = parts[names::xades("Identifier")];
  if (!identifier) {
    reading.missing(element, names::xades("Identifier"), "5.5.9.2.2");
    return std::nullopt;
  }
  ObjectIdentifier result;
  result.text = identifier.trimmed_text();
  auto oid = der::Oid::from_text(dotted_part(result.text));
  if (!oid) {
    reading.wrong(identifier, "an object identifier such as urn:oid:1.2.3");
    return std::nullopt;
  }
  result.oid = std::move(*oid);
  const auto qualifier = identifier.attribute("Qualifier");
  if (qualifier == "OIDAsURN") result.qualifier = ObjectIdentifier::Qualifier::oid_as_urn;
  if (qualifier == "OIDAsURI") result.qualifier = ObjectIdentifier::Qualifier::oid_as_uri;
  if (const auto description = parts[names::xades("Description")]) {
    result.description = description.text();
  }
  if (const auto references = parts[references_name]) {
    each(reading, references, names::xades("DocumentationReference"),
         [&](const xml::Element& reference) {
           auto uri = read_uri(reading, reference);
           if (uri.has_value()) result.documentation.push_back(std::move(*uri));
         });
  }
  return result;
}

}  // namespace accord::trustlist::read
