#include <csignal>
#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tests/cli/program.h"
#include "tests/support/expect.h"

using namespace accord::tests;

namespace {

/// The program with a terminal of its own.
class TerminalRun {
 public:
  TerminalRun(const std::vector<std::string>& words, const std::filesystem::path& folder) {
    const struct winsize size { 50, 100, 0, 0 };
    child_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
    REQUIRE(child_ >= 0);
    if (child_ != 0) return;
    std::vector<std::string> all{std::getenv("ACCORD_BINARY")};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (auto& word : all) argv.push_back(word.data());
    argv.push_back(nullptr);
    ::setenv("TERM", "xterm", 1);
    ::signal(SIGINT, SIG_DFL);  // a shell's background jobs inherit that it is ignored
    if (::chdir(folder.c_str()) == 0) ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ~TerminalRun() {
    ::close(terminal_);
    if (!ended_) ::waitpid(child_, nullptr, 0);
  }
  TerminalRun(const TerminalRun&) = delete;
  TerminalRun& operator=(const TerminalRun&) = delete;

  /// Reads what is shown until that text comes; all that was shown so far.
  const std::string& wait_for(const std::string& text) {
    while (shown_.find(text, seen_) == std::string::npos) {
      INFO("waiting for \"" << text << "\" in:\n" << shown_);
      REQUIRE(read_more());
    }
    seen_ = shown_.find(text, seen_) + text.size();
    return shown_;
  }
  void type(const std::string& text) {
    REQUIRE(::write(terminal_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  /// The exit code, or minus the signal that ended it.
  int end() {
    while (read_more()) {
    }
    int status = 0;
    REQUIRE(::waitpid(child_, &status, 0) == child_);
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  [[nodiscard]] const std::string& shown() const noexcept { return shown_; }
  [[nodiscard]] bool echoes() const {
    struct termios settings {};
    REQUIRE(::tcgetattr(terminal_, &settings) == 0);
    return (settings.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
  }

 private:
  bool read_more() {
    char buffer[4096];
    const auto got = ::read(terminal_, buffer, sizeof buffer);
    if (got <= 0) return false;
    shown_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  pid_t child_ = -1;
  int terminal_ = -1;
  bool ended_ = false;
  std::string shown_;
  std::size_t seen_ = 0;
};

}  // namespace

TEST_CASE("a new passphrase is asked for twice, and not shown") {
  const Workplace place;
  const Variable none("ACCORD_PASSPHRASE_FILE", std::nullopt);
  TerminalRun run({"key", "new", "a.key"}, place.path());
  run.wait_for("New passphrase for a.key: ");
  REQUIRE(!run.echoes());
  run.type("correct horse\n");
  run.wait_for("The same again: ");
  run.type("correct horse\n");
  REQUIRE(run.end() == 0);
  REQUIRE(run.shown().find("horse") == std::string::npos);

  TerminalRun use({"key", "request", "a.key", "--out", "a.csr"}, place.path());
  use.wait_for("Passphrase of a.key: ");
  use.type("correct horse\n");
  REQUIRE(use.end() == 0);
  REQUIRE(std::filesystem::exists(place / "a.csr"));
}

TEST_CASE("two different new passphrases make no key") {
  const Workplace place;
  const Variable none("ACCORD_PASSPHRASE_FILE", std::nullopt);
  TerminalRun run({"key", "new", "a.key"}, place.path());
  run.wait_for("New passphrase for a.key: ");
  run.type("one\n");
  run.wait_for("The same again: ");
  run.type("other\n");
  REQUIRE(run.end() == 64);
  REQUIRE(run.shown().find("passphrases_differ") != std::string::npos);
  note_raised("passphrases_differ");
  REQUIRE(!std::filesystem::exists(place / "a.key"));
}

TEST_CASE("a question that is broken off leaves the terminal as it was") {
  const Workplace place;
  const Variable none("ACCORD_PASSPHRASE_FILE", std::nullopt);
  TerminalRun run({"key", "new", "a.key"}, place.path());
  run.wait_for("New passphrase for a.key: ");
  run.type("half\x03");
  REQUIRE(run.end() == -SIGINT);
  REQUIRE(run.echoes());
  REQUIRE(!std::filesystem::exists(place / "a.key"));
}

TEST_CASE("without a file and without a terminal the passphrase is missing") {
  const Workplace place;
  const Variable none("ACCORD_PASSPHRASE_FILE", std::nullopt);
  const std::string program = std::getenv("ACCORD_BINARY");
  if (!program_exists("setsid")) SKIP("the program setsid is not present");
  const auto result =
      run_program({"setsid", "--wait", program, "key", "new", "a.key", "--json"}, place.path());
  REQUIRE(result.exit_code == 64);
  (void)require_json_finding(nlohmann::json::parse(result.output), "passphrase_missing");
}

TEST_CASE("colour and drawing are for terminals, and can be switched off there") {
  const Workplace place;
  const Variable allowed("NO_COLOR", std::nullopt);
  REQUIRE(run_accord({"explain", "option_unknown"}).output.find('\x1B') == std::string::npos);
  TerminalRun coloured({"explain", "option_unknown"}, place.path());
  REQUIRE(coloured.end() == 0);
  REQUIRE(coloured.shown().find("\x1B[1m") != std::string::npos);
  TerminalRun plain({"explain", "option_unknown", "--no-color"}, place.path());
  REQUIRE(plain.end() == 0);
  REQUIRE(plain.shown().find('\x1B') == std::string::npos);
  const Variable forbidden("NO_COLOR", "1");
  TerminalRun by_variable({"explain", "option_unknown"}, place.path());
  REQUIRE(by_variable.end() == 0);
  REQUIRE(by_variable.shown().find('\x1B') == std::string::npos);
}
