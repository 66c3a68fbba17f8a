#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/budget.h"
#include "lib/xml/document.h"
#include "trustlist/scheme/source.h"

namespace accord::trustlist::scheme {

/// The children of an element of a source document, taken one after the other in the schema's
/// order. What is missing or does not belong there becomes a finding with its line.
class SourceReader {
 public:
  SourceReader(const xml::Element& parent, outcome::Findings& findings)
      : parent_(parent), next_(parent.first_child()), findings_(findings) {}
  /// Whatever was not taken has no place there.
  ~SourceReader();
  SourceReader(const SourceReader&) = delete;
  SourceReader& operator=(const SourceReader&) = delete;

  /// The next child, when it has that name; none otherwise.
  [[nodiscard]] xml::Element take(std::string_view local);
  /// Whether the next child has that name.
  [[nodiscard]] bool next_is(std::string_view local) const;
  /// Takes the next child; reports a missing one.
  [[nodiscard]] xml::Element require(std::string_view local);

  [[nodiscard]] std::string uri(std::string_view local);
  [[nodiscard]] std::vector<std::string> uris(std::string_view local);  ///< none or more
  [[nodiscard]] std::string line(std::string_view local);
  [[nodiscard]] std::optional<std::string> optional_line(std::string_view local);
  [[nodiscard]] std::uint32_t number(std::string_view local, std::uint32_t least,
                                     std::uint32_t most);
  /// Texts or URIs with the attribute lang: one or more when required, none or more otherwise.
  [[nodiscard]] LocalisedTexts lines(std::string_view local, bool required);
  [[nodiscard]] LocalisedTexts localised_uris(std::string_view local, bool required);
  [[nodiscard]] Address address(std::string_view local);

  [[nodiscard]] outcome::Findings& findings() noexcept { return findings_; }

 private:
  xml::Element parent_, next_;
  outcome::Findings& findings_;
};

/// Attributes. Each reports what is missing or wrong and returns an empty value then.
[[nodiscard]] std::string required_attribute(const xml::Element& element, std::string_view name,
                                             outcome::Findings& findings);
/// The attribute `form` of a scheme or provider; without it, a trusted list.
[[nodiscard]] Form form_attribute(const xml::Element& root, outcome::Findings& findings);
/// `source_not_of_form`.
void report_not_of_form(const xml::Element& element, Form form, std::string reason,
                        outcome::Findings& findings);
[[nodiscard]] time::Instant instant_attribute(const xml::Element& element, std::string_view name,
                                              outcome::Findings& findings);
/// A file's name below the scheme's folder: not absolute and without "..".
[[nodiscard]] std::string file_attribute(const xml::Element& element, std::string_view name,
                                         outcome::Findings& findings);
[[nodiscard]] bool is_uri(std::string_view text) noexcept;
[[nodiscard]] bool is_territory(std::string_view text) noexcept;
/// A name for people: UTF-8, not blank, without line breaks and other characters of control (TS 119
/// 612, annex E.2), which a source would not give back as they were.
[[nodiscard]] bool is_name(std::string_view text) noexcept;
/// Nothing for a value that is still to be filled in: `report_to_fill_in` does that.
void report_wrong(const xml::Element& element, std::string_view value, std::string_view expected,
                  outcome::Findings& findings);
/// Every text and attribute of the element and below that is still to be filled in.
void report_to_fill_in(const xml::Element& element, outcome::Findings& findings);

}  // namespace accord::trustlist::scheme
