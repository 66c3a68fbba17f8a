#pragma once

#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

/// TSLVersionIdentifier, 5 or 6, or LoTEVersionIdentifier, 1; anything else is
/// `list_version_unknown` or `entities_version_unknown`, and nothing.
[[nodiscard]] std::optional<std::uint32_t> read_version(Reading& reading, const xml::Element& root);

/// SchemeInformation (TS 119 612, 5.3), the version apart.
void read_scheme_information(Reading& reading, const xml::Element& element, TrustedList& list);

/// OtherTSLPointer (5.3.13); nothing without a location (reported).
[[nodiscard]] std::optional<Pointer> read_pointer(Reading& reading, const xml::Element& element);

/// MutualRecognitionAgreementInformation.
[[nodiscard]] RecognitionAgreement read_agreement_element(Reading& reading,
                                                          const xml::Element& element);

}  // namespace accord::trustlist::read
