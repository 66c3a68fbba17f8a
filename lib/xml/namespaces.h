#pragma once

#include <string_view>

namespace accord::xml {

/// What the prefix "xml" is bound to, everywhere and without a declaration (Namespaces in XML 1.0,
/// clause 3).
inline constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
/// What the prefix "xmlns" is bound to; it can never be declared.
inline constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

}  // namespace accord::xml
