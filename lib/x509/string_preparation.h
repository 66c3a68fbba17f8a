#pragma once

#include <string>
#include <string_view>

namespace accord::x509 {

/// Prepares a text for comparison as RFC 5280 (7.1) asks, after RFC 4518: characters that carry no
/// text are dropped and every space becomes U+0020 (2.2, "Map"), case is folded, and insignificant
/// spaces go: those at both ends, and all but one of those in a row (2.6.1; the stored form here
/// leaves out the spaces that 2.6.1 adds to every string alike).
///
/// Different from RFC 4518. These make texts differ that the RFC calls equal: case is folded for
/// the Latin, Greek, Cyrillic and Armenian scripts and full-width Latin letters, not for polytonic
/// Greek and the minor scripts; characters are not normalised to form KC (2.3), so that a letter
/// with a combining accent and the single accented letter do not match. These make texts equal that
/// the RFC tells apart: a space before a combining mark counts as a space; prohibited characters
/// (2.4) are compared like others.
[[nodiscard]] std::string prepare(std::string_view utf8);
/// The same, appended to a text.
void append_prepared(std::string& target, std::string_view utf8);

}  // namespace accord::x509
