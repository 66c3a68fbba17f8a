// Transforms and canonicalisation methods other than those that a list may have.
#include <algorithm>
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

struct Named {
  std::string_view name, text;
};

/// What can stand where one Transform may: its attributes and content. "d" is XML signatures.
constexpr std::array<Named, 23> methods{{
    {"enveloped", "Algorithm='http://www.w3.org/2000/09/xmldsig#enveloped-signature'>"},
    {"exclusive", "Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"},
    {"xpath",
     "Algorithm='http://www.w3.org/TR/1999/REC-xpath-19991116'>"
     "<d:XPath>not(ancestor-or-self::d:Signature)</d:XPath>"},
    {"xpath-nothing",
     "Algorithm='http://www.w3.org/TR/1999/REC-xpath-19991116'><d:XPath>false()</d:XPath>"},
    {"xpath-filter",
     "Algorithm='http://www.w3.org/2002/06/xmldsig-filter2'><f:XPath Filter='subtract' "
     "xmlns:f='http://www.w3.org/2002/06/xmldsig-filter2'>//*</f:XPath>"},
    {"xslt",
     "Algorithm='http://www.w3.org/TR/1999/REC-xslt-19991116'><s:stylesheet version='1.0' "
     "xmlns:s='http://www.w3.org/1999/XSL/Transform'><s:template match='/'>signed</s:template>"
     "</s:stylesheet>"},
    {"base64", "Algorithm='http://www.w3.org/2000/09/xmldsig#base64'>"},
    {"decrypt", "Algorithm='http://www.w3.org/2002/07/decrypt#XML'>"},
    {"inclusive", "Algorithm='http://www.w3.org/TR/2001/REC-xml-c14n-20010315'>"},
    {"inclusive-comments",
     "Algorithm='http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments'>"},
    {"exclusive-comments", "Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#WithComments'>"},
    {"inclusive-1.1", "Algorithm='http://www.w3.org/2006/12/xml-c14n11'>"},
    {"inclusive-1.1-comments", "Algorithm='http://www.w3.org/2006/12/xml-c14n11#WithComments'>"},
    {"canonical-2", "Algorithm='http://www.w3.org/2010/xml-c14n2'>"},
    {"minimal", "Algorithm='http://www.w3.org/2000/09/xmldsig#minimal'>"},
    {"unknown", "Algorithm='http://attacker.example/nothing'>"},
    {"unnamed", ">"},
    {"prefixes-twice",
     "Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"
     "<InclusiveNamespaces xmlns='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='a'/>"
     "<InclusiveNamespaces xmlns='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='b'/>"},
    {"prefixes-elsewhere",
     "Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"
     "<InclusiveNamespaces xmlns='http://www.w3.org/2000/09/xmldsig#' PrefixList='a'/>"},
    {"prefixes-with-more",
     "Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"
     "<InclusiveNamespaces xmlns='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='a' b='c'/>"},
    {"prefixes-of-inclusive",
     "Algorithm='http://www.w3.org/TR/2001/REC-xml-c14n-20010315'>"
     "<InclusiveNamespaces xmlns='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='a'/>"},
    {"absent-prefix",
     "Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"
     "<InclusiveNamespaces xmlns='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='nobody'/>"},
    {"prefixes",
     "Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"
     "<InclusiveNamespaces xmlns='http://www.w3.org/2001/10/xml-exc-c14n#' "
     "PrefixList='#default a xml no-such-prefix'/>"},
}};

std::string element(std::string_view element_name, std::string_view method) {
  for (const auto& one : methods) {
    if (one.name != method) continue;
    const auto name = "d:" + std::string(element_name);
    return "<" + name + std::string(declare_d) + " " + std::string(one.text) + "</" + name + ">";
  }
  return {};
}

/// A chain by the names of its parts: "enveloped+xpath+exclusive".
std::string chain(std::string_view names) {
  std::string text = "<d:Transforms" + std::string(declare_d) + ">";
  while (!names.empty()) {
    const auto end = std::min(names.find('+'), names.size());
    const auto one = element("Transform", names.substr(0, end));
    if (one.empty()) return {};
    text += one;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return text + "</d:Transforms>";
}

Made with_chain(const BaseList& list, std::size_t reference, std::string_view where) {
  const auto transforms = list.markup.find("Transforms", reference);
  if (where == "none") {
    return transforms == none ? std::nullopt : Made(with_node(list, transforms, ""));
  }
  const auto text = chain(where);
  if (text.empty()) return std::nullopt;
  return transforms == none ? with_first(list, reference, text) : with_node(list, transforms, text);
}

Made of_document(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return with_chain(list, list.document_reference, where);
}

Made of_properties(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return with_chain(list, list.properties_reference, where);
}

Made of_info(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto text = element("CanonicalizationMethod", where);
  if (text.empty()) return std::nullopt;
  return with_node(list, list.canonicalization_method, text);
}

/// Something more in a Transform that is right.
Made inside(const BaseList& list, std::string_view where, Dice& dice) {
  const auto all = list.markup.find_all("Transform", list.document_reference);
  const auto node = dice.pick(all);
  if (where == "attribute") return with_attribute(list, node, "Id", "transform");
  const auto algorithm = std::string(
      list.markup.piece(list.markup.attribute(node, "Algorithm").value_or(AttributePlace{}).value));
  const std::string content = where == "text"      ? "text"
                              : where == "element" ? "<w xmlns='urn:attacker'/>"
                                                   : "<d:XPath>true()</d:XPath>";
  return with_node(list, node,
                   "<d:Transform" + std::string(declare_d) + " Algorithm=\"" + algorithm + "\">" +
                       content + "</d:Transform>");
}

/// A root that declares a prefix which nothing uses, and a PrefixList that brings it into the
/// canonical form.
Made prefix_of_root(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto last = list.markup.find_all("Transform", list.document_reference).back();
  return Edits(list.markup.text())
      .insert(list.markup.attribute_place(0), " xmlns:a=\"urn:attacker\"")
      .replace(list.markup.nodes()[last].whole, element("Transform", "prefixes"))
      .done();
}

constexpr std::array<Kind, 5> kinds{{{"transforms", "document", of_document},
                                     {"transforms", "properties", of_properties},
                                     {"transforms", "info", of_info},
                                     {"transforms", "inside", inside},
                                     {"transforms", "prefix-of-root", prefix_of_root}}};

}  // namespace

std::span<const Kind> transform_kinds() { return kinds; }

}  // namespace accord::tests::mutants
