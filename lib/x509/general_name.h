#pragma once

#include <vector>

#include "lib/x509/extensions.h"

namespace accord::x509 {

/// Reads the GeneralName that stands next (RFC 5280, 4.2.1.6). An iPAddress has any size, since
/// name constraints write a mask behind the address. Errors: DER errors, name errors,
/// `extension_malformed` (not completed) for another tag and for a text that is not ASCII.
[[nodiscard]] outcome::Result<GeneralName> read_general_name(der::Reader& reader);

/// Reads GeneralNames to the end of the reader, which stands on the SEQUENCE's content. Errors: the
/// same, and when there is none, or an iPAddress is neither of 4 nor of 16 octets.
[[nodiscard]] outcome::Result<std::vector<GeneralName>> read_general_name_list(
    der::Reader& content);

/// DistributionPointName (RFC 5280, 4.2.1.13): one of the two members of a distribution point is
/// filled.
struct DistributionPointName {
  std::vector<GeneralName> full_name;
  std::optional<der::Bytes> relative_name;
};
/// Reads the DistributionPointName inside the explicit tag [0]. Errors: the same.
[[nodiscard]] outcome::Result<DistributionPointName> read_distribution_point_name(
    der::Reader& reader);

/// The number of ReasonFlags (RFC 5280, 4.2.1.13).
inline constexpr unsigned reason_flag_count = 9;

}  // namespace accord::x509
