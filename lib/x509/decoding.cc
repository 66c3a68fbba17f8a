#include "lib/x509/decoding.h"

#include <algorithm>

#include <fmt/format.h>

namespace accord::x509 {

using der::Reader;
using der::Tag;
using outcome::fail;
using outcome::Finding;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

tl::unexpected<Finding> broken(std::size_t offset, std::string_view reason) {
  return fail(FindingId::extension_malformed, {.where = fmt::format("byte {}", offset)},
              {{"reason", std::string(reason)}});
}

Finding in_extension(std::string_view extension, Finding fault) {
  std::string reason;
  if (fault.id == FindingId::extension_malformed && !fault.params.empty()) {
    reason = fault.params.back().second;
  } else {
    reason = outcome::message(fault);
    if (!reason.empty() && reason.back() == '.') reason.pop_back();
  }
  outcome::About about{.where = std::string(extension)};
  if (!fault.about.where.empty()) about.where += ", " + fault.about.where;
  return outcome::make_finding(
      FindingId::extension_malformed, std::move(about),
      {{"extension", std::string(extension)}, {"reason", std::move(reason)}});
}

Result<Reader> enter_whole(der::ByteView value, Tag expected) {
  Reader outer(value);
  auto inner = outer.enter(expected);
  if (!inner) return inner;
  if (auto ended = outer.finish(); !ended) return pass_on(ended);
  return inner;
}

Result<bool> read_default_false(Reader& reader, Tag expected) {
  return reader.next_is(expected) ? reader.boolean(expected) : Result<bool>(false);
}

Result<std::uint16_t> read_named_bits(Reader& reader, unsigned count, Tag expected) {
  const auto at = reader.offset();
  const auto list = reader.bit_string(expected);
  if (!list) return pass_on(list);
  const auto size = list->bytes.size() * 8 - list->unused_bits;
  unsigned bits = 0;
  for (std::size_t n = 0; n < size; ++n) {
    if (!list->bit(n)) continue;
    if (n >= count) return broken(at, "a bit that has no meaning is set");
    bits |= 1U << n;
  }
  return static_cast<std::uint16_t>(bits);
}

}  // namespace accord::x509
