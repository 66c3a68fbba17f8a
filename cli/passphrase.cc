#include "cli/passphrase.h"

#include <cstring>

#include <sys/stat.h>

#include "cli/files.h"
#include "cli/refusal.h"
#include "cli/terminal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

/// Text that is wiped at its end.
class Wiped {
 public:
  explicit Wiped(std::string text) : text_(std::move(text)) {}
  ~Wiped() { explicit_bzero(text_.data(), text_.size()); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  [[nodiscard]] std::string_view view() const noexcept { return text_; }
  [[nodiscard]] std::string_view first_line() const noexcept {
    return view().substr(0, view().find_first_of("\r\n"));
  }

 private:
  std::string text_;
};

crypto::Passphrase checked(std::string_view text, const std::string& where) {
  if (text.empty()) refuse(Exit::bad_input, FindingId::passphrase_empty, {.what = where});
  return crypto::Passphrase(text);
}

crypto::Passphrase from_file(const std::string& path) {
  struct stat facts {};
  constexpr mode_t others = 0077;
  if (::stat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) &&
      (facts.st_mode & others) != 0) {
    refuse(Exit::bad_input, FindingId::passphrase_file_open_to_others, {.what = path});
  }
  const Wiped text(read_input(path));
  return checked(text.first_line(), path);
}

Wiped asked(const std::string& question) {
  auto line = ask_without_echo(question);
  if (!line.has_value()) refuse(Exit::usage, FindingId::passphrase_missing);
  return Wiped(std::move(*line));
}

}  // namespace

crypto::Passphrase read_passphrase(const Session& session, const Arguments& arguments,
                                   PassphraseUse use, std::string_view purpose) {
  auto file = arguments.value("passphrase-file");
  if (!file) file = session.environment("ACCORD_PASSPHRASE_FILE");
  if (file) return from_file(*file);
  const std::string name(purpose);
  const std::string where = "the terminal";
  if (use == PassphraseUse::open) {
    const auto text = asked("Passphrase of " + name + ": ");
    return checked(text.view(), where);
  }
  const auto first = asked("New passphrase for " + name + ": ");
  const auto second = asked("The same again: ");
  if (first.view() != second.view()) {
    refuse(Exit::usage, FindingId::passphrases_differ, {.what = where});
  }
  return checked(first.view(), where);
}

}  // namespace accord::cli
