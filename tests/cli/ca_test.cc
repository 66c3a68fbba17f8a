#include <catch2/catch_test_macros.hpp>

#include "ca/issue.h"
#include "cli/terminal.h"
#include "lib/x509/write.h"
#include "tests/cli/authorities.h"
#include "tests/cli/program.h"
#include "tests/support/expect.h"

using namespace accord::tests;

TEST_CASE("an authority is founded, issues, revokes and publishes, and openssl agrees") {
  const Authorities authorities;
  const auto& place = authorities.place;
  const auto issued = place.done(Authorities::issue("ee.crt"));
  const auto serial = issued.at("certificate").at("serial").get<std::string>();
  place.done({"ca", "revoke", "issuing", "--certificate", "ee.crt", "--reason", "keyCompromise",
              "--at", "2026-07-20T00:00:00Z"});
  const auto crl =
      place.done({"ca", "crl", "issuing", "--out", "issuing.crl", "--at", "2026-07-21T00:00:00Z"});
  REQUIRE(crl.at("next_update") == "2026-07-28T00:00:00Z");

  const auto listed = place.done({"ca", "list", "issuing"}).at("certificates");
  REQUIRE(listed.size() == 1);
  REQUIRE(listed.at(0).at("serial") == serial);
  REQUIRE(listed.at(0).at("status") == "revoked");
  REQUIRE(listed.at(0).at("reason") == "keyCompromise");
  const auto all = place.done({"ca", "list"}).at("authorities");
  REQUIRE(all.size() == 2);
  REQUIRE(all.at(0).at("rehearsal") == true);
  const auto shown = place.done({"ca", "show", "issuing", "--out", "again.crt"});
  REQUIRE(place.read("again.crt") == place.read("issuing.crt"));
  REQUIRE(shown.at("authority").at("events").size() >= 5);

  const auto inspected = place.done({"cert", "inspect", "ee.crt", "issuing.crl"}).at("objects");
  REQUIRE(inspected.at(0).at("serial") == serial);
  REQUIRE(inspected.at(0).at("qc_statements").at("compliance") == true);
  REQUIRE(inspected.at(0).at("qc_statements").at("legislation").at(0) == "JP");
  REQUIRE(inspected.at(1).at("entries").at(0).at("serial") == serial);
  REQUIRE(place.done({"ca", "profiles"}).at("profiles").size() >= 4);

  if (!program_exists("openssl")) SKIP("the program openssl is not present");
  place.done({"ca", "show", "root", "--out", "root.crt"});
  const auto verified = run_program({"openssl", "verify", "-CAfile", "root.crt", "-untrusted",
                                     "issuing.crt", "-attime", "1785000000", "ee.crt"},
                                    place.path());
  INFO(verified.output << verified.errors);
  REQUIRE(verified.exit_code == 0);
  const auto crl_text =
      run_program({"openssl", "crl", "-in", "issuing.crl", "-noout", "-text"}, place.path());
  REQUIRE(crl_text.output.find("Key Compromise") != std::string::npos);
}

TEST_CASE("an authority that is no rehearsal acts now only") {
  const Workplace place;
  auto production = root_words();
  production.erase(production.begin() + 3);
  const auto json = accord_json(64, production, place.path());
  (void)require_json_finding(json, "ca_time_not_now");
  // Nothing was founded, so its key is not left behind and the name is free.
  REQUIRE(!std::filesystem::exists(place / "home/keys/root.key"));
  production.resize(production.size() - 2);
  place.done(production);
  REQUIRE(std::filesystem::exists(place / "home/keys/root.key"));
}

TEST_CASE("the keys of authorities are for their owner only") {
  const Workplace place;
  place.done(root_words());
  const auto folder = std::filesystem::status(place / "home/keys").permissions();
  const auto key = std::filesystem::status(place / "home/keys/root.key").permissions();
  REQUIRE(folder == std::filesystem::perms::owner_all);
  REQUIRE(key == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("what an authority refuses is refused with its findings") {
  const Authorities authorities;
  const auto& place = authorities.place;
  const auto words = [](std::vector<std::string> all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  (void)require_refusal(64, "ca_authority_exists", root_words(), place.path());
  (void)require_refusal(64, "ca_authority_unknown", {"ca", "list", "nobody"}, place.path());
  auto no_profile = Authorities::issue("x.crt");
  no_profile[4] = "esael";
  (void)require_json_finding(accord_json(64, no_profile, place.path()), "ca_profile_unknown");
  (void)require_refusal(64, "option_missing", {"ca", "revoke", "issuing", "--reason", "superseded"},
                        place.path());
  (void)require_refusal(64, "option_value",
                        {"ca", "revoke", "issuing", "--serial", "01", "--reason", "because"},
                        place.path());
  (void)require_refusal(64, "ca_certificate_unknown",
                        {"ca", "revoke", "issuing", "--serial", "01", "--reason", "superseded",
                         "--at", "2026-07-20T00:00:00Z"},
                        place.path());
  (void)require_refusal(64, "options_together",
                        {"ca", "new", "other", "--parent", "root", "--rehearsal"}, place.path());
  (void)require_refusal(64, "option_value", words(Authorities::issue("x.crt"), {"--days", "0"}),
                        place.path());
  (void)require_refusal(64, "ca_name_malformed", {"ca", "new", "../other", "--parent", "root"},
                        place.path());
  (void)require_refusal(64, "option_missing", {"ca", "new", "other", "--country", "JP"},
                        place.path());
}

TEST_CASE("without any authority that is said") {
  const Workplace place;
  (void)require_refusal(64, "authorities_none", {"ca", "list"}, place.path());
  (void)require_refusal(64, "authorities_none", {"ca", "new", "issuing", "--parent", "root"},
                        place.path());
  REQUIRE(!std::filesystem::exists(place / "home"));
}

namespace {

struct Broken {};

// As if the program had been cut off between recording what it is about to sign and signing it.
std::string leave_unfinished(const Authorities& authorities) {
  const auto& place = authorities.place;
  const accord::cli::SystemClock clock;
  auto registry =
      require_value(accord::ca::Registry::open("sqlite:" + (place / "home/ca.db").string(), clock));
  const auto authority = require_value(accord::ca::open_authority(registry, "issuing"));
  const accord::crypto::Passphrase passphrase("a passphrase for tests");
  auto key = require_value(
      accord::crypto::SoftwareKey::decrypt(place.read("home/keys/issuing.key"), passphrase));
  const auto csr = place.read("ee.csr");
  accord::ca::IssueRequest request;
  request.profile = "eseal";
  request.spki = require_value(accord::x509::read_request(accord::der::as_bytes(csr))).spki;
  request.subject = {{accord::ca::SubjectField::country, "JP"},
                     {accord::ca::SubjectField::organization, "Cut Off"},
                     {accord::ca::SubjectField::organization_identifier, "NTRJP-1234567890"},
                     {accord::ca::SubjectField::common_name, "Cut Off"}};
  request.validity = accord::ca::Days{100};
  request.qc.pds = {{"https://ca.example/pds", "en"}};
  request.qc.legislation = {"JP"};
  registry.hooks.reached = [](accord::ca::Step step) {
    if (step == accord::ca::Step::recorded) throw Broken{};
  };
  const auto at = std::chrono::sys_days{std::chrono::year{2026} / 7 / 1};
  try {
    (void)accord::ca::issue(registry, authority, key, request, {.at = at, .by = "test"});
  } catch (const Broken&) {
    const auto list = place.done({"ca", "unfinished"}).at("unfinished");
    REQUIRE(list.size() == 1);
    return list.at(0).at("serial");
  }
  FAIL("it was not cut off");
  return {};
}

}  // namespace

TEST_CASE("what was left unfinished is told, and can be finished or given up") {
  const Authorities authorities;
  const auto& place = authorities.place;
  const auto first = leave_unfinished(authorities);
  (void)require_json_finding(place.done(Authorities::issue("ee.crt")), "issuance_unfinished",
                             "issuing");
  place.done({"ca", "finish", first, "--out", "late.crt", "--at", "2026-07-11T00:00:00Z"});
  REQUIRE(place.done({"cert", "inspect", "late.crt"}).at("objects").at(0).at("serial") == first);
  (void)require_refusal(64, "issuance_not_unfinished", {"ca", "abandon", first}, place.path());
}

TEST_CASE("what was given up counts as revoked") {
  const Authorities authorities;
  const auto& place = authorities.place;
  const auto serial = leave_unfinished(authorities);
  place.done({"ca", "abandon", serial, "--at", "2026-07-11T00:00:00Z"});
  REQUIRE(place.done({"ca", "unfinished"}).at("unfinished").empty());
  (void)require_refusal(64, "certificate_never_finished",
                        {"ca", "export", "issuing", "--serial", serial}, place.path());
  place.done({"ca", "crl", "issuing", "--out", "issuing.crl", "--at", "2026-07-12T00:00:00Z"});
  const auto crl = place.done({"cert", "inspect", "issuing.crl"}).at("objects").at(0);
  REQUIRE(crl.at("entries").at(0).at("serial") == serial);
}
