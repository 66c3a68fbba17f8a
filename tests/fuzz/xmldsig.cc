// Verification of any document: a verdict and its findings agree, and what is called intact covers
// the root. Signing's search for the end of the root finds it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lib/xmldsig/root_end.h"
#include "lib/xmldsig/verify.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// An element put before the root's end is the last child of the root.
void check_insertion(const std::string& text) {
  accord::outcome::Budget budget;
  const auto document = accord::xml::Document::parse(
      accord::xmldsig::insert_before_root_end(text, "<last xmlns=\"urn:last\"/>"), budget);
  // The limits on depth and the like may be reached by the one element more.
  if (!document) {
    require(document.error().id == accord::outcome::FindingId::budget_exhausted);
    return;
  }
  const auto children = document->root().children();
  require(!children.empty() && children.back().is({"urn:last", "last"}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  accord::outcome::Budget budget;
  const auto document = accord::xml::Document::parse(text, budget);
  if (!document) return 0;
  accord::outcome::Findings findings;
  const auto intact = accord::xmldsig::verify_enveloped(*document, {}, budget, findings);
  require(intact.has_value() != findings.blocking());
  if (intact) {
    require(intact->signed_root() == document->root());
    require(intact->signature_element().parent() == document->root());
  }
  check_insertion(text);
  return 0;
}
