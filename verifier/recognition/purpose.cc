#include "verifier/recognition/purpose.h"

#include <algorithm>
#include <array>

#include "verifier/qualification/determine.h"
#include "verifier/recognition/content.h"
#include "verifier/recognition/matching.h"

namespace accord::recognition {
namespace {

using outcome::FindingId;
using qualification::CertificateType;

bool names_a_type(const qualification::ServiceFacts& service) {
  constexpr std::array all{CertificateType::esignature, CertificateType::eseal,
                           CertificateType::web_authentication};
  return std::any_of(all.begin(), all.end(), [&](CertificateType type) {
    return qualification::is_listed_for(service, type);
  });
}

}  // namespace

Fit fit(const trustlist::EquivalenceTerms& terms,
        const std::vector<const trustlist::ServiceKind*>& kinds,
        const x509::Certificate& certificate) {
  outcome::Findings findings;
  const auto facts = translate(certificate, terms, findings);
  if (findings.has(FindingId::recognition_content_unusable) ||
      findings.has(FindingId::recognition_statements_conflict)) {
    return Fit::unknown;
  }
  const auto type = qualification::type_by_certificate(facts);
  if (!type.has_value()) {
    // One type, which these terms do not know.
    return facts.has_unknown_type && facts.types.empty() ? Fit::no : Fit::unknown;
  }
  qualification::ServiceFacts home;
  for (const auto* kind : kinds) {
    const auto pointing = translate(*kind, terms.pointing_kinds);
    if (!pointing.has_value()) return Fit::unknown;
    if (pointing->additional.has_value()) {
      home.additional_information.push_back(*pointing->additional);
    }
  }
  return qualification::is_listed_for(home, *type) || !names_a_type(home) ? Fit::yes : Fit::no;
}

}  // namespace accord::recognition
