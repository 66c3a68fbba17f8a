#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <pugixml.hpp>

#include "lib/xml/document.h"
#include "tests/lib/xml/libxml2_peer.h"
#include "tests/support/expect.h"
#include "tests/support/xml_generator.h"

using accord::outcome::Budget;
using accord::tests::PeerDocument;
using accord::tests::PeerElement;
using accord::tests::require_value;
using accord::tests::XmlGenerator;
using accord::xml::Document;
using accord::xml::Element;

namespace {

// Name, namespace, attributes in order, own text.
PeerElement read(const Element& element) {
  PeerElement seen{
      std::string(element.name().ns), std::string(element.name().local), {}, element.text()};
  for (const auto& attribute : element.attributes()) {
    seen.attributes.push_back("{" + std::string(attribute.name.ns) + "}" +
                              std::string(attribute.name.local) + "=" +
                              std::string(attribute.value));
  }
  return seen;
}

void read_all(const Element& element, std::vector<PeerElement>& all) {
  all.push_back(read(element));
  for (const auto& child : element.children()) read_all(child, all);
}

// The same as pugixml reads it, which knows no namespaces: declarations left out, local names.
std::string local_of(std::string_view name) {
  const auto colon = name.find(':');
  return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

PeerElement without_namespaces(const Element& element) {
  PeerElement seen{"", std::string(element.name().local), {}, element.text()};
  for (const auto& attribute : element.attributes()) {
    seen.attributes.push_back(std::string(attribute.name.local) + "=" +
                              std::string(attribute.value));
  }
  return seen;
}

PeerElement without_namespaces(const pugi::xml_node& element) {
  PeerElement seen{"", local_of(element.name()), {}, {}};
  for (const auto& attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "xmlns" || name.substr(0, 6) == "xmlns:") continue;
    seen.attributes.push_back(local_of(name) + "=" + attribute.value());
  }
  for (const auto& child : element.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      seen.text += child.value();
    }
  }
  return seen;
}

void require_same(const Element& ours, const pugi::xml_node& theirs) {
  REQUIRE(without_namespaces(ours) == without_namespaces(theirs));
  auto other = theirs.first_child();
  const auto to_element = [&] {
    while (other && other.type() != pugi::node_element) other = other.next_sibling();
  };
  for (const auto& child : ours.children()) {
    to_element();
    REQUIRE(other);
    require_same(child, other);
    other = other.next_sibling();
  }
  to_element();
  REQUIRE_FALSE(other);
}

}  // namespace

TEST_CASE("the tree is the one that pugixml makes of generated documents") {
  for (std::uint64_t seed = 20'001; seed <= 21'500; ++seed) {
    const auto text = XmlGenerator(seed).document();
    INFO("seed " << seed << "\n" << text);
    pugi::xml_document peer;
    REQUIRE(peer.load_buffer(text.data(), text.size(), pugi::parse_full | pugi::parse_ws_pcdata,
                             pugi::encoding_utf8));
    Budget budget;
    const auto document = require_value(Document::parse(text, budget));
    require_same(document.root(), peer.document_element());
  }
}

TEST_CASE("names, namespaces, attributes and text are what libxml2 reads in generated documents") {
  for (std::uint64_t seed = 10'001; seed <= 11'500; ++seed) {
    const auto text = XmlGenerator(seed).document();
    INFO("seed " << seed << "\n" << text);
    const auto peer = PeerDocument::parse(text);
    REQUIRE(peer);
    Budget budget;
    const auto document = require_value(Document::parse(text, budget));
    std::vector<PeerElement> ours;
    read_all(document.root(), ours);
    REQUIRE(ours == peer->elements());
  }
}
