// Identifiers that the signature uses, put on other elements too.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

/// Those that the signature carries or refers to, and the root's.
std::vector<std::string> used_ids(const BaseList& list) {
  std::vector<std::string> found;
  for (const auto node :
       {std::size_t{0}, list.signature, list.signed_properties, list.document_reference}) {
    const auto id = list.markup.attribute(node, "Id");
    if (id && id->value.size() != 0) found.emplace_back(list.markup.piece(id->value));
  }
  return found;
}

bool has_id(const BaseList& list, std::size_t node) {
  for (const auto* name : {"Id", "ID", "id", "xml:id"}) {
    if (list.markup.attribute(node, name)) return true;
  }
  return false;
}

/// On an element of the content, by the attribute `where`.
Made doubled(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_in(list, "content", dice);
  if (node == 0 || has_id(list, node)) return std::nullopt;
  return with_attribute(list, node, where, dice.pick(used_ids(list)));
}

/// On the signed properties and on another element of the signature.
Made within_signature(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto node = list.markup.find(where, list.signature);
  if (node == none || node == list.signed_properties) return std::nullopt;
  const auto id = list.markup.attribute(list.signed_properties, "Id");
  if (!id) return std::nullopt;
  return with_attribute(list, node, "Id", list.markup.piece(id->value));
}

/// An element in no namespace that bears it, put in before everything or behind.
Made decoy(const BaseList& list, std::string_view where, Dice& dice) {
  const auto text = "<w xmlns=\"\" Id=\"" + dice.pick(used_ids(list)) + "\"/>";
  if (where == "first") return with_first(list, 0, text);
  return with_last(list, 0, text);
}

/// One that is the same only to those who fold letters, or white space as a DTD would.
Made nearly(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_in(list, "content", dice);
  if (node == 0 || has_id(list, node)) return std::nullopt;
  const auto id = dice.pick(used_ids(list));
  if (where == "space") return with_attribute(list, node, "Id", " " + id + "\n");
  if (where == "other-attribute") return with_attribute(list, node, "iD", id);
  if (where == "name") return with_attribute(list, node, "name", id);
  return with_attribute(list, node, "Id", id + "\xE2\x80\x8B");
}

/// An identifier of two spellings on the root: which of them counts is not to be asked.
Made second_on_root(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto id = list.markup.attribute(list.signed_properties, "Id");
  if (!id || list.markup.attribute(0, where)) return std::nullopt;
  return with_attribute(list, 0, where, list.markup.piece(id->value));
}

Made on_signature(const BaseList& list, std::string_view where, Dice& dice) {
  constexpr std::array<std::string_view, 4> names{"SignedInfo", "Reference", "SignatureValue",
                                                  "KeyInfo"};
  const auto node = list.markup.find(names[dice.below(names.size())], list.signature);
  if (list.markup.attribute(node, where)) return std::nullopt;
  return with_attribute(list, node, where, "another");
}

constexpr std::array<Kind, 6> kinds{{{"ids", "doubled", doubled},
                                     {"ids", "within-signature", within_signature},
                                     {"ids", "decoy", decoy},
                                     {"ids", "nearly", nearly},
                                     {"ids", "second-on-root", second_on_root},
                                     {"ids", "on-signature", on_signature}}};

}  // namespace

std::span<const Kind> id_kinds() { return kinds; }

}  // namespace accord::tests::mutants
