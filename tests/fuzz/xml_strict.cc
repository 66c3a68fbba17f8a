// The strict check on any bytes; what it accepts must become a tree that can be walked in every
// direction.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lib/xml/document.h"

namespace {

using accord::outcome::Budget;
using accord::outcome::Cost;
using accord::xml::Document;
using accord::xml::Element;

void require(bool holds) {
  if (!holds) std::abort();
}

std::size_t walk(const Element& root) {
  std::size_t count = 0;
  for (auto at = root; at;) {
    ++count;
    require(at.line() > 0);
    require(at.is(at.name()));
    for (const auto& attribute : at.attributes())
      require(at.attribute(attribute.name) == attribute.value);
    static_cast<void>(at.trimmed_text());
    if (const auto child = at.first_child()) {
      require(child.parent() == at);
      at = child;
      continue;
    }
    while (at && !at.next_sibling()) at = at.parent();
    if (at) at = at.next_sibling();
  }
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Budget budget;
  const auto checked = accord::xml::check_strictly(bytes, budget);
  Budget again;
  const auto document = Document::parse(std::string(bytes), again);
  require(checked.has_value() == document.has_value());
  if (!document) {
    require(checked.error() == document.error());
    require(!accord::outcome::message(checked.error()).empty());
    return 0;
  }
  require(walk(document->root()) == budget.spent(Cost::elements));
  require(document->elements_with_id("no such id").empty());
  static_cast<void>(document->duplicate_ids());
  static_cast<void>(document->root().path());
  return 0;
}
