#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/outcome/result.h"
#include "lib/x509/describe.h"

namespace accord::cli {

/// One encoding in a file.
struct Encoding {
  std::string label;  ///< of its PEM block; empty for a file in DER
  der::Bytes bytes;
  std::string place{};  ///< in a message with certificates only: "certificate 2"; empty elsewhere
};

/// The encodings in a file: DER, or the blocks of PEM, in order. In place of a message with
/// certificates only (.p7c; DER, or PEM "PKCS7" or "CMS") stands what is in it, as "CERTIFICATE"
/// and "X509 CRL". Errors: those of PEM, and of `x509::split_certificate_bag` for such a message.
[[nodiscard]] outcome::Result<std::vector<Encoding>> encodings_in(const std::string& bytes);

/// Whether a PEM label announces a certificate, as it is or by an older name.
[[nodiscard]] bool is_certificate_label(std::string_view label) noexcept;

/// Whether what is found where something else is wanted is told together with the option of
/// `cert verify` that takes it.
enum class NameOption : bool { no, yes };

/// "a certificate revocation list", with the option "a certificate revocation list (give it with
/// --crl)"; of what is none of the kinds that are known: "PEM text with the label \"PUBLIC KEY\"",
/// with each label once, or "DER data …".
[[nodiscard]] std::string described(const std::vector<Encoding>& encodings,
                                    NameOption option = NameOption::no);
/// The same of one encoding that could not be read as what is wanted, when by its structure it is
/// of another kind; nothing otherwise.
[[nodiscard]] std::optional<std::string> other_kind(der::ByteView bytes, x509::ObjectKind wanted,
                                                    NameOption option = NameOption::no);

/// The finding that something in a file was left out.
[[nodiscard]] outcome::Finding left_out(const std::string& file, const Encoding& encoding,
                                        const outcome::Finding& why);

}  // namespace accord::cli
