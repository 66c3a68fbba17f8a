#include <catch2/catch_test_macros.hpp>

#include "ca/authority.h"
#include "cli/terminal.h"
#include "tests/cli/authorities.h"
#include "tests/cli/program.h"
#include "tests/support/expect.h"

using namespace accord::tests;

namespace {

struct CutOff {};

// As if the program had been cut off after it recorded what it is about to sign.
void cut_off_founding(const Workplace& place, const std::string& name) {
  const accord::cli::SystemClock clock;
  const accord::store::OpenOptions options{.create = true};
  std::filesystem::create_directories(place / "home/keys");
  auto registry = require_value(
      accord::ca::Registry::open("sqlite:" + (place / "home/ca.db").string(), clock, options));
  auto key =
      require_value(accord::crypto::SoftwareKey::generate(*accord::crypto::key_spec_from("p256")));
  const accord::crypto::Passphrase passphrase("a passphrase for tests");
  place.write("home/keys/" + name + ".key", require_value(key.encrypt(passphrase)));
  accord::ca::NewAuthority wanted;
  wanted.name = name;
  wanted.subject = {{accord::ca::SubjectField::country, "JP"},
                    {accord::ca::SubjectField::organization, "Example Trust"},
                    {accord::ca::SubjectField::common_name, "Example Trust"}};
  wanted.urls = {"http://ca.example/root.crt", "http://ca.example/root.crl"};
  wanted.validity = accord::ca::Days{1000};
  registry.hooks.reached = [](accord::ca::Step step) {
    if (step == accord::ca::Step::recorded) throw CutOff{};
  };
  const auto at = std::chrono::sys_days{std::chrono::year{2026} / 5 / 10};
  REQUIRE_THROWS_AS(accord::ca::found_root(registry, wanted, true, key, {.at = at, .by = "test"}),
                    CutOff);
}

}  // namespace

TEST_CASE("a certificate whose file could not be written is exported from the records") {
  const Authorities authorities;
  const auto& place = authorities.place;
  const auto failed = accord_json(74, Authorities::issue("/proc/x.crt"), place.path());
  (void)require_json_finding(failed, "output_failed", "/proc/x.crt");
  const auto told = require_json_finding(failed, "certificate_not_written", "issuing");
  const std::string serial = told.at("params").at("serial");
  REQUIRE(told.at("advice").get<std::string>().find("`accord ca export`") != std::string::npos);
  const auto exported =
      place.done({"ca", "export", "issuing", "--serial", serial, "--out", "late.crt"});
  REQUIRE(exported.at("status") == "issued");
  REQUIRE(exported.at("pem") == place.read("late.crt"));
  const auto printed = run_accord({"ca", "export", "issuing", "--serial", serial}, place.path());
  REQUIRE(printed.output == place.read("late.crt"));
  REQUIRE(place.done({"cert", "inspect", "late.crt"}).at("objects").at(0).at("serial") == serial);
  (void)require_refusal(64, "output_exists",
                        {"ca", "export", "issuing", "--serial", serial, "--out", "late.crt"},
                        place.path());
  (void)require_refusal(64, "ca_certificate_unknown", {"ca", "export", "issuing", "--serial", "01"},
                        place.path());
}

TEST_CASE("a founding that was cut off is said, can be given up, and its name is free again") {
  const Workplace place;
  cut_off_founding(place, "root");
  (void)require_refusal(64, "ca_authority_unfinished", root_words(), place.path());
  const auto intent = place.done({"ca", "unfinished"}).at("unfinished").at(0);
  REQUIRE(intent.at("founds") == "root");
  const std::string serial = intent.at("serial");
  place.done({"ca", "abandon", serial, "--at", founded});
  REQUIRE(!std::filesystem::exists(place / "home/keys/root.key"));
  REQUIRE(std::filesystem::exists(place /
                                  ("home/keys/root.abandoned-" + serial.substr(0, 8) + ".key")));
  place.done(root_words());
  const auto all = place.done({"ca", "list"}).at("authorities");
  REQUIRE(all.at(0).at("name") == "root (abandoned 1)");
  REQUIRE(all.at(0).at("has_certificate") == false);
  REQUIRE(all.at(1).at("name") == "root");
}

TEST_CASE("what was never finished cannot be exported") {
  const Workplace place;
  cut_off_founding(place, "other");
  place.done(root_words());
  // Given up at the root: a certificate that was meant for an authority below it.
  const auto serial = place.done({"ca", "unfinished"}).at("unfinished").at(0).at("serial");
  (void)require_refusal(64, "ca_authority_unfinished",
                        {"ca", "export", "other", "--serial", serial}, place.path());
}

TEST_CASE("a key that is left over from a founding is named") {
  const Workplace place;
  place.done(root_words());
  place.write("home/keys/issuing.key", "left over");
  (void)require_refusal(64, "authority_key_left_over", {"ca", "new", "issuing", "--parent", "root"},
                        place.path());
  REQUIRE(place.read("home/keys/issuing.key") == "left over");
}

TEST_CASE("without a passphrase no authority is founded and nothing is left behind") {
  const Workplace place;
  const Variable none("ACCORD_PASSPHRASE_FILE", std::nullopt);
  const auto result =
      run_program({"setsid", std::getenv("ACCORD_BINARY"), "ca", "new", "root", "--country", "JP",
                   "--organization", "Example Trust", "--url", "http://ca.example/"},
                  place.path());
  INFO(result.errors);
  REQUIRE(result.exit_code == 64);
  REQUIRE(result.errors.find("passphrase_missing") != std::string::npos);
  REQUIRE(!std::filesystem::exists(place / "home"));
}

TEST_CASE("the records of authorities are for their owner only") {
  const Workplace place;
  place.done(root_words());
  const auto mode = std::filesystem::status(place / "home/ca.db").permissions();
  REQUIRE(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a revoked authority is shown as one, and what it publishes for machines too") {
  const Authorities authorities;
  const auto& place = authorities.place;
  const auto before = place.done({"ca", "show", "issuing"}).at("authority");
  REQUIRE(before.at("revoked").is_null());
  REQUIRE(before.at("last_crl").is_null());
  REQUIRE(before.at("crl_url") == "http://ca.example/issuing.crl");
  REQUIRE(before.at("certificate_url") == "http://ca.example/issuing.crt");
  place.done({"ca", "crl", "issuing", "--out", "issuing.crl", "--at", "2026-07-01T00:00:00Z"});
  place.done({"ca", "revoke", "root", "--certificate", "issuing.crt", "--reason", "cACompromise",
              "--at", "2026-07-02T00:00:00Z"});
  const auto after = place.done({"ca", "show", "issuing"}).at("authority");
  REQUIRE(after.at("revoked") == "2026-07-02T00:00:00Z");
  REQUIRE(after.at("last_crl").at("number") == 1);
  REQUIRE(after.at("last_crl").at("this_update") == "2026-07-01T00:00:00Z");
  const auto listed = place.done({"ca", "list"}).at("authorities");
  REQUIRE(listed.at(0).at("revoked").is_null());
  REQUIRE(listed.at(1).at("revoked") == "2026-07-02T00:00:00Z");
  const auto text = run_accord({"ca", "list"}, place.path()).output;
  REQUIRE(text.find("rehearsal, revoked 2026-07-02T00:00:00Z") != std::string::npos);
  REQUIRE(run_accord({"ca", "show", "issuing"}, place.path()).output.find("  revoked ") !=
          std::string::npos);
}

TEST_CASE("a CRL is shown with its number in decimal and every extension that we write") {
  const Authorities authorities;
  const auto& place = authorities.place;
  place.done(Authorities::issue("ee.crt"));
  place.done({"ca", "revoke", "issuing", "--certificate", "ee.crt", "--reason", "superseded",
              "--at", "2026-07-11T00:00:00Z"});
  place.done({"ca", "crl", "issuing", "--out", "issuing.crl", "--at", "2026-07-12T00:00:00Z"});
  const auto text = run_accord({"cert", "inspect", "issuing.crl"}, place.path()).output;
  INFO(text);
  REQUIRE(text.find("  number        1\n") != std::string::npos);
  REQUIRE(text.find("  revoked       1 certificate\n") != std::string::npos);
  REQUIRE(text.find("expired after 2026-05-10T00:00:00Z") != std::string::npos);
  REQUIRE(text.find("not decoded") == std::string::npos);
  const auto certificate = run_accord({"cert", "inspect", "ee.crt"}, place.path()).output;
  INFO(certificate);
  REQUIRE(certificate.find("\n  QC statements    qualified") != std::string::npos);
  REQUIRE(certificate.find("\n  issuer's key id  ") != std::string::npos);
}
