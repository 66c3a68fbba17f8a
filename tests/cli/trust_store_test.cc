#include "cli/trust_store.h"

#include <csignal>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/refusal.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using cli::OpenedTrust;
using cli::TrustStep;
using cli::TrustStore;
using trustlist::follow::Anchor;
using trustlist::follow::Generation;
using trustlist::follow::KeptFile;
using trustlist::follow::Role;

std::string sha256_hex(const std::string& bytes) {
  return der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes)).bytes());
}

KeptFile file_of(Role role, const std::string& name, const std::string& bytes) {
  KeptFile file;
  file.role = role;
  file.url = "https://lists.example/" + name;
  file.file = name;
  file.sha256 = sha256_hex(bytes);
  file.sequence = 1;
  file.issued = file.fetched = issue_date();
  return file;
}

/// A store with one anchor whose generations hold a list of lists that stays and a list that is
/// another one in every generation.
struct Place {
  void publish(std::uint64_t number, const cli::OnTrustStep& on_step = {}) const {
    const auto content = "list " + std::to_string(number);
    Generation generation;
    generation.number = number;
    generation.made = issue_date();
    generation.files = {file_of(Role::list_of_lists, "lotl.xml", "root"),
                        file_of(Role::list, "list-" + std::to_string(number) + ".xml", content)};
    std::map<std::string, std::string> files{{generation.files[1].file, content}};
    std::optional<OpenedTrust> before;
    if (number == 1) {
      files["lotl.xml"] = "root";
    } else {
      before = store.open("eu");
    }
    store.publish("eu", anchor, generation, files, before ? &*before : nullptr, on_step);
  }
  /// The number of the generation that readers see, whose files are all whole.
  std::uint64_t seen() const {
    const auto opened = store.open("eu");
    cli::TrustFiles files(opened.folder);
    REQUIRE(opened.generation.files.size() == 2);
    CHECK(require_value(files.bytes_of(opened.generation.files[0])) == "root");
    CHECK(require_value(files.bytes_of(opened.generation.files[1])) ==
          "list " + std::to_string(opened.generation.number));
    return opened.generation.number;
  }
  std::size_t generations() const {
    std::size_t count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder.path() / "trust/eu/generations")) {
      if (entry.is_directory()) ++count;
    }
    return count;
  }

  TemporaryFolder folder;
  TrustStore store{folder.path()};
  Anchor anchor{{list_signer().certificate}, "", "https://lists.example/lotl.xml"};
};

/// Publishes a generation in a process of its own that is killed when that step is reached for the
/// given time.
void publish_killed(const Place& place, std::uint64_t number, TrustStep at, int times) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    place.publish(number, [&](TrustStep step) {
      if (step == at && --times == 0) ::kill(::getpid(), SIGKILL);
    });
    ::_exit(1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

TEST_CASE("whenever a refresh is killed, readers see the generation before or the new one") {
  struct Cut {
    TrustStep step;
    int times;
    std::uint64_t seen;
  };
  for (const auto& cut :
       {Cut{TrustStep::cleared, 1, 1}, Cut{TrustStep::written, 1, 1}, Cut{TrustStep::written, 2, 1},
        Cut{TrustStep::described, 1, 1}, Cut{TrustStep::named, 1, 1}, Cut{TrustStep::linked, 1, 1},
        Cut{TrustStep::switched, 1, 2}, Cut{TrustStep::pruned, 1, 2}}) {
    INFO("step " << static_cast<int>(cut.step) << ", " << cut.times);
    const Place place;
    place.publish(1);
    publish_killed(place, 2, cut.step, cut.times);
    CHECK(place.seen() == cut.seen);
    // The next one goes on from there, and nothing is left of what was cut off.
    place.publish(cut.seen + 1);
    CHECK(place.seen() == cut.seen + 1);
    CHECK(place.generations() == cut.seen + 1);
    CHECK_FALSE(std::filesystem::exists(place.folder.path() / "trust/eu/current.new"));
  }
}

TEST_CASE("an anchor that was never added whole is none") {
  for (const auto step : {TrustStep::written, TrustStep::named, TrustStep::linked}) {
    const Place place;
    publish_killed(place, 1, step, 1);
    CHECK_FALSE(place.store.exists("eu"));
    CHECK(place.store.names().empty());
    place.publish(1);
    CHECK(place.seen() == 1);
  }
}

TEST_CASE("who reads stays with one generation, and the oldest ones go") {
  const Place place;
  place.publish(1);
  const auto reader = place.store.open("eu");
  cli::TrustFiles files(reader.folder);
  for (std::uint64_t number = 2; number <= cli::generations_kept; ++number) {
    place.publish(number);
    CHECK(place.seen() == number);
    CHECK(require_value(files.bytes_of(reader.generation.files[1])) == "list 1");
  }
  CHECK(place.generations() == cli::generations_kept);
  place.publish(cli::generations_kept + 1);
  CHECK(place.generations() == cli::generations_kept);
  (void)require_failure(files.bytes_of(reader.generation.files[1]),
                        outcome::FindingId::input_missing);
  // What did not change is on the disk once.
  const auto now = place.store.open("eu");
  CHECK(std::filesystem::hard_link_count(now.folder / "lotl.xml") == cli::generations_kept);
}

TEST_CASE("two programs cannot change one anchor at the same time") {
  const Place place;
  {
    const auto lock = place.store.lock("eu");
    (void)place.store.lock("jp");
    try {
      (void)place.store.lock("eu");
      FAIL("the lock was given twice");
    } catch (const cli::Refusal& refusal) {
      CHECK(refusal.exit() == cli::Exit::io);
      require_finding(refusal.findings(), outcome::FindingId::trust_busy);
    }
  }
  (void)place.store.lock("eu");
}

TEST_CASE("a file that is not the one written down is not handed out") {
  const Place place;
  place.publish(1);
  const auto opened = place.store.open("eu");
  std::ofstream(opened.folder / "list-1.xml", std::ios::app) << "x";
  cli::TrustFiles files(opened.folder);
  (void)require_failure(files.bytes_of(opened.generation.files[1]),
                        outcome::FindingId::trust_file_changed);
}

TEST_CASE("a removed anchor is not there for readers any more") {
  const Place place;
  place.publish(1);
  place.store.remove("eu");
  CHECK(place.store.names().empty());
  CHECK_FALSE(std::filesystem::exists(place.folder.path() / "trust/eu"));
}

}  // namespace
}  // namespace accord::tests
