#pragma once

#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

/// What can still be said of a TSPService that is left out: everything in it that identifies it.
/// Reports nothing.
[[nodiscard]] LeftOutService left_out_service(Reading& reading, const xml::Element& service);

/// The same of every TSPService within a provider, or a list of providers, that is left out; one
/// that may be anybody's for a provider without any.
[[nodiscard]] std::vector<LeftOutService> left_out_services(Reading& reading,
                                                            const xml::Element& element);

/// The same of a service that is read, and is not whole: of every TSPService in it too.
[[nodiscard]] LeftOutService partial_service(Reading& reading, const xml::Element& service);

}  // namespace accord::trustlist::read
