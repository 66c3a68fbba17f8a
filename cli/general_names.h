#pragma once

#include <string>
#include <vector>

#include "lib/x509/extensions.h"

namespace accord::cli {

/// A GeneralName for people: "DNS example.org", "e-mail a@example.org", "IP 192.0.2.1"; kinds
/// without a text form by kind and hexadecimal.
[[nodiscard]] std::string text_of(const x509::GeneralName& name);
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<x509::GeneralName>& names);

}  // namespace accord::cli
