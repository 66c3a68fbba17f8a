#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "trustlist/model/list.h"

namespace accord::trustlist::lint {

/// Which rules beyond the schema a list is held against.
enum class Profile : std::uint8_t {
  plain,         ///< what TS 119 612 asks of every list
  eu,            ///< also what it asks of the EU's lists (annex D.5), and what readers stumble over
  third_country  ///< also what it asks of lists from elsewhere (annex D.6), and the same
};
/// "plain", "eu", "third-country"
[[nodiscard]] std::string_view to_string(Profile profile) noexcept;
[[nodiscard]] std::optional<Profile> profile_from(std::string_view word) noexcept;

/// The profile that the list's type means: the EU's two types, any other type below ETSI's
/// "…/TSLType/" (D.6), or none of these: plain.
[[nodiscard]] Profile profile_of(const TrustedList& list) noexcept;

/// Some of the profiles.
class ProfileSet {
 public:
  constexpr ProfileSet(bool plain, bool eu, bool third_country) noexcept
      : plain_(plain), eu_(eu), third_country_(third_country) {}
  [[nodiscard]] constexpr bool contains(Profile profile) const noexcept {
    switch (profile) {
      case Profile::plain:
        return plain_;
      case Profile::eu:
        return eu_;
      case Profile::third_country:
        return third_country_;
    }
    return false;
  }

 private:
  bool plain_, eu_, third_country_;
};
namespace holds_in {
inline constexpr ProfileSet every{true, true, true};
inline constexpr ProfileSet eu_and_third_country{false, true, true};
inline constexpr ProfileSet eu{false, true, false};
inline constexpr ProfileSet third_country{false, false, true};
}  // namespace holds_in

}  // namespace accord::trustlist::lint
