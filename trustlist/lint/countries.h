#pragma once

#include <string_view>

namespace accord::trustlist::lint {

/// Two capital letters.
[[nodiscard]] bool is_country_form(std::string_view code) noexcept;
/// A code of ISO 3166-1 or one of the exceptions of TS 119 612, 5.1.5: EU, EL, UK.
[[nodiscard]] bool is_known_country(std::string_view code) noexcept;
/// EL for GR and UK for GB (5.1.5); empty for all others.
[[nodiscard]] std::string_view code_in_lists(std::string_view code) noexcept;
/// The languages of a member state or another state of the European Economic Area (annex E.1, table
/// E.1), with spaces between; empty for others.
[[nodiscard]] std::string_view national_languages(std::string_view territory) noexcept;

}  // namespace accord::trustlist::lint
