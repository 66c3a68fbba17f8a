#pragma once

#include <string>

namespace accord::tests {

/// What a list says, as docs/formats.md ("What counts as content") defines it: lists with the same
/// normal form have the same content. Made from the exclusive canonical form of the document
/// without its signature, one line for each start tag with its attributes, text and end tag;
/// independent of the reader, the model and the writer.
[[nodiscard]] std::string normal_form(const std::string& document);

/// The first line in which two normal forms differ, with some lines before it; empty when they are
/// the same.
[[nodiscard]] std::string first_difference(const std::string& a, const std::string& b);

}  // namespace accord::tests
