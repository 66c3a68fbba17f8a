#pragma once

#include <string>
#include <string_view>

#include "tests/trustlist/mutator/base_list.h"
#include "tests/trustlist/mutator/dice.h"

namespace accord::tests::mutants {

/// The stretch of a list that the recipe's word means: "anywhere", "content" (from the root to the
/// signature), "signature", "signed-info", "signed-properties", "key-info", "reference" (that to
/// the document), "value". The test fails for other words.
[[nodiscard]] Span region(const BaseList& list, std::string_view where);
/// A place in it.
[[nodiscard]] std::size_t place_in(const BaseList& list, std::string_view where, Dice& dice);
/// An element in it, or `none`.
[[nodiscard]] std::size_t element_in(const BaseList& list, std::string_view where, Dice& dice);
/// One that fits, found by trying many; `none` when none of them does.
template <typename Fits>
[[nodiscard]] std::size_t element_that(const BaseList& list, std::string_view where, Dice& dice,
                                       const Fits& fits) {
  constexpr int most_tries = 500;
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto node = element_in(list, where, dice);
    if (node != none && fits(node)) return node;
  }
  return none;
}

/// The text with an attribute of an element given another value, or added to it.
[[nodiscard]] std::string with_attribute(const BaseList& list, std::size_t node,
                                         std::string_view name, std::string_view value);
/// The text without that attribute; nothing when it is not there.
[[nodiscard]] std::optional<std::string> without_attribute(const BaseList& list, std::size_t node,
                                                           std::string_view name);
/// The text with something put in as the first or the last thing inside an element; nothing when
/// that is an empty-element tag.
[[nodiscard]] std::optional<std::string> with_first(const BaseList& list, std::size_t node,
                                                    std::string_view what);
[[nodiscard]] std::optional<std::string> with_last(const BaseList& list, std::size_t node,
                                                   std::string_view what);
/// The text with an element put in before or behind another.
[[nodiscard]] std::string with_after(const BaseList& list, std::size_t node, std::string_view what);
/// The text with an element replaced, or its content.
[[nodiscard]] std::string with_node(const BaseList& list, std::size_t node, std::string_view what);
[[nodiscard]] std::string with_content(const BaseList& list, std::size_t node,
                                       std::string_view what);
/// An element as it stands.
[[nodiscard]] std::string piece_of(const BaseList& list, std::size_t node);

/// The same with another identifier, where it has one.
[[nodiscard]] std::string with_other_id(const BaseList& list, std::size_t node);

/// The namespace of XML signatures declared for the prefix "d": what is put into a signature uses
/// it, whatever prefixes the list has.
inline constexpr std::string_view declare_d = " xmlns:d=\"http://www.w3.org/2000/09/xmldsig#\"";
/// The same for "x" and XAdES 1.3.2.
inline constexpr std::string_view declare_x = " xmlns:x=\"http://uri.etsi.org/01903/v1.3.2#\"";

}  // namespace accord::tests::mutants
