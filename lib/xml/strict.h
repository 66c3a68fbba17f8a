#pragma once

#include <string_view>

#include "lib/outcome/budget.h"

namespace accord::xml {

/// One pass over the bytes of a document: well-formedness of XML 1.0 (fifth edition) without DTD
/// and of Namespaces in XML 1.0, valid UTF-8 and characters, UTF-8 as the declared encoding, one
/// root, depth, element, attribute and namespace limits. Nothing is built. pugixml accepts much
/// that is not XML, so this is what makes its tree trustworthy. `bytes` may start with a UTF-8 byte
/// order mark. Errors, each with line and byte offset: `xml_doctype`, `xml_undeclared_prefix`,
/// `xml_duplicate_attribute` (also two prefixes of one namespace), `xml_content_outside_root`,
/// `xml_no_root`, `xml_two_roots`, `xml_invalid_utf8`, `xml_invalid_character`,
/// `xml_encoding_not_utf8` (UTF-16/32 BOM or a lying declaration), `xml_version_not_1_0`,
/// `xml_tag_mismatch`, `xml_unclosed`, `xml_undefined_entity`, `xml_malformed` (says what was
/// expected), `xml_namespace_misuse` (xml, xmlns, empty prefix binding, prefix in PI target),
/// `budget_exhausted`.
[[nodiscard]] outcome::Result<void> check_strictly(std::string_view bytes, outcome::Budget& budget);

}  // namespace accord::xml
