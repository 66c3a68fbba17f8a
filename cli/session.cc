#include "cli/session.h"

#include "cli/refusal.h"

namespace accord::cli {

using outcome::FindingId;

std::optional<std::string> Session::environment(std::string_view name) const {
  auto value = outside_.environment(name);
  if (value.has_value() && value->empty()) return std::nullopt;
  return value;
}

void Session::without_colour() noexcept {
  outside_.out_style.colour = false;
  outside_.error_style.colour = false;
}

time::Instant read_time(std::string_view text, std::string_view option) {
  return need(time::parse_rfc3339(text), option, Exit::usage);
}

time::Instant Session::at(const Arguments& arguments) const {
  const auto text = arguments.value("at");
  return text ? read_time(*text, "--at") : now();
}

std::filesystem::path Session::default_home() const {
  if (auto home = environment("ACCORD_HOME")) return *home;
  if (auto data = environment("XDG_DATA_HOME")) return std::filesystem::path(*data) / "accord";
  if (auto user = environment("HOME")) {
    return std::filesystem::path(*user) / ".local" / "share" / "accord";
  }
  refuse(Exit::usage, FindingId::home_unknown);
}

std::filesystem::path Session::home(const Arguments& arguments) const {
  if (auto home = arguments.value("home")) return *home;
  return default_home();
}

}  // namespace accord::cli
