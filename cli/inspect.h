#pragma once

#include <string>
#include <string_view>

#include "cli/answer.h"
#include "cli/screen.h"
#include "lib/der/bytes.h"
#include "lib/x509/describe.h"

namespace accord::cli {

/// What can be inspected, for findings that say what was wanted.
inline constexpr std::string_view inspectable =
    "a certificate, a certificate revocation list, an OCSP response, a certification request or a "
    "time-stamp";

/// Prints certificates, CRLs, OCSP responses, requests and time-stamps, one after the other, for
/// people and as JSON.
class Inspection {
 public:
  /// `most_entries`: of a CRL.
  Inspection(Style style, std::size_t most_entries) : style_(style), most_entries_(most_entries) {}

  /// Everything in a file: DER, or the blocks of PEM. Throws Refusal (bad input).
  void add_file(const std::string& bytes, const std::string& file);
  /// Text, and the objects in the order in which they were added.
  [[nodiscard]] Answer answer() &&;

 private:
  void add(x509::ObjectKind kind, der::ByteView der, const std::string& file);
  void add_certificate(der::ByteView der, const std::string& file);
  void add_crl(der::ByteView der, const std::string& file);
  void add_described(std::string_view kind, std::string_view heading,
                     const x509::Description& description, const outcome::Finding* refused);
  void put(const std::string& text, Json json);

  Style style_;
  std::size_t most_entries_;
  std::string text_;
  Json objects_ = Json::array();
};

}  // namespace accord::cli
