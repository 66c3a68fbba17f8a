#pragma once

#include <initializer_list>
#include <string>

#include "lib/time/instant.h"
#include "lib/xml/document.h"

namespace accord::trustlist::follow {

/// Reads the parts of a document that this program wrote itself. What it would not have written is
/// a failure: the first one is kept, and the document is refused whole.
class DescriptionReader {
 public:
  /// `expected` says what the document should be: "description of a trust anchor".
  explicit DescriptionReader(std::string expected) : expected_(std::move(expected)) {}

  [[nodiscard]] bool failed() const noexcept { return failure_.has_value(); }
  [[nodiscard]] outcome::Finding failure() const { return *failure_; }
  void fail(const xml::Element& element, std::string reason);

  /// Requires that the element has no other attributes than these.
  void only(const xml::Element& element, std::initializer_list<std::string_view> allowed);
  /// The value of an attribute that must be there.
  [[nodiscard]] std::string text(const xml::Element& element, std::string_view name);
  /// The same; empty when it is not there.
  [[nodiscard]] std::string text_or_none(const xml::Element& element, std::string_view name);
  [[nodiscard]] std::uint64_t number(const xml::Element& element, std::string_view name);
  [[nodiscard]] time::Instant instant(const xml::Element& element, std::string_view name);
  /// 64 small hexadecimal digits; `optional`: or none.
  [[nodiscard]] std::string sha256(const xml::Element& element, std::string_view name,
                                   bool optional = false);

 private:
  std::string expected_;
  std::optional<outcome::Finding> failure_;
};

}  // namespace accord::trustlist::follow
