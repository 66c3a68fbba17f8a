#include "cli/screen.h"

#include <catch2/catch_test_macros.hpp>

using namespace accord::cli;

TEST_CASE("the width of text counts columns, not bytes") {
  REQUIRE(display_width("abc") == 3);
  REQUIRE(display_width("Väestörekisterikeskus") == 21);
  REQUIRE(display_width("デジタル庁") == 10);
  REQUIRE(display_width("e\xCC\x81") == 1);  // e and a combining acute accent
  REQUIRE(display_width("") == 0);
  REQUIRE(display_width("\xFF\xC3") == 2);  // bytes that begin no character
}

TEST_CASE("text is cut between characters") {
  REQUIRE(cut_to_width("abcdef", 6) == "abcdef");
  REQUIRE(cut_to_width("abcdef", 4) == "abc…");
  REQUIRE(cut_to_width("デジタル庁", 5) == "デジ…");
  REQUIRE(cut_to_width("デジタル庁", 6) == "デジ…");
}

TEST_CASE("running text is broken at spaces and keeps its words") {
  REQUIRE(wrap("one two three", 8, "", "  ") == "one two\n  three\n");
  REQUIRE(wrap("averyveryverylongword x", 8, "- ", "  ") == "- averyveryverylongword\n  x\n");
  REQUIRE(wrap("", 8, "a", "  ") == "a\n");
}

TEST_CASE("several spaces stay several, also where a line ends") {
  REQUIRE(wrap("Good  Name", 80, "", "") == "Good  Name\n");
  REQUIRE(wrap("  a  b ", 80, "", "") == "  a  b \n");
  // The line's end stands for one of them.
  REQUIRE(wrap("Good   Name", 5, "", "") == "Good\n  Name\n");
}

TEST_CASE("a table is as wide as its content, and cut only where it may be") {
  Table table({{.heading = "name", .least = 4}, {.heading = "n", .right = true}});
  table.add({{"a long name"}, {"7"}});
  table.add({{"庁"}, {"12"}});
  Style wide;
  REQUIRE(table.render(wide) == "name          n\na long name   7\n庁           12\n");
  Style narrow;
  narrow.width = 10;
  narrow.cut_tables = true;
  REQUIRE(table.render(narrow) == "name     n\na lon…   7\n庁      12\n");
}

TEST_CASE("colour is put around text only where there is colour") {
  Style plain;
  REQUIRE(plain.paint(Tone::bad, "x") == "x");
  Style coloured;
  coloured.colour = true;
  REQUIRE(coloured.paint(Tone::bad, "x") == "\x1B[31mx\x1B[0m");
  REQUIRE(coloured.paint(Tone::plain, "x") == "x");
}

TEST_CASE("many findings of one kind are shown as a few and a number") {
  accord::outcome::Findings findings;
  for (int i = 0; i < 10; ++i) {
    findings.add(accord::outcome::FindingId::input_empty, {.what = "file " + std::to_string(i)});
  }
  const auto text = render(findings, Style{}, true);
  REQUIRE(text.find("file 2") != std::string::npos);
  REQUIRE(text.find("file 3") == std::string::npos);
  REQUIRE(text.find("and 7 more of the same") != std::string::npos);
}
