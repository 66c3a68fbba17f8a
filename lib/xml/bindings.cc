#include "lib/xml/bindings.h"

#include <algorithm>

#include "lib/xml/namespaces.h"

namespace accord::xml {
namespace {

std::uint64_t key_of(std::string_view prefix) noexcept {
  std::uint64_t key = std::min<std::uint64_t>(prefix.size(), 255);
  for (const char c : prefix.substr(0, 7)) key = (key << 8U) | static_cast<unsigned char>(c);
  return key;
}

}  // namespace

bool Bindings::bind(std::string_view prefix, std::string_view uri) {
  if (find(prefix).value_or(std::string_view{}) == uri) return false;
  stack_.push_back({key_of(prefix), prefix, uri});
  return true;
}

std::optional<std::string_view> Bindings::find(std::string_view prefix) const noexcept {
  if (prefix == "xml") return xml_namespace;
  const auto key = key_of(prefix);
  for (auto binding = stack_.rbegin(); binding != stack_.rend(); ++binding) {
    if (binding->key != key) continue;
    if (prefix.size() > 7 && binding->prefix != prefix) continue;
    if (binding->uri.empty()) return std::nullopt;
    return binding->uri;
  }
  return std::nullopt;
}

}  // namespace accord::xml
