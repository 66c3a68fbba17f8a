#include "cli/terminal.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

constexpr std::array<int, 4> ending_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t signal_seen = 0;
void note_signal(int number) { signal_seen = number; }

/// Turns the echo off; at its end the terminal and the signals are as before, and a signal that
/// came in between takes effect. Signals come only while `wait` waits: none is lost between two
/// reads.
class Unechoed {
 public:
  explicit Unechoed(int terminal) : terminal_(terminal) {
    signal_seen = 0;
    sigset_t blocked{};
    sigemptyset(&blocked);
    for (const int number : ending_signals) sigaddset(&blocked, number);
    ::sigprocmask(SIG_BLOCK, &blocked, &mask_);
    struct sigaction action {};
    action.sa_handler = note_signal;  // without SA_RESTART, so that it ends the waiting
    for (std::size_t i = 0; i < ending_signals.size(); ++i) {
      ::sigaction(ending_signals[i], &action, &before_[i]);
    }
    if (::tcgetattr(terminal_, &settings_) != 0) return;
    auto silent = settings_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;
    silenced_ = ::tcsetattr(terminal_, TCSAFLUSH, &silent) == 0;
  }
  ~Unechoed() {
    if (silenced_) ::tcsetattr(terminal_, TCSAFLUSH, &settings_);
    for (std::size_t i = 0; i < ending_signals.size(); ++i) {
      ::sigaction(ending_signals[i], &before_[i], nullptr);
    }
    ::sigprocmask(SIG_SETMASK, &mask_, nullptr);
    if (signal_seen != 0) ::raise(signal_seen);
  }
  Unechoed(const Unechoed&) = delete;
  Unechoed& operator=(const Unechoed&) = delete;

  /// Waits until there is something to read; false when a signal ends it.
  [[nodiscard]] bool wait() const {
    struct pollfd reading {
      terminal_, POLLIN, 0
    };
    int ready = 0;
    do {
      ready = ::ppoll(&reading, 1, nullptr, &mask_);
    } while (ready < 0 && errno == EINTR && signal_seen == 0);
    return ready > 0 && signal_seen == 0;
  }

 private:
  int terminal_;
  bool silenced_ = false;
  sigset_t mask_{};
  struct termios settings_ {};
  std::array<struct sigaction, ending_signals.size()> before_{};
};

std::string read_line(int terminal, const Unechoed& unechoed) {
  constexpr std::size_t longest = 4096;  // a terminal's line is no longer
  std::string line;
  line.reserve(longest);  // never moved, so that wiping it wipes all of it
  char c = 0;
  while (line.size() < longest && unechoed.wait() && ::read(terminal, &c, 1) == 1 && c != '\n' &&
         c != '\r') {
    line.push_back(c);
  }
  return line;
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto done = ::write(descriptor, text.data(), text.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) {
      refuse(Exit::io, FindingId::output_failed, {.what = "standard output"},
             {{"reason", std::strerror(errno)}});
    }
    text.remove_prefix(static_cast<std::size_t>(done));
  }
}

// What cannot be said on standard error can be said nowhere.
void write_error(std::string_view text) {
  while (!text.empty()) {
    const auto done = ::write(STDERR_FILENO, text.data(), text.size());
    if (done <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(done));
  }
}

std::optional<std::string> variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

unsigned columns_of(int descriptor) {
  struct winsize size {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) return size.ws_col;
  unsigned columns = 0;
  const auto text = variable("COLUMNS").value_or("");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  return error == std::errc{} && end == text.data() + text.size() ? columns : 0;
}

Style style_of(int descriptor) {
  constexpr unsigned narrowest = 40;
  constexpr unsigned widest = 120;  // longer lines of running text are hard to read
  constexpr unsigned usual = 100;
  Style style;
  const bool is_terminal = ::isatty(descriptor) == 1;
  const bool is_dumb = variable("TERM").value_or("dumb") == "dumb";
  const auto columns = is_terminal ? columns_of(descriptor) : 0;
  style.width = columns == 0 ? usual : std::clamp(columns, narrowest, widest);
  style.cut_tables = is_terminal;
  style.drawing = is_terminal && !is_dumb;
  // https://no-color.org: set and not empty.
  style.colour = style.drawing && variable("NO_COLOR").value_or("").empty();
  return style;
}

}  // namespace

time::Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::optional<std::string> ask_without_echo(std::string_view question) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return std::nullopt;
  std::string line;
  {
    const Unechoed unechoed(terminal);
    if (::write(terminal, question.data(), question.size()) >= 0) {
      line = read_line(terminal, unechoed);
    }
  }
  ::close(terminal);
  return line;
}

namespace {

/// A line that is written over by the next one. Copies share what is on the screen.
class ProgressLine {
 public:
  explicit ProgressLine(const Style& style) : shows_(style.drawing), width_(style.width) {}

  void operator()(std::string_view line) {
    if (!shows_ || (line.empty() && !*is_there_)) return;
    write_error("\r\x1B[K" + cut_to_width(line, width_ - 1));
    *is_there_ = !line.empty();
  }

 private:
  bool shows_;
  unsigned width_;
  std::shared_ptr<bool> is_there_ = std::make_shared<bool>(false);
};

std::chrono::milliseconds since_begin() {
  static const auto begin = std::chrono::steady_clock::now();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                               begin);
}

}  // namespace

Outside real_outside(const time::Clock& clock) {
  const auto error_style = style_of(STDERR_FILENO);
  return {.clock = &clock,
          .environment = variable,
          .write_out = [](std::string_view text) { write_all(STDOUT_FILENO, text); },
          .write_error = write_error,
          .progress = ProgressLine(error_style),
          .stopwatch = since_begin,
          .out_style = style_of(STDOUT_FILENO),
          .error_style = error_style,
          .keys = nullptr};
}

}  // namespace accord::cli
