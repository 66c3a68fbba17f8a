// A million of what lists have a few of: work and memory must stay in proportion, or the budget
// ends it.
#include <array>
#include <functional>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

constexpr std::size_t million = 1'000'000;

std::string times(std::size_t count, const std::function<std::string(std::size_t)>& piece) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += piece(i);
  return out;
}

std::string times(std::size_t count, std::string_view piece) {
  std::string out;
  out.reserve(count * piece.size());
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

std::string nested(std::size_t depth, std::string_view start, std::string_view inside,
                   std::string_view end) {
  return times(depth, start) + std::string(inside) + times(depth, end);
}

/// Put in as the first thing in an element, `where`, of the list.
Made inside(const BaseList& list, std::string_view where, const std::string& text) {
  const auto node = list.markup.find(where);
  if (node == none) return std::nullopt;
  return with_first(list, node, text);
}

Made attributes(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto text = times(million, [](std::size_t i) { return " a" + std::to_string(i) + "=''"; });
  return inside(list, where, "<w" + text + "/>");
}

Made declarations(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto text = times(million, [](std::size_t i) {
    const auto number = std::to_string(i);
    return " xmlns:a" + number + "='urn:" + number + "'";
  });
  return inside(list, where, "<w" + text + "/>");
}

/// One on each of a million elements, side by side.
Made declaring_elements(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, times(million, [](std::size_t i) {
                  const auto number = std::to_string(i);
                  return "<w xmlns:a" + number + "='urn:" + number + "'/>";
                }));
}

/// The same, each used in a value alone, as a type's name is.
Made prefixed_values(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto text = times(million, [](std::size_t i) {
    const auto number = std::to_string(i);
    return "<w xmlns:a" + number + "='urn:a' t='a" + number + ":b'/>";
  });
  return inside(list, where,
                "<SchemeExtensions><Extension Critical='false'><v xmlns='urn:w'>" + text +
                    "</v></Extension></SchemeExtensions>");
}

Made deep(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, nested(million, "<w>", "", "</w>"));
}

Made deep_declarations(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto starts = times(250, [](std::size_t i) {
    const auto number = std::to_string(i);
    return "<w xmlns:a" + number + "='urn:" + number + "'>";
  });
  return inside(list, where, starts + times(250, "</w>"));
}

Made elements(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, times(million, "<w/>"));
}

/// The element of that name a million times.
Made repeated(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto node = list.markup.find(where);
  if (node == none) return std::nullopt;
  return with_after(list, node, times(million, "<" + std::string(where) + "/>"));
}

Made ids(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, times(million, [](std::size_t i) {
                  return "<w Id='" + std::to_string(i / 2) + "'/>";
                }));
}

Made comments(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, times(million, "<!---->"));
}

Made instructions(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, times(million, "<?w?>"));
}

Made references(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto text = "<d:Reference" + std::string(declare_d) + " URI=''/>";
  return with_after(list, list.document_reference, times(million / 10, text));
}

Made transforms(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto node = list.markup.find("Transforms", list.document_reference);
  const auto text = "<d:Transform" + std::string(declare_d) + " Algorithm='w'/>";
  return with_first(list, node, times(million / 10, text));
}

Made prefix_list(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto last = list.markup.find_all("Transform", list.document_reference).back();
  const auto words = times(million, [](std::size_t i) { return " a" + std::to_string(i); });
  return with_node(list, last,
                   "<d:Transform" + std::string(declare_d) +
                       " Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'>"
                       "<InclusiveNamespaces xmlns='http://www.w3.org/2001/10/xml-exc-c14n#' "
                       "PrefixList='" +
                       words + "'/></d:Transform>");
}

/// Names of namespaces as long as they may be, 50 of them in force, each used again on every one of
/// the elements inside: canonical form declares them all on each.
Made growing(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  constexpr std::size_t prefixes = 50;
  const auto prefix = [](std::size_t i) { return "a" + std::to_string(i); };
  const auto declared = times(prefixes, [&](std::size_t i) {
    return " xmlns:" + prefix(i) + "='urn:" + prefix(i) + std::string(500, 'w') + "'";
  });
  const auto used = times(prefixes, [&](std::size_t i) { return " " + prefix(i) + ":w=''"; });
  return inside(list, where, "<w" + declared + ">" + times(30'000, "<w" + used + "/>") + "</w>");
}

Made long_text(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, std::string(16 * million, 'A'));
}

Made long_value(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, "<w a='" + std::string(16 * million, '\n') + "'/>");
}

Made long_name(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, "<" + std::string(513, 'w') + "/>");
}

Made long_namespace(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, "<w xmlns='urn:" + std::string(509, 'w') + "'/>");
}

Made character_references(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return inside(list, where, times(million, "&#65;"));
}

/// Lists of criteria in lists of criteria, with a million that are damaged in the innermost.
Made criteria(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto node = list.markup.find("CriteriaList");
  if (node == none) return std::nullopt;
  const auto prefix = list.markup.prefix(node);
  const auto name = std::string(prefix) + "CriteriaList";
  return with_first(list, node,
                    nested(200, "<" + name + " assert=\"all\">", times(million, "<" + name + "/>"),
                           "</" + name + ">"));
}

constexpr std::array<Kind, 21> kinds{{{"sizes", "attributes", attributes},
                                      {"sizes", "declarations", declarations},
                                      {"sizes", "declaring-elements", declaring_elements},
                                      {"sizes", "prefixed-values", prefixed_values},
                                      {"sizes", "deep", deep},
                                      {"sizes", "deep-declarations", deep_declarations},
                                      {"sizes", "elements", elements},
                                      {"sizes", "repeated", repeated},
                                      {"sizes", "ids", ids},
                                      {"sizes", "comments", comments},
                                      {"sizes", "instructions", instructions},
                                      {"sizes", "references", references},
                                      {"sizes", "transforms", transforms},
                                      {"sizes", "prefix-list", prefix_list},
                                      {"sizes", "growing", growing},
                                      {"sizes", "long-text", long_text},
                                      {"sizes", "long-value", long_value},
                                      {"sizes", "long-name", long_name},
                                      {"sizes", "long-namespace", long_namespace},
                                      {"sizes", "character-references", character_references},
                                      {"sizes", "criteria", criteria}}};

}  // namespace

std::span<const Kind> size_kinds() { return kinds; }

}  // namespace accord::tests::mutants
