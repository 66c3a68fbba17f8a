#include <algorithm>
#include <array>
#include <set>

#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

std::string short_of(Qualifier qualifier) {
  return std::string(short_name(qualifier_uri(qualifier)));
}

/// One QualificationElement, with its entry.
struct Element {
  const ServiceEntry& entry;
  const QualificationElement& element;
  Spot spot;

  [[nodiscard]] bool has(Qualifier qualifier) const {
    const auto& all = element.qualifiers;
    return std::find(all.begin(), all.end(), qualifier_uri(qualifier)) != all.end();
  }
};

template <typename Visit>
void elements_of(const ServiceEntry& entry, const Spot& spot, Visit& visit) {
  for (std::size_t i = 0; i < entry.extensions.size(); ++i) {
    const auto* all = std::get_if<Qualifications>(&entry.extensions[i].value);
    if (all == nullptr) continue;
    const auto content = (spot / names::service_extensions).extension(i);
    for (std::size_t k = 0; k < all->elements.size(); ++k) {
      visit(Element{entry, all->elements[k], content.nth(names::qualification_element, k)});
    }
  }
}

template <typename Visit>
void each_element(const TrustedList& list, Visit visit) {
  each_entry(list,
             [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
               if (entry.extensions.empty()) return;
               elements_of(entry, Spot::of(provider, service, entry), visit);
             });
}

void for_ca_qc_only(Inspection& inspection) {
  each_entry(inspection.list(),
             [&](const Provider& provider, const Service& service, const ServiceEntry& entry) {
               // What a type that is not registered stands for, an agreement may say.
               if (entry.type == uri::ca_qc || !is_known_service_type(entry.type)) return;
               for (std::size_t i = 0; i < entry.extensions.size(); ++i) {
                 if (!std::holds_alternative<Qualifications>(entry.extensions[i].value)) continue;
                 const auto spot = Spot::of(provider, service, entry) / names::service_extensions;
                 inspection.report(FindingId::lint_qualifiers_not_ca_qc, spot.extension(i),
                                   {{"type", std::string(short_name(entry.type))}});
               }
             });
}

using Pair = std::pair<Qualifier, Qualifier>;

template <std::size_t n>
void report_pairs(Inspection& inspection, FindingId id, const std::array<Pair, n>& pairs) {
  each_element(inspection.list(), [&](const Element& one) {
    for (const auto& [first, second] : pairs) {
      if (!one.has(first) || !one.has(second)) continue;
      inspection.report(id, one.spot, {{"first", short_of(first)}, {"second", short_of(second)}});
    }
  });
}

void no_contradiction(Inspection& inspection) {
  constexpr std::array<Pair, 9> pairs{{
      {Qualifier::not_qualified, Qualifier::qc_statement},
      {Qualifier::qc_with_qscd, Qualifier::qc_no_qscd},
      {Qualifier::qc_qscd_status_as_in_cert, Qualifier::qc_with_qscd},
      {Qualifier::qc_qscd_status_as_in_cert, Qualifier::qc_no_qscd},
      {Qualifier::qc_qscd_managed_on_behalf, Qualifier::qc_no_qscd},
      {Qualifier::qc_qscd_status_as_in_cert, Qualifier::qc_qscd_managed_on_behalf},
      {Qualifier::qc_with_sscd, Qualifier::qc_no_sscd},
      {Qualifier::qc_sscd_status_as_in_cert, Qualifier::qc_with_sscd},
      {Qualifier::qc_sscd_status_as_in_cert, Qualifier::qc_no_sscd},
  }};
  report_pairs(inspection, FindingId::lint_qualifiers_contradict, pairs);
}

void one_kind(Inspection& inspection) {
  constexpr std::array<Pair, 4> pairs{{
      {Qualifier::qc_for_esig, Qualifier::qc_for_eseal},
      {Qualifier::qc_for_esig, Qualifier::qc_for_wsa},
      {Qualifier::qc_for_eseal, Qualifier::qc_for_wsa},
      {Qualifier::qc_for_legal_person, Qualifier::qc_for_esig},
  }};
  report_pairs(inspection, FindingId::lint_qualifiers_several_kinds, pairs);
}

void kind_is_offered(Inspection& inspection) {
  constexpr std::array<std::pair<Qualifier, std::string_view>, 3> kinds{{
      {Qualifier::qc_for_esig, uri::for_esignatures},
      {Qualifier::qc_for_eseal, uri::for_eseals},
      {Qualifier::qc_for_wsa, uri::for_web},
  }};
  each_element(inspection.list(), [&](const Element& one) {
    for (const auto& [qualifier, uri] : kinds) {
      if (!one.has(qualifier) || one.entry.has_additional_information(uri)) continue;
      inspection.report(
          FindingId::lint_qualifiers_kind_not_offered, one.spot,
          {{"qualifier", short_of(qualifier)}, {"expected", std::string(short_name(uri))}});
    }
  });
}

void present_law_too(Inspection& inspection) {
  constexpr std::array<Pair, 3> twins{{
      {Qualifier::qc_with_sscd, Qualifier::qc_with_qscd},
      {Qualifier::qc_no_sscd, Qualifier::qc_no_qscd},
      {Qualifier::qc_sscd_status_as_in_cert, Qualifier::qc_qscd_status_as_in_cert},
  }};
  each_element(inspection.list(), [&](const Element& one) {
    const auto status = status_from_uri(one.entry.status);
    const bool present_law = status == Status::granted || status == Status::withdrawn;
    for (const auto& [former, present] : twins) {
      if (!present_law || !one.has(former) || one.has(present)) continue;
      inspection.report(FindingId::lint_qualifiers_sscd_only, one.spot,
                        {{"found", short_of(former)}, {"expected", short_of(present)}});
    }
  });
}

void each_qualifier_once(Inspection& inspection) {
  each_element(inspection.list(), [&](const Element& one) {
    std::set<std::string_view> seen;
    for (const auto& qualifier : one.element.qualifiers) {
      if (qualifier.empty() || seen.insert(qualifier).second) continue;
      inspection.report(FindingId::lint_qualifier_repeated, one.spot,
                        {{"qualifier", std::string(short_name(qualifier))}});
    }
  });
}

template <typename Visit>
void identifiers_of(const OtherCriterion& criterion, Visit& visit) {
  if (const auto* subject = std::get_if<SubjectAttributeCriterion>(&criterion)) {
    for (const auto& oid : subject->attributes) visit(oid);
  } else if (const auto* usage = std::get_if<ExtendedKeyUsageCriterion>(&criterion)) {
    for (const auto& oid : usage->purposes) visit(oid);
  } else if (const auto* set = std::get_if<QcStatementSetCriterion>(&criterion)) {
    for (const auto& statement : set->statements) {
      visit(statement.id);
      if (statement.type.has_value()) visit(*statement.type);
    }
  }
}

// The reader of the document limits the depth.
template <typename Visit>
void identifiers_of(const CriteriaList& criteria, Visit& visit) {
  for (const auto& set : criteria.policy_sets) {
    for (const auto& oid : set.policies) visit(oid);
  }
  for (const auto& other : criteria.others) identifiers_of(other, visit);
  for (const auto& inner : criteria.lists) identifiers_of(inner, visit);
}

std::string_view word_of(ObjectIdentifier::Qualifier qualifier) noexcept {
  switch (qualifier) {
    case ObjectIdentifier::Qualifier::none:
      return "no Qualifier";
    case ObjectIdentifier::Qualifier::oid_as_uri:
      return "the Qualifier OIDAsURI";
    case ObjectIdentifier::Qualifier::oid_as_urn:
      return "the Qualifier OIDAsURN";
  }
  return {};
}

void spelled_as_qualified(Inspection& inspection) {
  each_element(inspection.list(), [&](const Element& one) {
    std::set<std::string_view> seen;
    const auto check = [&](const ObjectIdentifier& oid) {
      const bool urn = starts_with(oid.text, "urn:oid:");
      // Numbers alone, without a qualifier, are what most lists have, and every reader takes.
      const bool plain = oid.text.find(':') == std::string::npos &&
                         oid.qualifier == ObjectIdentifier::Qualifier::none;
      const bool right = urn && oid.qualifier == ObjectIdentifier::Qualifier::oid_as_urn;
      if (plain || right || !seen.insert(oid.text).second) return;
      inspection.report(FindingId::lint_oid_form, one.spot,
                        {{"text", oid.text},
                         {"found", std::string(urn ? word_of(oid.qualifier) : "no urn:oid:")},
                         {"expected", urn ? "OIDAsURN" : "it"}});
    };
    identifiers_of(one.element.criteria, check);
  });
}

constexpr Rule rules[] = {
    {FindingId::lint_qualifiers_not_ca_qc, holds_in::every,
     "Only services of type CA/QC have qualifiers.", for_ca_qc_only},
    {FindingId::lint_qualifiers_contradict, holds_in::every,
     "The qualifiers of one element do not contradict each other.", no_contradiction},
    {FindingId::lint_qualifiers_several_kinds, holds_in::eu_and_third_country,
     "The qualifiers of one element say one kind of certificate.", one_kind},
    {FindingId::lint_qualifiers_kind_not_offered, holds_in::eu,
     "Qualifiers of a kind go with the service's additional information.", kind_is_offered},
    {FindingId::lint_qualifiers_sscd_only, holds_in::eu,
     "Qualifiers of the former law go with those of the present one.", present_law_too},
    {FindingId::lint_qualifier_repeated, holds_in::eu_and_third_country,
     "No qualifier stands twice in one element.", each_qualifier_once},
    {FindingId::lint_oid_form, holds_in::eu_and_third_country,
     "Object identifiers are spelled as their Qualifier says.", spelled_as_qualified},
};

}  // namespace

std::span<const Rule> qualifier_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
