#include "verifier/qualification/listed_name.h"

#include <algorithm>
#include <array>

namespace accord::qualification {
namespace {

// Names are compared as X.509 compares them: by case-folded text with white space collapsed.
bool same_text(const std::string& a, const std::string& b) {
  const auto name = [](const std::string& text) {
    return x509::Name::build({{x509::attribute::common_name, text}});
  };
  return name(a).matches(name(b));
}

}  // namespace

std::optional<outcome::Finding> name_difference(const x509::Certificate& issuer,
                                                const ServiceFacts& service) {
  namespace attribute = x509::attribute;
  const std::array types{attribute::organization, attribute::common_name,
                         attribute::organizational_unit};
  const bool found = std::any_of(types.begin(), types.end(), [&](const der::Oid& type) {
    const auto value = issuer.subject().first(type);
    return value.has_value() &&
           (same_text(*value, service.provider) || same_text(*value, service.name));
  });
  if (found) return std::nullopt;
  return outcome::make_finding(outcome::FindingId::service_name_differs, service.about,
                               {{"issuer", issuer.subject().to_string()},
                                {"provider", service.provider},
                                {"service", service.name}});
}

}  // namespace accord::qualification
