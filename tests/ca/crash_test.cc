#include <csignal>

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "ca/event.h"
#include "ca/records.h"
#include "ca/unfinished.h"
#include "tests/ca/workbench.h"

namespace accord::ca {
namespace {

using outcome::FindingId;

const auto at = on(2026, 7, 10);
constexpr Step every_step[] = {Step::checked, Step::linted,   Step::recorded,
                               Step::signed_, Step::compared, Step::stored};

// Runs the act in another process, which is killed when it reaches the step.
template <typename Body>
void killed_at(Workbench& bench, Step step, Body&& body) {
  { const auto closed = std::move(bench.registry); }  // a connection must not go through a fork
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto registry = Registry::open(bench.uri(), bench.clock);
    if (!registry) _exit(1);
    registry->hooks.reached = [step](Step reached) {
      if (reached == step) kill(getpid(), SIGKILL);
    };
    body(*registry);
    _exit(2);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  bench.registry = bench.open();
}

void issue_killed_at(Workbench& bench, Step step) {
  const auto request = seal_request(bench.seal_key.public_key());
  killed_at(bench, step, [&](Registry& registry) {
    const auto authority = open_authority(registry, "issuing");
    if (authority) (void)issue(registry, *authority, bench.issuing_key, request, {at, "test"});
  });
}

std::vector<std::string> kinds(Workbench& bench) {
  std::vector<std::string> found;
  for (const auto& event : tests::require_value(events(bench.registry, bench.issuing())))
    found.push_back(event.kind);
  return found;
}

}  // namespace

TEST_CASE("a program killed at any step of issuing leaves a record of what may exist") {
  for (const auto step : every_step) {
    INFO("step " << static_cast<int>(step));
    Workbench bench;
    bench.found();
    issue_killed_at(bench, step);
    const auto listed = tests::require_value(list_certificates(bench.registry, bench.issuing()));
    const auto intents = tests::require_value(unfinished(bench.registry));
    if (step < Step::recorded) {
      // Nothing was recorded, and so nothing was signed.
      CHECK(listed.empty());
      CHECK(intents.empty());
    } else if (step < Step::stored) {
      REQUIRE(listed.size() == 1);
      CHECK(listed.front().status == CertificateStatus::intended);
      REQUIRE(intents.size() == 1);
      CHECK(intents.front().record == listed.front().record);
      CHECK(intents.front().authority == "issuing");
      CHECK(intents.front().profile == "eseal");
      CHECK(intents.front().not_before == at);
      CHECK(kinds(bench).back() == "certificate_intended");
    } else {
      REQUIRE(listed.size() == 1);
      CHECK(listed.front().status == CertificateStatus::issued);
      CHECK(intents.empty());
      CHECK(x509::Certificate::parse(listed.front().der)
                ->check_signature(bench.issuing_key.public_key())
                .has_value());
      CHECK(kinds(bench).back() == "certificate_issued");
    }
  }
}

TEST_CASE("an intent is finished with the key: the same bytes, signed") {
  Workbench bench;
  bench.found();
  issue_killed_at(bench, Step::signed_);
  const auto intent = tests::require_value(unfinished(bench.registry)).front();
  const auto issued = require_answer(
      finish(bench.registry, intent.record, bench.issuing_key, {at + Days{1}, "test"}));
  CHECK(issued.certificate.serial() == intent.serial);
  CHECK(issued.certificate.not_before() == at);
  CHECK(issued.certificate.check_signature(bench.issuing_key.public_key()).has_value());
  CHECK(tests::require_value(unfinished(bench.registry)).empty());
  CHECK(kinds(bench).back() == "certificate_issued");
  require_refusal(finish(bench.registry, intent.record, bench.issuing_key, {at + Days{1}}),
                  FindingId::ca_intent_unknown);
}

TEST_CASE("an intent is abandoned without the key: revoked, since it may exist") {
  Workbench bench;
  bench.found();
  issue_killed_at(bench, Step::compared);
  const auto intent = tests::require_value(unfinished(bench.registry)).front();
  tests::require_value(abandon(bench.registry, intent.record, {at + Days{1}, "test"}));
  CHECK(tests::require_value(unfinished(bench.registry)).empty());
  CHECK(kinds(bench).back() == "intent_abandoned");
  const auto record =
      tests::require_value(find_certificate(bench.registry, bench.issuing(), intent.serial));
  CHECK(record.status == CertificateStatus::revoked);
  CHECK(record.der.empty());
  const auto crl = require_answer(issue_crl(bench.registry, bench.issuing(), bench.issuing_key,
                                            std::chrono::hours{24}, {at + Days{2}}));
  CHECK(crl.crl.find(intent.serial)->revocation_date == at + Days{1});
  tests::require_failure(abandon(bench.registry, intent.record, {at + Days{2}}),
                         FindingId::ca_intent_unknown);
  require_refusal(finish(bench.registry, intent.record, bench.issuing_key, {at + Days{2}}),
                  FindingId::ca_intent_unknown);
}

TEST_CASE("finishing keeps the rules of issuing") {
  Workbench bench;
  bench.found();
  issue_killed_at(bench, Step::recorded);
  const auto record = tests::require_value(unfinished(bench.registry)).front().record;
  require_refusal(finish(bench.registry, record, bench.root_key, {at}),
                  FindingId::ca_signer_mismatch);
  require_refusal(finish(bench.registry, record, bench.issuing_key, {at - Days{1}}),
                  FindingId::ca_time_backwards);
  require_refusal(finish(bench.registry, record + 1, bench.issuing_key, {at}),
                  FindingId::ca_intent_unknown);
  tests::require_failure(abandon(bench.registry, record, {at - Days{1}}),
                         FindingId::ca_time_backwards);
  SECTION("an authority that is revoked meanwhile") {
    tests::require_value(
        revoke(bench.registry, bench.root(), {bench.issuing().certificate().serial()}, {at}));
    require_refusal(finish(bench.registry, record, bench.issuing_key, {at}),
                    FindingId::ca_authority_revoked);
  }
  SECTION("an intent that is revoked meanwhile") {
    const auto serial = tests::require_value(unfinished(bench.registry)).front().serial;
    tests::require_value(revoke(bench.registry, bench.issuing(), {serial}, {at}));
    require_refusal(finish(bench.registry, record, bench.issuing_key, {at}),
                    FindingId::ca_intent_unknown);
  }
}

TEST_CASE("an intent whose bytes were tampered with is not signed") {
  Workbench bench;
  bench.found();
  issue_killed_at(bench, Step::recorded);
  const auto record = tests::require_value(unfinished(bench.registry)).front().record;
  auto& database = bench.registry.database();
  // Whoever can take away the triggers can change the record; the linter still stands before the
  // key.
  tests::require_value(database.script(
      "DROP TRIGGER certificate_not_changed; DROP TRIGGER certificate_status_goes_forward"));
  const auto authority = bench.issuing();
  const auto ca_bytes = authority.certificate().tbs();
  tests::require_value(
      database.run("UPDATE certificate SET tbs = ? WHERE id = ?", ca_bytes, record));
  const auto answer = finish(bench.registry, record, bench.issuing_key, {at});
  REQUIRE_FALSE(answer.has_value());
  tests::require_finding(answer.error(), FindingId::ca_lint_issuer);
}

TEST_CASE("a founding that was killed is finished, or gives its name back") {
  Workbench bench;
  killed_at(bench, Step::signed_, [&](Registry& registry) {
    (void)found_root(registry, root_wanted(), true, bench.root_key, {on(2026, 5, 10), "test"});
  });
  tests::require_failure(open_authority(bench.registry, "root"),
                         FindingId::ca_authority_unfinished);
  CHECK_FALSE(tests::require_value(list_authorities(bench.registry)).front().has_certificate);
  const auto intent = tests::require_value(unfinished(bench.registry)).front();
  CHECK(intent.authority == "root");
  CHECK(intent.founds == "root");
  SECTION("finished") {
    require_answer(finish(bench.registry, intent.record, bench.root_key, {on(2026, 5, 10)}));
    const auto root = bench.root();
    CHECK(root.certificate().check_signature(root.key()).has_value());
    require_answer(found_issuing(bench.registry, root, bench.root_key, issuing_wanted(),
                                 bench.issuing_key.public_key(), {on(2026, 5, 11)}));
  }
  SECTION("abandoned") {
    tests::require_value(abandon(bench.registry, intent.record, {on(2026, 5, 10)}));
    tests::require_failure(open_authority(bench.registry, "root"), FindingId::ca_authority_unknown);
    require_answer(
        found_root(bench.registry, root_wanted(), true, bench.issuing_key, {on(2026, 5, 10)}));
    const auto all = tests::require_value(list_authorities(bench.registry));
    CHECK(all.front().name == "root (abandoned 1)");
    CHECK(all.back().name == "root");
  }
}

TEST_CASE("a CRL that was killed leaves its number out, and the next one is higher") {
  for (const auto step : every_step) {
    INFO("step " << static_cast<int>(step));
    Workbench bench;
    bench.found();
    killed_at(bench, step, [&](Registry& registry) {
      const auto authority = open_authority(registry, "issuing");
      if (authority)
        (void)issue_crl(registry, *authority, bench.issuing_key, std::chrono::hours{24},
                        {at, "test"});
    });
    const auto latest = tests::require_value(latest_crl(bench.registry, bench.issuing()));
    CHECK(latest.has_value() == (step == Step::stored));
    const auto next = require_answer(issue_crl(bench.registry, bench.issuing(), bench.issuing_key,
                                               std::chrono::hours{24}, {at, "test"}));
    CHECK(next.number == (step < Step::recorded ? 1U : 2U));
  }
}

}  // namespace accord::ca
