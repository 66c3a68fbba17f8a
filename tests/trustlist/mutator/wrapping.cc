// Signature wrapping (Somorovsky et al., "On Breaking SAML", 2012: XSW1 to XSW8), on lists: what
// was signed is put aside, where its reference may still find it, and a forged list stands where
// the reader looks.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

/// The pieces that a wrapping is put together from.
struct Pieces {
  std::string before, after;   ///< beside the root
  std::string start_tag;       ///< of the root
  std::string forged_content;  ///< the signed content with another sequence number and statuses
  std::string end_tag;
  std::string genuine;  ///< the root as it was signed, less the signature
  std::string signature;
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string forged(std::string content) {
  replace_all(content, "Svcstatus/withdrawn", "Svcstatus/granted");
  constexpr std::string_view sequence = "TSLSequenceNumber>";
  content.insert(content.find(sequence) + sequence.size(), "9");
  return content;
}

Pieces pieces_of(const BaseList& list) {
  const auto& text = list.markup.text();
  const auto& root = list.markup.nodes()[0];
  const auto signature = list.markup.nodes()[list.signature].whole;
  const auto content = text.substr(root.content.begin, signature.begin - root.content.begin) +
                       text.substr(signature.end, root.content.end - signature.end);
  const auto end_tag = text.substr(root.content.end, root.whole.end - root.content.end);
  return {text.substr(0, root.whole.begin),
          text.substr(root.whole.end),
          piece_of(list, 0).substr(0, root.start_tag.size()),
          forged(content),
          end_tag,
          piece_of(list, 0).substr(0, root.start_tag.size()) + content + end_tag,
          piece_of(list, list.signature)};
}

/// The root's start tag with another identifier ("other") or the genuine one ("same").
std::string start_tag(const BaseList& list, const Pieces& pieces, std::string_view where) {
  const auto id = list.markup.attribute(0, "Id");
  if (where == "same" || !id) return pieces.start_tag;
  return pieces.start_tag.substr(0, id->value.begin - pieces.before.size()) + "forged" +
         pieces.start_tag.substr(id->value.end - pieces.before.size());
}

std::string document(const BaseList& list, const Pieces& pieces, std::string_view where,
                     const std::string& content) {
  return pieces.before + start_tag(list, pieces, where) + content + pieces.end_tag + pieces.after;
}

/// The signature with something more at the end of an element of it.
std::string signature_with(const BaseList& list, std::size_t node, std::string_view what) {
  const auto begin = list.markup.nodes()[list.signature].whole.begin;
  auto signature = piece_of(list, list.signature);
  return signature.insert(list.markup.nodes()[node].content.end - begin, what);
}

/// XSW1 on: the forged root holds the signature, and that the genuine root.
Made in_object(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  const auto signature = signature_with(list, list.object, pieces.genuine);
  return document(list, pieces, where, pieces.forged_content + signature);
}

/// XSW2: the genuine root stands before the signature.
Made beside_before(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  return document(list, pieces, where, pieces.forged_content + pieces.genuine + pieces.signature);
}

/// XSW3: the genuine root with its signature stands before the forged content.
Made whole_before(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  return document(list, pieces, where, piece_of(list, 0) + pieces.forged_content);
}

/// XSW4: the genuine root with its signature is inside the forged content.
Made whole_inside(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  auto content = pieces.forged_content;
  const auto place = content.rfind("</");
  return document(list, pieces, where, content.insert(place, piece_of(list, 0)));
}

/// XSW5: the genuine root stands behind the signature.
Made beside_behind(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  return document(list, pieces, where, pieces.forged_content + pieces.signature + pieces.genuine);
}

/// XSW6: the signature stands before the forged content, and holds the genuine root.
Made signature_first(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  const auto signature = signature_with(list, list.signature, pieces.genuine);
  return document(list, pieces, where, signature + pieces.forged_content);
}

/// XSW7: the genuine root is hidden in an Extension, where the schema lets anything stand.
Made in_extension(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  auto content = pieces.forged_content;
  const auto end = content.find("SchemeInformation>", content.find("SchemeInformation>") + 1);
  content.insert(content.rfind("</", end), "<SchemeExtensions><Extension Critical=\"false\">" +
                                               pieces.genuine + "</Extension></SchemeExtensions>");
  return document(list, pieces, where, content + pieces.signature);
}

/// XSW8: the genuine root has an Object of the signature for its own.
Made in_second_object(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  const auto object = "<d:Object" + std::string(declare_d) + ">" + pieces.genuine + "</d:Object>";
  const auto signature = signature_with(list, list.signature, object);
  return document(list, pieces, where, pieces.forged_content + signature);
}

/// The signature becomes the root and envelops the list.
Made enveloping(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto pieces = pieces_of(list);
  const auto object = "<d:Object" + std::string(declare_d) + ">" + pieces.genuine + "</d:Object>";
  return pieces.before + signature_with(list, list.signature, object) + pieces.after;
}

/// The genuine root is hidden at the end of an element of the signature, the forged one around it
/// has another identifier. `where` is the element's name.
Made hide(const BaseList& list, std::string_view where, Dice& dice) {
  const auto found = list.markup.find_all(where, list.signature);
  if (found.empty()) return std::nullopt;
  const auto node = dice.pick(found);
  const auto& place = list.markup.nodes()[node];
  if (place.start_tag.end == place.whole.end) return std::nullopt;
  const auto pieces = pieces_of(list);
  return document(list, pieces, "other",
                  pieces.forged_content + signature_with(list, node, pieces.genuine));
}

/// The same among unsigned properties, which are added where there are none.
Made hide_unsigned(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  if (list.markup.find("UnsignedProperties", list.signature) != none) return std::nullopt;
  const auto pieces = pieces_of(list);
  const auto properties = "<x:UnsignedProperties" + std::string(declare_x) +
                          "><x:UnsignedSignatureProperties>" + pieces.genuine +
                          "</x:UnsignedSignatureProperties></x:UnsignedProperties>";
  return document(
      list, pieces, "other",
      pieces.forged_content + signature_with(list, list.qualifying_properties, properties));
}

constexpr std::array<Kind, 11> kinds{{{"wrapping", "xsw1-in-object", in_object},
                                      {"wrapping", "xsw2-beside-before", beside_before},
                                      {"wrapping", "xsw3-whole-before", whole_before},
                                      {"wrapping", "xsw4-whole-inside", whole_inside},
                                      {"wrapping", "xsw5-beside-behind", beside_behind},
                                      {"wrapping", "xsw6-signature-first", signature_first},
                                      {"wrapping", "xsw7-in-extension", in_extension},
                                      {"wrapping", "xsw8-in-second-object", in_second_object},
                                      {"wrapping", "enveloping", enveloping},
                                      {"wrapping", "hide", hide},
                                      {"wrapping", "hide-unsigned", hide_unsigned}}};

}  // namespace

std::span<const Kind> wrapping_kinds() { return kinds; }

}  // namespace accord::tests::mutants
