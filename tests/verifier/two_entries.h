#pragma once

#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/world.h"

namespace accord::tests {

// Where the second service of the list begins.
inline std::size_t second_service(const std::string& text) {
  const auto first = text.find("<tsl:TSPService>");
  const auto second = text.find("<tsl:TSPService>", first + 1);
  REQUIRE(second != std::string::npos);
  return second;
}

inline std::string with_identity(std::string text, const std::string& ids) {
  const std::string begin = "<tsl:ServiceDigitalIdentity>";
  const auto from = text.find(begin, second_service(text)) + begin.size();
  const auto end = text.find("</tsl:ServiceDigitalIdentity>", from);
  return text.replace(from, end - from, ids);
}

inline std::string digital_id(const std::string& form, const std::string& value) {
  return "<tsl:DigitalId><tsl:" + form + ">" + value + "</tsl:" + form + "></tsl:DigitalId>";
}

// The authority is listed twice: granted, and withdrawn in a second entry. As long as both can be
// read, they contradict each other.
struct TwoEntries : World {
  explicit TwoEntries(bool other_provider = false) {
    auto provider = list.providers.front();
    provider.services.front().current.status = trustlist::uri::withdrawn;
    if (other_provider) {
      list.providers.push_back(provider);
    } else {
      list.providers.front().services.push_back(provider.services.front());
    }
  }
};

}  // namespace accord::tests
