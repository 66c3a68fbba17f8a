#include "trustlist/read/reading.h"

#include <algorithm>
#include <utility>

#include "lib/der/base64.h"
#include "lib/xml/canonical.h"
#include "trustlist/read/names.h"

namespace accord::trustlist::read {

using outcome::FindingId;

namespace {

/// The prefix of a value that has the form of a qualified name, `xs:string`; empty otherwise.
std::string_view prefix_in(std::string_view value) {
  const auto is_name = [](std::string_view name) {
    const auto begins = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & '\x80') != 0;
    };
    return !name.empty() && begins(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) {
             return begins(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
           });
  };
  const auto colon = value.find(':');
  if (colon == std::string_view::npos) return {};
  const auto prefix = value.substr(0, colon);
  return is_name(prefix) && is_name(value.substr(colon + 1)) ? prefix : std::string_view{};
}

/// Stops when there are more than `most`.
void gather_prefixes(const xml::Element& element, std::uint64_t most,
                     std::vector<std::string>& prefixes) {
  const auto add = [&](std::string_view value) {
    const auto prefix = prefix_in(value);
    if (prefix.empty() || prefixes.size() > most || !element.namespace_of(prefix)) return;
    if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end()) {
      prefixes.emplace_back(prefix);
    }
  };
  for (const auto& attribute : element.attributes()) add(attribute.value);
  if (const auto text = element.single_text()) add(*text);
  for (auto child = element.first_child(); child && prefixes.size() <= most;
       child = child.next_sibling()) {
    gather_prefixes(child, most, prefixes);
  }
}

/// Exclusive canonical form leaves out the declaration of a prefix that only values use, such as
/// that of an xsi:type; these are to be declared all the same. A hostile list may have a million of
/// them: there may be as many as namespaces may be in scope.
outcome::Result<std::vector<std::string>> prefixes_in_values(const xml::Element& element,
                                                             const outcome::Budget& budget) {
  using outcome::Cost;
  std::vector<std::string> prefixes;
  gather_prefixes(element, budget.limit(Cost::namespaces_in_scope), prefixes);
  if (const auto allowed = budget.allow(Cost::namespaces_in_scope, prefixes.size()); !allowed) {
    return outcome::pass_on(allowed);
  }
  return prefixes;
}

outcome::Result<std::string> kept_text(const xml::Element& element, outcome::Budget& budget) {
  auto prefixes = prefixes_in_values(element, budget);
  if (!prefixes) return outcome::pass_on(prefixes);
  return xml::canonical_text({element, false, {}}, {true, true, std::move(*prefixes)}, budget);
}

}  // namespace

void Reading::report(FindingId id, const xml::Element& element, outcome::Params params) {
  report(id, outcome::entry(id).severity, element, std::move(params));
}

void Reading::report(FindingId id, outcome::Severity severity, const xml::Element& element,
                     outcome::Params params) {
  if (!has_room_for(severity, element)) return;
  findings_.add(outcome::Finding{id, severity, element.about(), std::move(params)});
}

// Each weight has its own room: what is left out leaves the verdict as it is.
bool Reading::has_room_for(outcome::Severity severity, const xml::Element& element) {
  if (silent_) return false;
  auto& count = reported_[static_cast<std::size_t>(severity)];
  if (++count <= most_findings) return true;
  if (count == most_findings + 1) {
    findings_.add(FindingId::list_findings_cut, element.about(),
                  {{"limit", std::to_string(most_findings)}});
  }
  return false;
}

xml::QName Reading::name(xml::QName name) const noexcept { return names::in(form_, name); }

xml::QName Reading::name_of(const xml::Element& element) const {
  const auto name = element.name();
  const auto found = name_from(form_, name.ns, name.local);
  return {found.ns, found.local};
}

void Reading::missing(const xml::Element& parent, xml::QName name, std::string_view clause,
                      Weight weight) {
  report(weight == Weight::essential ? FindingId::list_scheme_element_missing
                                     : FindingId::list_element_missing,
         parent,
         {{"element", std::string(this->name(name).local)},
          {"clause", std::string(clause_in(form_, clause))}});
}

void Reading::wrong(const xml::Element& element, std::string_view expected, Weight weight) {
  report(weight == Weight::essential ? FindingId::list_scheme_value_wrong
                                     : FindingId::list_value_wrong,
         element, {{"value", element.trimmed_text()}, {"expected", std::string(expected)}});
}

void Reading::unknown(const xml::Element& element) {
  pass_over();
  // Its name is not made where nobody reads it: of these there may be a million.
  const auto severity = outcome::entry(FindingId::list_element_unknown).severity;
  if (!has_room_for(severity, element)) return;
  findings_.add(FindingId::list_element_unknown, element.about(),
                {{"element", expanded_name(element)}});
}

const outcome::Result<x509::Certificate>& Reading::certificate(const xml::Element& element) {
  const auto parse = [](std::string_view text) -> outcome::Result<x509::Certificate> {
    auto der = der::from_base64(text);
    if (!der) return outcome::pass_on(der);
    return x509::Certificate::parse(std::move(*der));
  };
  const auto view = element.single_text();
  if (!view.has_value()) return in_pieces_.emplace(parse(element.text()));
  auto& here = at_place_[view->data()];
  if (here == nullptr) {
    auto& known = certificates_[*view];
    if (!known.has_value()) known = parse(*view);
    here = &*known;
  }
  return *here;
}

KeptXml Reading::canonical(const xml::Element& element) {
  if (exhausted_) return {};
  auto text = kept_text(element, budget_);
  if (!text) {
    auto finding = text.error();
    exhausted_ = finding.id == FindingId::budget_exhausted;
    // What is kept is kept of what was reported, too: its absence is never silent.
    const bool was_silent = std::exchange(silent_, false);
    if (has_room_for(finding.severity, element)) {
      finding.about = element.about();
      findings_.add(std::move(finding));
    }
    silent_ = was_silent;
    return {};
  }
  return std::move(*text);
}

Parts::Parts(Reading& reading, const xml::Element& parent,
             std::initializer_list<xml::QName> expected,
             std::initializer_list<xml::QName> elsewhere, Weight weight) {
  found_.reserve(expected.size());
  for (const auto& name : expected) found_.emplace_back(name, xml::Element{});
  for (auto child = parent.first_child(); child; child = child.next_sibling()) {
    const auto is = reading.name_of(child);
    bool known = std::find(elsewhere.begin(), elsewhere.end(), is) != elsewhere.end();
    for (auto& [name, element] : found_) {
      if (is != name) continue;
      known = true;
      if (element) {
        repeated_ = true;
        // What is essential blocks already.
        if (weight != Weight::essential) reading.pass_over();
        const auto severity = weight == Weight::essential
                                  ? outcome::Severity::indeterminate
                                  : outcome::entry(FindingId::list_element_repeated).severity;
        reading.report(FindingId::list_element_repeated, severity, child,
                       {{"element", std::string(child.name().local)}});
      } else {
        element = child;
      }
      break;
    }
    if (!known) reading.unknown(child);
  }
}

xml::Element Parts::operator[](xml::QName name) const {
  for (const auto& [known, element] : found_) {
    if (known == name) return element;
  }
  return {};
}

std::string expanded_name(const xml::Element& element) {
  const auto name = element.name();
  std::string text;
  if (!name.ns.empty()) text.append("{").append(name.ns).append("}");
  return text.append(name.local);
}

Place place_of(const xml::Element& element) { return {element.line()}; }

}  // namespace accord::trustlist::read
