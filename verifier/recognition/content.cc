#include "verifier/recognition/content.h"

#include <algorithm>

#include "verifier/qualification/criteria.h"

namespace accord::recognition {
namespace {

using outcome::FindingId;
using qualification::CertificateFacts;
using trustlist::Assertion;
using trustlist::CriteriaList;

// What a declaration states.
struct Statements {
  bool compliance = false;
  bool device = false;
  std::vector<qualification::CertificateType> types;
  std::vector<std::string> legislation;
};

template <typename T>
void add_once(std::vector<T>& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

bool add_statement(const trustlist::QcStatementCriterion& one, Statements& sum) {
  if (one.id.oid == x509::qc::compliance) {
    sum.compliance = true;
  } else if (one.id.oid == x509::qc::sscd) {
    sum.device = true;
  } else if (one.id.oid == x509::qc::type && one.type.has_value()) {
    const auto type = qualification::type_of(one.type->oid);
    if (!type.has_value()) return false;
    add_once(sum.types, *type);
  } else if (one.id.oid == x509::qc::legislation && one.legislation.has_value()) {
    add_once(sum.legislation, *one.legislation);
  } else {
    return false;
  }
  return true;
}

// Adds what criteria state when they are read as a declaration: statements that all hold. False
// when they are something else.
bool add_statements(const CriteriaList& criteria, Statements& sum) {
  if (!criteria.assertion.has_value() || !criteria.key_usages.empty() ||
      !criteria.policy_sets.empty()) {
    return false;
  }
  switch (*criteria.assertion) {
    case Assertion::all:
      break;
    case Assertion::at_least_one:
      if (criteria.size() != 1) return false;
      break;
    // That something is not stated adds nothing.
    case Assertion::none:
      return true;
  }
  const bool lists_state = std::all_of(criteria.lists.begin(), criteria.lists.end(),
                                       [&](const auto& list) { return add_statements(list, sum); });
  return lists_state &&
         std::all_of(criteria.others.begin(), criteria.others.end(), [&](const auto& other) {
           const auto* set = std::get_if<trustlist::QcStatementSetCriterion>(&other);
           return set != nullptr &&
                  std::all_of(set->statements.begin(), set->statements.end(),
                              [&](const auto& one) { return add_statement(one, sum); });
         });
}

class Translation {
 public:
  Translation(const x509::Certificate& certificate, const trustlist::EquivalenceTerms& terms,
              outcome::Findings& findings)
      : certificate_(certificate), terms_(terms), findings_(findings) {}

  CertificateFacts run() {
    auto facts = qualification::facts_of(certificate_);
    report_unknown_contexts();
    translate_compliance(facts);
    translate_type(facts);
    translate_device(facts);
    return facts;
  }

 private:
  bool covers(std::string_view context) const {
    return std::any_of(terms_.contents.begin(), terms_.contents.end(),
                       [&](const auto& one) { return one.context == context; });
  }

  // The declarations of a context whose criteria the certificate meets.
  std::vector<Statements> met(std::string_view context) {
    std::vector<Statements> result;
    for (const auto& one : terms_.contents) {
      if (one.context != context) continue;
      const auto meets = qualification::meets(one.pointed, certificate_);
      Statements sum;
      const bool usable =
          trustlist::is_decidable(one.pointing) && add_statements(one.pointing, sum);
      if (!meets.has_value() || !usable) {
        add(FindingId::recognition_content_unusable, one.context);
      } else if (*meets) {
        result.push_back(std::move(sum));
      }
    }
    return result;
  }

  void translate_compliance(CertificateFacts& facts) {
    if (!covers(trustlist::uri::qc_compliance_context)) return;
    facts.compliance = false;
    facts.legislation.clear();
    const auto all = met(trustlist::uri::qc_compliance_context);
    if (all.empty()) return;
    const auto& first = all.front();
    const bool agree = std::all_of(all.begin(), all.end(), [&](const Statements& one) {
      return one.compliance == first.compliance && one.legislation == first.legislation;
    });
    if (!agree) {
      add(FindingId::recognition_statements_conflict, trustlist::uri::qc_compliance_context);
      return;
    }
    facts.compliance = first.compliance;
    facts.legislation = first.legislation;
  }

  void translate_type(CertificateFacts& facts) {
    if (!covers(trustlist::uri::qc_type_context)) return;
    // A certificate without a type counts as one for e-signatures; one whose type is not recognised
    // must not.
    const bool had_type = !facts.types.empty() || facts.has_unknown_type;
    facts.types.clear();
    for (const auto& one : met(trustlist::uri::qc_type_context)) {
      for (const auto type : one.types) add_once(facts.types, type);
    }
    if (facts.types.size() > 1) {
      add(FindingId::recognition_statements_conflict, trustlist::uri::qc_type_context);
      facts.types.clear();
    }
    facts.has_unknown_type = facts.types.empty() && had_type;
  }

  void translate_device(CertificateFacts& facts) {
    if (!covers(trustlist::uri::qc_qscd_context)) {
      if (facts.device) {
        add(FindingId::recognition_device_not_covered, trustlist::uri::qc_qscd_context);
      }
      facts.device = false;
      return;
    }
    const auto all = met(trustlist::uri::qc_qscd_context);
    const auto yes =
        std::count_if(all.begin(), all.end(), [](const auto& one) { return one.device; });
    facts.device = yes > 0;
    if (yes > 0 && static_cast<std::size_t>(yes) != all.size()) {
      add(FindingId::recognition_statements_conflict, trustlist::uri::qc_qscd_context);
      facts.device = false;
    }
  }

  void report_unknown_contexts() {
    for (const auto& one : terms_.contents) {
      if (one.context != trustlist::uri::qc_compliance_context &&
          one.context != trustlist::uri::qc_type_context &&
          one.context != trustlist::uri::qc_qscd_context) {
        add(FindingId::recognition_content_unusable, one.context);
      }
    }
  }

  void add(FindingId id, std::string_view context) {
    findings_.add(id,
                  {.what = certificate_.subject().to_string(),
                   .line = 0,
                   .where = "certificate " + certificate_.serial().to_hex()},
                  {{"context", std::string(context)}});
  }

  const x509::Certificate& certificate_;
  const trustlist::EquivalenceTerms& terms_;
  outcome::Findings& findings_;
};

}  // namespace

CertificateFacts translate(const x509::Certificate& certificate,
                           const trustlist::EquivalenceTerms& terms, outcome::Findings& findings) {
  return Translation(certificate, terms, findings).run();
}

}  // namespace accord::recognition
