// Mutants of lists by the recipe in testvectors/mutations: none is called valid unless its signed
// content is what it was, and each that is made for an attack is refused for the reason that it is
// made for.
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "tests/trustlist/mutator/judge.h"

namespace accord::tests::mutants {
namespace {

struct Tally {
  std::size_t mutants = 0, valid = 0;
  std::set<std::string> lists;
  std::map<std::size_t, std::string> problems;  ///< by line of the recipe, the first of each
};

/// Kept for whoever looks into the failure.
std::string keep(const Mutant& mutant) {
  const auto file =
      std::filesystem::temp_directory_path() / ("accord-mutant-" + std::to_string(mutant.row.line) +
                                                "-" + std::to_string(mutant.number) + ".xml");
  std::ofstream(file, std::ios::binary) << mutant.text;
  return file.string();
}

void try_mutant(const Mutant& mutant, Tally& tally) {
  const auto judged = judge(mutant.text, mutant.list);
  ++tally.mutants;
  if (judged.valid()) ++tally.valid;
  tally.lists.insert(mutant.list.name);
  auto problem = broken_rule(mutant, judged);
  if (problem.empty()) problem = unexpected(mutant, judged);
  if (problem.empty() || tally.problems.count(mutant.row.line) != 0) return;
  tally.problems[mutant.row.line] =
      problem + "\n" + describe(mutant, judged) + "  kept as " + keep(mutant) + "\n";
}

Tally try_family(std::string_view family, Share share = {}) {
  BaseLists lists;
  Tally tally;
  for_each_mutant(
      family, lists, [&](const Mutant& mutant) { try_mutant(mutant, tally); }, share);
  std::string problems;
  for (const auto& [line, problem] : tally.problems) problems += problem;
  INFO(problems);
  CHECK(tally.problems.empty());
  CHECK(tally.mutants > 0);
  return tally;
}

}  // namespace

TEST_CASE("lists that mutants are made of are valid as they are") {
  BaseLists lists;
  CHECK(lists.made_count() == 5);
  const auto count = lists.made_count() + lists.published_count();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& list =
        i < lists.made_count() ? lists.made(i) : lists.published(i - lists.made_count());
    const auto judged = judge(list.markup.text(), list);
    const Row row;
    INFO(describe({row, list, 0, {}}, judged));
    CHECK(judged.valid());
    CHECK(list.covered().document.size() > 1000);
  }
}

TEST_CASE("the recipe makes ten thousand mutants of every kind that there is") {
  std::set<std::pair<std::string, std::string>> named;
  std::size_t count = 0;
  for (const auto& row : read_recipe()) {
    named.insert({row.family, row.kind});
    if (row.lists == "published") continue;
    count += row.count * (row.lists.rfind("each", 0) == 0 ? 5 : 1);
  }
  for (const auto& kind : all_kinds()) {
    INFO(kind.family << " " << kind.name);
    CHECK(named.count({std::string(kind.family), std::string(kind.name)}) == 1);
  }
  CHECK(named.size() == all_kinds().size());
  CHECK(count >= 10'000);
}

TEST_CASE("no mutant with bytes changed is valid unless its signed content is what it was") {
  const auto tally = try_family("bytes");
  CHECK(tally.valid > 0);
  CHECK(tally.valid < tally.mutants / 10);
}

TEST_CASE("no mutant with elements changed is valid unless its signed content is what it was") {
  const auto tally = try_family("elements");
  CHECK(tally.valid > 0);
  CHECK(tally.valid < tally.mutants / 10);
}

TEST_CASE("lists written in another way are valid and say the same") {
  const auto tally = try_family("spelling");
  CHECK(tally.valid > tally.mutants / 2);
}

TEST_CASE("signatures wrapped in every published way are refused") {
  CHECK(try_family("wrapping").valid == 0);
}

TEST_CASE("signed properties doubled, moved or exchanged are refused") {
  (void)try_family("properties");
}

TEST_CASE("references that lead elsewhere and signatures elsewhere are refused") {
  (void)try_family("references");
}

TEST_CASE("transforms that a list must not have are refused") {
  CHECK(try_family("transforms").valid == 0);
}

TEST_CASE("confused algorithms and shortened digests are refused") {
  CHECK(try_family("algorithms").valid == 0);
}

TEST_CASE("certificates and keys that are not the signer's change nothing or are refused") {
  (void)try_family("keys");
}

TEST_CASE("doubled identifiers are refused") { CHECK(try_family("ids").valid == 0); }

TEST_CASE("namespaces redeclared and misused are refused") { (void)try_family("namespaces"); }

TEST_CASE("document types and entities are refused") { (void)try_family("entities"); }

TEST_CASE("other encodings are refused") { (void)try_family("encodings"); }

// In four parts: under sanitizers each takes a while.
TEST_CASE("a million of anything is work in proportion, or the budget ends it: first part") {
  (void)try_family("sizes", {0, 4});
}
TEST_CASE("a million of anything is work in proportion, or the budget ends it: second part") {
  (void)try_family("sizes", {1, 4});
}
TEST_CASE("a million of anything is work in proportion, or the budget ends it: third part") {
  (void)try_family("sizes", {2, 4});
}
TEST_CASE("a million of anything is work in proportion, or the budget ends it: fourth part") {
  (void)try_family("sizes", {3, 4});
}

}  // namespace accord::tests::mutants
