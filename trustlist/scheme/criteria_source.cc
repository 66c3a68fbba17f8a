#include "trustlist/scheme/criteria_source.h"

namespace accord::trustlist::scheme {
namespace {

ObjectIdentifier read_oid(const xml::Element& element, std::string_view text,
                          outcome::Findings& findings) {
  const auto oid = der::Oid::from_text(text);
  if (oid) return ObjectIdentifier::as_urn(*oid);
  report_wrong(element, text, "an object identifier such as 1.2.3", findings);
  return {};
}

/// Elements that each hold one OID.
std::vector<ObjectIdentifier> read_oids(const xml::Element& element, std::string_view each,
                                        outcome::Findings& findings) {
  SourceReader parts(element, findings);
  std::vector<ObjectIdentifier> oids;
  while (const auto one = parts.take(each)) {
    oids.push_back(read_oid(one, one.trimmed_text(), findings));
  }
  if (oids.empty()) (void)parts.require(each);
  return oids;
}

KeyUsageCriterion read_key_usage(const xml::Element& element, outcome::Findings& findings) {
  SourceReader parts(element, findings);
  KeyUsageCriterion criterion;
  while (const auto one = parts.take("bit")) {
    const auto word = one.trimmed_text();
    const auto bit = key_usage_bit_from(word);
    if (!bit) report_wrong(one, word, "a bit of the key usage such as nonRepudiation", findings);
    const auto value = required_attribute(one, "set", findings);
    if (!value.empty() && value != "true" && value != "false") {
      report_wrong(one, value, "true or false", findings);
    }
    if (bit) criterion.bits.emplace_back(*bit, value == "true");
  }
  if (criterion.bits.empty()) (void)parts.require("bit");
  return criterion;
}

QcStatementSetCriterion read_statements(const xml::Element& element, outcome::Findings& findings) {
  SourceReader parts(element, findings);
  QcStatementSetCriterion criterion;
  while (const auto one = parts.take("statement")) {
    QcStatementCriterion statement;
    statement.id = read_oid(one, one.trimmed_text(), findings);
    if (const auto type = one.attribute("type")) statement.type = read_oid(one, *type, findings);
    if (const auto country = one.attribute("legislation")) {
      if (!is_territory(*country)) {
        report_wrong(one, *country, "a country of two capital letters", findings);
      }
      statement.legislation = std::string(*country);
    }
    criterion.statements.push_back(std::move(statement));
  }
  if (criterion.statements.empty()) (void)parts.require("statement");
  return criterion;
}

void read_others(SourceReader& parts, CriteriaList& list) {
  auto& findings = parts.findings();
  while (const auto element = parts.take("subject-attributes")) {
    list.others.emplace_back(SubjectAttributeCriterion{read_oids(element, "attribute", findings)});
  }
  while (const auto element = parts.take("extended-key-usage")) {
    list.others.emplace_back(ExtendedKeyUsageCriterion{read_oids(element, "purpose", findings)});
  }
  while (const auto element = parts.take("statements")) {
    list.others.emplace_back(read_statements(element, findings));
  }
}

// As deep as the budget's element_depth let the document be.
CriteriaList read_criteria(const xml::Element& element, outcome::Findings& findings) {
  CriteriaList list;
  const auto word = required_attribute(element, "assert", findings);
  list.assertion = assertion_from(word);
  if (!word.empty() && !list.assertion) {
    report_wrong(element, word, "all, atLeastOne or none", findings);
  }
  SourceReader parts(element, findings);
  while (const auto one = parts.take("key-usage")) {
    list.key_usages.push_back(read_key_usage(one, findings));
  }
  while (const auto one = parts.take("policies")) {
    list.policy_sets.push_back({read_oids(one, "policy", findings)});
  }
  while (const auto one = parts.take("criteria")) {
    list.lists.push_back(read_criteria(one, findings));
  }
  read_others(parts, list);
  if (list.size() == 0) report_wrong(element, "", "at least one criterion", findings);
  return list;
}

void write_oids(xml::Writer& out, std::string_view around, std::string_view each,
                const std::vector<ObjectIdentifier>& oids) {
  out.open(around);
  for (const auto& one : oids) out.leaf(each, one.oid.to_string());
  out.close();
}

/// Writes one criterion; those that a source cannot hold never come here.
struct OtherWriter {
  xml::Writer& out;
  void operator()(const SubjectAttributeCriterion& one) const {
    write_oids(out, "subject-attributes", "attribute", one.attributes);
  }
  void operator()(const ExtendedKeyUsageCriterion& one) const {
    write_oids(out, "extended-key-usage", "purpose", one.purposes);
  }
  void operator()(const QcStatementSetCriterion& one) const {
    out.open("statements");
    for (const auto& statement : one.statements) {
      out.open("statement");
      if (statement.type) out.attribute("type", statement.type->oid.to_string());
      if (statement.legislation) out.attribute("legislation", *statement.legislation);
      out.text(statement.id.oid.to_string()).close();
    }
    out.close();
  }
  void operator()(const UnknownCriterion& /*none*/) const {}
};

void write_criteria(xml::Writer& out, const CriteriaList& list) {
  out.open("criteria");
  if (list.assertion) out.attribute("assert", to_string(*list.assertion));
  for (const auto& one : list.key_usages) {
    out.open("key-usage");
    for (const auto& [bit, set] : one.bits) {
      out.open("bit").attribute("set", set ? "true" : "false").text(key_usage_word(bit)).close();
    }
    out.close();
  }
  for (const auto& one : list.policy_sets) write_oids(out, "policies", "policy", one.policies);
  for (const auto& one : list.lists) write_criteria(out, one);
  for (const auto& one : list.others) std::visit(OtherWriter{out}, one);
  out.close();
}

}  // namespace

std::vector<QualificationElement> read_qualification_elements(SourceReader& parts) {
  std::vector<QualificationElement> elements;
  auto& findings = parts.findings();
  while (const auto element = parts.take("qualification")) {
    SourceReader fields(element, findings);
    QualificationElement one;
    one.qualifiers = fields.uris("qualifier");
    if (one.qualifiers.empty()) (void)fields.require("qualifier");
    if (const auto criteria = fields.require("criteria")) {
      one.criteria = read_criteria(criteria, findings);
    }
    elements.push_back(std::move(one));
  }
  return elements;
}

void write_qualification(xml::Writer& out, const QualificationElement& element) {
  out.open("qualification");
  for (const auto& uri : element.qualifiers) out.leaf("qualifier", uri);
  write_criteria(out, element.criteria);
  out.close();
}

}  // namespace accord::trustlist::scheme
