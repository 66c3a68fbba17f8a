// The same content written in another way: canonical form levels it, so that such a list stays
// valid and says the same. Tricks that have worked against other readers stand beside them: a
// comment that splits a text, of which a careless reader takes the first half.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

/// A leaf with a text of at least two characters of which none is a reference, or `none`.
std::size_t leaf_in(const BaseList& list, std::string_view where, Dice& dice) {
  return element_that(list, where, dice, [&](std::size_t node) {
    const auto text = list.markup.piece(list.markup.nodes()[node].content);
    return text.size() >= 2 && text.find_first_of("<&]\r") == std::string_view::npos;
  });
}

/// A place within a text, between two characters of ASCII.
std::optional<std::size_t> split_place(const BaseList& list, std::string_view where, Dice& dice) {
  const auto leaf = leaf_in(list, where, dice);
  if (leaf == none) return std::nullopt;
  const auto span = list.markup.nodes()[leaf].content;
  const auto at = span.begin + 1 + dice.below(span.size() - 1);
  const auto is_ascii = [&](std::size_t i) {
    return static_cast<unsigned char>(list.markup.text()[i]) < 0x80U;
  };
  if (!is_ascii(at) || !is_ascii(at - 1)) return std::nullopt;
  return at;
}

Made comment_in_text(const BaseList& list, std::string_view where, Dice& dice) {
  const auto at = split_place(list, where, dice);
  if (!at) return std::nullopt;
  return Edits(list.markup.text()).insert(*at, "<!-- attacker.example -->").done();
}

Made cdata(const BaseList& list, std::string_view where, Dice& dice) {
  const auto leaf = leaf_in(list, where, dice);
  if (leaf == none) return std::nullopt;
  const auto span = list.markup.nodes()[leaf].content;
  const auto from = span.begin + dice.below(span.size());
  const auto text = list.markup.piece({from, span.end});
  if ((static_cast<unsigned char>(text.front()) & 0x80U) != 0) return std::nullopt;
  return Edits(list.markup.text())
      .replace({from, span.end}, "<![CDATA[" + std::string(text) + "]]>")
      .done();
}

Made empty_cdata(const BaseList& list, std::string_view where, Dice& dice) {
  const auto at = split_place(list, where, dice);
  if (!at) return std::nullopt;
  return Edits(list.markup.text()).insert(*at, "<![CDATA[]]>").done();
}

Made character_reference(const BaseList& list, std::string_view where, Dice& dice) {
  const auto at = split_place(list, where, dice);
  if (!at) return std::nullopt;
  const auto code = static_cast<unsigned>(static_cast<unsigned char>(list.markup.text()[*at]));
  return Edits(list.markup.text())
      .replace({*at, *at + 1}, "&#" + std::to_string(code) + ";")
      .done();
}

Made other_quotes(const BaseList& list, std::string_view where, Dice& dice) {
  const auto all = list.markup.attributes(element_in(list, where, dice));
  if (all.empty()) return std::nullopt;
  const auto value = dice.pick(all).value;
  const auto& text = list.markup.text();
  const std::string other = text[value.end] == '"' ? "'" : "\"";
  if (list.markup.piece(value).find(other) != std::string_view::npos) return std::nullopt;
  return Edits(text)
      .replace({value.begin - 1, value.begin}, other)
      .replace({value.end, value.end + 1}, other)
      .done();
}

Made attributes_reversed(const BaseList& list, std::string_view where, Dice& dice) {
  const auto node = element_that(
      list, where, dice, [&](std::size_t one) { return list.markup.attributes(one).size() > 1; });
  if (node == none) return std::nullopt;
  const auto all = list.markup.attributes(node);
  return Edits(list.markup.text())
      .replace(all.front().whole, list.markup.piece(all.back().whole))
      .replace(all.back().whole, list.markup.piece(all.front().whole))
      .done();
}

Made space_in_tags(const BaseList& list, std::string_view where, Dice& dice) {
  const auto& node = list.markup.nodes()[element_in(list, where, dice)];
  Edits edits(list.markup.text());
  edits.insert(node.name.end, " \t\n ");
  if (node.start_tag.end != node.whole.end) edits.insert(node.whole.end - 1, "\n");
  return edits.done();
}

/// An empty element in its other spelling.
Made long_form(const BaseList& list, std::string_view where, Dice& dice) {
  const auto found = element_that(list, where, dice, [&](std::size_t one) {
    const auto& place = list.markup.nodes()[one];
    return place.start_tag.end == place.whole.end;
  });
  if (found == none) return std::nullopt;
  const auto& node = list.markup.nodes()[found];
  const auto name = std::string(list.markup.piece(node.name));
  return Edits(list.markup.text())
      .replace({node.whole.end - 2, node.whole.end}, "></" + name + ">")
      .done();
}

Made carriage_returns(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto& text = list.markup.text();
  if (text.find('\r') != std::string::npos) return std::nullopt;
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

/// The signature may stand anywhere directly below the root: it is taken out before the digest.
Made signature_first(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto& root = list.markup.nodes()[0];
  return Edits(list.markup.text())
      .remove(list.markup.nodes()[list.signature].whole)
      .insert(root.content.begin, piece_of(list, list.signature))
      .done();
}

Made comment_beside(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  constexpr std::string_view comment = "<!-- <ds:Signature/> -->";
  const auto& root = list.markup.nodes()[0].whole;
  return Edits(list.markup.text())
      .insert(where == "before" ? root.begin : root.end, comment)
      .done();
}

/// Comments in what is base64: DigestValue, SignatureValue, X509Certificate.
Made comment_in_base64(const BaseList& list, std::string_view where, Dice& dice) {
  const auto inside = list.markup.find_all(where, list.signature);
  if (inside.empty()) return std::nullopt;
  const auto span = list.markup.nodes()[dice.pick(inside)].content;
  return Edits(list.markup.text())
      .insert(span.begin + dice.below(span.size()), "<!--" + std::string("AAAA") + "-->")
      .done();
}

constexpr std::array<Kind, 12> kinds{{{"spelling", "comment-in-text", comment_in_text},
                                      {"spelling", "cdata", cdata},
                                      {"spelling", "empty-cdata", empty_cdata},
                                      {"spelling", "character-reference", character_reference},
                                      {"spelling", "other-quotes", other_quotes},
                                      {"spelling", "attributes-reversed", attributes_reversed},
                                      {"spelling", "space-in-tags", space_in_tags},
                                      {"spelling", "long-form", long_form},
                                      {"spelling", "carriage-returns", carriage_returns},
                                      {"spelling", "signature-first", signature_first},
                                      {"spelling", "comment-beside", comment_beside},
                                      {"spelling", "comment-in-base64", comment_in_base64}}};

}  // namespace

std::span<const Kind> spelling_kinds() { return kinds; }

}  // namespace accord::tests::mutants
