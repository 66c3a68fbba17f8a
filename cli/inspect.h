#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/answer.h"
#include "cli/screen.h"
#include "lib/der/bytes.h"
#include "lib/x509/describe.h"

namespace accord::cli {

/// What can be inspected, for findings that say what was wanted.
inline constexpr std::string_view inspectable =
    "a certificate, a certificate revocation list, an OCSP response, a certification request, a "
    "time-stamp or a message with certificates only";

/// Prints certificates, CRLs, OCSP responses, requests, time-stamps and messages with certificates
/// only, one after the other, for people and as JSON. A certificate whose frame breaks a rule is
/// shown as far as it can be read; of other kinds only the finding is told. In both cases the
/// answer's exit code is that of bad input.
class Inspection {
 public:
  /// How much of long lists is shown.
  struct Most {
    std::size_t entries;  ///< of a CRL
    std::size_t items;  ///< extensions of a certificate, answers and extensions of an OCSP response
  };
  Inspection(Style style, Most most) : style_(style), most_(most) {}

  /// Everything in a file: DER, or the blocks of PEM. Throws Refusal (bad input) for a file of
  /// another kind.
  void add_file(const std::string& bytes, const std::string& file);
  /// Text, and the objects in the order in which they were added. The entries of CRLs are read and
  /// written when the answer is shown, so that a long one need not be held.
  [[nodiscard]] Answer answer() &&;

 private:
  /// A piece of the text: as it is, or the entries of a CRL.
  struct Piece {
    std::string text;
    std::shared_ptr<const der::Bytes> crl{};
  };

  void add(x509::ObjectKind kind, der::ByteView der, const std::string& file,
           const std::string& place);
  void add_message(der::ByteView der, const std::string& file, const std::string& place);
  void add_certificate(der::ByteView der, const std::string& file, const std::string& place);
  void add_crl(der::ByteView der, const std::string& file, const std::string& place);
  void add_result(std::string_view kind, std::string_view heading,
                  outcome::Result<x509::Description> result, const outcome::Finding* refused,
                  const std::string& file, const std::string& place);
  void add_described(std::string_view kind, std::string_view heading,
                     const x509::Description& description, const outcome::Finding* refused);
  void add_unreadable(outcome::Finding finding, const std::string& file, const std::string& place);
  void begin_object();
  void put(const std::string& text, Json json);

  Style style_;
  Most most_;
  std::size_t lines_later_ = 0;  // entries of CRLs that are still to be read for the text
  std::vector<Piece> pieces_;
  Json objects_ = Json::array();
  outcome::Findings findings_;
};

}  // namespace accord::cli
