#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/reference.h"

namespace accord::tests {

/// Runs the program under test with these words, in that folder.
[[nodiscard]] ProgramResult run_accord(const std::vector<std::string>& words,
                                       const std::filesystem::path& folder = {});
/// The same with `--json`: requires that exit code, that standard error stays empty, that one JSON
/// object with the members of every answer is printed, and that its verdict is the one that the
/// exit code means.
[[nodiscard]] nlohmann::json accord_json(int exit_code, std::vector<std::string> words,
                                         const std::filesystem::path& folder = {});

/// Requires a finding of that id in an answer, with `where` in what it is about, and notes it as
/// raised.
nlohmann::json require_json_finding(const nlohmann::json& answer, const std::string& id,
                                    const std::string& where = {});
/// Requires that the command is refused with that exit code and exactly that finding; returns the
/// whole answer.
nlohmann::json require_refusal(int exit_code, const std::string& id,
                               const std::vector<std::string>& words,
                               const std::filesystem::path& folder = {});

/// An environment variable that is set (or, without a value, taken away) while this lives.
class Variable {
 public:
  Variable(const std::string& name, const std::optional<std::string>& value);
  ~Variable();
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
  std::optional<std::string> before_;
};

/// A fresh folder with a home and a passphrase file in it, both named in the environment while this
/// lives.
class Workplace {
 public:
  Workplace();
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return folder_.path(); }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path() / name;
  }
  /// Writes a file there.
  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  /// Runs the program there and requires that it is done.
  nlohmann::json done(const std::vector<std::string>& words) const;

 private:
  TemporaryFolder folder_;
  Variable home_;
  Variable passphrase_;
};

}  // namespace accord::tests
