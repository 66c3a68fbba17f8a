#pragma once

#include <optional>
#include <string>

#include "trustlist/model/agreement.h"
#include "verifier/qualification/facts.h"

namespace accord::recognition {

/// A recognition agreement in its place: between which schemes, and at which step from the relying
/// party's own scheme.
struct Bridge {
  const trustlist::RecognitionAgreement* agreement = nullptr;
  std::string pointing, pointed;  ///< territories: "EU", "JP"
  /// How many agreements are chained from this one on, itself included: 1 for a list that the
  /// relying party's list of lists points to.
  std::int64_t hops = 1;

  /// "agreement of EU with JP", for findings.
  [[nodiscard]] std::string name() const;
};

/// Whether the agreement can be used at all: read without damage and allowed to be chained that
/// far. Findings: `recognition_agreement_damaged`, `recognition_depth_exceeded`.
[[nodiscard]] bool is_usable(const Bridge& bridge, outcome::Findings& findings);

/// A foreign service in the home scheme's terms.
struct Recognised {
  qualification::ServiceFacts home;
  std::string foreign_type, foreign_status;            ///< URIs, as its own list has them
  std::string legal_identifier;                        ///< of the equivalence: "QCForESeal"
  const trustlist::EquivalenceTerms* terms = nullptr;  ///< into the agreement
  time::Interval in_force;                             ///< of these terms
};

/// Translates what a foreign list says of a service at a moment (the facts of the entry that covers
/// it) by the one equivalence that matches its type, additional information and status and is
/// enacted and in force then. Where several match, a service being for several purposes, the one
/// counts that is for the purpose of `certificate` (signatures, seals or websites), which is what
/// the certificate says in the terms of each (see content.h). Pure.
///
/// Type, additional information and status become those of the pointing side: the only one there,
/// or the one of the same name; otherwise it is ambiguous. A qualifier becomes what the map says,
/// stays when the map has nothing for it, and is dropped when there is no map. What was so before
/// the terms began counts from their beginning on.
///
/// Different from validators in use, on purpose: QCStatement, QCWithQSCD, QCWithSSCD and
/// QCQSCDManagedOnBehalf are dropped, too, when the map has nothing for them, since a foreign list
/// would otherwise give abroad what was not agreed.
///
/// Findings about the agreement: `agreement_not_in_force`, `agreement_status_unknown`,
/// `recognition_type_not_equivalent`, `recognition_status_not_equivalent`, `recognition_ambiguous`,
/// `recognition_qualifier_dropped`.
[[nodiscard]] std::optional<Recognised> recognise(const qualification::ServiceFacts& foreign,
                                                  const Bridge& bridge,
                                                  const x509::Certificate& certificate,
                                                  qualification::Moment moment, time::Instant at,
                                                  outcome::Findings& findings);

}  // namespace accord::recognition
