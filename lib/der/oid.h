#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "lib/der/bytes.h"
#include "lib/outcome/result.h"

namespace accord::der {

/// An object identifier (X.690, 8.19), kept as the content octets of its DER encoding, which is
/// canonical: compare bytes.
class Oid {
 public:
  Oid() = default;

  /// Dotted decimal, e.g. "2.5.29.15". Errors: `oid_malformed` (leading zeros, first arc over 2,
  /// second over 39, over 64 arcs).
  [[nodiscard]] static outcome::Result<Oid> from_text(std::string_view dotted);

  /// Content octets of a DER OBJECT IDENTIFIER. Errors: `oid_malformed` (empty, padded with 0x80,
  /// cut off).
  [[nodiscard]] static outcome::Result<Oid> from_content(ByteView content);

  /// For constants written in the source: the text is known to be right; terminates when it is not.
  [[nodiscard]] static Oid literal(std::string_view dotted);

  [[nodiscard]] ByteView content() const noexcept { return as_bytes(content_); }
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool empty() const noexcept { return content_.empty(); }

  friend bool operator==(const Oid&, const Oid&) = default;
  friend auto operator<=>(const Oid&, const Oid&) = default;

 private:
  std::string content_;  // small-string optimised: most OIDs need no allocation
};

}  // namespace accord::der
