#pragma once

#include "lib/xml/cursor.h"

namespace accord::xml {

/// What a document says of itself before its first element.
struct Encoding {
  bool ascii_only{};  ///< US-ASCII is declared: no byte from 0x80 on may follow
};

/// Steps over a UTF-8 byte order mark and the XML declaration, if they are there (XML 1.0, 2.8
/// and 4.3.3). Refuses every other encoding and version.
bool take_declaration(Cursor& cursor, Encoding& encoding);

}  // namespace accord::xml
