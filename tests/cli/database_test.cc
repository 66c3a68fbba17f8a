#include <catch2/catch_test_macros.hpp>

#include "ca/authority.h"
#include "cli/refusal.h"
#include "cli/terminal.h"
#include "tests/cli/program.h"
#include "tests/support/expect.h"

using namespace accord::tests;

TEST_CASE("a database that another program holds is no wrong usage") {
  const Workplace place;
  place.done({"ca", "new", "root", "--rehearsal", "--country", "JP", "--organization",
              "Example Trust", "--url", "http://ca.example/", "--at", "2026-05-10T00:00:00Z"});
  const accord::cli::SystemClock clock;
  auto registry = require_value(
      accord::ca::Registry::open("sqlite:" + (place / "home/ca.db").string(), clock, {}));
  const auto held = require_value(registry.database().begin());
  (void)require_refusal(74, "store_busy",
                        {"ca", "crl", "root", "--out", "root.crl", "--at", "2026-05-11T00:00:00Z"},
                        place.path());
  REQUIRE(!std::filesystem::exists(place / "root.crl"));
}

TEST_CASE("whatever a command was refused for, a database that fails makes it a failure of I/O") {
  using accord::cli::Exit;
  using accord::outcome::FindingId;
  const auto exit_for = [](FindingId id) {
    try {
      accord::cli::refuse(Exit::usage, id);
    } catch (const accord::cli::Refusal& refusal) {
      return refusal.exit();
    }
  };
  REQUIRE(exit_for(FindingId::store_busy) == Exit::io);
  REQUIRE(exit_for(FindingId::store_full) == Exit::io);
  REQUIRE(exit_for(FindingId::store_corrupt) == Exit::io);
  REQUIRE(exit_for(FindingId::ca_authority_unknown) == Exit::usage);
}
