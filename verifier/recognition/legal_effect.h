#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/outcome/finding.h"
#include "verifier/qualification/kinds.h"

namespace accord::recognition {

/// That a result rests on an agreement, for its legal effect.
struct ByAgreement {
  std::string pointed;                                    ///< territory of the other side
  std::string legal_identifier;                           ///< of the equivalence
  std::string pointing_legislation, pointed_legislation;  ///< URIs, from the agreement
  bool advanced_only = false;  ///< recognised for advanced signatures and seals, not as qualified
};

/// What a signature of a kind is worth in the home scheme, and by which rule.
struct LegalEffect {
  std::string scheme;  ///< territory of the home scheme
  qualification::SignatureKind kind{};
  std::string effect;                      ///< a sentence for people
  std::vector<std::string> references;     ///< "Regulation (EU) No 910/2014, Article 35(2)"
  std::optional<std::string> equivalence;  ///< "QCForESeal, recognised from JP"
};

/// The effect in the home scheme, from a table (the EU's so far). For a scheme that is not in the
/// table `recognition_legal_effect_unknown` (info). A list of lists for advanced signatures only
/// (TSLType …/ades-lotl-tsl-type) does not make anything qualified: `recognition_advanced_only`
/// (info), and the effect is that of an advanced signature or seal.
[[nodiscard]] std::optional<LegalEffect> legal_effect(std::string_view home,
                                                      qualification::SignatureKind kind,
                                                      const std::optional<ByAgreement>& agreement,
                                                      outcome::Findings& findings);

}  // namespace accord::recognition
