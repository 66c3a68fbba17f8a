#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trustlist/model/agreement.h"
#include "verifier/qualification/facts.h"

namespace accord::recognition {

/// The pointed side's kinds of service that the facts are of: the same type, and the additional
/// information that narrows it, when there is one.
[[nodiscard]] std::vector<const trustlist::ServiceKind*> matching_kinds(
    const trustlist::EquivalenceTerms& terms, const qualification::ServiceFacts& service);

/// The equivalence of a status; nothing when it is in neither list or in both.
[[nodiscard]] const trustlist::StatusEquivalence* matching_statuses(
    const trustlist::EquivalenceTerms& terms, const std::string& status);

// The pointing side's word for a pointed one: the only one that there is, or the one of the same
// name. Nothing otherwise: it would be a guess.
[[nodiscard]] std::optional<trustlist::ServiceKind> translate(
    const trustlist::ServiceKind& pointed, const std::vector<trustlist::ServiceKind>& pointing);
[[nodiscard]] std::optional<std::string> translate_status(const std::string& pointed,
                                                          const std::vector<std::string>& pointing);

/// The pointing qualifiers that the map has for a pointed one; none when it has no entry.
[[nodiscard]] std::vector<std::string> mapped(const trustlist::QualifierEquivalence& map,
                                              const std::string& pointed);

}  // namespace accord::recognition
