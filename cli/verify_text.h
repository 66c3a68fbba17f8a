#pragma once

#include <string>

#include "cli/screen.h"
#include "verifier/answer.h"

namespace accord::cli {

/// The answer about a document for people: the verdict, a line or two for each link of the chain,
/// the legal effect.
[[nodiscard]] std::string text_of(const verifier::Answer& answer, const std::string& file,
                                  const Style& style);

}  // namespace accord::cli
