#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trustlist/model/extension.h"

namespace accord::trustlist {

// The recognition agreement in a pointer (namespace http://ec.europa.eu/tools/lotl/mra/schema/v2#).
// "Pointing" is the party whose list of lists carries it: the relying party's side. "Pointed" is
// the foreign side.

/// TrustServiceTSLType: a service type with the additional information that narrows it.
struct ServiceKind {
  std::string type;
  std::optional<AdditionalServiceInformation> additional;
  friend bool operator==(const ServiceKind&, const ServiceKind&) = default;
};
/// Statuses that count as the same.
struct StatusEquivalence {
  std::vector<std::string> pointing, pointed;  ///< status URIs
  friend bool operator==(const StatusEquivalence&, const StatusEquivalence&) = default;
};
/// CertificateContentReferenceEquivalence: a certificate that meets the pointed criteria counts as
/// one that meets the pointing ones.
struct ContentEquivalence {
  std::string context;  ///< URI: …/QcCompliance, …/QcType, …/QcQSCD
  CriteriaList pointing, pointed;
  friend bool operator==(const ContentEquivalence&, const ContentEquivalence&) = default;
};
struct QualifierPair {
  std::string pointing, pointed;  ///< qualifier URIs
  friend bool operator==(const QualifierPair&, const QualifierPair&) = default;
};
/// TrustServiceTSLQualificationExtensionEquivalenceList.
struct QualifierEquivalence {
  std::string pointing_extension, pointed_extension;  ///< names of the extension on both sides
  std::vector<std::vector<QualifierPair>> lists;      ///< each QualifierEquivalenceList
  friend bool operator==(const QualifierEquivalence&, const QualifierEquivalence&) = default;
};

/// What was agreed from one moment on: an equivalence's present state or one of its history
/// instances.
struct EquivalenceTerms {
  std::vector<ServiceKind> pointing_kinds, pointed_kinds;
  std::string status;  ///< URI: …/mra/enacted or …/mra/repealed
  time::Instant starting{};
  StatusEquivalence valid, invalid;
  std::vector<ContentEquivalence> contents;
  std::optional<QualifierEquivalence>
      qualifiers;  ///< nothing when there is no map for the extension at all
  Place place;
  friend bool operator==(const EquivalenceTerms&, const EquivalenceTerms&) = default;
};

/// TrustServiceEquivalenceInformation.
struct Equivalence {
  std::string legal_identifier;  ///< e.g. "QCForESeal"
  EquivalenceTerms current;
  std::vector<EquivalenceTerms> history;  ///< newest first
  friend bool operator==(const Equivalence&, const Equivalence&) = default;
};

/// MutualRecognitionAgreementInformation.
struct RecognitionAgreement {
  std::int64_t technical_type{}, version{};
  std::int64_t depth{};  ///< MRADepth: how many agreements may be chained
  std::string pointing_legislation, pointed_legislation;  ///< URIs
  std::vector<Equivalence> equivalences;
  bool damaged =
      false;         ///< part of it could not be read (see the findings): it must not be relied on
  KeptXml source{};  ///< the element as it stood, when the fields above do not hold all of it
  friend bool operator==(const RecognitionAgreement&, const RecognitionAgreement&) = default;
};

struct DatedTerms {
  const EquivalenceTerms* terms = nullptr;
  time::Interval period;
};
/// The terms that hold at that moment; as `status_at` for services.
[[nodiscard]] std::optional<DatedTerms> terms_at(const Equivalence& equivalence,
                                                 time::Instant instant);
/// Every state with its period, newest first; those that hold at no time are left out.
[[nodiscard]] std::vector<DatedTerms> periods(const Equivalence& equivalence);

}  // namespace accord::trustlist
