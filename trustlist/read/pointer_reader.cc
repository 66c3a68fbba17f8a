#include <algorithm>

#include "trustlist/read/identity_reader.h"
#include "trustlist/read/names.h"
#include "trustlist/read/scheme_reader.h"
#include "trustlist/read/shape.h"

namespace accord::trustlist::read {
namespace {

/// What decides which list is meant and how it counts, said twice: which of them holds is not for
/// the reader to choose.
bool is_said_already(const Reading& reading, const xml::Element& content, const Pointer& pointer) {
  return (reading.is(content, names::type) && pointer.list_type.has_value()) ||
         (reading.is(content, names::territory) && pointer.territory.has_value()) ||
         (reading.is(content, names::mime_type) && pointer.mime_type.has_value()) ||
         (reading.is(content, names::agreement_root) && pointer.agreement.has_value());
}

/// One element inside OtherInformation: false when it is none that we know.
bool read_known_information(Reading& reading, const xml::Element& content, Pointer& pointer) {
  auto kind = PointerInformation::other;
  if (reading.is(content, names::type)) {
    kind = PointerInformation::list_type;
    pointer.list_type = read_uri(reading, content);
  } else if (reading.is(content, names::territory)) {
    kind = PointerInformation::territory;
    pointer.territory = content.trimmed_text();
  } else if (reading.is(content, names::mime_type)) {
    kind = PointerInformation::mime_type;
    pointer.mime_type = content.trimmed_text();
  } else if (reading.is(content, names::operator_name)) {
    kind = PointerInformation::operator_names;
    pointer.operator_names = read_names(reading, content);
  } else if (reading.is(content, names::community_rules)) {
    kind = PointerInformation::community_rules;
    pointer.community_rules = read_uris(reading, content);
  } else if (reading.is(content, names::agreement_root)) {
    kind = PointerInformation::agreement;
    pointer.agreement = read_agreement_element(reading, content);
  } else {
    return false;
  }
  pointer.order.push_back(kind);
  return true;
}

/// False when something was said before.
bool read_other_information(Reading& reading, const xml::Element& element, Pointer& pointer) {
  bool known = element.has_element_children();
  for (auto content = element.first_child(); content; content = content.next_sibling()) {
    if (is_said_already(reading, content, pointer)) {
      reading.report(outcome::FindingId::list_element_repeated, content,
                     {{"element", std::string(content.name().local)}});
      return false;
    }
    if (!read_known_information(reading, content, pointer)) {
      reading.report(outcome::FindingId::list_extension_unknown, content,
                     {{"name", expanded_name(content)}, {"owner", "pointer"}});
      known = false;
    }
  }
  if (!known) {
    pointer.other_xml.push_back(reading.canonical(element));
    pointer.order.push_back(PointerInformation::other);
  }
  return true;
}

/// False when what the pointer says cannot be relied on.
bool read_additional_information(Reading& reading, const xml::Element& element, Pointer& pointer) {
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    if (reading.is(child, names::textual_information)) {
      pointer.textual_information.push_back(read_localised(reading, child, false));
      pointer.order.push_back(PointerInformation::textual);
    } else if (reading.is(child, names::other_information)) {
      if (!read_other_information(reading, child, pointer)) return false;
    } else {
      reading.unknown(child);
    }
  }
  return true;
}

}  // namespace

std::optional<Pointer> read_pointer(Reading& reading, const xml::Element& element) {
  const Parts parts(reading, element,
                    {names::identities, names::location, names::additional_information});
  Pointer pointer;
  pointer.place = place_of(element);
  if (const auto identities = parts[names::identities]) {
    each(reading, identities, names::identity, [&](const xml::Element& child) {
      pointer.signers.push_back(read_identity(reading, child));
    });
  } else {
    reading.missing(element, names::identities, "5.3.13");
  }
  if (const auto information = parts[names::additional_information]) {
    if (!read_additional_information(reading, information, pointer)) return std::nullopt;
  } else {
    reading.missing(element, names::additional_information, "5.3.13");
  }
  if (!parts[names::location]) {
    reading.missing(element, names::location, "5.3.13");
    return std::nullopt;
  }
  auto location = read_uri(reading, parts[names::location]);
  if (!location.has_value() || parts.repeated()) return std::nullopt;
  pointer.location = std::move(*location);
  if (std::is_sorted(pointer.order.begin(), pointer.order.end())) pointer.order.clear();
  if (!fits(reading, element, shapes::pointer)) pointer.source = reading.kept(element);
  return pointer;
}

}  // namespace accord::trustlist::read
