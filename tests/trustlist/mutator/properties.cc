// What is peculiar to XAdES: signed properties doubled, moved, exchanged, renamed; manifests.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

std::string object_around(const std::string& content) {
  return "<d:Object" + std::string(declare_d) + ">" + content + "</d:Object>";
}

std::string qualifying(std::string_view target, const std::string& content) {
  return "<x:QualifyingProperties" + std::string(declare_x) + " Target=\"" + std::string(target) +
         "\">" + content + "</x:QualifyingProperties>";
}

/// Where QualifyingProperties declares prefixes, its content needs these declarations elsewhere
/// too: all that the start tag has, as it stands.
std::string declarations(const BaseList& list) {
  std::string found;
  for (const auto node : {list.signature, list.object, list.qualifying_properties}) {
    for (const auto& one : list.markup.attributes(node)) {
      const auto text = std::string(list.markup.piece(one.whole));
      const auto name = std::string(list.markup.piece(one.name));
      if (name.rfind("xmlns", 0) != 0) continue;
      if (found.find(" " + name + "=") == std::string::npos) found += " " + text;
    }
  }
  return found;
}

Made second_properties(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  if (where == "same-id") {
    return with_after(list, list.signed_properties, piece_of(list, list.signed_properties));
  }
  const auto forged = with_other_id(list, list.signed_properties);
  if (where == "before") return with_first(list, list.qualifying_properties, forged);
  return with_after(list, list.signed_properties, forged);
}

Made second_qualifying(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto forged = qualifying(where == "other-target" ? "#another" : "#same", "");
  if (where == "in-content") return with_first(list, 0, forged);
  if (where == "same-object") return with_after(list, list.qualifying_properties, forged);
  return with_after(list, list.object, object_around(forged));
}

/// SignedProperties taken out of QualifyingProperties, and put where its reference still finds it.
Made moved_properties(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto& nodes = list.markup.nodes();
  const auto wrapped =
      "<w" + declarations(list) + ">" + piece_of(list, list.signed_properties) + "</w>";
  Edits edits(list.markup.text());
  edits.remove(nodes[list.signed_properties].whole);
  if (where == "object") return edits.insert(nodes[list.object].content.end, wrapped).done();
  if (where == "key-info") return edits.insert(nodes[list.key_info].content.end, wrapped).done();
  return edits.insert(nodes[0].content.begin, wrapped).done();
}

/// QualifyingProperties taken out of the signature's Object.
Made moved_qualifying(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto& nodes = list.markup.nodes();
  const auto wrapped =
      "<w" + declarations(list) + ">" + piece_of(list, list.qualifying_properties) + "</w>";
  Edits edits(list.markup.text());
  edits.remove(nodes[list.qualifying_properties].whole);
  const auto to = where == "signature" ? list.signature : std::size_t{0};
  return edits.insert(nodes[to].content.end, wrapped).done();
}

Made target(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto node = list.qualifying_properties;
  if (where == "absent") return without_attribute(list, node, "Target");
  if (where == "empty") return with_attribute(list, node, "Target", "");
  if (where == "no-signature-id") return without_attribute(list, list.signature, "Id");
  return with_attribute(list, node, "Target", "#another");
}

/// The identifier of the signature, and the Target that names it: neither is signed.
Made both_ids(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto id = list.markup.attribute(list.signature, "Id");
  const auto named = list.markup.attribute(list.qualifying_properties, "Target");
  if (!id || !named) return std::nullopt;
  return Edits(list.markup.text())
      .replace(id->value, "another")
      .replace(named->value, "#another")
      .done();
}

Made properties_id(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  if (where == "absent") return without_attribute(list, list.signed_properties, "Id");
  return with_attribute(list, list.signed_properties, "Id", "another");
}

Made properties_namespace(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const std::string name =
      where == "1.4.1" ? "http://uri.etsi.org/01903/v1.4.1#" : "http://uri.etsi.org/01903/v1.1.1#";
  const auto prefix = list.markup.prefix(list.qualifying_properties);
  if (prefix.empty()) return std::nullopt;
  const auto attribute = "xmlns:" + std::string(prefix.substr(0, prefix.size() - 1));
  return with_attribute(list, list.qualifying_properties, attribute, name);
}

/// One value inside the signed properties, `where` is the element's name.
Made forged_value(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto node = list.markup.find(where, list.signed_properties);
  if (node == none) return std::nullopt;
  auto value = std::string(list.markup.piece(list.markup.nodes()[node].content));
  if (value.size() < 5) return std::nullopt;
  auto& changed = value[where == "SigningTime" ? value.find('Z') - 1 : 0];
  if (where != "SigningTime" && value.find_first_of("<&") != std::string::npos) return std::nullopt;
  changed = changed == '1' ? '2' : '1';
  return with_content(list, node, value);
}

/// Unsigned properties may be added: they are not signed, and not read.
Made unsigned_properties(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  if (list.markup.find("UnsignedProperties", list.signature) != none) return std::nullopt;
  const std::string inside =
      where == "timestamp" ? "<x:SignatureTimeStamp/>"
      : where == "counter-signature"
          ? "<x:CounterSignature><d:Signature" + std::string(declare_d) + "/></x:CounterSignature>"
          : "<w xmlns=\"urn:attacker\"/>";
  return with_after(list, list.signed_properties,
                    "<x:UnsignedProperties" + std::string(declare_x) +
                        "><x:UnsignedSignatureProperties>" + inside +
                        "</x:UnsignedSignatureProperties></x:UnsignedProperties>");
}

/// A ds:Manifest whose references need not hold (XML Signature, 5.1) in the place of the document.
Made manifest(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto reference = with_other_id(list, list.document_reference);
  const auto text = "<d:Manifest" + std::string(declare_d) + " Id=\"manifest\"><w" +
                    declarations(list) + ">" + reference + "</w></d:Manifest>";
  Edits edits(list.markup.text());
  edits.replace(list.markup.attribute(list.document_reference, "URI")->value, "#manifest");
  const auto type = list.markup.attribute(list.document_reference, "Type");
  constexpr std::string_view manifest_type = "http://www.w3.org/2000/09/xmldsig#Manifest";
  if (type) {
    edits.replace(type->value, manifest_type);
  } else {
    edits.insert(list.markup.attribute_place(list.document_reference),
                 " Type=\"" + std::string(manifest_type) + "\"");
  }
  const auto& nodes = list.markup.nodes();
  if (where == "own-object") {
    return edits.insert(nodes[list.object].whole.end, object_around(text)).done();
  }
  if (where == "object") return edits.insert(nodes[list.object].content.end, text).done();
  return edits.insert(nodes[0].content.begin, text).done();
}

constexpr std::array<Kind, 11> kinds{{{"properties", "second-properties", second_properties},
                                      {"properties", "second-qualifying", second_qualifying},
                                      {"properties", "moved-properties", moved_properties},
                                      {"properties", "moved-qualifying", moved_qualifying},
                                      {"properties", "target", target},
                                      {"properties", "both-ids", both_ids},
                                      {"properties", "properties-id", properties_id},
                                      {"properties", "namespace", properties_namespace},
                                      {"properties", "forged-value", forged_value},
                                      {"properties", "unsigned", unsigned_properties},
                                      {"properties", "manifest", manifest}}};

}  // namespace

std::span<const Kind> property_kinds() { return kinds; }

}  // namespace accord::tests::mutants
