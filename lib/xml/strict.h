#pragma once

#include <string_view>

#include "lib/outcome/budget.h"

namespace accord::xml {

/// One pass over the bytes of a document: well-formedness of XML 1.0 (fifth edition) without DTD
/// and of Namespaces in XML 1.0, valid UTF-8 and characters, one root, and the limits of the budget
/// (input_bytes before anything is read, element_depth, elements, attributes, namespaces_in_scope).
/// Nothing is built; memory grows with depth, not with size. The same pass makes a Document's tree:
/// nothing is read twice, nor by two readers that could differ.
/// `bytes` may start with a UTF-8 byte order mark. The encoding declared, if any, is UTF-8, or
/// US-ASCII when all bytes are.
/// Errors, each with the 1-based line and the 0-based byte offset: `xml_doctype`,
/// `xml_undeclared_prefix`, `xml_duplicate_attribute` (also by two prefixes of one namespace),
/// `xml_content_outside_root`, `xml_no_root`, `xml_two_roots`, `xml_invalid_utf8`,
/// `xml_invalid_character` (also by reference), `xml_encoding_not_utf8`, `xml_version_not_1_0`,
/// `xml_tag_mismatch`, `xml_unclosed`, `xml_undefined_entity`, `xml_malformed` (says what was
/// expected), `xml_namespace_misuse`, `budget_exhausted`.
/// Stricter than the standards: DOCTYPE, other encodings, versions 1.x, and namespace names of more
/// than 512 bytes are refused. Declarations that repeat what is in force do not count as one more
/// in scope.
[[nodiscard]] outcome::Result<void> check_strictly(std::string_view bytes, outcome::Budget& budget);

}  // namespace accord::xml
