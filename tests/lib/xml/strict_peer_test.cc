#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "lib/xml/strict.h"
#include "tests/lib/xml/libxml2_peer.h"
#include "tests/support/expect.h"
#include "tests/support/xml_generator.h"

using accord::outcome::Budget;
using accord::outcome::FindingId;
using accord::tests::damaged;
using accord::tests::PeerDocument;
using accord::tests::Random;
using accord::tests::XmlGenerator;

namespace {

// What libxml2 takes and the strict check refuses on purpose. libxml2 reads a zero byte after the
// root as the end of the document.
bool refused_on_purpose(FindingId id, std::string_view text) {
  return id == FindingId::xml_doctype || id == FindingId::xml_encoding_not_utf8 ||
         id == FindingId::xml_version_not_1_0 ||
         (id == FindingId::xml_invalid_character && text.find('\0') != std::string_view::npos);
}

}  // namespace

TEST_CASE("the strict check and libxml2 agree on thousands of damaged documents") {
  std::size_t refused = 0;
  std::size_t accepted = 0;
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    Random random(seed);
    const auto text = damaged(XmlGenerator(seed % 997).document(), random);
    Budget budget;
    const auto checked = accord::xml::check_strictly(text, budget);
    const bool peer_accepts = PeerDocument::parse(text).has_value();
    INFO("seed " << seed << "\n" << text);
    INFO((checked ? std::string("accepted")
                  : accord::outcome::message(checked.error()) + " " +
                        accord::outcome::to_string(checked.error().about)));
    if (checked) {
      REQUIRE(peer_accepts);
      ++accepted;
    } else {
      REQUIRE((!peer_accepts || refused_on_purpose(checked.error().id, text)));
      ++refused;
    }
  }
  CHECK(refused > 5000);
  CHECK(accepted > 1000);
}
