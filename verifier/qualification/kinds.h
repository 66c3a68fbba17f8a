#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace accord::qualification {

/// What a certificate is for (ETSI EN 319 412-5, 4.2.3; Regulation (EU) No 910/2014, annexes I,
/// III, IV).
enum class CertificateType : std::uint8_t { esignature, eseal, web_authentication };
/// "electronic signatures", "electronic seals", "website authentication".
[[nodiscard]] std::string_view to_string(CertificateType type) noexcept;

/// An answer that starts as "unknown".
enum class Decision : std::uint8_t { unknown, no, yes };
[[nodiscard]] std::string_view to_string(Decision decision) noexcept;

/// What a valid advanced signature made with a certificate is (ETSI TS 119 615, 4.6).
enum class SignatureKind : std::uint8_t {
  qesig,
  adesig_qc,
  adesig,
  qeseal,
  adeseal_qc,
  adeseal,
  unknown  ///< neither signature nor seal could be established, or whether it is qualified could
           ///< not
};
/// "QESeal", "AdESeal-QC", …; "unknown".
[[nodiscard]] std::string_view to_string(SignatureKind kind) noexcept;
/// "qualified electronic seal", "advanced electronic seal based on a qualified certificate", …
[[nodiscard]] std::string_view in_words(SignatureKind kind) noexcept;

/// Which of the two times of TS 119 615 a question is about.
enum class Moment : std::uint8_t {
  issuance,  ///< notBefore of the certificate
  use  ///< the time of the signature as far as it is proven; without a proof, the moment asked
       ///< about
};
/// "when the certificate was issued", "at the moment asked about".
[[nodiscard]] std::string_view to_string(Moment moment) noexcept;

}  // namespace accord::qualification
