#pragma once

#include <string>
#include <vector>

#include "lib/x509/extensions.h"

namespace accord::x509 {

/// A GeneralName for people: "DNS example.org", "e-mail a@example.org", "IP 192.0.2.1"; an
/// address with a mask behind it, as name constraints have, "IP 192.0.2.0/255.255.255.0";
/// "registered id 1.2.3.4"; an other name by its type, where its value is a text; a URI as it is,
/// but "URI x" where it has no scheme, so that none reads like another kind; kinds without a text
/// form by kind and hexadecimal.
[[nodiscard]] std::string text_of(const GeneralName& name);
/// The octets of an IP address: "192.0.2.1", "192.0.2.0/255.255.255.0"; hexadecimal for a wrong
/// number of them.
[[nodiscard]] std::string addresses_text(const der::Bytes& octets);
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<GeneralName>& names);

}  // namespace accord::x509
