#include "tests/trustlist/mutator/recipe.h"

#include <algorithm>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/reference.h"

namespace accord::tests::mutants {
namespace {

/// Up to this size a list is small.
constexpr std::size_t small = 150'000;
/// A kind that does not fit one list is tried on others this many times.
constexpr std::size_t most_tries = 200;

/// Which lists a row's mutants are made of: "mixed/by-id".
class Source {
 public:
  Source(BaseLists& lists, const std::string& words)
      : lists_(lists), from_(words.substr(0, words.find('/'))) {
    const auto slash = words.find('/');
    if (slash != std::string::npos) with_ = words.substr(slash + 1);
    INFO("lists: " << words);
    REQUIRE((from_ == "made" || from_ == "published" || from_ == "mixed" || from_ == "each"));
    REQUIRE((with_.empty() || with_ == "by-id" || with_ == "whole" || with_ == "root-id"));
    while (small_ < lists_.published_count() &&
           lists_.published(small_).markup.text().size() <= small) {
      ++small_;
    }
  }

  /// How many lists each get the row's count.
  [[nodiscard]] std::size_t rounds() const {
    if (from_ == "each") return lists_.made_count() + lists_.published_count();
    return from_ == "published" && lists_.published_count() == 0 ? 0 : 1;
  }
  const BaseList& pick(std::size_t round, Dice& dice) {
    if (from_ == "each") {
      const auto made = lists_.made_count();
      return round < made ? lists_.made(round) : lists_.published(round - made);
    }
    const auto share = from_ == "published" ? 50 + dice.below(50) : dice.below(100);
    if (from_ == "made" || share < 50 || lists_.published_count() == 0) {
      return lists_.made(dice.below(lists_.made_count()));
    }
    // Large ones take their time, and differ little.
    if (share < 98) return lists_.published(dice.below(small_));
    return lists_.published(dice.below(lists_.published_count()));
  }
  [[nodiscard]] bool takes(const BaseList& list) const {
    if (with_ == "by-id") return !list.reference_id().empty();
    if (with_ == "whole") return list.reference_id().empty();
    return with_ != "root-id" || !list.root_id().empty();
  }

 private:
  BaseLists& lists_;
  std::string from_, with_;
  std::size_t small_ = 0;
};

Make maker_of(const Row& row) {
  for (const auto& kind : all_kinds()) {
    if (kind.family == row.family && kind.name == row.kind) return kind.make;
  }
  FAIL("recipe.txt:" << row.line << ": there is no kind " << row.family << " " << row.kind);
  return nullptr;
}

void make_row(const Row& row, BaseLists& lists, const std::function<void(const Mutant&)>& visit) {
  const auto make = maker_of(row);
  Source source(lists, row.lists);
  for (std::size_t round = 0; round < source.rounds(); ++round) {
    for (std::size_t number = 0; number < row.count; ++number) {
      Dice dice(row.seed * 1'000'003 + round * 10'007 + number);
      bool made = false;
      for (std::size_t tries = 0; tries < most_tries && !made; ++tries) {
        const auto& list = source.pick(round, dice);
        if (!source.takes(list)) continue;
        auto text = make(list, row.where, dice);
        if (!text || *text == list.markup.text()) continue;
        made = true;
        visit({row, list, round * row.count + number, std::move(*text)});
      }
      INFO("recipe.txt:" << row.line << ": no list fits " << row.family << " " << row.kind);
      REQUIRE((made || row.lists.rfind("each", 0) == 0));
    }
  }
}

}  // namespace

std::vector<Row> read_recipe() {
  std::istringstream text(read_file(test_vector("mutations/recipe.txt")));
  std::vector<Row> rows;
  std::size_t number = 0;
  for (std::string line; std::getline(text, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    Row row;
    row.line = number;
    words >> row.family >> row.kind >> row.lists >> row.where >> row.count >> row.seed >>
        row.expected;
    INFO("recipe.txt:" << number);
    REQUIRE(!row.expected.empty());
    REQUIRE((words >> std::ws).eof());
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Kind> all_kinds() {
  std::vector<Kind> all;
  for (const auto kinds :
       {byte_kinds(), element_kinds(), spelling_kinds(), wrapping_kinds(), property_kinds(),
        reference_kinds(), transform_kinds(), algorithm_kinds(), key_kinds(), id_kinds(),
        namespace_kinds(), entity_kinds(), encoding_kinds(), size_kinds()}) {
    all.insert(all.end(), kinds.begin(), kinds.end());
  }
  return all;
}

void for_each_mutant(std::string_view family, BaseLists& lists,
                     const std::function<void(const Mutant&)>& visit, Share share) {
  std::size_t place = 0;
  for (const auto& row : read_recipe()) {
    if (row.family != family) continue;
    if (place++ % share.divisor == share.rest) make_row(row, lists, visit);
  }
}

}  // namespace accord::tests::mutants
