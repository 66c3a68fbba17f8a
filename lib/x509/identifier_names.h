#pragma once

#include <string_view>

#include "lib/der/oid.h"

namespace accord::x509 {

/// The name that the standards give to an object identifier that occurs in certificates, CRLs, OCSP
/// responses, requests and time-stamps: "serverAuth", "QcCompliance". Empty for others.
[[nodiscard]] std::string_view identifier_name(const der::Oid& id);

}  // namespace accord::x509
