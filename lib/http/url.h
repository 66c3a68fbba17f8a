#pragma once

#include <string>
#include <string_view>

#include "lib/outcome/result.h"

namespace accord::http {

/// A URL that something can be fetched from (RFC 3986; RFC 9110, 4.2), read strictly: http or
/// https, a host, at most 4,096 characters, none that RFC 3986 does not have. A host is a name of
/// letters, digits, hyphens, dots and underscores, or an IP address; nothing stands before it (no
/// user, no password).
class Url {
 public:
  /// Errors: `http_address_unusable`, about the text.
  [[nodiscard]] static outcome::Result<Url> parse(std::string_view text);

  /// Without the fragment, which is never sent.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool is_secure() const noexcept { return is_secure_; }

 private:
  Url(std::string text, bool is_secure) : text_(std::move(text)), is_secure_(is_secure) {}
  std::string text_;
  bool is_secure_;
};

/// Whether it begins with "http:" or "https:", so that `parse` says of it more than that the scheme
/// is another.
[[nodiscard]] bool is_of_the_web(std::string_view url) noexcept;

/// The finding that nothing can be fetched from there.
[[nodiscard]] outcome::Finding unusable(std::string_view url, std::string reason);

/// Where a redirection leads, when it may be followed: the target can be used, and does not lead
/// from https to http. Errors: `http_redirect`, about the first URL.
[[nodiscard]] outcome::Result<Url> follow(const Url& from, std::string_view target);

/// The finding that a redirection is not followed.
[[nodiscard]] outcome::Finding not_followed(std::string_view from, std::string_view target,
                                            std::string reason);

}  // namespace accord::http
