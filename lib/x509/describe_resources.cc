#include <algorithm>

#include "lib/x509/describing.h"
#include "lib/x509/general_name_text.h"

// Addresses and numbers of autonomous systems (RFC 3779).
namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

constexpr std::size_t v4_octets = 4;
constexpr std::size_t v6_octets = 16;

/// The address whose first bits are given; the rest is all zero or all one (2.2.3.8).
Result<std::string> address(const der::BitString& bits, std::size_t octets, bool highest,
                            std::size_t at) {
  if (bits.bytes.size() > octets) return broken(at, "an address has too many bits");
  der::Bytes all(octets, highest ? 0xFF : 0x00);
  std::copy(bits.bytes.begin(), bits.bytes.end(), all.begin());
  if (highest && !bits.bytes.empty()) {
    all[bits.bytes.size() - 1] |= static_cast<std::uint8_t>((1U << bits.unused_bits) - 1);
  }
  return addresses_text(all);
}

Result<std::string> read_end(Reader& reader, std::size_t octets, bool highest) {
  const auto at = reader.offset();
  const auto bits = reader.bit_string();
  if (!bits) return pass_on(bits);
  return address(*bits, octets, highest, at);
}

/// IPAddressOrRange: a prefix, or the two ends of a range.
Result<Description> read_addresses(Reader& list, std::size_t octets) {
  if (list.next_is(der::tag::sequence)) {
    auto range = list.enter(der::tag::sequence);
    if (!range) return pass_on(range);
    const auto first = read_end(*range, octets, false);
    if (!first) return pass_on(first);
    const auto last = read_end(*range, octets, true);
    if (!last) return pass_on(last);
    if (auto ended = range->finish(); !ended) return pass_on(ended);
    return Description(*first + "-" + *last);
  }
  const auto at = list.offset();
  const auto prefix = list.bit_string();
  if (!prefix) return pass_on(prefix);
  const auto start = address(*prefix, octets, false, at);
  if (!start) return pass_on(start);
  return Description(*start + "/" + std::to_string(prefix->bytes.size() * 8 - prefix->unused_bits));
}

/// IPAddressFamily: the family in two octets, and perhaps what kind of traffic in a third.
Result<Description> read_family(Reader& families) {
  auto reader = families.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto at = reader->offset();
  const auto family = reader->octet_string();
  if (!family) return pass_on(family);
  if (family->size() < 2 || family->size() > 3) return broken(at, "there is no such family");
  const bool v4 = (*family)[0] == 0 && (*family)[1] == 1;
  const bool v6 = (*family)[0] == 0 && (*family)[1] == 2;
  Description all;
  all.add("family", v4 ? Description("IPv4") : v6 ? Description("IPv6") : Description(*family));
  if (family->size() == 3) all.add("subsequent_family", family->subspan(2));
  if (reader->next_is(der::tag::null)) {
    if (auto inherit = reader->null(); !inherit) return pass_on(inherit);
    all.add("addresses", "inherit");
  } else if (v4 || v6) {
    auto list = reader->enter(der::tag::sequence);
    if (!list) return pass_on(list);
    auto addresses = describe_list(
        *list, [&](Reader& each) { return read_addresses(each, v4 ? v4_octets : v6_octets); });
    if (!addresses) return addresses;
    all.add("addresses", std::move(*addresses));
  } else {
    auto value = read_described_value(*reader);
    if (!value) return value;
    all.add("addresses", std::move(*value));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

/// ASIdOrRange.
Result<Description> read_numbers(Reader& list) {
  if (!list.next_is(der::tag::sequence)) return described(list.small_integer());
  auto range = list.enter(der::tag::sequence);
  if (!range) return pass_on(range);
  const auto first = range->small_integer();
  if (!first) return pass_on(first);
  const auto last = range->small_integer();
  if (!last) return pass_on(last);
  if (auto ended = range->finish(); !ended) return pass_on(ended);
  return Description(std::to_string(*first) + "-" + std::to_string(*last));
}

Result<Description> read_choice(Reader& reader) {
  if (reader.next_is(der::tag::null)) {
    if (auto inherit = reader.null(); !inherit) return pass_on(inherit);
    return Description("inherit");
  }
  auto list = reader.enter(der::tag::sequence);
  if (!list) return pass_on(list);
  return describe_list(*list, read_numbers);
}

}  // namespace

Result<Description> describe_address_blocks(ByteView value) {
  return describe_whole_list(value, read_family);
}

Result<Description> describe_system_numbers(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  Description all{Description::Record{}};
  for (const auto& [number, name] : {std::pair{0U, "as_numbers"}, std::pair{1U, "rdi"}}) {
    if (!reader->next_is(context_constructed(number))) continue;
    auto wrapped = reader->enter(context_constructed(number));
    if (!wrapped) return pass_on(wrapped);
    auto choice = read_choice(*wrapped);
    if (!choice) return choice;
    if (auto ended = wrapped->finish(); !ended) return pass_on(ended);
    all.add(name, std::move(*choice));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

}  // namespace accord::x509
