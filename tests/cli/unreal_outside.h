#pragma once

#include <map>
#include <memory>
#include <string>

#include "cli/session.h"

namespace accord::tests {

/// What a command sees from outside in a test: a fixed clock, an environment of the test's own,
/// output that is kept.
class UnrealOutside {
 public:
  explicit UnrealOutside(std::map<std::string, std::string, std::less<>> environment = {})
      : environment_(std::move(environment)) {}
  [[nodiscard]] cli::Outside get() const;
  [[nodiscard]] const std::string& output() const noexcept { return *output_; }
  [[nodiscard]] const std::string& errors() const noexcept { return *errors_; }

 private:
  class FixedClock final : public time::Clock {
   public:
    [[nodiscard]] time::Instant now() const override {
      return std::chrono::sys_days{std::chrono::year{2026} / 8 / 1};
    }
  };
  FixedClock clock_;
  std::map<std::string, std::string, std::less<>> environment_;
  std::shared_ptr<std::string> output_ = std::make_shared<std::string>();
  std::shared_ptr<std::string> errors_ = std::make_shared<std::string>();
};

}  // namespace accord::tests
