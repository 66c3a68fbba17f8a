#pragma once

#include "lib/xml/strict.h"
#include "lib/xml/tree.h"

namespace accord::xml {

/// The pass of `check_strictly`. What it reads goes to `tree`, when there is one, whose bytes
/// `bytes` are; with an error, what is there is no document.
[[nodiscard]] outcome::Result<void> read_strictly(std::string_view bytes, outcome::Budget& budget,
                                                  TreeBuilder* tree);

}  // namespace accord::xml
