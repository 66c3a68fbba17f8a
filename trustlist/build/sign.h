#pragma once

#include <optional>
#include <string>

#include "lib/xmldsig/sign.h"
#include "trustlist/lint/profile.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::build {

/// An unsigned list that passed lint: the only thing that can be signed. Move-only; only
/// `lint_to_sign` makes one.
class ListToSign {
 public:
  ListToSign(ListToSign&&) noexcept = default;
  ListToSign& operator=(ListToSign&&) noexcept = default;
  ListToSign(const ListToSign&) = delete;
  ListToSign& operator=(const ListToSign&) = delete;

  [[nodiscard]] const std::string& xml() const noexcept { return xml_; }
  [[nodiscard]] const TrustedList& list() const noexcept { return list_; }
  /// Whose rules it passed.
  [[nodiscard]] lint::Profile profile() const noexcept { return profile_; }
  /// The text, given up by this token.
  [[nodiscard]] std::string release() && noexcept { return std::move(xml_); }

 private:
  friend struct ListToSignMaker;
  ListToSign(std::string xml, TrustedList list, lint::Profile profile)
      : xml_(std::move(xml)), list_(std::move(list)), profile_(profile) {}
  std::string xml_;
  TrustedList list_;
  lint::Profile profile_;
};

/// Lints an unsigned list: schema, reading without damage, the rules of a profile (without one, of
/// the profile that its type means). Returns nothing when any finding weighs more than a warning,
/// as lint itself judges; the findings say why, and warnings are among them also when it may be
/// signed. `list_already_signed` when it has a signature.
[[nodiscard]] std::optional<ListToSign> lint_to_sign(std::string unsigned_xml,
                                                     std::optional<lint::Profile> profile,
                                                     outcome::Budget& budget,
                                                     outcome::Findings& findings);
/// The same in the profile of the list's type.
[[nodiscard]] std::optional<ListToSign> lint_to_sign(std::string unsigned_xml,
                                                     outcome::Budget& budget,
                                                     outcome::Findings& findings);

struct SignAs {
  time::Instant signing_time{};
  std::vector<x509::Certificate> chain;  ///< further certificates for KeyInfo
  crypto::AlgorithmPolicy algorithms = crypto::AlgorithmPolicy::strict();
};

/// What can be said of the signer without its key, as `sign_list` says it: the rules of 5.7.1, the
/// certificate's validity at the signing time, and whether its key may be used. Errors:
/// `list_signer_…`, those of `xmldsig::check_signing_certificate`.
[[nodiscard]] outcome::Result<void> check_list_signer(const TrustedList& list,
                                                      const x509::Certificate& certificate,
                                                      const SignAs& how);

/// Signs it (TS 119 612, 5.7): enveloped XAdES B, SigningCertificate in the form of the list's
/// version (v1 in 5, V2 in 6 and in lists of trusted entities). The signer's certificate is held
/// against the rules of 5.7.1 (country, operator, key usage, purpose, no CA, key identifier): what
/// we sign breaks none of them, so any of those findings is an error here. Errors: those of
/// `xmldsig::sign_enveloped`; `list_signer_…`.
[[nodiscard]] outcome::Result<std::string> sign_list(ListToSign list, crypto::Signer& signer,
                                                     const x509::Certificate& certificate,
                                                     const SignAs& how, outcome::Budget& budget);

}  // namespace accord::trustlist::build
