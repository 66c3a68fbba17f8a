#include "tests/trustlist/mutator/covered.h"

#include "tests/lib/xml/libxml2_peer.h"
#include "tests/trustlist/mutator/markup.h"

namespace accord::tests::mutants {
namespace {

constexpr std::string_view ds = "http://www.w3.org/2000/09/xmldsig#";
constexpr std::string_view xades = "http://uri.etsi.org/01903/v1.3.2#";

/// The number of the one element of that name, or `none`.
std::size_t only(const std::vector<PeerElement>& elements, std::string_view ns,
                 std::string_view local) {
  std::size_t found = none;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].ns != ns || elements[i].local != local) continue;
    if (found != none) return none;
    found = i;
  }
  return found;
}

}  // namespace

std::optional<Covered> covered_by_libxml2(std::string_view text, bool root_only) {
  auto document = PeerDocument::parse(text);
  if (!document) return std::nullopt;
  document->make_namespaces_uris();
  const auto elements = document->elements();
  const auto signature = only(elements, ds, "Signature");
  const auto info = only(elements, ds, "SignedInfo");
  const auto properties = only(elements, xades, "SignedProperties");
  if (signature == none || info == none || properties == none) return std::nullopt;
  const PeerDocument::Method exclusive{true, false, {}};
  return Covered{root_only ? document->canonical(exclusive, 0, signature)
                           : document->canonical_less(exclusive, signature),
                 document->canonical(exclusive, properties, std::nullopt),
                 document->canonical(exclusive, info, std::nullopt)};
}

}  // namespace accord::tests::mutants
