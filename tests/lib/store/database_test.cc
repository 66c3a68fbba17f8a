#include "lib/store/database.h"

#include <array>
#include <csignal>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::store {
namespace {

using outcome::FindingId;
using tests::require_failure;
using tests::require_value;

constexpr std::int32_t test_id = 0x41435431;
constexpr std::array<std::string_view, 1> first_steps{
    "CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, photo BLOB, born "
    "INTEGER) STRICT;"
    "CREATE TABLE pet(owner INTEGER NOT NULL REFERENCES person(id), name TEXT NOT NULL) STRICT"};
constexpr std::array<std::string_view, 2> second_steps{first_steps[0],
                                                       "ALTER TABLE person ADD COLUMN town TEXT"};

const Schema first{"test", test_id, first_steps};
const Schema second{"test", test_id, second_steps};

class Folder {
 public:
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "test.db"; }
  [[nodiscard]] std::string uri() const { return "sqlite:" + file().string(); }
  [[nodiscard]] outcome::Result<Database> open(
      const Schema& schema = first,
      std::chrono::milliseconds wait = std::chrono::seconds(5)) const {
    return Database::open(uri(), schema, {true, wait});
  }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

 private:
  tests::TemporaryFolder folder_;
};

std::int64_t count(Database& database, std::string_view table) {
  auto statement = require_value(database.prepare("SELECT count(*) FROM " + std::string(table)));
  REQUIRE(require_value(statement.step()));
  return statement.integer(0);
}

void add(Database& database, std::string_view name) {
  require_value(database.run("INSERT INTO person(name) VALUES (?)", name));
}

// Rights do not stop the superuser: for the life of this object the process is someone else.
class NotRoot {
 public:
  NotRoot() : was_root_(geteuid() == 0) {
    if (was_root_) REQUIRE(seteuid(65534) == 0);
  }
  ~NotRoot() {
    if (was_root_ && seteuid(0) != 0) std::abort();
  }
  NotRoot(const NotRoot&) = delete;
  NotRoot& operator=(const NotRoot&) = delete;

 private:
  bool was_root_;
};

outcome::Result<Database> open_as_other(const Folder& folder) {
  const NotRoot other;
  return folder.open();
}

}  // namespace

TEST_CASE("values come back as they were stored") {
  const Folder folder;
  auto database = require_value(folder.open());
  const std::vector<std::uint8_t> photo{0, 1, 255};
  const time::Instant born = std::chrono::sys_days{std::chrono::year{1949} / 12 / 31};
  require_value(database.run("INSERT INTO person(name, photo, born) VALUES (?, ?, ?)",
                             std::string_view("O'Hara; --"), std::span<const std::uint8_t>(photo),
                             born));
  CHECK(database.last_row() == 1);
  require_value(database.run("INSERT INTO person(name, photo, born) VALUES (?, ?, ?)",
                             std::string_view("Ō"), std::span<const std::uint8_t>{},
                             std::optional<time::Instant>{}));
  auto rows = require_value(database.query("SELECT name, photo, born, id FROM person ORDER BY id"));
  REQUIRE(require_value(rows.step()));
  CHECK(rows.text(0) == "O'Hara; --");
  CHECK(rows.bytes(1) == photo);
  CHECK(rows.instant(2) == born);
  CHECK(rows.optional_instant(2) == born);
  CHECK(rows.integer(3) == 1);
  REQUIRE(require_value(rows.step()));
  CHECK(rows.text(0) == "Ō");
  CHECK_FALSE(rows.is_null(1));
  CHECK(rows.bytes(1).empty());
  CHECK(rows.is_null(2));
  CHECK_FALSE(rows.optional_instant(2).has_value());
  CHECK_FALSE(require_value(rows.step()));
}

TEST_CASE("a statement can be taken again while it is still in use") {
  const Folder folder;
  auto database = require_value(folder.open());
  add(database, "a");
  add(database, "b");
  const auto* const sql = "SELECT name FROM person ORDER BY name";
  auto outer = require_value(database.query(sql));
  REQUIRE(require_value(outer.step()));
  auto inner = require_value(database.query(sql));
  REQUIRE(require_value(inner.step()));
  REQUIRE(require_value(outer.step()));
  CHECK(outer.text(0) == "b");
  CHECK(inner.text(0) == "a");
}

TEST_CASE("a statement outlives the database object that it came from") {
  const Folder folder;
  auto statement = [&] {
    auto database = require_value(folder.open());
    add(database, "a");
    return require_value(database.query("SELECT name FROM person"));
  }();
  REQUIRE(require_value(statement.step()));
  CHECK(statement.text(0) == "a");
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  const Folder folder;
  auto database = require_value(folder.open());
  {
    auto transaction = require_value(database.begin());
    add(database, "a");
    CHECK(count(database, "person") == 1);
  }
  CHECK(count(database, "person") == 0);
  {
    auto transaction = require_value(database.begin());
    add(database, "a");
    require_value(transaction.commit());
  }
  CHECK(count(database, "person") == 1);
}

TEST_CASE("what was committed is there after the process is killed, and what was not is not") {
  const Folder folder;
  REQUIRE(folder.open().has_value());
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto database = folder.open();
    if (!database || !database->run("INSERT INTO person(name) VALUES ('kept')")) _exit(1);
    const auto transaction = database->begin();
    if (!transaction || !database->run("INSERT INTO person(name) VALUES ('lost')")) _exit(1);
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  auto database = require_value(folder.open());
  auto rows = require_value(database.query("SELECT name FROM person"));
  REQUIRE(require_value(rows.step()));
  CHECK(rows.text(0) == "kept");
  CHECK_FALSE(require_value(rows.step()));
}

TEST_CASE("the connection is set for durable writes and enforced references") {
  const Folder folder;
  auto database = require_value(folder.open());
  const auto pragma = [&](std::string_view sql) {
    auto statement = require_value(database.prepare(sql));
    REQUIRE(require_value(statement.step()));
    return statement.text(0);
  };
  CHECK(pragma("PRAGMA journal_mode") == "wal");
  CHECK(pragma("PRAGMA synchronous") == "2");
  CHECK(pragma("PRAGMA foreign_keys") == "1");
  CHECK(database.path() == folder.file().string());
}

TEST_CASE("a second record under the same key is a conflict, and another broken rule is not") {
  const Folder folder;
  auto database = require_value(folder.open());
  add(database, "a");
  const auto twice = database.run("INSERT INTO person(name) VALUES ('a')");
  const auto& finding = require_failure(twice, FindingId::store_conflict, folder.file().string());
  CHECK(outcome::message(finding).find("person.name") != std::string::npos);
  require_failure(database.run("INSERT INTO person(id, name) VALUES (1, 'b')"),
                  FindingId::store_conflict);
  require_failure(database.run("INSERT INTO pet(owner, name) VALUES (7, 'Rex')"),
                  FindingId::store_constraint);
  require_failure(database.run("INSERT INTO person(name) VALUES (NULL)"),
                  FindingId::store_constraint);
  require_failure(database.run("INSERT INTO person(name, born) VALUES ('c', 'yesterday')"),
                  FindingId::store_constraint);
  CHECK(count(database, "person") == 1);
}

TEST_CASE("a mistake in a statement is told, not thrown") {
  const Folder folder;
  auto database = require_value(folder.open());
  require_failure(database.run("INSERT INTO nobody VALUES (1)"), FindingId::store_failed);
  require_failure(
      database.run("INSERT INTO person(name) VALUES (?)", std::string_view("a"), std::int64_t{2}),
      FindingId::store_failed);
  require_failure(database.script("CREATE"), FindingId::store_failed);
  const auto transaction = require_value(database.begin());
  require_failure(database.begin(), FindingId::store_failed);
}

TEST_CASE("a database brought to a newer version keeps its records") {
  const Folder folder;
  {
    auto database = require_value(folder.open(first));
    add(database, "a");
  }
  auto database = require_value(folder.open(second));
  require_value(database.run("UPDATE person SET town = ?", std::string_view("Nara")));
  CHECK(count(database, "person") == 1);
}

TEST_CASE("a database from a newer program is refused, and not changed") {
  const Folder folder;
  REQUIRE(folder.open(second).has_value());
  const auto before = tests::read_file(folder.file());
  const auto refused = folder.open(first);
  const auto& finding = require_failure(refused, FindingId::store_newer_schema, "test.db");
  CHECK(outcome::message(finding).find("version 2") != std::string::npos);
  CHECK(tests::read_file(folder.file()) == before);
}

TEST_CASE("a database of another kind is refused, and not changed") {
  const Folder folder;
  REQUIRE(folder.open(first).has_value());
  const auto before = tests::read_file(folder.file());
  require_failure(folder.open(Schema{"other", test_id + 1, first_steps}), FindingId::store_foreign,
                  "test.db");
  CHECK(tests::read_file(folder.file()) == before);
}

TEST_CASE("another program's database is refused, and not changed") {
  if (!tests::program_exists("sqlite3")) SKIP("sqlite3 not present");
  const Folder folder;
  REQUIRE(tests::run_program({"sqlite3", folder.file().string(), "CREATE TABLE bookmark(url TEXT)"})
              .exit_code == 0);
  const auto before = tests::read_file(folder.file());
  require_failure(folder.open(), FindingId::store_foreign, "test.db");
  CHECK(tests::read_file(folder.file()) == before);
}

TEST_CASE("a step that fails leaves the version before it") {
  constexpr std::array<std::string_view, 2> broken_steps{first_steps[0],
                                                         "CREATE TABLE a(x) STRICT; CREATE"};
  const Folder folder;
  require_failure(folder.open(Schema{"test", test_id, broken_steps}), FindingId::store_failed);
  auto database = require_value(folder.open(first));
  CHECK(count(database, "person") == 0);
  CHECK(count(database, "sqlite_schema WHERE name = 'a'") == 0);
}

TEST_CASE("only URIs of databases are taken") {
  for (const auto* uri : {"", "sqlite:", "ca.db", "sqlite::memory:", "SQLITE:x.db",
                          "postgresql://db.example.org/ca", "file:ca.db"}) {
    INFO(uri);
    require_failure(Database::open(uri, first), FindingId::store_uri_unknown);
  }
}

TEST_CASE("a database is not created unless it is asked for") {
  const Folder folder;
  require_failure(Database::open(folder.uri(), first), FindingId::store_missing, "test.db");
  CHECK_FALSE(std::filesystem::exists(folder.file()));
}

TEST_CASE("a database in a folder that is not there cannot be opened") {
  const Folder folder;
  require_failure(
      Database::open("sqlite:" + (folder.path() / "nowhere" / "x.db").string(), first, {true}),
      FindingId::store_open_failed, "nowhere");
  require_failure(Database::open("sqlite:" + folder.path().string(), first, {true}),
                  FindingId::store_open_failed);
}

TEST_CASE("a file that is no database is refused, and not changed") {
  const Folder folder;
  std::ofstream(folder.file()) << std::string(10'000, 'x');
  require_failure(folder.open(), FindingId::store_corrupt, "test.db");
  CHECK(tests::read_file(folder.file()) == std::string(10'000, 'x'));
}

TEST_CASE("a damaged page is found when it is read") {
  const Folder folder;
  {
    auto database = require_value(folder.open());
    auto transaction = require_value(database.begin());
    for (int i = 0; i < 2000; ++i) add(database, "person " + std::to_string(i));
    require_value(transaction.commit());
    require_value(database.prepare("PRAGMA wal_checkpoint(TRUNCATE)")).step().value();
  }
  auto bytes = tests::read_file(folder.file());
  for (std::size_t i = 4096 * 4; i < bytes.size(); ++i) bytes[i] = '\x5a';
  std::ofstream(folder.file(), std::ios::binary) << bytes;
  auto database = require_value(folder.open());
  auto rows = require_value(database.query("SELECT id, name, photo FROM person"));
  outcome::Result<bool> row = true;
  while (row && *row) row = rows.step();
  require_failure(row, FindingId::store_corrupt, "test.db");
}

TEST_CASE("a writer that holds the lock for too long is told of") {
  const Folder folder;
  auto holder = require_value(folder.open());
  auto waiter = require_value(folder.open(first, std::chrono::milliseconds(20)));
  auto held = require_value(holder.begin());
  add(holder, "a");
  require_failure(waiter.begin(), FindingId::store_busy, "test.db");
  require_failure(waiter.run("INSERT INTO person(name) VALUES ('b')"), FindingId::store_busy);
  CHECK(count(waiter, "person") == 0);  // reading does not wait
  require_value(held.commit());
  CHECK(waiter.begin().has_value());
  CHECK(count(waiter, "person") == 1);
}

TEST_CASE("when the room is used up the whole transaction is undone") {
  const Folder folder;
  auto database = require_value(folder.open());
  add(database, "a");
  require_value(database.prepare("PRAGMA max_page_count = 20")).step().value();
  {
    auto transaction = require_value(database.begin());
    add(database, "b");
    const std::vector<std::uint8_t> large(200'000, 1);
    require_failure(
        database.run("UPDATE person SET photo = ?", std::span<const std::uint8_t>(large)),
        FindingId::store_full, "test.db");
  }
  CHECK(count(database, "person") == 1);
}

TEST_CASE("a write that the operating system refuses is told of, and undone") {
  const Folder folder;
  auto database = require_value(folder.open());
  add(database, "a");
  struct sigaction ignore {};
  struct sigaction before_signal {};
  ignore.sa_handler = SIG_IGN;
  REQUIRE(sigaction(SIGXFSZ, &ignore, &before_signal) == 0);
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit tight{65'536, before.rlim_max};
  const std::vector<std::uint8_t> large(400'000, 1);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const auto refused =
      database.run("UPDATE person SET photo = ?", std::span<const std::uint8_t>(large));
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  REQUIRE(sigaction(SIGXFSZ, &before_signal, nullptr) == 0);
  require_failure(refused, FindingId::store_io_failed, "test.db");
  auto rows = require_value(database.query("SELECT photo FROM person"));
  REQUIRE(require_value(rows.step()));
  CHECK(rows.is_null(0));
}

TEST_CASE("a database that may not be written is not opened") {
  const Folder folder;
  REQUIRE(folder.open().has_value());
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
  std::filesystem::permissions(folder.file(), std::filesystem::perms{0444});
  SECTION("a file without the right to write") {
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0777});
    require_failure(open_as_other(folder), FindingId::store_read_only, "test.db");
  }
  SECTION("a file without the right to read") {
    std::filesystem::permissions(folder.file(), std::filesystem::perms{0});
    require_failure(open_as_other(folder), FindingId::store_open_failed, "test.db");
  }
  SECTION("a folder in which nothing can be created") {
    std::filesystem::permissions(folder.file(), std::filesystem::perms{0666});
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0555});
    require_failure(open_as_other(folder), FindingId::store_read_only, "test.db");
  }
}

}  // namespace accord::store
