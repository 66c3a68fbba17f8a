#pragma once

#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

/// What the extensions belong to: what a critical one that is not understood makes unusable.
enum class Owner : std::uint8_t { scheme, provider, service };

/// An ExtensionsListType (TS 119 612, 5.3.17, 5.4.5, 5.5.9). An extension that is not known
/// for what it belongs to, or whose content cannot be read, is kept as unknown and reported.
[[nodiscard]] std::vector<Extension> read_extensions(Reading& reading, const xml::Element& element,
                                                     Owner owner);

/// AdditionalServiceInformation (5.5.9.1); nothing without a URI (reported).
[[nodiscard]] std::optional<AdditionalServiceInformation> read_additional_service_information(
    Reading& reading, const xml::Element& element);

}  // namespace accord::trustlist::read
