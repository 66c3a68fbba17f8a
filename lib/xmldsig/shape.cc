#include "lib/xmldsig/shape.h"

#include <algorithm>

#include "lib/der/base64.h"

namespace accord::xmldsig {
namespace {

using outcome::FindingId;
using outcome::Findings;

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

bool attributes_fit(const xml::Element& element, std::initializer_list<std::string_view> allowed,
                    Findings& findings) {
  for (const auto& attribute : element.attributes()) {
    const bool known =
        attribute.name.ns.empty() &&
        std::find(allowed.begin(), allowed.end(), attribute.name.local) != allowed.end();
    if (known) continue;
    report_structure(
        element,
        "it has the attribute " + quoted(attribute.name.local) + ", which has no meaning there",
        findings);
    return false;
  }
  return true;
}

bool has_no_text(const xml::Element& element, Findings& findings) {
  if (element.trimmed_text().empty()) return true;
  report_structure(element, "it has text between its elements", findings);
  return false;
}

}  // namespace

void report_structure(const xml::Element& element, std::string problem, Findings& findings) {
  findings.add(FindingId::signature_structure, element.about(),
               {{"element", std::string(element.name().local)}, {"problem", std::move(problem)}});
}

void add_at(outcome::Finding finding, const xml::Element& element, Findings& findings) {
  if (finding.about.line == 0) {
    const auto here = element.about();
    finding.about.line = here.line;
    // "byte 3" of what stands in the element.
    finding.about.where =
        finding.about.where.empty() ? here.where : here.where + ", " + finding.about.where;
  }
  findings.add(std::move(finding));
}

bool has_shape(const xml::Element& element, std::initializer_list<AllowedChild> children,
               std::initializer_list<std::string_view> attributes, Findings& findings) {
  if (!attributes_fit(element, attributes, findings)) return false;
  auto child = element.first_child();
  for (const auto& allowed : children) {
    std::size_t count = 0;
    for (; child && child.is(allowed.name); child = child.next_sibling()) {
      if (++count <= allowed.most) continue;
      report_structure(element, "it has too many elements " + quoted(allowed.name.local), findings);
      return false;
    }
    if (count >= allowed.least) continue;
    report_structure(element,
                     child ? "expected was an element " + quoted(allowed.name.local) +
                                 " where there is " + quoted(child.name().local)
                           : "the element " + quoted(allowed.name.local) + " is missing",
                     findings);
    return false;
  }
  if (child) {
    report_structure(
        element, "the element " + quoted(child.name().local) + " does not belong there", findings);
    return false;
  }
  return has_no_text(element, findings);
}

bool has_only(const xml::Element& element, std::initializer_list<xml::QName> children,
              std::initializer_list<std::string_view> attributes, Findings& findings) {
  if (!attributes_fit(element, attributes, findings)) return false;
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    if (std::find(children.begin(), children.end(), child.name()) != children.end()) continue;
    report_structure(
        element, "the element " + quoted(child.name().local) + " does not belong there", findings);
    return false;
  }
  return has_no_text(element, findings);
}

std::optional<std::string> leaf_text(const xml::Element& element,
                                     std::initializer_list<std::string_view> attributes,
                                     Findings& findings) {
  if (!attributes_fit(element, attributes, findings)) return std::nullopt;
  if (element.has_element_children()) {
    report_structure(element, "it has elements where only text may be", findings);
    return std::nullopt;
  }
  return element.trimmed_text();
}

std::optional<der::Bytes> leaf_bytes(const xml::Element& element,
                                     std::initializer_list<std::string_view> attributes,
                                     Findings& findings) {
  const auto text = leaf_text(element, attributes, findings);
  if (!text) return std::nullopt;
  auto bytes = der::from_base64(*text);
  if (!bytes) {
    add_at(bytes.error(), element, findings);
    return std::nullopt;
  }
  return std::move(*bytes);
}

std::optional<std::string_view> algorithm_of(const xml::Element& element, Findings& findings) {
  const auto value = element.attribute("Algorithm");
  if (!value) report_structure(element, "the attribute \"Algorithm\" is missing", findings);
  return value;
}

}  // namespace accord::xmldsig
