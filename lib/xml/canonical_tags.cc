#include "lib/xml/canonical_tags.h"

#include <algorithm>
#include <tuple>

#include "lib/xml/characters.h"
#include "lib/xml/namespaces.h"

namespace accord::xml {
namespace {

std::string_view prefix_of(std::string_view name) noexcept {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

// RFC 3986, 4.3: an absolute URI begins with a scheme and a colon.
bool is_absolute(std::string_view uri) noexcept {
  const auto colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto scheme = uri.substr(0, colon);
  return is_letter(scheme.front()) && std::all_of(scheme.begin(), scheme.end(), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
         });
}

}  // namespace

CanonicalTags::CanonicalTags(const CanonicalMethod& method, DocumentState& document,
                             CanonicalOutput& out)
    : exclusive_(method.exclusive), document_(document), out_(out) {
  if (!exclusive_) return;
  for (const auto& prefix : method.inclusive_prefixes) {
    inclusive_prefixes_.push_back(prefix == "#default" ? std::string_view{}
                                                       : std::string_view(prefix));
  }
  std::sort(inclusive_prefixes_.begin(), inclusive_prefixes_.end());
}

outcome::Result<void> CanonicalTags::start(const Node& element) {
  const bool apex = !started_;
  started_ = true;
  if (apex) enter_ancestors(element);
  const auto name = document_.tree.text(element);
  open_.push_back({name, in_scope_.size(), rendered_.size()});
  collect(element);
  if (apex && !exclusive_) import_attributes(element);
  sort_attributes();
  choose_namespaces(document_.tree.prefix(element), apex);
  if (!declared_.empty() || !to_render_.empty()) {
    if (auto absolute = check_absolute(element); !absolute) return absolute;
  }
  write(name);
  return {};
}

void CanonicalTags::end() {
  const auto& open = open_.back();
  out_.put("</");
  out_.put(open.name);
  out_.put('>');
  if (open.in_scope != in_scope_.size() || open.rendered != rendered_.size()) {
    in_scope_.shrink(open.in_scope);
    rendered_.shrink(open.rendered);
    settled_.reset();
  }
  open_.pop_back();
}

// What the elements around the apex declare is in scope there, although they are not written.
void CanonicalTags::enter_ancestors(const Node& apex) {
  const auto& tree = document_.tree;
  std::vector<const Node*> chain;
  for (const auto* above = document_.at(apex.parent); above != nullptr;
       above = document_.at(above->parent)) {
    chain.push_back(above);
  }
  for (auto above = chain.rbegin(); above != chain.rend(); ++above) {
    for_each_attribute(tree, **above, [&](const TreeAttribute& attribute) {
      if (attribute.ns != namespace_number::xmlns) return;
      in_scope_.bind(tree.declared_prefix(attribute), tree.value(attribute));
    });
  }
}

void CanonicalTags::collect(const Node& element) {
  declared_.clear();
  attributes_.clear();
  const auto& tree = document_.tree;
  for_each_attribute(tree, element, [&](const TreeAttribute& attribute) {
    const auto value = tree.value(attribute);
    if (attribute.ns == namespace_number::xmlns) {
      const auto prefix = tree.declared_prefix(attribute);
      if (in_scope_.bind(prefix, value)) declared_.push_back({prefix, value});
    } else {
      attributes_.push_back(
          {tree.namespace_name(attribute.ns), tree.local(attribute), tree.name(attribute), value});
    }
  });
  if (!declared_.empty()) settled_.reset();
}

// Canonical XML 1.0, 2.2: by namespace, those in none first, then by local name.
void CanonicalTags::sort_attributes() {
  if (attributes_.size() < 2) return;
  std::sort(attributes_.begin(), attributes_.end(), [](const Attribute& a, const Attribute& b) {
    return std::tie(a.uri, a.local) < std::tie(b.uri, b.local);
  });
}

// Canonical XML 1.0, 2.4: the nearest xml: attributes of the ancestors stand on an apex that has
// none of the same name.
void CanonicalTags::import_attributes(const Node& apex) {
  const auto& tree = document_.tree;
  std::vector<Attribute> found;
  for (const auto* above = &apex; above != nullptr; above = document_.at(above->parent)) {
    for_each_attribute(tree, *above, [&](const TreeAttribute& attribute) {
      if (attribute.ns != namespace_number::xml) return;
      found.push_back(
          {xml_namespace, tree.local(attribute), tree.name(attribute), tree.value(attribute)});
    });
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Attribute& a, const Attribute& b) { return a.local < b.local; });
  const auto last =
      std::unique(found.begin(), found.end(),
                  [](const Attribute& a, const Attribute& b) { return a.local == b.local; });
  const auto own = std::remove_if(attributes_.begin(), attributes_.end(),
                                  [&](const Attribute& a) { return prefix_of(a.name) == "xml"; });
  attributes_.erase(own, attributes_.end());
  attributes_.insert(attributes_.end(), found.begin(), last);
}

// Inclusive: every namespace in scope, which below the apex are those that the element changes.
// Exclusive (clause 3): the prefixes that the element's and its attributes' names use, and of the
// PrefixList's as if inclusive.
void CanonicalTags::choose_namespaces(std::string_view prefix, bool apex) {
  to_render_.clear();
  if (!exclusive_) {
    if (apex) {
      for (const auto& binding : in_scope_.all()) use(binding.prefix);
    }
    for (const auto& declaration : declared_) use(declaration.prefix);
  } else {
    use(prefix);
    for (const auto& attribute : attributes_) {
      if (const auto own = prefix_of(attribute.name); !own.empty()) use(own);
    }
    if (apex) {
      for (const auto listed : inclusive_prefixes_) use(listed);
    }
    for (const auto& declaration : declared_) {
      if (std::binary_search(inclusive_prefixes_.begin(), inclusive_prefixes_.end(),
                             declaration.prefix))
        use(declaration.prefix);
    }
  }
  std::sort(to_render_.begin(), to_render_.end(),
            [](const Declaration& a, const Declaration& b) { return a.prefix < b.prefix; });
}

// Renders what the prefix is bound to, unless the output has that already: for the default, "bound
// to none" is a value too (xmlns="").
void CanonicalTags::use(std::string_view prefix) {
  if (settled_ == prefix) return;
  settled_ = prefix;
  const auto uri = in_scope_.find(prefix).value_or(std::string_view{});
  if (rendered_.bind(prefix, uri)) to_render_.push_back({prefix, uri});
}

// Canonical XML 1.0, 1.3 and 2.1: "implementations MUST report an operation failure on documents
// containing relative namespace URIs".
outcome::Result<void> CanonicalTags::check_absolute(const Node& element) const {
  for (const auto* list : {&declared_, &to_render_}) {
    for (const auto& declaration : *list) {
      if (declaration.uri.empty() || is_absolute(declaration.uri)) continue;
      return outcome::fail(outcome::FindingId::xml_relative_namespace,
                           Access::make(&element, &document_).about(),
                           {{"name", std::string(declaration.uri)}});
    }
  }
  return {};
}

void CanonicalTags::write(std::string_view name) {
  out_.put('<');
  out_.put(name);
  for (const auto& declaration : to_render_) {
    out_.put(declaration.prefix.empty() ? " xmlns" : " xmlns:");
    out_.put(declaration.prefix);
    out_.put("=\"");
    out_.put_value(declaration.uri);
    out_.put('"');
  }
  for (const auto& attribute : attributes_) {
    out_.put(' ');
    out_.put(attribute.name);
    out_.put("=\"");
    out_.put_value(attribute.value);
    out_.put('"');
  }
  out_.put('>');
}

}  // namespace accord::xml
