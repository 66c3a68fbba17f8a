// References that lead elsewhere, and signatures in other numbers and places than one, below the
// root.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

struct Address {
  std::string_view name, uri;
};

constexpr std::array<Address, 14> addresses{{{"xpointer-root", "#xpointer(/)"},
                                             {"xpointer-id", "#xpointer(id('forged'))"},
                                             {"xpointer-path", "#xpointer(/*/*[1])"},
                                             {"element-scheme", "#element(/1/1)"},
                                             {"hash", "#"},
                                             {"absent-id", "#no-such-element"},
                                             {"http", "http://attacker.example/list.xml"},
                                             {"file", "file:///etc/passwd"},
                                             {"relative", "list.xml"},
                                             {"dot", "."},
                                             {"query", "?"},
                                             {"space", " "},
                                             {"data", "data:text/xml,%3Ca/%3E"},
                                             {"fragment-of-other", "list.xml#the-list"}}};

/// The address of the reference to the document (or, with "properties:" before it, of the other).
Made address(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  constexpr std::string_view other = "properties:";
  auto node = list.document_reference;
  if (where.substr(0, other.size()) == other) {
    node = list.properties_reference;
    where.remove_prefix(other.size());
  }
  for (const auto& one : addresses) {
    if (one.name == where) return with_attribute(list, node, "URI", one.uri);
  }
  if (where == "no-uri") return without_attribute(list, node, "URI");
  if (where == "empty") return with_attribute(list, node, "URI", "");
  return std::nullopt;
}

/// To an element inside the document that gets that identifier.
Made nested(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_in(list, "content", dice);
  if (node == 0 || list.markup.attribute(node, "Id")) return std::nullopt;
  return Edits(list.markup.text())
      .insert(list.markup.attribute_place(node), " " + std::string(where) + "=\"nested\"")
      .replace(list.markup.attribute(list.document_reference, "URI")->value, "#nested")
      .done();
}

Made type(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  if (where == "properties-untyped") {
    return without_attribute(list, list.properties_reference, "Type");
  }
  if (where == "document-as-properties") {
    return with_attribute(list, list.document_reference, "Type",
                          "http://uri.etsi.org/01903#SignedProperties");
  }
  if (where == "other-version") {
    return with_attribute(list, list.properties_reference, "Type",
                          "http://uri.etsi.org/01903/v1.1.1#SignedProperties");
  }
  return with_attribute(list, list.document_reference, "Type",
                        "http://www.w3.org/2000/09/xmldsig#" + std::string(where));
}

Made third(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  auto more = with_other_id(list, list.document_reference);
  if (where == "no-reference") {
    return Edits(list.markup.text())
        .remove(list.markup.nodes()[list.document_reference].whole)
        .remove(list.markup.nodes()[list.properties_reference].whole)
        .done();
  }
  if (where == "only-document") return with_node(list, list.properties_reference, "");
  if (where == "only-properties") return with_node(list, list.document_reference, "");
  if (where == "properties-again") more = with_other_id(list, list.properties_reference);
  return with_after(list, list.document_reference, more);
}

Made several(const BaseList& list, std::string_view where, Dice& dice) {
  const auto signature = piece_of(list, list.signature);
  const auto hollow = "<d:Signature" + std::string(declare_d) + "/>";
  if (where == "copy-first") return with_first(list, 0, signature);
  if (where == "copy-last") return with_after(list, list.signature, signature);
  if (where == "copy-in-content") {
    return with_first(list, element_in(list, "content", dice), signature);
  }
  if (where == "hollow-in-content") {
    return with_first(list, element_in(list, "content", dice), hollow);
  }
  if (where == "hollow-in-key-info") return with_first(list, list.key_info, hollow);
  if (where == "hollow-in-object") return with_first(list, list.object, hollow);
  return std::nullopt;
}

/// The signature in another place, or none.
Made moved(const BaseList& list, std::string_view where, Dice& dice) {
  const auto& nodes = list.markup.nodes();
  const auto signature = piece_of(list, list.signature);
  Edits edits(list.markup.text());
  if (where == "comment") {
    if (signature.find("--") != std::string::npos) return std::nullopt;
    return edits.replace(nodes[list.signature].whole, "<!--" + signature + "-->").done();
  }
  if (where == "cdata") {
    return edits.replace(nodes[list.signature].whole, "<![CDATA[" + signature + "]]>").done();
  }
  edits.remove(nodes[list.signature].whole);
  if (where == "removed") return edits.done();
  const auto to = element_in(list, "content", dice);
  if (to == 0 || nodes[to].start_tag.end == nodes[to].whole.end) return std::nullopt;
  if (where == "in-content") return edits.insert(nodes[to].content.begin, signature).done();
  return edits
      .insert(nodes[to].content.begin,
              "<Extension Critical=\"false\">" + signature + "</Extension>")
      .done();
}

constexpr std::array<Kind, 6> kinds{{{"references", "address", address},
                                     {"references", "nested", nested},
                                     {"references", "type", type},
                                     {"references", "number", third},
                                     {"references", "signatures", several},
                                     {"references", "moved-signature", moved}}};

}  // namespace

std::span<const Kind> reference_kinds() { return kinds; }

}  // namespace accord::tests::mutants
