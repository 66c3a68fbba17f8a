#pragma once

#include <string>

#include "lib/x509/certificate.h"

namespace accord::path {

/// A name that the relying party reached somebody by, and that the certificate must be for: the
/// reference identifier of RFC 9525.
struct ReferenceName {
  x509::GeneralNameKind kind{};  ///< dns, ip or email
  std::string text;              ///< as it was asked for
  der::Bytes address{};          ///< of an IP address: 4 or 16 octets

  /// "www.example.org", with or without the dot at the end. Errors: `name_unusable`.
  [[nodiscard]] static outcome::Result<ReferenceName> dns(std::string_view text);
  /// "192.0.2.1" or "2001:db8::1". Errors: `name_unusable`.
  [[nodiscard]] static outcome::Result<ReferenceName> ip(std::string_view text);
  /// "user@example.org". Errors: `name_unusable`.
  [[nodiscard]] static outcome::Result<ReferenceName> email(std::string_view text);
};

/// Whether the certificate is for that name (RFC 9525, 6.3 to 6.5; RFC 8398, 5 for e-mail). Only
/// subject alternative names count, never a common name; for e-mail also the addresses in the
/// subject of a certificate without alternative names of that form. "*" stands for one whole label,
/// the first, and has at least two more behind it.
[[nodiscard]] bool is_for(const x509::Certificate& certificate, const ReferenceName& name);

/// The names of that form that it is for, for messages: "a.example, b.example"; at most a few.
[[nodiscard]] std::string names_of_form(const x509::Certificate& certificate,
                                        x509::GeneralNameKind kind);

}  // namespace accord::path
