#include <algorithm>
#include <set>

#include "trustlist/lint/rule.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

using outcome::FindingId;

template <typename Visit>
void each_agreement(const TrustedList& list, Visit visit) {
  for (const auto& pointer : list.pointers) {
    if (pointer.agreement.has_value()) visit(pointer, *pointer.agreement);
  }
}

template <typename Visit>
void each_terms(const TrustedList& list, Visit visit) {
  each_agreement(list, [&](const Pointer& pointer, const RecognitionAgreement& agreement) {
    for (const auto& equivalence : agreement.equivalences) {
      visit(pointer, equivalence, equivalence.current);
      for (const auto& past : equivalence.history) visit(pointer, equivalence, past);
    }
  });
}

/// The pointer, with the line of the terms.
outcome::About place_of(Inspection& inspection, const Pointer& pointer, const Place& place) {
  auto about = inspection.find(Spot::of(pointer)).about();
  if (place.line != 0) about.line = place.line;
  return about;
}

void in_list_of_lists(Inspection& inspection) {
  if (inspection.list().is_list_of_lists()) return;
  each_agreement(inspection.list(), [&](const Pointer& pointer, const RecognitionAgreement&) {
    inspection.report(FindingId::lint_agreement_place, Spot::of(pointer));
  });
}

void known_status(Inspection& inspection) {
  each_terms(inspection.list(), [&](const Pointer& pointer, const Equivalence& equivalence,
                                    const EquivalenceTerms& terms) {
    if (terms.status == uri::enacted || terms.status == uri::repealed) return;
    inspection.report(FindingId::lint_agreement_status_unknown,
                      place_of(inspection, pointer, terms.place),
                      {{"equivalence", equivalence.legal_identifier}, {"status", terms.status}});
  });
}

void status_one_way(Inspection& inspection) {
  each_terms(inspection.list(), [&](const Pointer& pointer, const Equivalence& equivalence,
                                    const EquivalenceTerms& terms) {
    const std::set<std::string_view> valid(terms.valid.pointed.begin(), terms.valid.pointed.end());
    const auto& invalid = terms.invalid.pointed;
    const auto both = std::find_if(invalid.begin(), invalid.end(), [&](const std::string& status) {
      return valid.count(status) != 0;
    });
    if (both == invalid.end()) return;
    inspection.report(FindingId::lint_agreement_status_both,
                      place_of(inspection, pointer, terms.place),
                      {{"equivalence", equivalence.legal_identifier},
                       {"status", std::string(short_name(*both))}});
  });
}

/// The pointed kinds, in which a service is looked for.
std::string key_of(const Equivalence& equivalence) {
  std::set<std::string> kinds;
  for (const auto& kind : equivalence.current.pointed_kinds) {
    kinds.insert(kind.type + '\n' + (kind.additional ? kind.additional->uri.text : std::string()));
  }
  auto key = equivalence.legal_identifier;
  for (const auto& kind : kinds) key.append("\n\n").append(kind);
  return key;
}

void each_equivalence_once(Inspection& inspection) {
  each_agreement(inspection.list(),
                 [&](const Pointer& pointer, const RecognitionAgreement& agreement) {
                   std::set<std::string> seen;
                   for (const auto& equivalence : agreement.equivalences) {
                     if (seen.insert(key_of(equivalence)).second) continue;
                     inspection.report(FindingId::lint_agreement_repeated,
                                       place_of(inspection, pointer, equivalence.current.place),
                                       {{"equivalence", equivalence.legal_identifier}});
                   }
                 });
}

constexpr Rule rules[] = {
    {FindingId::lint_agreement_place, holds_in::all_but_plain,
     "Recognition agreements stand in lists of lists.", in_list_of_lists},
    {FindingId::lint_agreement_status_unknown, holds_in::both_forms,
     "Equivalences are enacted or repealed.", known_status},
    {FindingId::lint_agreement_status_both, holds_in::both_forms,
     "No status counts as valid and as invalid.", status_one_way},
    {FindingId::lint_agreement_repeated, holds_in::both_forms,
     "No equivalence stands twice for the same services.", each_equivalence_once},
};

}  // namespace

std::span<const Rule> agreement_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
