#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The trusted list of ETSI TS 119 612 as plain values. The namespace of trustlist/model is
/// accord::trustlist itself, because these values are what all modules below trustlist/ speak of;
/// the others have one of their own (accord::trustlist::read, …).
namespace accord::trustlist {

/// A text or URI with its language tag (TS 119 612, 5.1.4).
struct Localised {
  std::string language;  ///< RFC 5646 tag as written: "en", "sv"
  std::string text;

  friend bool operator==(const Localised&, const Localised&) = default;
};
using LocalisedTexts = std::vector<Localised>;

/// The text in that language (compared without case); else the first; empty when there is none.
[[nodiscard]] std::string text_in(const LocalisedTexts& texts, std::string_view language);

/// TS 119 612, 5.3.5.1.
struct PostalAddress {
  std::string language;
  std::string street, locality;
  std::optional<std::string> state_or_province, postal_code;
  std::string country;

  friend bool operator==(const PostalAddress&, const PostalAddress&) = default;
};

/// TS 119 612, 5.3.5.
struct Address {
  std::vector<PostalAddress> postal;
  LocalisedTexts electronic;  ///< URIs: mailto:, https:

  friend bool operator==(const Address&, const Address&) = default;
};

/// TSL policy or legal notice (TS 119 612, 5.3.11): URIs or texts, never both.
struct LegalNotice {
  enum class Kind : std::uint8_t { policy_uris, notice_texts };
  Kind kind{};
  LocalisedTexts entries;

  friend bool operator==(const LegalNotice&, const LegalNotice&) = default;
};

/// An element of a document, or several side by side, as it stood: canonical XML (exclusive, with
/// comments; a prefix that is used only within a value is declared too). Empty: there is nothing
/// to keep.
using KeptXml = std::string;

/// Where a value stood in the document that it was read from. Not part of the value: two values
/// that stood in different places are equal.
struct Place {
  std::uint32_t line = 0;  ///< 1-based; 0 when it was not read from a document
  /// 1-based among its siblings of the same name, those that were left out included; 0 when it was
  /// not read from a document. The number of a service's current entry is that of the service.
  std::uint32_t number = 0;

  friend bool operator==(const Place& /*a*/, const Place& /*b*/) noexcept { return true; }
};

}  // namespace accord::trustlist
