#pragma once

#include <span>
#include <vector>

#include "lib/outcome/finding.h"
#include "trustlist/model/list.h"

namespace accord::trustlist {

/// One step of who took over a service (TS 119 612, 5.5.9.3): what an entry says, and what of it
/// is in the lists at hand.
struct TakeoverStep {
  const TakenOverBy* said = nullptr;
  const TrustedList* list = nullptr;   ///< nullptr when the provider is not in the lists
  const Provider* provider = nullptr;  ///< the same
  const Service* service = nullptr;    ///< nullptr when the provider has no service with that key
};

/// Why the steps end.
enum class TakeoverEnd : std::uint8_t {
  held,        ///< the last service says of no further one; or there is no step at all
  no_service,  ///< the last provider is listed and has no service with the key
  not_listed,  ///< the last provider is not in the lists at hand
  ambiguous,   ///< several services or providers may be meant, and they do not say the same
  loop         ///< the last step leads to a service that was met before
};
[[nodiscard]] std::string_view to_string(TakeoverEnd end) noexcept;

struct Takeover {
  std::vector<TakeoverStep> steps;
  TakeoverEnd end = TakeoverEnd::held;
};

/// Who took over the service, by what current entries say, one after the other. A provider is the
/// one named when it is in a list of the territory and has one of the names or trade names in any
/// language (compared as names in certificates are: RFC 5280, 7.1); a service is the one taken over
/// when it has the same key or key identifier, and, where there are several, the same type. The
/// lists must outlive the result.
[[nodiscard]] Takeover follow_takeover(std::span<const TrustedList* const> lists,
                                       const Service& service);

/// Adds what a relying party has to know of it: `takeover_loop`, `takeover_not_listed`,
/// `takeover_ambiguous`.
void report(const Takeover& takeover, const Service& service, const outcome::About& about,
            outcome::Findings& findings);

/// Whether one of the texts is among the others, in any language.
[[nodiscard]] bool share_name(const LocalisedTexts& some, const LocalisedTexts& others);

}  // namespace accord::trustlist
