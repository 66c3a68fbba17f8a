#pragma once

#include <string_view>
#include <unordered_set>

#include "trustlist/scheme/marked_text.h"

namespace accord::trustlist::scheme {

/// The place of no element.
inline constexpr std::size_t no_partner = std::string_view::npos;
using Partners = std::vector<std::size_t>;

/// What elements say that go from one place of a document to another: with their text, so that no
/// other element takes their place.
struct Moves {
  std::unordered_set<std::string_view>
      away;                                 ///< meanings of old elements that are wanted elsewhere
  std::unordered_set<std::string_view> in;  ///< meanings of new ones that stood elsewhere
};

/// Which of the new children takes the place of each old one: those that say the same first, then
/// those of one name between them that do not move. `no_partner`: it is gone. Takes no memory by
/// the product of both lengths beyond 16 MB.
[[nodiscard]] Partners partners(const std::vector<MarkedElement>& before,
                                const std::vector<MarkedElement>& after, const Moves& moves);

/// What moves when one document becomes the other: elements at or below those that are gone, and at
/// or below those that are new. The documents must outlive the result.
[[nodiscard]] Moves moves_between(const MarkedElement& before, const MarkedElement& after);

}  // namespace accord::trustlist::scheme
