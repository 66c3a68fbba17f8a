#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trustlist/model/agreement.h"

namespace accord::trustlist::scheme {

struct AgreementDraft {
  std::string pointing, pointed;  ///< territories: "EU", "JP"
  time::Instant enacted{};
  std::string pointing_legislation,
      pointed_legislation;  ///< URIs; empty: `legislation_of` the territory, if it is known
};

/// The URI of the law on trust services of a territory, where we know one: of the EU and of JP.
[[nodiscard]] std::optional<std::string> legislation_of(std::string_view territory);

/// An agreement for qualified certificates for electronic seals (CA/QC with ForeSeals on both
/// sides): granted and withdrawn are the same on both sides, and a certificate of the pointed side
/// that declares compliance (QcCompliance) under its own country's law (QcCClegislation) and the
/// type e-seal (QcType) counts as one of the pointing side. Enacted from the moment given. Errors:
/// `source_value_wrong` (territory not two capital letters, both the same), `legislation_unknown`
/// (neither given nor known).
[[nodiscard]] outcome::Result<RecognitionAgreement> draft_agreement(const AgreementDraft& draft);

/// An agreement from its document's bytes. Errors: XML errors, `agreement_root_wrong`, and the
/// first finding of damage.
[[nodiscard]] outcome::Result<RecognitionAgreement> parse_agreement(std::string bytes,
                                                                    outcome::Budget& budget);

}  // namespace accord::trustlist::scheme
