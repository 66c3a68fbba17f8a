#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/outcome/budget.h"
#include "lib/outcome/finding.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::lint {

/// The documents for which xml_schemas/ has a schema. The schemas are part of the program: nothing
/// is looked for on disk.
enum class Schema : std::uint8_t {
  trusted_list_5,
  trusted_list_6,
  trusted_entities_1,
  recognition_agreement,
  scheme_source
};
/// "trusted-list-5.xsd"
[[nodiscard]] std::string_view file_name(Schema schema) noexcept;
/// The schema's text.
[[nodiscard]] std::string_view schema_text(Schema schema) noexcept;

/// The schema of the list's form and version.
[[nodiscard]] Schema schema_of(const TrustedList& list) noexcept;

/// Validates a document with libxml2. The strict pass over the bytes (`xml::check_strictly`) goes
/// first, so no DOCTYPE reaches libxml2; nothing is fetched or opened, whatever the document's
/// xsi:schemaLocation says. Findings: those of the strict pass; `schema_invalid` with the line, for
/// each fault, up to 1,000, and then `schema_faults_cut`; `budget_exhausted` (schema_nodes), and
/// nothing is validated then: libxml2 takes about 250 bytes for each node.
void validate(std::string_view document, Schema schema, outcome::Budget& budget,
              outcome::Findings& findings);

}  // namespace accord::trustlist::lint
