#include "cli/session.h"

#include <charconv>

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

std::int64_t read_number(std::string_view text, std::string_view option) {
  constexpr std::int64_t most = 100'000;
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped != end || number < 1 || number > most) {
    refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
           {{"option", std::string(option)},
            {"value", std::string(text)},
            {"wanted", "a number from 1 to 100000"}});
  }
  return number;
}

namespace {

[[noreturn]] void refuse_limit(const std::string& text) {
  std::string names;
  for (std::size_t i = 0; i < outcome::cost_count; ++i) {
    names += (i == 0 ? "" : ", ") + std::string(to_string(static_cast<outcome::Cost>(i)));
  }
  refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
         {{"option", "--limit"}, {"value", text}, {"wanted", "NAME=N with a name of " + names}});
}

void set_limit(outcome::Budget& budget, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) refuse_limit(text);
  std::uint64_t limit = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data() + equals + 1, end, limit);
  if (error != std::errc{} || stopped != end) refuse_limit(text);
  for (std::size_t i = 0; i < outcome::cost_count; ++i) {
    const auto cost = static_cast<outcome::Cost>(i);
    if (text.compare(0, equals, to_string(cost)) != 0) continue;
    budget.set_limit(cost, limit);
    return;
  }
  refuse_limit(text);
}

}  // namespace

outcome::Budget budget_of(const Arguments& arguments) {
  outcome::Budget budget;
  for (const auto& text : arguments.values("limit")) set_limit(budget, text);
  return budget;
}

time::Instant Session::at(const Arguments& arguments) const {
  const auto text = arguments.value("at");
  return text ? read_time(*text, "--at") : now();
}

std::string Session::note_on(time::Instant at) const {
  if (at <= now()) return {};
  return "the moment asked about lies ahead: until then, certificates may be revoked and algorithms"
         " may stop being allowed, so ask again then";
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
