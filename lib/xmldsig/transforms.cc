#include "lib/xmldsig/transforms.h"

#include <string_view>

#include "lib/xmldsig/names.h"
#include "lib/xmldsig/shape.h"

namespace accord::xmldsig {
namespace {

bool bears_only(const xml::Element& element, std::string_view attribute) {
  const auto all = element.attributes();
  return all.size() == 1 && all.front().name == xml::QName{{}, attribute};
}

std::vector<std::string> words(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  std::vector<std::string> list;
  for (auto from = text.find_first_not_of(space); from != std::string_view::npos;) {
    const auto to = text.find_first_of(space, from);
    list.emplace_back(text.substr(from, to - from));
    from = to == std::string_view::npos ? to : text.find_first_not_of(space, to);
  }
  return list;
}

/// The prefixes of the one InclusiveNamespaces child; an empty list without a child; nothing when
/// there is something else.
std::optional<std::vector<std::string>> inclusive_prefixes(const xml::Element& method) {
  const auto child = method.first_child();
  if (!child) return std::vector<std::string>{};
  if (child.next_sibling() || !child.is(exclusive::inclusive_namespaces) ||
      !bears_only(child, "PrefixList") || child.has_element_children() ||
      !child.trimmed_text().empty()) {
    return std::nullopt;
  }
  return words(child.attribute("PrefixList").value_or(""));
}

}  // namespace

std::optional<xml::CanonicalMethod> read_canonical_method(const xml::Element& element) {
  if (!bears_only(element, "Algorithm") || !element.trimmed_text().empty()) return std::nullopt;
  auto method = xml::canonical_method_from_uri(element.attribute("Algorithm").value_or(""));
  if (!method || method->with_comments) return std::nullopt;
  auto prefixes = inclusive_prefixes(element);
  if (!prefixes || (!method->exclusive && element.first_child())) return std::nullopt;
  method->inclusive_prefixes = std::move(*prefixes);
  return method;
}

std::optional<TransformChain> read_transforms(const xml::Element& transforms) {
  TransformChain chain;
  if (!transforms) return chain;
  auto next = transforms.first_child();
  if (next && next.attribute("Algorithm") == ds::enveloped_signature) {
    if (!bears_only(next, "Algorithm") || next.first_child() || !next.trimmed_text().empty()) {
      return std::nullopt;
    }
    chain.enveloped_signature = true;
    next = next.next_sibling();
  }
  if (next) {
    chain.canonical = read_canonical_method(next);
    if (!chain.canonical || next.next_sibling()) return std::nullopt;
  }
  return chain;
}

std::string describe_transforms(const xml::Element& transforms) {
  std::string text;
  if (transforms) {
    for (const auto& transform : transforms.children()) {
      if (!text.empty()) text += ", ";
      text += transform.attribute("Algorithm").value_or("(unnamed)");
      if (transform.first_child()) text += " with parameters";
    }
  }
  return text.empty() ? "(none)" : text;
}

}  // namespace accord::xmldsig
