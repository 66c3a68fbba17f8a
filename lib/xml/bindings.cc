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

bool Bindings::bind(std::string_view prefix, std::string_view uri, std::uint32_t number) {
  if (find(prefix).value_or(std::string_view{}) == uri) return false;
  stack_.push_back({key_of(prefix), prefix, uri, number});
  return true;
}

const Bindings::Binding* Bindings::innermost(std::string_view prefix) const noexcept {
  const auto key = key_of(prefix);
  for (auto binding = stack_.rbegin(); binding != stack_.rend(); ++binding) {
    if (binding->key != key) continue;
    if (prefix.size() > 7 && binding->prefix != prefix) continue;
    return &*binding;
  }
  return nullptr;
}

std::optional<std::string_view> Bindings::find(std::string_view prefix) const noexcept {
  if (prefix == "xml") return xml_namespace;
  const auto* const binding = innermost(prefix);
  if (binding == nullptr || binding->uri.empty()) return std::nullopt;
  return binding->uri;
}

}  // namespace accord::xml
