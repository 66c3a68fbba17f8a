#include "trustlist/read/scheme_reader.h"

#include "trustlist/read/extension_reader.h"
#include "trustlist/read/names.h"
#include "trustlist/read/shape.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

LegalNotice read_legal_notice(Reading& reading, const xml::Element& element) {
  LegalNotice result;
  bool first = true;
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    const bool is_policy = reading.is(child, names::tsl_policy);
    if (!is_policy && !reading.is(child, names::tsl_legal_notice)) {
      reading.unknown(child);
      continue;
    }
    const auto kind = is_policy ? LegalNotice::Kind::policy_uris : LegalNotice::Kind::notice_texts;
    if (first) result.kind = kind;
    first = false;
    if (kind == result.kind) {
      result.entries.push_back(read_localised(reading, child, is_policy));
    } else {
      reading.wrong(child, "either policies or legal notices, not both");
    }
  }
  return result;
}

void read_next_update(Reading& reading, const xml::Element& element, TrustedList& list) {
  const Parts parts(reading, element, {names::date_time}, {}, Weight::essential);
  // 5.3.15: empty means that no further list will be issued.
  if (const auto value = parts[names::date_time]) {
    list.next_update = read_instant(reading, value, Weight::essential);
  } else if (element.has_element_children() || !element.trimmed_text().empty()) {
    reading.wrong(element, "a dateTime, or nothing", Weight::essential);
  }
}

void read_facts(Reading& reading, const xml::Element& element, const Parts& parts,
                TrustedList& list) {
  const auto require = [&](xml::QName name, std::string_view clause) {
    if (!parts[name]) reading.missing(element, name, clause, Weight::essential);
    return parts[name];
  };
  if (const auto number = require(names::sequence, "5.3.2")) {
    list.sequence = read_number(reading, number, Weight::essential).value_or(0);
    if (list.sequence == 0) reading.wrong(number, "a number from 1 up", Weight::essential);
  }
  if (const auto type = require(names::type, "5.3.3")) {
    list.type = read_uri(reading, type, Weight::essential).value_or(std::string{});
  }
  if (const auto issued = require(names::issue_date, "5.3.14")) {
    list.issued = read_instant(reading, issued, Weight::essential).value_or(time::Instant{});
  }
  if (const auto next = require(names::next_update, "5.3.15")) {
    read_next_update(reading, next, list);
  }
  // The schema lets the territory out; a list that does not say whose it is cannot be the one
  // pointed to.
  if (const auto territory = parts[names::territory]) {
    list.territory = territory.trimmed_text();
  } else {
    reading.missing(element, names::territory, "5.3.10");
  }
}

void read_operator(Reading& reading, const xml::Element& element, const Parts& parts,
                   TrustedList& list) {
  const auto require = [&](xml::QName name, std::string_view clause) {
    if (!parts[name]) reading.missing(element, name, clause);
    return parts[name];
  };
  if (const auto name = require(names::operator_name, "5.3.4")) {
    list.operator_names = read_names(reading, name);
  }
  if (const auto address = require(names::operator_address, "5.3.5")) {
    list.operator_address = read_address(reading, address, "5.3.5");
  }
  if (const auto name = require(names::scheme_name, "5.3.6")) {
    list.scheme_names = read_names(reading, name);
  }
  if (const auto uris = require(names::information_uri, "5.3.7")) {
    list.information_uris = read_uris(reading, uris);
  }
  if (const auto approach = require(names::status_determination, "5.3.8")) {
    list.status_determination = read_uri(reading, approach).value_or(std::string{});
  }
  // TS 119 602, 6.3.12: a list that keeps no history need not speak of it.
  const auto period = parts[names::history_period];
  if (period) {
    list.history_period = read_number(reading, period);
  } else if (reading.form() == Form::trusted_list) {
    reading.missing(element, names::history_period, "5.3.12");
  }
}

/// False when a pointer was left out. `in_pointers`: how often something was passed over in one.
bool read_optional(Reading& reading, const Parts& parts, TrustedList& list,
                   std::uint64_t& in_pointers) {
  bool whole = true;
  if (const auto rules = parts[names::community_rules]) {
    list.community_rules = read_uris(reading, rules);
  }
  if (const auto notice = parts[names::legal_notice]) {
    list.legal_notice = read_legal_notice(reading, notice);
  }
  if (const auto points = parts[names::distribution_points]) {
    each(reading, points, names::uri, [&](const xml::Element& child) {
      auto uri = read_uri(reading, child);
      if (uri.has_value()) list.distribution_points.push_back(std::move(*uri));
    });
  }
  if (const auto extensions = parts[names::scheme_extensions]) {
    list.scheme_extensions = read_extensions(reading, extensions, Owner::scheme);
  }
  if (const auto pointers = parts[names::pointers]) {
    std::uint32_t number = 0;
    each(reading, pointers, names::pointer, [&](const xml::Element& child) {
      ++number;
      const auto before = reading.passed_over();
      auto pointer = read_pointer(reading, child);
      in_pointers += reading.passed_over() - before;
      if (pointer.has_value()) {
        pointer->place.number = number;
        list.pointers.push_back(std::move(*pointer));
      } else {
        reading.report(FindingId::list_pointer_left_out, child);
        whole = false;
      }
    });
  }
  return whole;
}

}  // namespace

std::optional<std::uint32_t> read_version(Reading& reading, const xml::Element& root) {
  const auto information = root.child(reading.name(names::scheme_information));
  const auto element =
      information ? information.child(reading.name(names::version)) : xml::Element{};
  const auto text = element ? element.trimmed_text() : std::string{};
  const bool entities = reading.form() == Form::trusted_entities;
  if (entities && text == "1") return 1;
  if (!entities && text == "5") return 5;
  if (!entities && text == "6") return 6;
  reading.report(entities ? FindingId::entities_version_unknown : FindingId::list_version_unknown,
                 element       ? element
                 : information ? information
                               : root,
                 {{"version", text}});
  return std::nullopt;
}

void read_scheme_information(Reading& reading, const xml::Element& element, TrustedList& list) {
  const auto before = reading.passed_over();
  const Parts parts(reading, element,
                    {names::version, names::sequence, names::type, names::operator_name,
                     names::operator_address, names::scheme_name, names::information_uri,
                     names::status_determination, names::community_rules, names::territory,
                     names::legal_notice, names::history_period, names::pointers, names::issue_date,
                     names::next_update, names::distribution_points, names::scheme_extensions},
                    {}, Weight::essential);
  read_facts(reading, element, parts, list);
  read_operator(reading, element, parts, list);
  std::uint64_t in_pointers = 0;
  const bool whole = read_optional(reading, parts, list, in_pointers);
  if (element && (!fits(reading, element, shapes::scheme_information) || !whole)) {
    list.scheme_source = reading.kept(element);
  }
  // Where the list cannot be relied on anyway, that is said already.
  if (reading.passed_over() - before != in_pointers && !reading.findings().blocking()) {
    reading.report(FindingId::list_scheme_partial, element);
  }
}

}  // namespace accord::trustlist::read
