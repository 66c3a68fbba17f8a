#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

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

}  // namespace

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
