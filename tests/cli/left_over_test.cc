#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/lists_folder.h"

using namespace accord::tests;
namespace fs = std::filesystem;

TEST_CASE("a signed list that only lacks its name is named as what it is") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant(granted);
  source.build(first);
  source.sign(first);
  source.build(second);
  // As a run that is killed at its last step leaves it.
  fs::rename(place / "jp/list.xml", place / "jp/.list.xml.aB3xYz");
  place.write("jp/.list.xml.Abcdef", "something else");
  const std::vector<std::string> sign{"tl", "sign", "jp", "--at", second};
  const auto lost = require_json_finding(accord_json(65, sign, place.path()),
                                         "previous_list_missing", "jp/list.xml");
  const std::string reason = lost.at("params").at("reason");
  CHECK(reason ==
        "There is no such file; but jp/.list.xml.aB3xYz is that list, every byte, and "
        "only lacks its name: signing was broken off");
  fs::rename(place / "jp/.list.xml.aB3xYz", place / "jp/list.xml");
  CHECK(source.sign(second).at("previous") == "jp/list.xml");
  CHECK(place.read("jp/.list.xml.Abcdef") == "something else");
}

TEST_CASE("lists that a killed run left behind are named and stay") {
  const Lists lists;
  const auto& place = lists.place;
  lists.issue(first);
  const auto kept = place.read("lists/jp/issues/1.xml");
  (void)lists.build(second, {"--renew"});
  place.write("lists/jp/issues/.2.xml.aB3xYz", kept);
  place.write("lists/jp/issues/.3.xml.aB3xYzz", kept);  // no name of ours
  place.write("lists/jp/issues/.4.xml.aB3xYz", "no list");
  const auto answer = lists.sign(second);
  const auto finding =
      require_json_finding(answer, "list_left_over", "lists/jp/issues/.2.xml.aB3xYz");
  CHECK(finding.at("severity") == "warning");
  std::size_t told = 0;
  for (const auto& one : answer.at("findings")) {
    if (one.at("id") == "list_left_over") told += 1;
  }
  CHECK(told == 1);
  CHECK(place.read("lists/jp/issues/.2.xml.aB3xYz") == kept);
}

TEST_CASE("when the place of a list is taken by another, the list beside it is named too") {
  const Lists lists;
  const auto& place = lists.place;
  lists.issue(first);
  (void)lists.build(second, {"--renew"});
  const auto kept = place.read("lists/jp/issues/1.xml");
  place.write("lists/jp/issues/.1.xml.aB3xYz", kept);
  place.write("lists/jp/issues/1.xml", kept + "\n");
  const auto answer =
      lists.refused(65, "signed_list_lost", "sign", second, {}, "lists/jp/issues/1.xml");
  const std::string reason = answer.at("findings").at(0).at("params").at("reason");
  CHECK(reason.find("its SHA-256 is another than the one noted; but "
                    "lists/jp/issues/.1.xml.aB3xYz is that list") == 0);
}
