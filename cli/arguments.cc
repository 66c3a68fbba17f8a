#include <stdexcept>

#include "cli/command.h"

namespace accord::cli {

const std::vector<std::string>& Arguments::values(std::string_view option) const {
  const auto found = options_.find(option);
  if (found == options_.end()) {
    throw std::logic_error("option --" + std::string(option) + " is not declared");
  }
  return found->second;
}

bool Arguments::has(std::string_view option) const { return !values(option).empty(); }

std::optional<std::string> Arguments::value(std::string_view option) const {
  const auto& all = values(option);
  if (all.empty()) return std::nullopt;
  return all.front();
}

std::string Arguments::value_or(std::string_view option, std::string_view fallback) const {
  return value(option).value_or(std::string(fallback));
}

std::string Arguments::operand(std::size_t index) const {
  return index < operands_.size() ? operands_[index] : std::string();
}

}  // namespace accord::cli
