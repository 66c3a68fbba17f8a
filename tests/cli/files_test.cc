#include "cli/files.h"

#include <csignal>

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/refusal.h"
#include "tests/cli/program.h"
#include "tests/support/expect.h"

using accord::cli::InputKind;
using accord::cli::kind_of;
using accord::cli::Refusal;
using namespace accord::tests;
using accord::outcome::FindingId;

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) all.push_back(entry.path());
  return all;
}

mode_t mode_of(const std::filesystem::path& file) {
  struct stat facts {};
  REQUIRE(::stat(file.c_str(), &facts) == 0);
  return facts.st_mode & 0777U;
}

template <typename Work>
FindingId refusal_of(const Work& work) {
  try {
    work();
  } catch (const Refusal& refusal) {
    REQUIRE(refusal.findings().all().size() == 1);
    const auto id = refusal.findings().all().front().id;
    note_raised(accord::outcome::entry(id).name);
    return id;
  }
  FAIL("nothing was refused");
  return {};
}

}  // namespace

TEST_CASE("input that is no file to be read is refused, each by its finding") {
  const Workplace place;
  place.write("empty.xml", "");
  (void)require_refusal(65, "input_missing", {"tl", "show", "absent.xml"}, place.path());
  (void)require_refusal(65, "input_missing", {"tl", "show", "empty.xml/list.xml"}, place.path());
  (void)require_refusal(65, "input_folder", {"tl", "show", "."}, place.path());
  (void)require_refusal(65, "input_empty", {"tl", "show", "empty.xml"}, place.path());
  (void)require_refusal(65, "input_is_address", {"tl", "show", "https://example.org/tl.xml"});
  // Opening a file with the wrong kind of name fails in the system: the name is too long.
  (void)require_refusal(65, "input_unreadable", {"tl", "show", std::string(5000, 'x')});
}

TEST_CASE("a read that the system breaks off is an error of reading") {
  (void)require_refusal(74, "input_failed", {"tl", "show", "/proc/self/mem"});
}

TEST_CASE("a file over the limit is refused before it is looked at") {
  const Workplace place;
  place.write("huge.xml", "<a>");
  std::filesystem::resize_file(place / "huge.xml", 200ULL << 20U);  // sparse
  (void)require_refusal(65, "input_too_large", {"tl", "show", "huge.xml"}, place.path());
}

TEST_CASE("a file of another kind is refused with what it is") {
  const Workplace place;
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"%PDF-1.7 …", "a PDF document"},
      {"<!DOCTYPE html><html>", "a web page (HTML)"},
      {"{\"a\": 1}", "JSON text"},
      {"-----BEGIN CERTIFICATE-----\n", "PEM text (certificates, CRLs, keys or requests)"},
      {"\x30\x82\x01\x01", "DER data (a certificate, a CRL or the like)"},
      {"plain words", "plain text"}};
  for (const auto& [bytes, found] : wrong) {
    place.write("list.xml", bytes);
    const auto json =
        require_refusal(65, "input_wrong_kind", {"tl", "show", "list.xml"}, place.path());
    REQUIRE(json.at("findings").at(0).at("params").at("found") == found);
  }
  place.write("list.xml", "<a/>");
  const auto json =
      require_refusal(65, "input_wrong_kind", {"cert", "inspect", "list.xml"}, place.path());
  REQUIRE(json.at("findings").at(0).at("params").at("found") == "an XML document");
}

TEST_CASE("the kind of a file is told by its first bytes") {
  REQUIRE(kind_of("\xEF\xBB\xBF\n <a/>") == InputKind::xml);
  REQUIRE(kind_of("subject=x\n-----BEGIN CERTIFICATE-----") == InputKind::pem);
  REQUIRE(kind_of("PK\x03\x04rest") == InputKind::zip);
  REQUIRE(kind_of("\x1F\x8B\x08") == InputKind::gzip);
  REQUIRE(kind_of(std::string_view("\xFF\xFE<\0", 4)) == InputKind::utf16);
  REQUIRE(kind_of("\x89PNG") == InputKind::image);
  REQUIRE(kind_of("\x7F"
                  "ELF") == InputKind::program);
  REQUIRE(kind_of(std::string_view("\0\x01\x02", 3)) == InputKind::unknown);
}

TEST_CASE("a dash reads standard input") {
  const Workplace place;
  const std::string program = std::getenv("ACCORD_BINARY");
  const auto result =
      run_program({"sh", "-c", "echo '<a/>' | " + program + " tl show - --json"}, place.path());
  REQUIRE(result.exit_code == 65);
  const auto json = nlohmann::json::parse(result.output);
  (void)require_json_finding(json, "list_root_wrong");
}

TEST_CASE("a file is written whole, for its readers, and nothing else stays") {
  const Workplace place;
  accord::cli::write_output(place / "made/deep/file.txt", "content");
  REQUIRE(place.read("made/deep/file.txt") == "content");
  REQUIRE(files_in(place / "made/deep").size() == 1);
  accord::cli::write_output(place / "secret", "content", {.replace = false, .secret = true});
  REQUIRE(mode_of(place / "secret") == 0600);
}

TEST_CASE("a file that is there is replaced only when that was asked for") {
  const Workplace place;
  place.write("file", "old");
  std::filesystem::create_directory(place / "folder");
  REQUIRE(refusal_of([&] { accord::cli::write_output(place / "file", "new"); }) ==
          FindingId::output_exists);
  REQUIRE(place.read("file") == "old");
  REQUIRE(refusal_of([&] {
            accord::cli::write_output(place / "folder", "new", {.replace = true});
          }) == FindingId::output_is_folder);
  accord::cli::write_output(place / "file", "new", {.replace = true});
  REQUIRE(place.read("file") == "new");
  // A link that leads nowhere is something that is there too.
  std::filesystem::create_symlink("nowhere", place / "link");
  REQUIRE(refusal_of([&] { accord::cli::write_output(place / "link", "new"); }) ==
          FindingId::output_exists);
}

TEST_CASE("a file that is replaced keeps its mode, and a link to it stays") {
  const Workplace place;
  place.write("source.xml", "old");
  REQUIRE(::chmod((place / "source.xml").c_str(), 0600) == 0);
  accord::cli::write_output(place / "source.xml", "new", {.replace = true});
  REQUIRE(mode_of(place / "source.xml") == 0600);
  std::filesystem::create_directory(place / "links");
  std::filesystem::create_symlink("../source.xml", place / "links/link.xml");
  accord::cli::write_output(place / "links/link.xml", "newer", {.replace = true});
  REQUIRE(std::filesystem::is_symlink(place / "links/link.xml"));
  REQUIRE(place.read("source.xml") == "newer");
  REQUIRE(mode_of(place / "source.xml") == 0600);
  REQUIRE(files_in(place / "links").size() == 1);
  // A secret is for its owner, whatever was there.
  REQUIRE(::chmod((place / "source.xml").c_str(), 0644) == 0);
  accord::cli::write_output(place / "source.xml", "key", {.replace = true, .secret = true});
  REQUIRE(mode_of(place / "source.xml") == 0600);
}

TEST_CASE("a staged file changes nothing before it takes its place") {
  const Workplace place;
  std::filesystem::create_directory(place / "out");
  place.write("out/file", "old");
  {
    const accord::cli::StagedFile given_up(place / "out/file", "new", {.replace = true});
    REQUIRE(place.read("out/file") == "old");
  }
  REQUIRE(place.read("out/file") == "old");
  REQUIRE(files_in(place / "out").size() == 1);
}

TEST_CASE("a stream is written to and never replaced") {
  const Workplace place;
  const auto pipe = place / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(reader >= 0);
  accord::cli::write_output(pipe, "content", {.replace = true});
  char got[16] = {};
  REQUIRE(::read(reader, got, sizeof got) == 7);
  REQUIRE(std::string(got) == "content");
  ::close(reader);
  REQUIRE(std::filesystem::is_fifo(pipe));
  std::filesystem::create_symlink("/dev/full", place / "full");
  REQUIRE(refusal_of([&] { accord::cli::write_output(place / "full", "new"); }) ==
          FindingId::output_failed);
}

TEST_CASE("a file that cannot be written is refused, and its folder is as before") {
  const Workplace place;
  place.write("file", "no folder");
  REQUIRE(refusal_of([&] { accord::cli::write_output(place / "file/below", "new"); }) ==
          FindingId::output_failed);
  REQUIRE(refusal_of([&] { accord::cli::write_output(place / std::string(300, 'x'), "new"); }) ==
          FindingId::output_failed);
}

namespace {

// Writes in a process of its own that the system stops in the middle of the file: by an error, or
// by a signal that kills.
int write_beyond_limit(const std::filesystem::path& file, bool killed) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const struct rlimit limit { 4096, 4096 };
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, killed ? SIG_DFL : SIG_IGN);
    try {
      accord::cli::write_output(file, std::string(100'000, 'x'), {.replace = true});
    } catch (const Refusal& refusal) {
      ::_exit(static_cast<int>(refusal.exit()));
    }
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace

TEST_CASE("when writing fails half-way the old file is there and nothing beside it") {
  const Workplace place;
  std::filesystem::create_directory(place / "out");
  place.write("out/file", "old");
  REQUIRE(write_beyond_limit(place / "out/file", false) == 74);
  REQUIRE(place.read("out/file") == "old");
  REQUIRE(files_in(place / "out").size() == 1);
}

TEST_CASE("when the program is killed half-way the old file is there") {
  const Workplace place;
  std::filesystem::create_directory(place / "out");
  place.write("out/file", "old");
  REQUIRE(write_beyond_limit(place / "out/file", true) == -SIGXFSZ);
  REQUIRE(place.read("out/file") == "old");
}
