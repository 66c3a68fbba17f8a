#include "verifier/qualification/criteria.h"

#include <algorithm>
#include <type_traits>

namespace accord::qualification {
namespace {

using trustlist::Assertion;
using trustlist::CriteriaList;

template <typename List, typename Predicate>
bool all(const List& list, Predicate predicate) {
  return std::all_of(list.begin(), list.end(), predicate);
}

bool contains(const std::vector<der::Oid>& oids, const der::Oid& oid) {
  return std::find(oids.begin(), oids.end(), oid) != oids.end();
}

bool has_statement(const x509::QcStatements& statements,
                   const trustlist::QcStatementCriterion& wanted) {
  const bool there = std::any_of(statements.all.begin(), statements.all.end(),
                                 [&](const auto& one) { return one.id == wanted.id.oid; });
  if (!there) return false;
  if (wanted.type.has_value() && !contains(statements.types, wanted.type->oid)) return false;
  const auto& countries = statements.legislation;
  return !wanted.legislation.has_value() ||
         std::find(countries.begin(), countries.end(), *wanted.legislation) != countries.end();
}

bool meets_other(const trustlist::OtherCriterion& criterion, const x509::Certificate& certificate) {
  return std::visit(
      [&](const auto& known) {
        using Criterion = std::decay_t<decltype(known)>;
        if constexpr (std::is_same_v<Criterion, trustlist::UnknownCriterion>) {
          return false;  // never reached: such a list is not decidable
        } else {
          return meets(known, certificate);
        }
      },
      criterion);
}

bool is_empty(const trustlist::OtherCriterion& criterion) {
  if (const auto* one = std::get_if<trustlist::SubjectAttributeCriterion>(&criterion)) {
    return one->attributes.empty();
  }
  if (const auto* one = std::get_if<trustlist::ExtendedKeyUsageCriterion>(&criterion)) {
    return one->purposes.empty();
  }
  if (const auto* one = std::get_if<trustlist::QcStatementSetCriterion>(&criterion)) {
    return one->statements.empty();
  }
  return false;
}

// A criterion that names nothing would be met by every certificate.
bool names_nothing(const CriteriaList& criteria) {
  return !all(criteria.key_usages, [](const auto& one) { return !one.bits.empty(); }) ||
         !all(criteria.policy_sets, [](const auto& one) { return !one.policies.empty(); }) ||
         !all(criteria.others, [](const auto& one) { return !is_empty(one); }) ||
         !all(criteria.lists, [](const auto& one) { return !names_nothing(one); });
}

// How many of the list's own criteria are met. The list is decidable.
std::size_t count_met(const CriteriaList& criteria, const x509::Certificate& certificate) {
  std::size_t met = 0;
  for (const auto& one : criteria.key_usages) met += meets(one, certificate) ? 1U : 0U;
  for (const auto& one : criteria.policy_sets) met += meets(one, certificate) ? 1U : 0U;
  for (const auto& one : criteria.lists) {
    met += meets(one, certificate).value_or(false) ? 1U : 0U;
  }
  for (const auto& one : criteria.others) met += meets_other(one, certificate) ? 1U : 0U;
  return met;
}

}  // namespace

std::optional<bool> meets(const CriteriaList& criteria, const x509::Certificate& certificate) {
  if (!trustlist::is_decidable(criteria) || !criteria.assertion.has_value() ||
      names_nothing(criteria)) {
    return std::nullopt;
  }
  const auto met = count_met(criteria, certificate);
  switch (*criteria.assertion) {
    case Assertion::all:
      return met == criteria.size();
    case Assertion::at_least_one:
      return met > 0;
    case Assertion::none:
      return met == 0;
  }
  return std::nullopt;
}

bool meets(const trustlist::KeyUsageCriterion& criterion, const x509::Certificate& certificate) {
  const auto usage = certificate.key_usage().value_or(x509::KeyUsage{});
  return all(criterion.bits, [&](const auto& bit) { return usage.has(bit.first) == bit.second; });
}

bool meets(const trustlist::PolicySetCriterion& criterion, const x509::Certificate& certificate) {
  const auto& policies = certificate.policies();
  return all(criterion.policies, [&](const auto& wanted) {
    return std::any_of(policies.begin(), policies.end(),
                       [&](const auto& one) { return one.policy == wanted.oid; });
  });
}

bool meets(const trustlist::SubjectAttributeCriterion& criterion,
           const x509::Certificate& certificate) {
  return all(criterion.attributes, [&](const auto& wanted) {
    return certificate.subject().first(wanted.oid).has_value();
  });
}

bool meets(const trustlist::ExtendedKeyUsageCriterion& criterion,
           const x509::Certificate& certificate) {
  const auto& purposes = certificate.extended_key_usage();
  return purposes.has_value() && all(criterion.purposes, [&](const auto& wanted) {
           return contains(*purposes, wanted.oid);
         });
}

bool meets(const trustlist::QcStatementSetCriterion& criterion,
           const x509::Certificate& certificate) {
  const auto& statements = certificate.qc_statements();
  return statements.has_value() && all(criterion.statements, [&](const auto& wanted) {
           return has_statement(*statements, wanted);
         });
}

}  // namespace accord::qualification
