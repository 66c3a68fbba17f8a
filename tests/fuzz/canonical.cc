// Canonical forms of any document: a canonical form is well-formed and is its own canonical form.
#include "lib/xml/canonical.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

namespace {

using accord::outcome::Budget;
using accord::outcome::FindingId;
using accord::xml::CanonicalMethod;
using accord::xml::Document;
using accord::xml::Element;

void require(bool holds) {
  if (!holds) std::abort();
}

Budget generous() {
  Budget budget;
  // Canonical form repeats namespaces where they are used, so it can be larger and have more of
  // them.
  budget.set_limit(accord::outcome::Cost::attributes, 100'000);
  budget.set_limit(accord::outcome::Cost::namespaces_in_scope, 100'000);
  return budget;
}

std::optional<std::string> canonical(const Element& apex, bool whole, const Element& without,
                                     const CanonicalMethod& method) {
  auto budget = generous();
  auto made = accord::xml::canonical_text({apex, whole, without}, method, budget);
  if (made) return *made;
  require(made.error().id == FindingId::xml_relative_namespace);
  return std::nullopt;
}

void check_fixed_point(const Element& apex, bool whole, const CanonicalMethod& method) {
  const auto first = canonical(apex, whole, {}, method);
  if (!first) return;
  auto budget = generous();
  const auto read = Document::parse(*first, budget);
  require(read.has_value());
  require(canonical(read->root(), true, {}, method) == first);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Budget budget;
  const auto document =
      Document::parse(std::string(reinterpret_cast<const char*>(data), size), budget);
  if (!document) return 0;
  auto inner = document->root();
  for (auto at = inner; at; at = at.first_child()) inner = at;
  for (const bool exclusive : {false, true}) {
    for (const bool with_comments : {false, true}) {
      const CanonicalMethod method{exclusive, with_comments, {}};
      check_fixed_point(document->root(), true, method);
      check_fixed_point(inner, false, method);
      static_cast<void>(canonical(document->root(), true, inner, method));
    }
  }
  check_fixed_point(document->root(), false, {true, false, {"a", "b", "#default", "xml"}});
  return 0;
}
