#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "trustlist/model/list.h"

namespace accord::trustlist::lint {

/// Which rules beyond the schema a list is held against.
enum class Profile : std::uint8_t {
  plain,  ///< what TS 119 612 asks of every list
  eu,     ///< also what it asks of the EU's lists (annex D.5), and what readers stumble over
  third_country,    ///< also what it asks of lists from elsewhere (annex D.6), and the same
  trusted_entities  ///< what TS 119 602 asks of every list of trusted entities, and the same
};
/// "plain", "eu", "third-country", "trusted-entities"
[[nodiscard]] std::string_view to_string(Profile profile) noexcept;
[[nodiscard]] std::optional<Profile> profile_from(std::string_view word) noexcept;

/// The form of the lists for which a profile holds.
[[nodiscard]] Form form_of(Profile profile) noexcept;

/// The profile that the list's form and type mean: the EU's two types, any other type below ETSI's
/// "…/TSLType/" (D.6), or none of these: plain.
[[nodiscard]] Profile profile_of(const TrustedList& list) noexcept;

/// Some of the profiles.
class ProfileSet {
 public:
  constexpr ProfileSet(bool plain, bool eu, bool third_country, bool trusted_entities) noexcept
      : plain_(plain),
        eu_(eu),
        third_country_(third_country),
        trusted_entities_(trusted_entities) {}
  [[nodiscard]] constexpr bool contains(Profile profile) const noexcept {
    switch (profile) {
      case Profile::plain:
        return plain_;
      case Profile::eu:
        return eu_;
      case Profile::third_country:
        return third_country_;
      case Profile::trusted_entities:
        return trusted_entities_;
    }
    return false;
  }

 private:
  bool plain_, eu_, third_country_, trusted_entities_;
};
namespace holds_in {
// Rules of TS 119 612 alone.
inline constexpr ProfileSet every{true, true, true, false};
inline constexpr ProfileSet eu_and_third_country{false, true, true, false};
inline constexpr ProfileSet eu{false, true, false, false};
inline constexpr ProfileSet third_country{false, false, true, false};
// Rules of both standards, and of TS 119 602 alone.
inline constexpr ProfileSet both_forms{true, true, true, true};
inline constexpr ProfileSet all_but_plain{false, true, true, true};
inline constexpr ProfileSet trusted_entities{false, false, false, true};
}  // namespace holds_in

}  // namespace accord::trustlist::lint
