#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lib/x509/extensions.h"

namespace accord::trustlist {

/// XAdES ObjectIdentifierType: an OID with the spelling that the list gave it.
struct ObjectIdentifier {
  enum class Qualifier : std::uint8_t { none, oid_as_uri, oid_as_urn };
  der::Oid oid;
  std::string text;  ///< as written: "1.2.3", "urn:oid:1.2.3", "oid:1.2.3"
  Qualifier qualifier{};
  std::string description;
  std::vector<std::string> documentation{};  ///< URIs of DocumentationReferences

  /// Spelled "urn:oid:…" with Qualifier OIDAsURN.
  [[nodiscard]] static ObjectIdentifier as_urn(const der::Oid& oid);
  friend bool operator==(const ObjectIdentifier&, const ObjectIdentifier&) = default;
};

/// What a CriteriaList says of its members (TS 119 612, 5.5.9.2.2).
enum class Assertion : std::uint8_t { all, at_least_one, none };
[[nodiscard]] std::string_view to_string(
    Assertion assertion) noexcept;  ///< "all", "atLeastOne", "none"
[[nodiscard]] std::optional<Assertion> assertion_from(std::string_view word) noexcept;

/// 5.5.9.2.2.1: met when every bit named has that value in the certificate's KeyUsage.
struct KeyUsageCriterion {
  std::vector<std::pair<x509::KeyUsageBit, bool>> bits;
  friend bool operator==(const KeyUsageCriterion&, const KeyUsageCriterion&) = default;
};
/// The word of a KeyUsageBit's attribute `name` ("nonRepudiation", "crlSign"), and back.
[[nodiscard]] std::string_view key_usage_word(x509::KeyUsageBit bit) noexcept;
[[nodiscard]] std::optional<x509::KeyUsageBit> key_usage_bit_from(std::string_view word) noexcept;

/// 5.5.9.2.2.2: met when every OID is among the certificate's policies.
struct PolicySetCriterion {
  std::vector<ObjectIdentifier> policies;
  friend bool operator==(const PolicySetCriterion&, const PolicySetCriterion&) = default;
};
/// 5.5.9.2.2.3: met when the subject name has an attribute of every type.
struct SubjectAttributeCriterion {
  std::vector<ObjectIdentifier> attributes;
  friend bool operator==(const SubjectAttributeCriterion&,
                         const SubjectAttributeCriterion&) = default;
};
/// 5.5.9.2.2.3: met when every purpose is in the certificate's ExtendedKeyUsage.
struct ExtendedKeyUsageCriterion {
  std::vector<ObjectIdentifier> purposes;
  friend bool operator==(const ExtendedKeyUsageCriterion&,
                         const ExtendedKeyUsageCriterion&) = default;
};
/// One mra:QcStatement: the certificate has that statement, and in it that QcType or that country,
/// when one is named.
struct QcStatementCriterion {
  ObjectIdentifier id;
  std::optional<ObjectIdentifier> type;    ///< mra:QcType
  std::optional<std::string> legislation;  ///< mra:QcCClegislation, ISO 3166-1 alpha-2
  friend bool operator==(const QcStatementCriterion&, const QcStatementCriterion&) = default;
};
/// mra:QcStatementSet: met when the certificate has every statement.
struct QcStatementSetCriterion {
  std::vector<QcStatementCriterion> statements;
  friend bool operator==(const QcStatementSetCriterion&, const QcStatementSetCriterion&) = default;
};
/// A criterion that is not known, or whose content could not be read.
struct UnknownCriterion {
  std::string name;  ///< "{namespace}local"
  std::string xml;   ///< the element as it stood, canonical
  friend bool operator==(const UnknownCriterion&, const UnknownCriterion&) = default;
};
using OtherCriterion = std::variant<SubjectAttributeCriterion, ExtendedKeyUsageCriterion,
                                    QcStatementSetCriterion, UnknownCriterion>;

/// CriteriaList (5.5.9.2.2). Members in the order of the schema.
struct CriteriaList {
  std::optional<Assertion>
      assertion;  ///< none when the attribute was missing or not one of the three words
  std::vector<KeyUsageCriterion> key_usages;
  std::vector<PolicySetCriterion> policy_sets;
  std::vector<CriteriaList> lists;
  std::string description;
  std::vector<OtherCriterion> others;
  /// Members that could not be read, as they stood: see the findings.
  std::vector<UnknownCriterion> unreadable;

  /// How many criteria it has itself, those that could not be read included.
  [[nodiscard]] std::size_t size() const noexcept {
    return key_usages.size() + policy_sets.size() + lists.size() + others.size() +
           unreadable.size();
  }
  friend bool operator==(const CriteriaList&, const CriteriaList&) = default;
};

/// Whether it can be decided at all: it and every list in it has an assertion, at least one
/// criterion, and nothing that is unknown or could not be read. Where it cannot, the qualifier does
/// not apply.
[[nodiscard]] bool is_decidable(const CriteriaList& criteria) noexcept;

/// QualificationElement (5.5.9.2.1): qualifiers that hold for the certificates that meet the
/// criteria.
struct QualificationElement {
  std::vector<std::string> qualifiers;  ///< URIs
  CriteriaList criteria;
  friend bool operator==(const QualificationElement&, const QualificationElement&) = default;
};

}  // namespace accord::trustlist
