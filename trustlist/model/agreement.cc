#include "trustlist/model/agreement.h"

#include "trustlist/model/periods.h"

namespace accord::trustlist {

std::vector<DatedTerms> periods(const Equivalence& equivalence) {
  std::vector<DatedTerms> result;
  for_each_period(equivalence.current, equivalence.history,
                  [&](const EquivalenceTerms& terms, const time::Interval& period) {
                    result.push_back({&terms, period});
                  });
  return result;
}

std::optional<DatedTerms> terms_at(const Equivalence& equivalence, time::Instant instant) {
  std::optional<DatedTerms> result;
  for_each_period(equivalence.current, equivalence.history,
                  [&](const EquivalenceTerms& terms, const time::Interval& period) {
                    if (period.contains(instant)) result = DatedTerms{&terms, period};
                  });
  return result;
}

}  // namespace accord::trustlist
