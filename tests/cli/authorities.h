#pragma once

#include <string>
#include <vector>

#include "tests/cli/program.h"

namespace accord::tests {

/// When the authorities are founded.
inline constexpr auto founded = "2026-05-10T00:00:00Z";

/// The words that found the root.
[[nodiscard]] inline std::vector<std::string> root_words() {
  return {"ca",
          "new",
          "root",
          "--rehearsal",
          "--country",
          "JP",
          "--organization",
          "Example Trust",
          "--url",
          "http://ca.example/",
          "--at",
          founded};
}

/// A root and an issuing authority for practice, a key and a request.
class Authorities {
 public:
  Authorities() {
    place.done(root_words());
    place.done(
        {"ca", "new", "issuing", "--parent", "root", "--out", "issuing.crt", "--at", founded});
    place.done({"key", "new", "ee.key"});
    place.done({"key", "request", "ee.key", "--out", "ee.csr"});
  }
  [[nodiscard]] static std::vector<std::string> issue(const std::string& out) {
    return {"ca",
            "issue",
            "issuing",
            "--profile",
            "eseal",
            "--request",
            "ee.csr",
            "--organization",
            "Example Hospital",
            "--organization-identifier",
            "NTRJP-1234567890",
            "--disclosure",
            "https://ca.example/pds",
            "--out",
            out,
            "--at",
            "2026-07-10T00:00:00Z"};
  }
  Workplace place;
};

}  // namespace accord::tests
