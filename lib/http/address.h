#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace accord::http {

/// An IP address in network order: 4 octets or 16.
using Octets = std::span<const std::uint8_t>;

/// Whether an address is one of the public internet: global unicast, and not set aside in IANA's
/// registries of special-purpose addresses (RFC 6890). An IPv4 address within an IPv6 one (mapped,
/// translated by NAT64, 6to4) is judged itself. False for what is no address.
///
/// Different from the registries, on purpose: blocks of which only a part is globally reachable
/// (192.0.0.0/24, 2001::/23) are refused whole, and so is all of IPv6 outside 2000::/3, which is
/// everything that is assigned to global unicast.
[[nodiscard]] bool is_public(Octets address) noexcept;

/// The rule for those who are allowed everywhere.
[[nodiscard]] bool is_any(Octets address) noexcept;

/// "192.0.2.1", "2001:db8::1".
[[nodiscard]] std::string to_string(Octets address);

}  // namespace accord::http
