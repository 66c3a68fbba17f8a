#include "verifier/recognition/legal_effect.h"

#include <array>

namespace accord::recognition {
namespace {

using outcome::FindingId;
using qualification::SignatureKind;

struct Row {
  SignatureKind kind;
  std::string_view effect;
  std::string_view rule;
  std::string_view public_services;
};

constexpr std::string_view regulation = "Regulation (EU) No 910/2014, ";

// Regulation (EU) No 910/2014, sections 4 (signatures) and 5 (seals).
constexpr std::array<Row, 6> eu_effects{{
    {SignatureKind::qesig, "It has the same legal effect as a handwritten signature.",
     "Article 25(2)", "Article 27"},
    {SignatureKind::adesig_qc,
     "It may not be refused as evidence merely because it is electronic or not a qualified "
     "signature; public services that ask for an advanced signature with a qualified certificate "
     "must accept it.",
     "Article 25(1)", "Article 27(2)"},
    {SignatureKind::adesig,
     "It may not be refused as evidence merely because it is electronic or not a qualified "
     "signature.",
     "Article 25(1)", "Article 27(1)"},
    {SignatureKind::qeseal,
     "The sealed data are presumed to be intact and to come from where the seal says.",
     "Article 35(2)", "Article 37"},
    {SignatureKind::adeseal_qc,
     "It may not be refused as evidence merely because it is electronic or not a qualified seal; "
     "public services that ask for an advanced seal with a qualified certificate must accept it.",
     "Article 35(1)", "Article 37(2)"},
    {SignatureKind::adeseal,
     "It may not be refused as evidence merely because it is electronic or not a qualified seal.",
     "Article 35(1)", "Article 37(1)"},
}};

SignatureKind without_qualification(SignatureKind kind) noexcept {
  switch (kind) {
    case SignatureKind::qesig:
    case SignatureKind::adesig_qc:
    case SignatureKind::adesig:
      return SignatureKind::adesig;
    case SignatureKind::qeseal:
    case SignatureKind::adeseal_qc:
    case SignatureKind::adeseal:
      return SignatureKind::adeseal;
    case SignatureKind::unknown:
      return SignatureKind::unknown;
  }
  return SignatureKind::unknown;
}

}  // namespace

std::optional<LegalEffect> legal_effect(std::string_view home, SignatureKind kind,
                                        const std::optional<ByAgreement>& agreement,
                                        outcome::Findings& findings) {
  const outcome::About about{
      .what = "list of lists of " + std::string(home), .line = 0, .where = {}};
  if (agreement.has_value() && agreement->advanced_only) {
    findings.add(FindingId::recognition_advanced_only, about,
                 {{"pointed", agreement->pointed}, {"scheme", std::string(home)}});
    kind = without_qualification(kind);
  }
  for (const auto& row : eu_effects) {
    if (home != "EU" || row.kind != kind) continue;
    LegalEffect effect;
    effect.scheme = std::string(home);
    effect.kind = kind;
    effect.effect = std::string(row.effect);
    effect.references = {std::string(regulation).append(row.rule),
                         std::string(regulation).append(row.public_services)};
    if (agreement.has_value()) {
      if (!agreement->advanced_only) {
        effect.references.push_back(std::string(regulation) +
                                    "Article 14 (recognition by agreement)");
      }
      effect.equivalence = agreement->legal_identifier + ", recognised from " + agreement->pointed;
    }
    return effect;
  }
  findings.add(
      FindingId::recognition_legal_effect_unknown, about,
      {{"scheme", std::string(home)}, {"kind", std::string(qualification::in_words(kind))}});
  return std::nullopt;
}

}  // namespace accord::recognition
