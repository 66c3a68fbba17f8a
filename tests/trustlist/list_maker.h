#pragma once

#include <string>
#include <string_view>

#include "tests/support/certificate_maker.h"
#include "trustlist/model/list.h"
#include "trustlist/read/verify.h"

namespace accord::tests {

/// 2026-06-01T00:00:00Z: when the lists made here are issued.
[[nodiscard]] time::Instant issue_date();
[[nodiscard]] time::Instant instant(std::string_view rfc3339);

/// A certificate that may sign the list of that territory and operator (TS 119 612, 5.7.1).
[[nodiscard]] CertificateSpec list_signer_spec(std::string_view territory = "JP",
                                               std::string_view operator_name = "Test authority");
/// One such identity for the whole run: making keys is what takes time.
[[nodiscard]] Identity& list_signer();
/// Another one with the same names.
[[nodiscard]] Identity& other_signer();
/// The certification authority whose service is in the list.
[[nodiscard]] Identity& listed_authority();

/// A list of JP, version 6, with one provider and one granted CA/QC service for e-seals that was
/// withdrawn for a day in its past.
[[nodiscard]] trustlist::TrustedList sample_list(std::uint32_t version = 6);
/// A list of lists of EU with a pointer to JP, signed by `list_signer`.
[[nodiscard]] trustlist::TrustedList sample_list_of_lists();
/// The pointer of a list of lists to itself, which announces who may sign it and where it is.
[[nodiscard]] trustlist::Pointer pointer_to_itself(const trustlist::TrustedList& list,
                                                   const std::vector<const Identity*>& signers,
                                                   std::string_view location);
/// Every kind of extension, criterion, identity and text that the model has.
[[nodiscard]] trustlist::TrustedList full_list(std::uint32_t version = 6);
/// An agreement with two equivalences, a history and a qualifier map.
[[nodiscard]] trustlist::RecognitionAgreement sample_agreement();

[[nodiscard]] std::string unsigned_text(const trustlist::TrustedList& list);
/// Signed as xmldsig does, whatever the rules on the signer's certificate say.
[[nodiscard]] std::string signed_text(const trustlist::TrustedList& list, Identity& signer);
[[nodiscard]] std::string sign_text(std::string text, Identity& signer, std::uint32_t version = 6);

/// The text with the first `from` replaced; the test fails when there is none.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);
/// The text without everything from the first `from` up to the end of the next `to`.
[[nodiscard]] std::string cut(std::string text, std::string_view from, std::string_view to);

struct ReadText {
  std::optional<trustlist::TrustedList> list;
  outcome::Findings findings;
};
/// Reads a document's text as a list, unsigned or not.
[[nodiscard]] ReadText read_text(std::string text);

}  // namespace accord::tests
