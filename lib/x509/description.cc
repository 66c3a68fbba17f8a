#include "lib/x509/description.h"

#include <algorithm>

namespace accord::x509 {

const Description* Description::Record::find(std::string_view name) const noexcept {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? nullptr : &values[static_cast<std::size_t>(found - names.begin())];
}

Description& Description::add(std::string_view name, Description value) {
  if (empty()) value_ = Record{};
  if (value.empty()) return *this;
  auto& record = std::get<Record>(value_);
  record.names.push_back(name);
  record.values.push_back(std::move(value));
  return *this;
}

Description& Description::push(Description value) {
  if (empty()) value_ = List{};
  std::get<List>(value_).push_back(std::move(value));
  return *this;
}

const Description* Description::find(std::string_view name) const noexcept {
  const auto* record = std::get_if<Record>(&value_);
  return record == nullptr ? nullptr : record->find(name);
}

}  // namespace accord::x509
