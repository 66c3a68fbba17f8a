#pragma once

#include <optional>
#include <string_view>

#include "lib/x509/extensions.h"

namespace accord::path {

// Whether a name lies within the base of a subtree (RFC 5280, 4.2.1.10), form by form. Each answer
// is `nothing` when the name or the base is not written as its form asks, so that nothing can be
// said: whoever asks must then refuse.

/// How a subtree is asked about. A wildcard name stands for many names: it is within what is
/// permitted when all of them are, and within what is excluded when one is.
enum class Subtrees : std::uint8_t { permitted, excluded };

/// A DNS name: the base with any labels in front of it. An empty base holds every name.
[[nodiscard]] std::optional<bool> dns_within(std::string_view name, std::string_view base,
                                             Subtrees kind);
/// Where the "@" stands between a local part and a host, both written as RFC 5321, 4.1.2, has it
/// (with dots anywhere in the local part: such addresses are in use); nothing for any other text.
[[nodiscard]] std::optional<std::size_t> at_sign_of(std::string_view mailbox);
/// A mailbox: "user@host" is that mailbox, "host" all at that host, ".domain" all at hosts below.
/// The part before the "@" is compared octet by octet (4.2.1.6).
[[nodiscard]] std::optional<bool> email_within(std::string_view mailbox, std::string_view base);
/// A URI's host: "host" is that one, ".domain" are all hosts below. Nothing for a URI that has no
/// host name (none at all, or an address): "the application MUST reject".
[[nodiscard]] std::optional<bool> uri_within(std::string_view uri, std::string_view base);
/// An address of 4 or 16 octets; the base is an address and a mask of the same size, whose bits are
/// ones first (RFC 4632, 3.1). Another size: not within; but an IPv4 address that is written as one
/// of IPv6 is within what is excluded of IPv4.
[[nodiscard]] std::optional<bool> address_within(der::ByteView address, der::ByteView base,
                                                 Subtrees kind);
/// A directory name: the base, and any relative names after it. Nothing for an excluded base when
/// what would be compared is beyond ASCII: forms of one character that are not normalised here (see
/// x509/string_preparation.h) must not evade the exclusion.
[[nodiscard]] std::optional<bool> directory_within(const x509::Name& name, const x509::Name& base,
                                                   Subtrees kind);

/// A DNS name as certificates may have it: labels of letters, digits, "-" and "_" (which hosts in
/// use have), 1 to 63 each, none beginning or ending with "-", 253 in all, no dot at the end. With
/// `wildcard`, the first label may be "*".
[[nodiscard]] bool is_dns_name(std::string_view text, bool wildcard);
/// The host of an absolute URI (RFC 3986, 3.2.2); nothing when it has none, or when the URI has
/// characters that RFC 3986 does not allow or not there ("\", a space, a second "@"), of which
/// programs make different hosts.
[[nodiscard]] std::optional<std::string_view> host_of(std::string_view uri);
/// Whether two ASCII texts are the same, case aside.
[[nodiscard]] bool same_ignoring_case(std::string_view a, std::string_view b);

}  // namespace accord::path
