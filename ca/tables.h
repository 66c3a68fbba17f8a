#pragma once

#include "lib/store/schema.h"

namespace accord::ca {

/// The tables of a registry (see tables.cc for what each keeps).
[[nodiscard]] const store::Schema& registry_schema() noexcept;

}  // namespace accord::ca
