#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/time/instant.h"
#include "trustlist/model/criteria.h"
#include "trustlist/model/text.h"

namespace accord::trustlist {

/// 5.5.9.1.
struct AdditionalServiceInformation {
  Localised uri;
  std::optional<std::string> information_value;
  std::optional<std::string> other_xml;  ///< OtherInformation as it stood, canonical
  friend bool operator==(const AdditionalServiceInformation&,
                         const AdditionalServiceInformation&) = default;
};
/// 5.5.9.2.
struct Qualifications {
  std::vector<QualificationElement> elements;
  friend bool operator==(const Qualifications&, const Qualifications&) = default;
};
/// 5.5.9.3: the service is now in other hands.
struct TakenOverBy {
  Localised uri;
  LocalisedTexts provider_names, operator_names;
  std::string territory;
  std::vector<std::string> other_xml;  ///< each OtherQualifier as it stood, canonical
  friend bool operator==(const TakenOverBy&, const TakenOverBy&) = default;
};
/// 5.5.9.4: from when revocation information of expired certificates is kept.
struct ExpiredCertsRevocationInfo {
  time::Instant since{};
  friend bool operator==(const ExpiredCertsRevocationInfo&,
                         const ExpiredCertsRevocationInfo&) = default;
};
/// TS 119 602, 6.6.9.1: what the scheme calls the service for ever.
struct ServiceUniqueIdentifier {
  std::string uri;
  friend bool operator==(const ServiceUniqueIdentifier&, const ServiceUniqueIdentifier&) = default;
};
/// TS 119 602, 6.5.5.1: a body that belongs to a trusted entity, such as the one on whose behalf it
/// acts. The schema has one in each extension.
struct OtherAssociatedBodies {
  LocalisedTexts names, trade_names;
  Address address;
  LocalisedTexts information_uris;
  /// AssociatedBodyInformationExtensions as it stood, canonical. None of them is critical: with one
  /// that is, the whole extension counts as not understood.
  KeptXml extensions{};
  friend bool operator==(const OtherAssociatedBodies&, const OtherAssociatedBodies&) = default;
};
/// An extension that is not known, or a known one whose content could not be read.
struct UnknownExtension {
  std::string name;  ///< "{namespace}local" of the element inside; empty when it had none
  std::string xml;   ///< the Extension's content as it stood, canonical
  friend bool operator==(const UnknownExtension&, const UnknownExtension&) = default;
};

/// One Extension of a service, provider or scheme.
struct Extension {
  bool critical{};
  std::variant<AdditionalServiceInformation, Qualifications, TakenOverBy,
               ExpiredCertsRevocationInfo, ServiceUniqueIdentifier, OtherAssociatedBodies,
               UnknownExtension>
      value;
  friend bool operator==(const Extension&, const Extension&) = default;
};

/// Names of the critical extensions among these that are not understood.
[[nodiscard]] std::vector<std::string> unknown_critical(const std::vector<Extension>& extensions);

}  // namespace accord::trustlist
