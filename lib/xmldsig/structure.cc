#include "lib/xmldsig/structure.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "lib/xmldsig/names.h"
#include "lib/xmldsig/shape.h"

namespace accord::xmldsig {
namespace {

using outcome::FindingId;
using outcome::Findings;

/// The elements that a signature rests on, wherever they stand.
struct Pillars {
  std::vector<xml::Element> signatures;
  std::vector<xml::Element> qualifying_properties;
  std::vector<xml::Element> signed_properties;
};

Pillars find_pillars(const xml::Document& document) {
  constexpr std::array names{ds::signature, xades::qualifying_properties, xades::signed_properties};
  auto found = document.descendants(names);
  return {std::move(found[0]), std::move(found[1]), std::move(found[2])};
}

/// One signature, a child of the root (ETSI TS 119 612, 5.7.1).
xml::Element find_signature(const xml::Document& document, const std::vector<xml::Element>& all,
                            Findings& findings) {
  if (all.empty()) {
    findings.add(FindingId::signature_none, document.root().about());
    return {};
  }
  if (all.size() > 1) {
    findings.add(FindingId::signature_several, all[1].about(),
                 {{"count", fmt::format("{}", all.size())}});
    return {};
  }
  if (!(all.front().parent() == document.root())) {
    findings.add(FindingId::signature_not_child_of_root, all.front().about());
    return {};
  }
  return all.front();
}

/// Calls visit for the element and everything below it.
template <typename Visit>
void for_each_element(const xml::Element& top, const Visit& visit) {
  std::vector<xml::Element> waiting{top};
  while (!waiting.empty()) {
    const auto element = waiting.back();
    waiting.pop_back();
    visit(element);
    for (auto child = element.first_child(); child; child = child.next_sibling()) {
      waiting.push_back(child);
    }
  }
}

/// Identifiers that stand on an element, and those that it refers to.
void collect_ids(const xml::Element& element, std::vector<std::string_view>& ids) {
  for (const auto& attribute : element.attributes()) {
    if (!attribute.name.ns.empty()) continue;
    const auto local = attribute.name.local;
    if (local == "Id" || local == "ID" || local == "id") {
      ids.push_back(attribute.value);
    } else if ((local == "URI" || local == "Target" || local == "ObjectReference") &&
               attribute.value.substr(0, 1) == "#") {
      ids.push_back(attribute.value.substr(1));
    }
  }
}

/// No identifier that the signature carries or refers to, nor the root's, stands on two elements:
/// which of them a reference means would be for each reader to choose. Other doubled identifiers
/// are the document's own affair: no reference leads to them.
bool ids_are_unique(const xml::Document& document, const xml::Element& signature,
                    Findings& findings) {
  const auto doubled = document.duplicate_ids();
  if (doubled.empty()) return true;
  std::vector<std::string_view> used;
  collect_ids(document.root(), used);
  for_each_element(signature, [&](const xml::Element& e) { collect_ids(e, used); });
  std::sort(used.begin(), used.end());
  const auto first = std::find_if(doubled.begin(), doubled.end(), [&](std::string_view id) {
    return std::binary_search(used.begin(), used.end(), id);
  });
  if (first == doubled.end()) return true;
  findings.add(FindingId::signature_duplicate_id, document.elements_with_id(*first)[1].about(),
               {{"id", *first}});
  return false;
}

xml::Element only_one(const std::vector<xml::Element>& all, xml::QName name,
                      const xml::Element& signature, Findings& findings) {
  if (all.size() == 1) return all.front();
  if (all.empty()) {
    findings.add(FindingId::signature_properties_missing, signature.about());
  } else {
    findings.add(FindingId::signature_properties_several, all[1].about(),
                 {{"element", std::string(name.local)}});
  }
  return {};
}

/// One QualifyingProperties in the document, in this signature's Object, for this signature; one
/// SignedProperties in it (EN 319 132-1, 4.3).
xml::Element find_signed_properties(const Pillars& pillars, const xml::Element& signature,
                                    Findings& findings) {
  const auto qualifying =
      only_one(pillars.qualifying_properties, xades::qualifying_properties, signature, findings);
  if (!qualifying) return {};
  const auto properties =
      only_one(pillars.signed_properties, xades::signed_properties, signature, findings);
  if (!properties) return {};
  const auto object = qualifying.parent();
  if (!object || !object.is(ds::object) || !(object.parent() == signature) ||
      !(properties.parent() == qualifying)) {
    findings.add(FindingId::signature_properties_misplaced, properties.about(),
                 {{"problem", "they stand outside the signature's own Object"}});
    return {};
  }
  const auto target = qualifying.attribute("Target").value_or("");
  const auto id = signature.attribute("Id").value_or("");
  if (id.empty() || target.substr(0, 1) != "#" || target.substr(1) != id) {
    findings.add(FindingId::signature_properties_target, qualifying.about(),
                 {{"target", std::string(target)}});
    return {};
  }
  return properties;
}

/// What unsigned properties hold (time-stamps, certificates, revocation data) is not read here;
/// that they are XAdES's own keeps other content from hiding among them.
bool unsigned_properties_fit(const xml::Element& properties, Findings& findings) {
  if (!has_shape(properties, {{xades::unsigned_signature_properties}}, {"Id"}, findings)) {
    return false;
  }
  const auto inner = properties.child(xades::unsigned_signature_properties);
  for (auto child = inner.first_child(); child; child = child.next_sibling()) {
    const auto ns = child.name().ns;
    if (ns == xades::ns || ns == xades::ns_v141) continue;
    report_structure(
        inner, "the element \"" + std::string(child.name().local) + "\" does not belong there",
        findings);
    return false;
  }
  return true;
}

bool object_fits(const xml::Element& object, Findings& findings) {
  if (!has_shape(object, {{xades::qualifying_properties}}, {"Id"}, findings)) return false;
  const auto qualifying = object.child(xades::qualifying_properties);
  const auto unsigned_properties = qualifying.child(xades::unsigned_properties);
  return has_shape(qualifying, {{xades::signed_properties}, {xades::unsigned_properties, 0}},
                   {"Id", "Target"}, findings) &&
         (!unsigned_properties || unsigned_properties_fit(unsigned_properties, findings));
}

}  // namespace

std::optional<SignatureParts> take_apart(const xml::Document& document, Findings& findings) {
  SignatureParts parts;
  const auto pillars = find_pillars(document);
  parts.signature = find_signature(document, pillars.signatures, findings);
  if (!parts.signature || !ids_are_unique(document, parts.signature, findings)) return std::nullopt;
  parts.signed_properties = find_signed_properties(pillars, parts.signature, findings);
  if (!parts.signed_properties) return std::nullopt;
  if (!has_shape(parts.signature,
                 {{ds::signed_info}, {ds::signature_value}, {ds::key_info, 0}, {ds::object}},
                 {"Id"}, findings)) {
    return std::nullopt;
  }
  parts.signed_info = parts.signature.child(ds::signed_info);
  parts.signature_value = parts.signature.child(ds::signature_value);
  parts.key_info = parts.signature.child(ds::key_info);
  if (!has_shape(
          parts.signed_info,
          {{ds::canonicalization_method}, {ds::signature_method}, {ds::reference, 1, unbounded}},
          {"Id"}, findings) ||
      !object_fits(parts.signature.child(ds::object), findings)) {
    return std::nullopt;
  }
  parts.canonicalization_method = parts.signed_info.child(ds::canonicalization_method);
  parts.signature_method = parts.signed_info.child(ds::signature_method);
  parts.references = parts.signed_info.children(ds::reference);
  return parts;
}

}  // namespace accord::xmldsig
