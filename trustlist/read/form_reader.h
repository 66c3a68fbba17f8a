#pragma once

#include "trustlist/read/reading.h"

namespace accord::trustlist::read {

/// The form of a list, by its root: TrustServiceStatusList or ListOfTrustedEntities. Nothing when
/// it is neither (`list_root_wrong`), or when its tag, its type, or an element of its parts belongs
/// to the other form (`list_form_mixed`): readers that look at one and readers that look at the
/// other would see two lists.
[[nodiscard]] std::optional<Form> read_form(Reading& reading, const xml::Element& root);

}  // namespace accord::trustlist::read
