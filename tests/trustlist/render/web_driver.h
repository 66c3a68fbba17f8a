#pragma once

#include <string>

#include <nlohmann/json.hpp>
#include <sys/types.h>

#include "tests/support/reference.h"

namespace accord::tests {

/// A browser without a window that does what a person does, driven by the protocol WebDriver (W3C)
/// through the program chromedriver.
class WebDriver {
 public:
  /// Skips the running test by name where there is no Chromium or no chromedriver.
  WebDriver();
  ~WebDriver();
  WebDriver(const WebDriver&) = delete;
  WebDriver& operator=(const WebDriver&) = delete;

  void open(const std::string& url);
  [[nodiscard]] std::string url();
  [[nodiscard]] std::string title();
  /// The one element that a CSS selector means: types keys into it, clicks it, its text as shown.
  void type(const std::string& selector, const std::string& keys);
  void click(const std::string& selector);
  [[nodiscard]] std::string text(const std::string& selector);
  /// Whether a person sees it.
  [[nodiscard]] bool is_shown(const std::string& selector);
  /// The value of an expression of JavaScript on the page.
  [[nodiscard]] nlohmann::json value(const std::string& expression);
  /// How wide the page is shown, as on a phone; and whether as on paper.
  void show(unsigned width, unsigned height, bool on_paper);
  /// The bytes of a PNG of what is seen.
  [[nodiscard]] std::string picture();

 private:
  void start();
  nlohmann::json ask(const std::string& command);
  nlohmann::json tell(const std::string& command, const nlohmann::json& words);
  nlohmann::json answer(const std::string& command, const nlohmann::json* words);
  void devtools(const std::string& command, const nlohmann::json& words);
  [[nodiscard]] std::string element(const std::string& selector);

  TemporaryFolder folder_;
  pid_t driver_ = -1;
  int output_ = -1;
  std::string base_, session_;
};

}  // namespace accord::tests
