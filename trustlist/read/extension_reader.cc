#include "trustlist/read/extension_reader.h"

#include <algorithm>

#include "trustlist/read/criteria_reader.h"
#include "trustlist/read/names.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;
using Value = decltype(Extension::value);

std::optional<TakenOverBy> read_taken_over_by(Reading& reading, const xml::Element& element) {
  TakenOverBy result;
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    if (reading.is(child, names::additional("URI"))) {
      result.uri = read_localised(reading, child, true);
    } else if (reading.is(child, names::additional("TSPName"))) {
      result.provider_names = read_names(reading, child);
    } else if (reading.is(child, names::operator_name)) {
      result.operator_names = read_names(reading, child);
    } else if (reading.is(child, names::territory)) {
      result.territory = child.trimmed_text();
    } else if (reading.is(child, names::additional("OtherQualifier"))) {
      result.other_xml.push_back(reading.canonical(child));
    } else {
      reading.unknown(child);
    }
  }
  if (result.uri.text.empty()) reading.missing(element, names::additional("URI"), "5.5.9.3");
  if (result.provider_names.empty())
    reading.missing(element, names::additional("TSPName"), "5.5.9.3");
  if (result.uri.text.empty() || result.provider_names.empty()) return std::nullopt;
  return result;
}

/// TS 119 602, 6.5.5.1. Nothing when an extension inside is critical: those are not understood.
std::optional<OtherAssociatedBodies> read_associated_bodies(Reading& reading,
                                                            const xml::Element& element) {
  const Parts bodies(reading, element, {names::associated_body});
  const auto body = bodies[names::associated_body];
  if (!body) reading.missing(element, names::associated_body, "6.5.5.1");
  if (!body || bodies.repeated()) return std::nullopt;
  const Parts parts(reading, body,
                    {names::body_name, names::body_trade_name, names::body_address, names::body_uri,
                     names::body_extensions});
  if (!parts[names::body_name]) {
    reading.missing(body, names::body_name, "6.5.5.1.2");
    return std::nullopt;
  }
  OtherAssociatedBodies result;
  result.names = read_names(reading, parts[names::body_name]);
  if (const auto trade = parts[names::body_trade_name]) {
    result.trade_names = read_names(reading, trade);
  }
  if (const auto address = parts[names::body_address]) {
    result.address = read_address(reading, address, "6.5.5.1.4");
  } else {
    reading.missing(body, names::body_address, "6.5.5.1.4");
  }
  if (const auto uris = parts[names::body_uri]) {
    result.information_uris = read_uris(reading, uris);
  } else {
    reading.missing(body, names::body_uri, "6.5.5.1.5");
  }
  if (const auto extensions = parts[names::body_extensions]) {
    const auto all = read_extensions(reading, extensions, Owner::provider);
    const bool critical =
        std::any_of(all.begin(), all.end(), [](const Extension& one) { return one.critical; });
    if (critical) return std::nullopt;
    result.extensions = reading.canonical(extensions);
  }
  if (parts.repeated()) return std::nullopt;
  return result;
}

/// The value of a known extension of a provider; nothing when it is not known or not readable.
/// `known` says which.
std::optional<Value> read_of_provider(Reading& reading, const xml::Element& content, bool& known) {
  known = reading.is(content, names::associated_bodies);
  if (!known) return std::nullopt;
  auto bodies = read_associated_bodies(reading, content);
  if (bodies.has_value()) return std::move(*bodies);
  return std::nullopt;
}

/// The same of a service.
std::optional<Value> read_of_service(Reading& reading, const xml::Element& content, bool& known) {
  known = true;
  if (reading.is(content, names::additional_service)) {
    auto value = read_additional_service_information(reading, content);
    if (value.has_value()) return std::move(*value);
    return std::nullopt;
  }
  if (reading.is(content, names::qualifications)) return read_qualifications(reading, content);
  if (reading.is(content, names::taken_over_by)) {
    auto value = read_taken_over_by(reading, content);
    if (value.has_value()) return std::move(*value);
    return std::nullopt;
  }
  if (reading.is(content, names::expired_certs)) {
    const auto since = read_instant(reading, content);
    if (since.has_value()) return ExpiredCertsRevocationInfo{*since};
    return std::nullopt;
  }
  if (reading.is(content, names::unique_identifier)) {
    auto uri = read_uri(reading, content);
    if (uri.has_value()) return ServiceUniqueIdentifier{std::move(*uri)};
    return std::nullopt;
  }
  known = false;
  return std::nullopt;
}

/// An extension is known where its standard has it (TS 119 612, 5.4.5, 5.5.9; TS 119 602, 6.5.5,
/// 6.6.9). Elsewhere nobody could say what it means: no extension of a scheme is known.
std::optional<Value> read_value(Reading& reading, const xml::Element& content, Owner owner,
                                bool& known) {
  switch (owner) {
    case Owner::scheme:
      break;
    case Owner::provider:
      return read_of_provider(reading, content, known);
    case Owner::service:
      return read_of_service(reading, content, known);
  }
  known = false;
  return std::nullopt;
}

std::string_view word_of(Owner owner) {
  switch (owner) {
    case Owner::scheme:
      return "list";
    case Owner::provider:
      return "provider";
    case Owner::service:
      return "service";
  }
  return {};
}

void report_unknown(Reading& reading, const xml::Element& extension, const std::string& name,
                    bool critical, Owner owner) {
  const outcome::Params params{{"name", name.empty() ? "text" : name},
                               {"owner", std::string(word_of(owner))}};
  if (!critical) {
    reading.report(FindingId::list_extension_unknown, extension, params);
    return;
  }
  // 5.3.17: the whole list must not be used when the scheme says something critical that we do not
  // understand.
  const auto severity =
      owner == Owner::scheme ? outcome::Severity::indeterminate : outcome::Severity::warning;
  reading.report(FindingId::list_extension_critical_unknown, severity, extension, params);
}

void read_content(Reading& reading, const xml::Element& extension, const xml::Element& content,
                  bool critical, Owner owner, std::vector<Extension>& result) {
  bool known = false;
  auto value = content ? read_value(reading, content, owner, known) : std::nullopt;
  if (value.has_value()) {
    result.push_back({critical, std::move(*value)});
    return;
  }
  auto name = content ? expanded_name(content) : std::string{};
  if (known) reading.report(FindingId::list_extension_damaged, content, {{"name", name}});
  report_unknown(reading, extension, name, critical, owner);
  result.push_back({critical, UnknownExtension{std::move(name),
                                               reading.canonical(content ? content : extension)}});
}

}  // namespace

std::optional<AdditionalServiceInformation> read_additional_service_information(
    Reading& reading, const xml::Element& element) {
  const Parts parts(reading, element,
                    {names::uri, names::information_value, names::other_information});
  if (!parts[names::uri]) {
    reading.missing(element, names::uri, "5.5.9.1");
    return std::nullopt;
  }
  AdditionalServiceInformation result;
  result.uri = read_localised(reading, parts[names::uri], true);
  if (result.uri.text.empty()) return std::nullopt;
  if (const auto value = parts[names::information_value]) {
    result.information_value = value.text();
  }
  if (const auto other = parts[names::other_information]) {
    result.other_xml = reading.canonical(other);
  }
  return result;
}

std::vector<Extension> read_extensions(Reading& reading, const xml::Element& element, Owner owner) {
  std::vector<Extension> result;
  each(reading, element, names::extension, [&](const xml::Element& extension) {
    const auto word = extension.attribute("Critical");
    const auto critical = read_boolean(word.value_or(std::string_view{}));
    if (!critical.has_value()) {
      reading.report(FindingId::list_extension_criticality_wrong, extension,
                     {{"value", std::string(word.value_or(std::string_view{}))}});
    }
    // Without the word, the careful reading is that it is critical.
    const bool counts_as_critical = critical.value_or(true);
    auto content = extension.first_child();
    do {
      read_content(reading, extension, content, counts_as_critical, owner, result);
      if (content) content = content.next_sibling();
    } while (content);
  });
  return result;
}

}  // namespace accord::trustlist::read
