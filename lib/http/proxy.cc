#include "lib/http/proxy.h"

#include <algorithm>

namespace accord::http {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

std::string host_of(const Url& url) {
  const std::string_view text = url.text();
  auto rest = text.substr(text.find("//") + 2);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  const auto bracket = rest.find(']');
  const auto colon = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
  return lower(rest.substr(0, colon));
}

bool is_excepted(std::string_view host, std::string_view pattern) {
  if (pattern == "*") return true;
  if (!pattern.empty() && pattern.front() == '.') pattern.remove_prefix(1);
  if (pattern.empty() || host.size() < pattern.size()) return false;
  const auto start = host.size() - pattern.size();
  return host.substr(start) == pattern && (start == 0 || host[start - 1] == '.');
}

}  // namespace

std::string proxy_for(const Proxy& proxy, const Url& url) {
  const auto& chosen = url.is_secure() ? proxy.for_https : proxy.for_http;
  if (chosen.empty()) return {};
  const auto host = host_of(url);
  const auto all = lower(proxy.except);
  std::string_view rest = all;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    auto one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (is_excepted(host, one)) return {};
  }
  return chosen;
}

}  // namespace accord::http
