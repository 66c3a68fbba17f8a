#include "trustlist/lint/profile.h"

#include <algorithm>
#include <array>

namespace accord::trustlist::lint {
namespace {

// In the order of Profile.
constexpr std::array<std::string_view, 4> words{"plain", "eu", "third-country", "trusted-entities"};

constexpr std::string_view type_stem = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/";

}  // namespace

std::string_view to_string(Profile profile) noexcept {
  return words[static_cast<std::size_t>(profile)];
}

std::optional<Profile> profile_from(std::string_view word) noexcept {
  const auto* const found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Profile>(found - words.begin());
}

Form form_of(Profile profile) noexcept {
  return profile == Profile::trusted_entities ? Form::trusted_entities : Form::trusted_list;
}

Profile profile_of(const TrustedList& list) noexcept {
  if (list.form == Form::trusted_entities) return Profile::trusted_entities;
  if (list.type == uri::eu_generic || list.type == uri::eu_list_of_lists) return Profile::eu;
  const bool below_etsi = std::string_view(list.type).substr(0, type_stem.size()) == type_stem;
  return below_etsi ? Profile::third_country : Profile::plain;
}

}  // namespace accord::trustlist::lint
