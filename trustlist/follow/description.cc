#include "trustlist/follow/description.h"

#include <algorithm>
#include <charconv>

namespace accord::trustlist::follow {

using outcome::FindingId;

void DescriptionReader::fail(const xml::Element& element, std::string reason) {
  if (failed()) return;
  failure_ = outcome::make_finding(FindingId::trust_file_wrong, element.about(),
                                   {{"expected", expected_}, {"reason", std::move(reason)}});
}

void DescriptionReader::only(const xml::Element& element,
                             std::initializer_list<std::string_view> allowed) {
  for (const auto& attribute : element.attributes()) {
    const bool known =
        attribute.name.ns.empty() &&
        std::find(allowed.begin(), allowed.end(), attribute.name.local) != allowed.end();
    if (!known) fail(element, "@" + std::string(attribute.name.local) + " has no place here");
  }
}

std::string DescriptionReader::text(const xml::Element& element, std::string_view name) {
  const auto value = element.attribute(name);
  if (!value || value->empty()) fail(element, "@" + std::string(name) + " is missing");
  return std::string(value.value_or(""));
}

std::string DescriptionReader::text_or_none(const xml::Element& element, std::string_view name) {
  return std::string(element.attribute(name).value_or(""));
}

std::uint64_t DescriptionReader::number(const xml::Element& element, std::string_view name) {
  const auto value = text(element, name);
  std::uint64_t result = 0;
  const auto* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, result);
  if (read.ec != std::errc() || read.ptr != end || value != std::to_string(result)) {
    fail(element, "@" + std::string(name) + " is no number");
  }
  return result;
}

time::Instant DescriptionReader::instant(const xml::Element& element, std::string_view name) {
  const auto value = text(element, name);
  const auto result = time::parse_rfc3339(value);
  if (!result || time::to_string(*result) != value) {
    fail(element, "@" + std::string(name) + " is no time");
    return {};
  }
  return *result;
}

std::string DescriptionReader::sha256(const xml::Element& element, std::string_view name,
                                      bool optional) {
  constexpr std::size_t digits = 64;
  auto value = optional ? text_or_none(element, name) : text(element, name);
  if (optional && value.empty()) return value;
  const bool fits =
      value.size() == digits && value.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!fits) fail(element, "@" + std::string(name) + " is no SHA-256");
  return value;
}

}  // namespace accord::trustlist::follow
