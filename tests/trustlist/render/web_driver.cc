#include "tests/trustlist/render/web_driver.h"

#include <algorithm>
#include <csignal>

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/der/base64.h"
#include "lib/http/curl_fetcher.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using nlohmann::json;

constexpr auto element_name = "element-6066-11e4-a52e-4f735466cecf";  // WebDriver, 11

// "ChromeDriver was started successfully on port 40123."
std::string port_in(int output) {
  std::string text;
  char buffer[512];
  for (;;) {
    const auto count = ::read(output, buffer, sizeof buffer);
    if (count <= 0) return {};
    text.append(buffer, static_cast<std::size_t>(count));
    const auto at = text.find("successfully on port ");
    if (at == std::string::npos || text.find('.', at) == std::string::npos) continue;
    const auto begin = text.find_first_of("0123456789", at);
    return text.substr(begin, text.find_first_not_of("0123456789", begin) - begin);
  }
}

http::Limits limits() {
  http::Limits limits;
  limits.may_reach = http::is_any;
  return limits;
}

}  // namespace

WebDriver::WebDriver() {
  const bool is_there = program_exists("chromedriver") && program_exists("chromium");
  if (!is_there) {
    SKIP("`apt-get install chromium chromium-driver` lets this test run");
  }
  start();
  const std::vector<std::string> words{
      "--headless",        "--no-sandbox",
      "--disable-gpu",     "--no-first-run",
      "--hide-scrollbars", "--user-data-dir=" + (folder_.path() / "profile").string()};
  const json wanted{
      {"capabilities", {{"alwaysMatch", {{"goog:chromeOptions", {{"args", words}}}}}}}};
  session_ = "/session/" + tell("/session", wanted).at("sessionId").get<std::string>();
}

WebDriver::~WebDriver() {
  // It ends the browser that it began.
  if (driver_ > 0) {
    ::kill(driver_, SIGTERM);
    int status = 0;
    ::waitpid(driver_, &status, 0);
  }
  if (output_ >= 0) ::close(output_);
}

void WebDriver::start() {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  driver_ = ::fork();
  REQUIRE(driver_ >= 0);
  if (driver_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execlp("chromedriver", "chromedriver", "--port=0", nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  output_ = ends[0];
  const auto port = port_in(output_);
  REQUIRE(!port.empty());
  base_ = "http://127.0.0.1:" + port;
}

json WebDriver::answer(const std::string& command, const json* words) {
  INFO(command);
  http::CurlFetcher fetcher(limits());
  http::Request request{.url = base_ + command};
  if (words != nullptr) {
    request.method = http::Method::post;
    request.body = words->dump();
    request.content_type = "application/json";
  }
  return json::parse(require_value(fetcher.fetch(request)).body).at("value");
}

json WebDriver::ask(const std::string& command) { return answer(session_ + command, nullptr); }

json WebDriver::tell(const std::string& command, const json& words) {
  return answer(session_ + command, &words);
}

void WebDriver::devtools(const std::string& command, const json& words) {
  (void)tell("/goog/cdp/execute", {{"cmd", command}, {"params", words}});
}

std::string WebDriver::element(const std::string& selector) {
  INFO(selector);
  const auto found = tell("/elements", {{"using", "css selector"}, {"value", selector}});
  REQUIRE(found.size() == 1);
  return "/element/" + found.at(0).at(element_name).get<std::string>();
}

void WebDriver::open(const std::string& url) { (void)tell("/url", {{"url", url}}); }
std::string WebDriver::url() { return ask("/url"); }
std::string WebDriver::title() { return ask("/title"); }

void WebDriver::type(const std::string& selector, const std::string& keys) {
  (void)tell(element(selector) + "/value", {{"text", keys}});
}

void WebDriver::click(const std::string& selector) {
  (void)tell(element(selector) + "/click", json::object());
}

std::string WebDriver::text(const std::string& selector) {
  return ask(element(selector) + "/text");
}

bool WebDriver::is_shown(const std::string& selector) {
  return ask(element(selector) + "/displayed");
}

json WebDriver::value(const std::string& expression) {
  return tell("/execute/sync", {{"script", "return " + expression}, {"args", json::array()}});
}

void WebDriver::show(unsigned width, unsigned height, bool on_paper) {
  devtools("Emulation.setDeviceMetricsOverride",
           {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}});
  devtools("Emulation.setEmulatedMedia", {{"media", on_paper ? "print" : "screen"}});
}

std::string WebDriver::picture() {
  const auto png = require_value(der::from_base64(ask("/screenshot").get<std::string>()));
  return std::string(der::as_text(png));
}

}  // namespace accord::tests
