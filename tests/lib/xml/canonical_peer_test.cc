#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "lib/xml/canonical.h"
#include "tests/lib/xml/libxml2_peer.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/support/xml_generator.h"

using accord::outcome::Budget;
using accord::tests::PeerDocument;
using accord::tests::Random;
using accord::tests::require_value;
using accord::tests::XmlGenerator;
using accord::xml::CanonicalInput;
using accord::xml::CanonicalMethod;
using accord::xml::Document;
using accord::xml::Element;

namespace {

CanonicalMethod ours(const PeerDocument::Method& method) {
  return {method.exclusive, method.with_comments, method.inclusive_prefixes};
}

std::vector<Element> all_elements(const Document& document) {
  std::vector<Element> all;
  for (auto at = document.root(); at;) {
    all.push_back(at);
    if (auto child = at.first_child()) {
      at = child;
      continue;
    }
    while (at && !at.next_sibling()) at = at.parent();
    if (at) at = at.next_sibling();
  }
  return all;
}

// The methods a document is put through: all four, and exclusive with a few prefix lists.
std::vector<PeerDocument::Method> methods(Random& random) {
  static const std::vector<std::string> prefixes = {
      "a", "b", "ab", "z", "\xC3\xA9", "xml", "xmlns", "nowhere", "#default", "#default"};
  std::vector<PeerDocument::Method> all = {
      {false, false, {}}, {false, true, {}}, {true, false, {}}, {true, true, {}}};
  for (int i = 0; i < 2; ++i) {
    std::vector<std::string> list;
    for (auto count = 1 + random.below(4); count > 0; --count)
      list.push_back(random.pick(prefixes));
    all.push_back({true, random.one_in(2), list});
  }
  return all;
}

std::string our_canonical(const CanonicalInput& input, const PeerDocument::Method& method) {
  Budget budget;
  return require_value(accord::xml::canonical_text(input, ours(method), budget));
}

void compare_whole(const std::string& text, const Document& document, const PeerDocument& peer,
                   const PeerDocument::Method& method) {
  INFO(text);
  INFO((method.exclusive ? "exclusive" : "inclusive")
       << (method.with_comments ? " with comments" : ""));
  REQUIRE(our_canonical({document.root(), true, {}}, method) == peer.canonical(method));
}

}  // namespace

TEST_CASE("canonical forms of generated documents are libxml2's, byte for byte") {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const auto text = XmlGenerator(seed).document();
    const auto peer = PeerDocument::parse(text);
    INFO("seed " << seed << "\n" << text);
    REQUIRE(peer);
    Budget budget;
    const auto document = require_value(Document::parse(text, budget));
    Random random(seed);
    for (const auto& method : methods(random)) compare_whole(text, document, *peer, method);
  }
}

TEST_CASE("canonical forms of elements, with one element taken out, are libxml2's, byte for byte") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    const auto text = XmlGenerator(seed).document();
    const auto peer = PeerDocument::parse(text);
    REQUIRE(peer);
    Budget budget;
    const auto document = require_value(Document::parse(text, budget));
    const auto elements = all_elements(document);
    REQUIRE(elements.size() == peer->element_count());
    Random random(seed);
    for (const auto& method : methods(random)) {
      const auto apex = random.below(elements.size());
      const auto without = random.one_in(2)
                               ? std::optional<std::size_t>(random.below(elements.size()))
                               : std::nullopt;
      INFO("seed " << seed << ", element " << apex
                   << (method.exclusive ? ", exclusive" : ", inclusive") << "\n"
                   << text);
      const auto made =
          our_canonical({elements[apex], false, without ? elements[*without] : Element()}, method);
      REQUIRE(made == peer->canonical(method, apex, without));
      ++compared;
    }
  }
  CHECK(compared == 1500 * 6);
}

TEST_CASE("canonical forms of the published lists are libxml2's, byte for byte") {
  const auto folder = accord::tests::reference_file("lists");
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    const auto text = accord::tests::read_file(entry.path());
    const auto peer = PeerDocument::parse(text);
    INFO(entry.path().filename());
    REQUIRE(peer);
    Budget budget;
    const auto document = require_value(Document::parse(text, budget));
    for (const bool exclusive : {false, true}) {
      const PeerDocument::Method method{exclusive, true, {}};
      REQUIRE(our_canonical({document.root(), true, {}}, method) == peer->canonical(method));
    }
    for (const auto& signature :
         document.descendants({"http://www.w3.org/2000/09/xmldsig#", "SignedInfo"})) {
      const auto elements = all_elements(document);
      const auto number = static_cast<std::size_t>(
          std::find(elements.begin(), elements.end(), signature) - elements.begin());
      for (const bool exclusive : {false, true}) {
        const PeerDocument::Method method{exclusive, false, {}};
        REQUIRE(our_canonical({signature, false, {}}, method) ==
                peer->canonical(method, number, std::nullopt));
      }
    }
    ++count;
  }
  CHECK(count > 0);
}

TEST_CASE("canonical forms of the published schemas are libxml2's, byte for byte") {
  const auto folder = accord::tests::reference_file("reference/etsi-xsd");
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto text = accord::tests::read_file(entry.path());
    if (text.find("<!DOCTYPE") != std::string::npos) continue;
    const auto peer = PeerDocument::parse(text);
    Budget budget;
    const auto document = Document::parse(text, budget);
    INFO(entry.path().filename());
    REQUIRE(document.has_value() == peer.has_value());
    if (!peer) continue;
    const PeerDocument::Method method{true, true, {}};
    REQUIRE(our_canonical({document->root(), true, {}}, method) == peer->canonical(method));
    ++count;
  }
  CHECK(count > 0);
}

TEST_CASE("canonical forms are those that the xmllint program prints") {
  if (!accord::tests::program_exists("xmllint")) SKIP("xmllint is not installed");
  const accord::tests::TemporaryFolder folder;
  for (std::uint64_t seed = 5001; seed <= 5012; ++seed) {
    const auto text = XmlGenerator(seed).document();
    const auto file = folder.path() / "document.xml";
    std::ofstream(file, std::ios::binary) << text;
    Budget budget;
    const auto document = require_value(Document::parse(text, budget));
    INFO(text);
    const auto inclusive = accord::tests::run_program({"xmllint", "--c14n", file.string()});
    REQUIRE(inclusive.exit_code == 0);
    CHECK(our_canonical({document.root(), true, {}}, {false, true, {}}) == inclusive.output);
    const auto exclusive = accord::tests::run_program({"xmllint", "--exc-c14n", file.string()});
    REQUIRE(exclusive.exit_code == 0);
    CHECK(our_canonical({document.root(), true, {}}, {true, true, {}}) == exclusive.output);
  }
}
