#include "trustlist/read/read.h"

#include <algorithm>
#include <iterator>

#include "trustlist/read/form_reader.h"
#include "trustlist/read/left_out.h"
#include "trustlist/read/names.h"
#include "trustlist/read/scheme_reader.h"
#include "trustlist/read/service_reader.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

void keep_part(Reading& reading, const xml::Element& element, TrustedList& list) {
  if (reading.keeps()) list.kept_parts.push_back({list.providers.size(), reading.kept(element)});
}

void keep_left_out(std::vector<LeftOutService> services, TrustedList& list) {
  std::move(services.begin(), services.end(), std::back_inserter(list.left_out));
}

// A TrustServiceProviderList that comes again was reported as such; nothing of it counts.
void leave_out_repeated(Reading& reading, const xml::Element& first, TrustedList& list) {
  for (auto again = first.next_sibling(); again; again = again.next_sibling()) {
    if (!reading.is(again, names::provider_list)) continue;
    for (auto child = again.first_child(); child; child = child.next_sibling()) {
      reading.report(FindingId::list_provider_left_out, child);
      ++list.providers_left_out;
      keep_left_out(left_out_services(reading, child), list);
    }
  }
}

/// `number`: which of the list's providers it is, from 1.
void read_one(Reading& reading, const xml::Element& element, std::uint32_t number, Keep keep,
              ReadResult& result) {
  auto [provider, services_left_out, left_out] = read_provider(reading, element);
  result.list.services_left_out += services_left_out;
  keep_left_out(std::move(left_out), result.list);
  if (!provider.has_value()) {
    reading.report(FindingId::list_provider_left_out, element);
    ++result.list.providers_left_out;
    keep_part(reading, element, result.list);
    return;
  }
  provider->place.number = number;
  ++result.providers;
  result.services += provider->services.size();
  result.without_status += static_cast<std::size_t>(
      std::count_if(provider->services.begin(), provider->services.end(),
                    [](const Service& service) { return !service.current.has_status(); }));
  switch (keep) {
    case Keep::everything:
      result.list.providers.push_back(std::move(*provider));
      break;
    case Keep::scheme_and_pointers:
      // A certificate comes again mostly within one provider: no need to hold those of all.
      reading.forget_certificates();
      result.list.partial = true;
      break;
  }
}

void read_providers(Reading& reading, const xml::Element& element, Keep keep, ReadResult& result) {
  std::size_t count = 0;
  std::uint32_t number = 0;
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    ++count;
    if (reading.is(child, names::provider)) {
      read_one(reading, child, ++number, keep, result);
    } else {
      reading.unknown(child);
      keep_left_out(left_out_services(reading, child), result.list);
      keep_part(reading, child, result.list);
    }
  }
  if (count == 0) {
    reading.missing(element, names::provider, "5.3.18");
    result.list.partial = true;
  }
}

FindingId wrong_tag(Form form) noexcept {
  switch (form) {
    case Form::trusted_list:
      return FindingId::list_tag_wrong;
    case Form::trusted_entities:
      return FindingId::entities_tag_wrong;
  }
  return FindingId::list_tag_wrong;
}

/// Reads the root's attributes.
void read_attributes(Reading& reading, const xml::Element& root, TrustedList& list) {
  const auto tag = tag_attribute(list.form);
  list.id = root.attribute("Id").value_or(std::string_view{});
  list.tag = root.attribute(tag).value_or(std::string_view{});
  if (list.tag != tag_of(list.form)) {
    reading.report(wrong_tag(list.form), root, {{"tag", list.tag}});
  }
  const bool has_empty_id = root.attribute("Id") == "";
  list.partial = !root.attribute(tag).has_value() || list.tag.empty() || has_empty_id;
  for (const auto& [name, value] : root.attributes()) {
    if (name == xml::QName{"", "Id"} || name == xml::QName{"", tag}) continue;
    reading.report(FindingId::list_attribute_unknown, root,
                   {{"attribute", std::string(name.local)}});
    list.other_attributes.push_back(
        {std::string(name.ns), std::string(name.local), std::string(value)});
  }
}

/// Whether the element has no more than elements inside, and, when `bare`, no attribute.
bool holds_elements(Reading& reading, const xml::Element& element, bool bare) {
  if (element.has_text()) {
    reading.report(FindingId::list_text_misplaced, element, {{"text", element.trimmed_text()}});
  }
  if (element.has_instruction()) {
    reading.report(FindingId::list_instruction_passed_over, element);
  }
  const auto attributes = bare ? element.attributes() : std::vector<xml::Element::Attribute>{};
  for (const auto& attribute : attributes) {
    reading.report(FindingId::list_attribute_unknown, element,
                   {{"attribute", std::string(attribute.name.local)}});
  }
  return !element.has_text() && !element.has_instruction() && attributes.empty();
}

/// What stands beside the parts of the root, a second SchemeInformation included, may be about the
/// whole list.
bool has_misplaced(Reading& reading, const xml::Element& root) {
  bool has_scheme = false;
  for (auto child = root.first_child(); child; child = child.next_sibling()) {
    const bool scheme = reading.is(child, names::scheme_information);
    const bool known = reading.is(child, names::provider_list) ||
                       reading.is(child, names::signature) || (scheme && !has_scheme);
    has_scheme = has_scheme || scheme;
    if (!known) return true;
  }
  return false;
}

/// Whether the root has its parts and nothing else, in their order.
bool is_well_ordered(Reading& reading, const xml::Element& root) {
  constexpr xml::QName order[] = {names::scheme_information, names::provider_list,
                                  names::signature};
  bool whole = true;
  const auto* next = std::begin(order);
  for (auto child = root.first_child(); child; child = child.next_sibling()) {
    const auto is_child = [&](const xml::QName& name) { return reading.is(child, name); };
    const auto* found = std::find_if(next, std::end(order), is_child);
    if (found != std::end(order)) {
      next = found + 1;
      continue;
    }
    whole = false;
    const bool known = std::any_of(std::begin(order), std::end(order), is_child);
    if (known && !reading.is(child, names::signature)) {
      reading.report(FindingId::list_order_wrong, child,
                     {{"element", std::string(child.name().local)}});
    }
  }
  return whole;
}

}  // namespace

std::optional<ReadResult> read_list(const xml::Element& root, const ReadOptions& options,
                                    outcome::Budget& budget, outcome::Findings& findings) {
  Reading reading(budget, findings, options.keep == Keep::everything);
  const auto form = read_form(reading, root);
  if (!form.has_value()) return std::nullopt;
  reading.set_version(*form, 0);
  const auto version = read_version(reading, root);
  if (!version.has_value()) return std::nullopt;
  ReadResult result;
  result.list.form = *form;
  result.list.version = *version;
  reading.set_version(*form, *version);
  read_attributes(reading, root, result.list);
  // Several signatures are the business of whoever verifies them.
  const Parts parts(reading, root, {names::scheme_information, names::provider_list},
                    {names::signature});
  read_scheme_information(reading, parts[names::scheme_information], result.list);
  reading.set_issued(result.list.issued);
  if (has_misplaced(reading, root)) reading.report(FindingId::list_scheme_partial, root);
  bool whole = is_well_ordered(reading, root);
  whole = holds_elements(reading, root, false) && whole && !parts.repeated();
  if (const auto providers = parts[names::provider_list]) {
    read_providers(reading, providers, options.keep, result);
    leave_out_repeated(reading, providers, result.list);
    whole = holds_elements(reading, providers, true) && whole;
  }
  if (result.without_status != 0) {
    reading.report(FindingId::entities_without_status, root,
                   {{"count", std::to_string(result.without_status)},
                    {"issued", time::to_string(result.list.issued)}});
  }
  result.list.partial = result.list.partial || !whole;
  return result;
}

std::optional<TrustedList> read_list(const xml::Element& root, outcome::Budget& budget,
                                     outcome::Findings& findings) {
  auto result = read_list(root, ReadOptions{}, budget, findings);
  if (!result.has_value()) return std::nullopt;
  return std::move(result->list);
}

std::optional<RecognitionAgreement> read_agreement(const xml::Element& element,
                                                   outcome::Budget& budget,
                                                   outcome::Findings& findings) {
  Reading reading(budget, findings);
  if (!reading.is(element, names::agreement_root)) {
    reading.report(FindingId::agreement_root_wrong, element, {{"found", expanded_name(element)}});
    return std::nullopt;
  }
  return read_agreement_element(reading, element);
}

}  // namespace accord::trustlist::read
