#pragma once

#include <string_view>

namespace accord::trustlist::lint {

/// Of a qualified service of the EU's regulation (TS 119 612, 5.5.1.1).
[[nodiscard]] bool is_qualified_type(std::string_view uri) noexcept;
/// Of a known service that is not qualified (5.5.1.2 and 5.5.1.3).
[[nodiscard]] bool is_other_known_type(std::string_view uri) noexcept;
/// What is signed with a key of its own, so that a certificate has to identify it: certificates,
/// their status, time-stamps.
[[nodiscard]] bool is_type_with_key(std::string_view uri) noexcept;
/// …/nothavingPKIid.
[[nodiscard]] bool is_type_without_key(std::string_view uri) noexcept;
/// CA/QC, CA/PKC, NationalRootCA-QC: issues certificates.
[[nodiscard]] bool is_issuing_type(std::string_view uri) noexcept;
/// Those that may have ExpiredCertsRevocationInfo (5.5.9.1); also any type that is not registered.
[[nodiscard]] bool may_keep_expired(std::string_view uri) noexcept;

}  // namespace accord::trustlist::lint
