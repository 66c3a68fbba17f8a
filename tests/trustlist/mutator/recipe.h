#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/trustlist/mutator/base_list.h"
#include "tests/trustlist/mutator/dice.h"

namespace accord::tests::mutants {

/// One row of testvectors/mutations/recipe.txt; README.md beside it says what the words mean.
struct Row {
  std::string family, kind, lists, where;
  std::size_t count = 0;
  std::uint64_t seed = 0;
  std::string expected;
  std::size_t line = 0;
};
/// The test fails when a row cannot be read.
[[nodiscard]] std::vector<Row> read_recipe();

/// Makes a mutant of a list; nothing when this list has not what is to be changed.
using Make = std::optional<std::string> (*)(const BaseList& list, std::string_view where,
                                            Dice& dice);
struct Kind {
  std::string_view family;
  std::string_view name;
  Make make;
};
/// Every kind that there is, family by family.
[[nodiscard]] std::vector<Kind> all_kinds();

// One file a family.
[[nodiscard]] std::span<const Kind> byte_kinds();
[[nodiscard]] std::span<const Kind> element_kinds();
[[nodiscard]] std::span<const Kind> spelling_kinds();
[[nodiscard]] std::span<const Kind> wrapping_kinds();
[[nodiscard]] std::span<const Kind> property_kinds();
[[nodiscard]] std::span<const Kind> reference_kinds();
[[nodiscard]] std::span<const Kind> transform_kinds();
[[nodiscard]] std::span<const Kind> algorithm_kinds();
[[nodiscard]] std::span<const Kind> key_kinds();
[[nodiscard]] std::span<const Kind> id_kinds();
[[nodiscard]] std::span<const Kind> namespace_kinds();
[[nodiscard]] std::span<const Kind> entity_kinds();
[[nodiscard]] std::span<const Kind> encoding_kinds();
[[nodiscard]] std::span<const Kind> size_kinds();

/// A mutant and where it comes from.
struct Mutant {
  const Row& row;
  const BaseList& list;
  std::size_t number;  ///< among those of the row
  std::string text;
};
/// The rows of a family whose place among them leaves `rest` when divided by `divisor`.
struct Share {
  std::size_t rest = 0, divisor = 1;
};
/// Makes every mutant of a family, or of a share of it, in the order of the recipe. The test fails
/// when a row makes none, or names a kind that does not exist.
void for_each_mutant(std::string_view family, BaseLists& lists,
                     const std::function<void(const Mutant&)>& visit, Share share = {});

}  // namespace accord::tests::mutants
