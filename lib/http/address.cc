#include "lib/http/address.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace accord::http {
namespace {

struct Range {
  std::array<std::uint8_t, 12> prefix;
  unsigned bits;
};

constexpr Range not_public_4[] = {
    {{0}, 8},              // this network
    {{10}, 8},             // private (RFC 1918)
    {{100, 64}, 10},       // shared by carriers (RFC 6598)
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link local, and with it the metadata services of clouds
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 88, 99}, 24},   // 6to4 relays, no longer in use
    {{192, 168}, 16},      // private
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, and broadcast
};

constexpr Range global_unicast_6{{0x20}, 3};
constexpr Range not_public_6[] = {
    {{0x20, 0x01}, 23},              // protocol assignments, Teredo among them
    {{0x20, 0x01, 0x0D, 0xB8}, 32},  // documentation
    {{0x3F, 0xFF}, 20},              // documentation (RFC 9637)
};

// IPv6 addresses that lead to an IPv4 address within them.
struct Embedding {
  Range range;
  std::size_t at;  // where the IPv4 address begins
};
constexpr Embedding embeddings[] = {
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96}, 12},  // mapped (RFC 4291, 2.5.5.2)
    {{{0, 0x64, 0xFF, 0x9B}, 96}, 12},                       // NAT64 (RFC 6052, 2.1)
    {{{0x20, 0x02}, 16}, 2},                                 // 6to4 (RFC 3056, 2)
};

bool lies_in(Octets address, const Range& range) noexcept {
  const auto whole = range.bits / 8;
  if (!std::equal(address.begin(), address.begin() + whole, range.prefix.begin())) return false;
  const auto rest = range.bits % 8;
  if (rest == 0) return true;
  return (address[whole] ^ range.prefix[whole]) >> (8 - rest) == 0;
}

bool is_public_4(Octets address) noexcept {
  return std::none_of(std::begin(not_public_4), std::end(not_public_4),
                      [&](const Range& range) { return lies_in(address, range); });
}

bool is_public_6(Octets address) noexcept {
  for (const auto& embedding : embeddings) {
    if (lies_in(address, embedding.range)) return is_public_4(address.subspan(embedding.at, 4));
  }
  return lies_in(address, global_unicast_6) &&
         std::none_of(std::begin(not_public_6), std::end(not_public_6),
                      [&](const Range& range) { return lies_in(address, range); });
}

constexpr std::size_t size_4 = 4;
constexpr std::size_t size_6 = 16;

}  // namespace

bool is_public(Octets address) noexcept {
  if (address.size() == size_4) return is_public_4(address);
  return address.size() == size_6 && is_public_6(address);
}

bool is_any(Octets address) noexcept {
  return address.size() == size_4 || address.size() == size_6;
}

std::string to_string(Octets address) {
  if (!is_any(address)) return "no IP address";
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = address.size() == size_4 ? AF_INET : AF_INET6;
  ::inet_ntop(family, address.data(), text.data(), static_cast<socklen_t>(text.size()));
  return text.data();
}

}  // namespace accord::http
