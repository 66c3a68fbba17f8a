#include "lib/xml/start_tag.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "lib/xml/characters.h"
#include "lib/xml/namespaces.h"
#include "lib/xml/references.h"

namespace accord::xml {
namespace {

using outcome::Cost;
using outcome::FindingId;

// Names are compared wherever they are used, which costs their length: short names keep that work
// in proportion to the input. Names in use have under 150 bytes.
constexpr std::size_t longest_namespace_name = 512;
// The path of an element repeats the names of all that are around it, and each finding has one.
// Names in use have under 60 bytes.
constexpr std::size_t longest_name = 512;

bool is_declaration(const RawName& name) noexcept {
  return name.prefix == "xmlns" || (name.prefix.empty() && name.local == "xmlns");
}

}  // namespace

bool StartTags::take(RawName& name, bool& empty) {
  attributes_.clear();
  if (!cursor_.take_qname(name, "the name of an element") || !is_short(name)) return false;
  for (;;) {
    const bool spaced = cursor_.skip_space();
    if (cursor_.is('>') || cursor_.is('/')) break;
    if (!spaced) return cursor_.expected("white space, \">\" or \"/>\"");
    if (!take_attribute()) return false;
  }
  empty = cursor_.is('/');
  if (empty) cursor_.advance(1);
  if (!cursor_.take(">", "\">\"")) return false;
  if ((!attributes_.empty() || !name.prefix.empty()) && !resolve_all(name)) return false;
  if (tree_ != nullptr) add_to_tree(name);
  return true;
}

void StartTags::leave_scope(std::size_t scope) {
  if (scope == bindings_.size()) return;
  bindings_.shrink(scope);
  while (!decoded_.empty() && decoded_.back().scope >= scope) decoded_.pop_back();
}

bool StartTags::take_attribute() {
  RawName name;
  if (!cursor_.take_qname(name, "the name of an attribute, \">\" or \"/>\"") || !is_short(name)) {
    return false;
  }
  if (const auto allowed = budget_.allow(Cost::attributes, attributes_.size() + 1); !allowed) {
    auto finding = allowed.error();
    finding.about = cursor_.about(name.full.data());
    return cursor_.fail(std::move(finding));
  }
  cursor_.skip_space();
  if (!cursor_.take("=", "\"=\" after the name of an attribute")) return false;
  cursor_.skip_space();
  Value value;
  if (!take_value(value)) return false;
  attributes_.push_back({name, value, {}});
  return !is_declaration(name) || declare(name, value);
}

bool StartTags::is_short(const RawName& name) {
  return name.full.size() <= longest_name ||
         cursor_.fail(FindingId::xml_namespace_misuse, name.full.data(),
                      {{"rule", fmt::format("a name has at most {} bytes (a limit of Accord's)",
                                            longest_name)}});
}

bool StartTags::take_value(Value& value) {
  if (!cursor_.is('"') && !cursor_.is('\'')) return cursor_.expected("a quoted value");
  const char quote = *cursor_.at();
  cursor_.advance(1);
  const char* const from = cursor_.at();
  for (const char* const end = cursor_.end();;) {
    const char* at = cursor_.at();
    while (at != end && has_class(*at, character_class::value)) ++at;
    cursor_.move_to(at);
    if (at == end) return cursor_.expected("the closing quote of an attribute's value");
    if (*at == quote) break;
    if (*at == '"' || *at == '\'') {
      cursor_.advance(1);
    } else if (is_space(*at)) {
      value.plain = false;
      cursor_.advance(1);
    } else if (*at == '&') {
      value.plain = false;
      if (!cursor_.take_reference()) return false;
    } else if (is_ascii(*at)) {
      return cursor_.expected("\"&lt;\" (written so in an attribute's value)");
    } else if (!cursor_.take_beyond_ascii()) {
      return false;
    }
  }
  value.raw = {from, static_cast<std::size_t>(cursor_.at() - from)};
  cursor_.advance(1);
  return true;
}

bool StartTags::declare(const RawName& name, const Value& value) {
  const auto prefix = name.prefix.empty() ? std::string_view{} : name.local;
  auto uri = value.raw;
  if (!value.plain) {
    decoded_.push_back({bindings_.size(), normalised_value(value.raw)});
    uri = decoded_.back().uri;
  }
  if (!check_declaration(name, prefix, uri)) return false;
  const auto number = tree_ == nullptr ? 0 : tree_->next_attribute() + attributes_.size() - 1;
  if (!bindings_.bind(prefix, uri,
                      static_cast<std::uint32_t>(number + namespace_number::declared))) {
    if (!value.plain) decoded_.pop_back();
    return true;
  }
  if (const auto allowed = budget_.allow(Cost::namespaces_in_scope, bindings_.size()); !allowed) {
    auto finding = allowed.error();
    finding.about = cursor_.about(name.full.data());
    return cursor_.fail(std::move(finding));
  }
  return true;
}

// Namespaces in XML 1.0, 3 (reserved prefixes and names) and 5 (no prefix undeclaring).
bool StartTags::check_declaration(const RawName& name, std::string_view prefix,
                                  std::string_view uri) {
  std::string rule;
  if (prefix == "xmlns") {
    rule = "the prefix \"xmlns\" is not declared";
  } else if (prefix == "xml" && uri != xml_namespace) {
    rule = "the prefix \"xml\" is bound to no other namespace than its own";
  } else if (prefix != "xml" && uri == xml_namespace) {
    rule = "the namespace of \"xml\" is bound to no other prefix and is not the default";
  } else if (uri == xmlns_namespace) {
    rule = "the namespace of \"xmlns\" is not declared";
  } else if (uri.size() > longest_namespace_name) {
    rule = fmt::format("a namespace name has at most {} bytes (a limit of Accord's)",
                       longest_namespace_name);
  } else if (!name.prefix.empty() && uri.empty()) {
    rule = fmt::format("the prefix \"{}\" is bound to an empty name", prefix);
  }
  return rule.empty() || cursor_.fail(FindingId::xml_namespace_misuse, name.full.data(),
                                      {{"rule", std::move(rule)}});
}

bool StartTags::resolve(const RawName& name, Namespace& ns) {
  if (name.prefix.empty()) return true;
  if (name.prefix == "xml") {
    ns = {xml_namespace, namespace_number::xml};
    return true;
  }
  if (const auto* const found = bindings_.innermost(name.prefix)) {
    ns = {found->uri, found->number};
    return true;
  }
  return cursor_.fail(FindingId::xml_undeclared_prefix, name.full.data(),
                      {{"name", std::string(name.full)}, {"prefix", std::string(name.prefix)}});
}

bool StartTags::resolve_all(const RawName& element) {
  if (element.prefix == "xmlns") {
    return cursor_.fail(FindingId::xml_namespace_misuse, element.full.data(),
                        {{"rule", "an element's name does not have the prefix \"xmlns\""}});
  }
  Namespace ns;
  if (!resolve(element, ns)) return false;
  for (auto& attribute : attributes_) {
    if (is_declaration(attribute.name)) {
      attribute.ns = {xmlns_namespace, namespace_number::xmlns};
    } else if (!resolve(attribute.name, attribute.ns)) {
      return false;
    }
  }
  return attributes_.size() < 2 || check_unique();
}

void StartTags::add_to_tree(const RawName& element) {
  const auto first = tree_->next_attribute();
  for (const auto& attribute : attributes_) {
    tree_->attribute(attribute.name, attribute.ns.number, attribute.value.raw,
                     attribute.value.plain);
  }
  auto ns = namespace_number::none;
  if (element.prefix == "xml") {
    ns = namespace_number::xml;
  } else if (const auto* const found = bindings_.innermost(element.prefix)) {
    if (!found->uri.empty()) ns = found->number;
  }
  tree_->start_element(element, ns, first);
}

// XML 1.0, 3.1 (unique attribute) and Namespaces in XML 1.0, 6.3: neither the same name nor the
// same local name in the same namespace. With equal names the prefixes are equal, hence the
// namespaces: one comparison does for both.
bool StartTags::check_unique() {
  constexpr std::size_t few = 8;
  const auto same = [](const Attribute& a, const Attribute& b) {
    return a.name.local == b.name.local && a.ns.uri == b.ns.uri;
  };
  if (attributes_.size() <= few) {
    for (auto second = attributes_.begin() + 1; second != attributes_.end(); ++second) {
      const bool twice = std::any_of(attributes_.begin(), second,
                                     [&](const Attribute& first) { return same(first, *second); });
      if (twice) return refuse_duplicate(*second);
    }
    return true;
  }
  sorted_.clear();
  for (const auto& attribute : attributes_) sorted_.push_back(&attribute);
  std::sort(sorted_.begin(), sorted_.end(), [](const Attribute* a, const Attribute* b) {
    return std::make_tuple(a->name.local, a->ns.uri, a->name.full.data()) <
           std::make_tuple(b->name.local, b->ns.uri, b->name.full.data());
  });
  const auto first =
      std::adjacent_find(sorted_.begin(), sorted_.end(),
                         [&](const Attribute* a, const Attribute* b) { return same(*a, *b); });
  return first == sorted_.end() || refuse_duplicate(**(first + 1));
}

bool StartTags::refuse_duplicate(const Attribute& attribute) {
  return cursor_.fail(FindingId::xml_duplicate_attribute, attribute.name.full.data(),
                      {{"name", std::string(attribute.name.full)}});
}

}  // namespace accord::xml
