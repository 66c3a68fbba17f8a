#pragma once

#include <string_view>

namespace accord::trustlist {

/// Facts that a founded source lacks (trustlist/scheme): something stands in their place that
/// passes the schema, and asks to be replaced. ".example" is nobody's (RFC 2606).
namespace placeholder {
inline constexpr std::string_view street = "Street and number to be filled in";
inline constexpr std::string_view locality = "Town to be filled in";
inline constexpr std::string_view legal_notice =
    "The legal basis of this list is to be filled in by its scheme operator.";
/// Where the number of a provider stands, behind "NTRJP-" (TS 119 612, 5.4.2).
inline constexpr std::string_view registration = "to-be-filled-in";
inline constexpr std::string_view authority_host = "authority.example";
inline constexpr std::string_view provider_host = "provider.example";
}  // namespace placeholder

/// Whether a text is one of them, an address at one of those hosts, or a registration without its
/// number.
[[nodiscard]] bool is_placeholder(std::string_view text) noexcept;

}  // namespace accord::trustlist
