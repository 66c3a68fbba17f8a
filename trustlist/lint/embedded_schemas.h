#pragma once

#include <span>
#include <string_view>

namespace accord::trustlist::lint {

/// A file of xml_schemas/.
struct EmbeddedSchema {
  std::string_view name;  ///< without folder: "trusted-list-5.xsd"
  std::string_view text;
};
/// All of them; the build writes the source of this function (embed_schemas.cmake).
[[nodiscard]] std::span<const EmbeddedSchema> embedded_schemas() noexcept;

}  // namespace accord::trustlist::lint
