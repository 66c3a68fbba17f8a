#pragma once

#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "lib/der/bytes.h"
#include "lib/xml/document.h"

namespace accord::xmldsig {

/// A child that an element may have, how often.
struct AllowedChild {
  xml::QName name;
  std::size_t least = 1;
  std::size_t most = 1;
};
inline constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

/// Checks an element of a signature against what the schema allows it, and nothing more: these
/// children in this order, these attributes (in no namespace), no text between the children. What
/// does not fit is `signature_structure`, one finding for the first departure.
[[nodiscard]] bool has_shape(const xml::Element& element,
                             std::initializer_list<AllowedChild> children,
                             std::initializer_list<std::string_view> attributes,
                             outcome::Findings& findings);
/// The same for an element of which all children are given by name and may come in any order, each
/// any number of times.
[[nodiscard]] bool has_only(const xml::Element& element, std::initializer_list<xml::QName> children,
                            std::initializer_list<std::string_view> attributes,
                            outcome::Findings& findings);

/// Raises `signature_structure` about an element.
void report_structure(const xml::Element& element, std::string problem,
                      outcome::Findings& findings);

/// The text of an element without children and with these attributes only, white space around it
/// removed. Finding: `signature_structure`.
[[nodiscard]] std::optional<std::string> leaf_text(
    const xml::Element& element, std::initializer_list<std::string_view> attributes,
    outcome::Findings& findings);
/// The bytes of such an element in strict base64. Findings: `signature_structure`,
/// `base64_malformed`.
[[nodiscard]] std::optional<der::Bytes> leaf_bytes(
    const xml::Element& element, std::initializer_list<std::string_view> attributes,
    outcome::Findings& findings);
/// The value of the attribute Algorithm, which must be there. Finding: `signature_structure`.
[[nodiscard]] std::optional<std::string_view> algorithm_of(const xml::Element& element,
                                                           outcome::Findings& findings);

/// Adds a finding with the element's place, unless it has a line of its own; a place inside the
/// element's text follows it.
void add_at(outcome::Finding finding, const xml::Element& element, outcome::Findings& findings);

}  // namespace accord::xmldsig
