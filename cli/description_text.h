#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/json.h"
#include "cli/screen.h"
#include "lib/x509/description.h"

namespace accord::cli {

/// The members of a record, one line or more each, without those named in `without`. Long octets
/// are cut, with their number; JSON has them all.
[[nodiscard]] std::string text_of(const x509::Description& record, const Style& style,
                                  std::size_t indent,
                                  const std::vector<std::string_view>& without = {});

/// Octets are lower-case hexadecimal, an object identifier is {"id", "name"} (null when it has
/// none).
[[nodiscard]] Json json_of(const x509::Description& description);

/// "serverAuth (1.3.6.1.5.5.7.3.1)", the numbers alone when there is no name.
[[nodiscard]] std::string named(const der::Oid& id);

}  // namespace accord::cli
