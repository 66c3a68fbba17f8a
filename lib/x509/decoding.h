#pragma once

#include <string>
#include <string_view>

#include "lib/der/reader.h"

// What the decoders of extension values share: how their findings are made. Not for use outside
// this module.
namespace accord::x509 {

/// A value that is DER but not what the extension's definition asks for. `named` completes it.
[[nodiscard]] tl::unexpected<outcome::Finding> broken(std::size_t offset, std::string_view reason);

/// The finding `extension_malformed` that says which extension it is, and what and where in its
/// value the fault is.
[[nodiscard]] outcome::Finding in_extension(std::string_view extension, outcome::Finding fault);

/// Passes a decoder's result on; a failure becomes `extension_malformed`.
template <typename T>
[[nodiscard]] outcome::Result<T> named(std::string_view extension, outcome::Result<T> result) {
  if (result.has_value()) return result;
  return tl::unexpected<outcome::Finding>(in_extension(extension, std::move(result).error()));
}

/// Moves a decoder's value to its place, or passes its finding on.
template <typename T, typename Target>
[[nodiscard]] outcome::Result<void> keep(outcome::Result<T> result, Target& target) {
  if (!result) return outcome::pass_on(std::move(result));
  target = std::move(*result);
  return {};
}

/// A reader of the values in a SEQUENCE that makes up a whole extension value. Errors: DER errors.
[[nodiscard]] outcome::Result<der::Reader> enter_whole(der::ByteView value,
                                                       der::Tag expected = der::tag::sequence);

/// A BOOLEAN DEFAULT FALSE: false when it is not there, and also when FALSE is written out, which
/// X.690 (11.5) does not allow but authorities have done for years, in basicConstraints and for
/// "not critical". Errors: DER errors.
[[nodiscard]] outcome::Result<bool> read_default_false(der::Reader& reader,
                                                       der::Tag expected = der::tag::boolean);

/// The bits of a named bit list, bit n as 1 << n. Zero bits at the end, which X.690 (11.2.2) does
/// not allow, are read: certificates of signers of national trusted lists have them. Errors: DER
/// errors, and `broken` when a bit from `count` on is set.
[[nodiscard]] outcome::Result<std::uint16_t> read_named_bits(
    der::Reader& reader, unsigned count, der::Tag expected = der::tag::bit_string);

}  // namespace accord::x509
