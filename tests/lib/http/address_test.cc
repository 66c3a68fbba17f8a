#include "lib/http/address.h"

#include <array>

#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>

namespace accord::tests {
namespace {

bool is_public(const std::string& text) {
  std::array<std::uint8_t, 16> octets{};
  const bool is_6 = text.find(':') != std::string::npos;
  REQUIRE(::inet_pton(is_6 ? AF_INET6 : AF_INET, text.c_str(), octets.data()) == 1);
  const http::Octets address(octets.data(), is_6 ? 16U : 4U);
  CHECK(http::is_any(address));
  CHECK(http::to_string(address) == text);
  return http::is_public(address);
}

/// A range that is refused: the last address before it, its first, its last, and the first after
/// it. Empty where another refused range is next to it.
struct Edges {
  const char* before;
  const char* first;
  const char* last;
  const char* after;
};

void check(const Edges& edges) {
  INFO(edges.first << " to " << edges.last);
  const std::string before = edges.before;
  const std::string after = edges.after;
  CHECK((before.empty() || is_public(before)));
  CHECK_FALSE(is_public(edges.first));
  CHECK_FALSE(is_public(edges.last));
  CHECK((after.empty() || is_public(after)));
}

constexpr Edges edges_4[] = {
    {"", "0.0.0.0", "0.255.255.255", "1.0.0.0"},
    {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
    {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"},
    {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
    {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"},
    {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
    {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
    {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
    {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"},
    {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"},
    {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
    {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"},
    {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"},
    {"223.255.255.255", "224.0.0.0", "239.255.255.255", ""},
    {"", "240.0.0.0", "255.255.255.255", ""},
};

constexpr Edges edges_6[] = {
    {"", "::", "::1", ""},
    {"", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", ""},
    {"", "100::", "100::ffff:ffff:ffff:ffff", ""},
    {"", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "1fff::", "2000::"},
    {"2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
     "2001:200::"},
    {"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
     "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"},
    {"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
     "3fff:1000::"},
    {"3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     ""},
    {"", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    {"", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    {"", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    {"", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
    {"", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
};

}  // namespace

TEST_CASE(
    "special IPv4 addresses are refused, from the first to the last, and their neighbours are "
    "not") {
  for (const auto& edges : edges_4) check(edges);
}

TEST_CASE(
    "special IPv6 addresses are refused, from the first to the last, and their neighbours are "
    "not") {
  for (const auto& edges : edges_6) check(edges);
}

TEST_CASE("an IPv4 address within an IPv6 one is judged itself") {
  CHECK(is_public("::ffff:8.8.8.8"));
  CHECK_FALSE(is_public("::ffff:127.0.0.1"));
  CHECK_FALSE(is_public("::ffff:169.254.169.254"));
  CHECK(is_public("64:ff9b::808:808"));
  CHECK_FALSE(is_public("64:ff9b::a00:1"));
  CHECK(is_public("2002:808:808::1"));
  CHECK_FALSE(is_public("2002:c0a8:1::1"));
  CHECK_FALSE(is_public("2002:7f00:1::"));
  CHECK_FALSE(is_public("::8.8.8.8"));  // the form that RFC 4291 withdrew
}

TEST_CASE("public addresses are public, and what is no address is not") {
  for (const auto* text : {"8.8.8.8", "1.1.1.1", "193.0.0.1", "2606:4700::1111", "2a00:1450::1"}) {
    INFO(text);
    CHECK(is_public(text));
  }
  const std::array<std::uint8_t, 16> octets{8, 8, 8, 8, 8};
  CHECK_FALSE(http::is_public({}));
  CHECK_FALSE(http::is_public(http::Octets(octets.data(), 5)));
  CHECK_FALSE(http::is_any({}));
  CHECK(http::to_string({}) == "no IP address");
}

}  // namespace accord::tests
