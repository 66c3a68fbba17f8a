#pragma once

#include <vector>

#include "lib/outcome/budget.h"
#include "lib/outcome/finding.h"
#include "lib/x509/certificate.h"

namespace accord::path {

/// The permitted_subtrees and excluded_subtrees of a path so far (RFC 5280, 6.1.2 (b), (c)). Each
/// authority's constraints are kept as they are: a name is permitted when each of them permits it,
/// which is the intersection of 6.1.4 (g)(1).
class NameConstraints {
 public:
  /// 6.1.4 (g): what an authority of that name adds. Both must outlive this object.
  void add(const x509::NameConstraints& constraints, const x509::Name& authority);

  [[nodiscard]] bool empty() const noexcept { return authorities_.empty(); }

  /// 6.1.3 (b), (c): every name of a certificate against every constraint. Its subject, unless
  /// empty; its alternative names; where it has none, the e-mail addresses in the subject
  /// (4.2.1.10). Findings: `path_name_not_permitted`, `path_name_excluded`,
  /// `path_name_unreadable`, `path_name_constraint_unprocessed`, `budget_exhausted` (of
  /// name_comparisons).
  void check(const x509::Certificate& certificate, outcome::Budget& budget,
             outcome::Findings& findings) const;

 private:
  struct Authority {
    const x509::NameConstraints* constraints;
    const x509::Name* name;
  };
  std::vector<Authority> authorities_;
};

}  // namespace accord::path
