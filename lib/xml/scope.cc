#include "lib/xml/scope.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "lib/xml/namespaces.h"

namespace accord::xml {
namespace {

bool declares_namespace(pugi::xml_node element) noexcept {
  for (auto attribute = element.first_attribute(); !is_none(attribute);
       attribute = attribute.next_attribute()) {
    if (declared_prefix(attribute.name())) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string_view> Scope::find(std::string_view prefix) const noexcept {
  for (const auto* scope = this; scope != nullptr; scope = scope->outer) {
    for (const auto& binding : scope->own) {
      if (binding.prefix != prefix) continue;
      if (binding.uri.empty()) return std::nullopt;
      return binding.uri;
    }
  }
  if (prefix == "xml") return xml_namespace;
  return std::nullopt;
}

std::optional<std::string_view> declared_prefix(std::string_view name) noexcept {
  constexpr std::string_view word = "xmlns";
  if (name.substr(0, word.size()) != word) return std::nullopt;
  if (name.size() == word.size()) return std::string_view{};
  if (name[word.size()] != ':') return std::nullopt;
  return name.substr(word.size() + 1);
}

const Scope* Scopes::of(pugi::xml_node element, const Scope* parent) {
  if (!declares_namespace(element)) return parent;
  auto& kept = made_[element.internal_object()];
  if (kept == nullptr) kept = make(element, parent);
  return kept;
}

const Scope* Scopes::make(pugi::xml_node element, const Scope* parent) {
  std::vector<Scope::Binding> own;
  for (const auto attribute : element.attributes()) {
    const auto prefix = declared_prefix(attribute.name());
    if (!prefix) continue;
    const std::string_view uri = attribute.value();
    if (parent->find(*prefix).value_or(std::string_view{}) != uri) own.push_back({*prefix, uri});
  }
  if (own.empty()) return parent;
  std::pmr::polymorphic_allocator<> allocator(&arena_);
  auto* const kept = allocator.allocate_object<Scope::Binding>(own.size());
  std::uninitialized_copy(own.begin(), own.end(), kept);
  auto* const scope = allocator.allocate_object<Scope>();
  return std::construct_at(
      scope, Scope{parent, element.internal_object(), outermost_.document, {kept, own.size()}});
}

}  // namespace accord::xml
