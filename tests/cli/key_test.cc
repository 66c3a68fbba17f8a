#include <catch2/catch_test_macros.hpp>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli/key_guard.h"
#include "tests/cli/program.h"

using namespace accord::tests;

TEST_CASE("a key's file is for its owner only, encrypted, and never replaced") {
  const Workplace place;
  place.done({"key", "new", "a.key"});
  struct stat facts {};
  REQUIRE(::stat((place / "a.key").c_str(), &facts) == 0);
  REQUIRE((facts.st_mode & 0777U) == 0600);
  const auto pem = place.read("a.key");
  REQUIRE(pem.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") == 0);
  (void)require_refusal(64, "output_exists", {"key", "new", "a.key"}, place.path());
  REQUIRE(place.read("a.key") == pem);
  // There is no way to ask for it either.
  (void)require_refusal(64, "option_unknown", {"key", "new", "a.key", "--force"}, place.path());
}

TEST_CASE("every type of key can be made and used for a request") {
  const Workplace place;
  for (const std::string type :
       {"p256", "p384", "p521", "rsa2048", "ed25519", "ed448", "brainpool256", "brainpool384",
        "brainpool512", "mldsa44", "mldsa65", "mldsa87"}) {
    place.done({"key", "new", type + ".key", "--type", type});
    place.done({"key", "request", type + ".key", "--out", type + ".csr", "--common-name", "A B"});
    // Debian 12's openssl has no ML-DSA.
    if (!program_exists("openssl") || type.substr(0, 5) == "mldsa") continue;
    const auto check =
        run_program({"openssl", "req", "-in", type + ".csr", "-noout", "-verify"}, place.path());
    REQUIRE(check.exit_code == 0);
  }
}

TEST_CASE("a request is replaced only with --force") {
  const Workplace place;
  place.done({"key", "new", "a.key"});
  place.done({"key", "request", "a.key", "--out", "a.csr"});
  (void)require_refusal(64, "output_exists", {"key", "request", "a.key", "--out", "a.csr"},
                        place.path());
  place.done({"key", "request", "a.key", "--out", "a.csr", "--force"});
}

TEST_CASE("a wrong passphrase opens no key") {
  const Workplace place;
  place.done({"key", "new", "a.key"});
  place.write("other", "another passphrase\n");
  std::filesystem::permissions(place / "other", std::filesystem::perms::owner_read);
  const auto json = require_refusal(
      65, "key_wrong_passphrase",
      {"key", "request", "a.key", "--out", "a.csr", "--passphrase-file", "other"}, place.path());
  (void)require_json_finding(json, "key_wrong_passphrase", "a.key");
}

TEST_CASE("a passphrase file that others may read is refused") {
  const Workplace place;
  place.write("open", "a passphrase\n");
  std::filesystem::permissions(place / "open", static_cast<std::filesystem::perms>(0640));
  (void)require_refusal(65, "passphrase_file_open_to_others",
                        {"key", "new", "a.key", "--passphrase-file", "open"}, place.path());
  REQUIRE(!std::filesystem::exists(place / "a.key"));
}

TEST_CASE("an empty passphrase is refused") {
  const Workplace place;
  place.write("blank", "\nsecond line\n");
  std::filesystem::permissions(place / "blank", std::filesystem::perms::owner_read);
  (void)require_refusal(65, "passphrase_empty",
                        {"key", "new", "a.key", "--passphrase-file", "blank"}, place.path());
}

TEST_CASE("while keys are handled no core file can be written") {
  const int before = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
  {
    const accord::cli::KeyGuard guard;
    REQUIRE(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
    struct rlimit limit {};
    REQUIRE(::getrlimit(RLIMIT_CORE, &limit) == 0);
    REQUIRE(limit.rlim_cur == 0);
  }
  REQUIRE(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == before);
}
