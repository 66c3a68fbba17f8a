#include "trustlist/read/criteria_reader.h"

#include "trustlist/read/names.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

/// Nothing when any bit cannot be read: with a bit fewer the criterion would hold for more
/// certificates.
std::optional<KeyUsageCriterion> read_key_usage(Reading& reading, const xml::Element& element) {
  KeyUsageCriterion result;
  bool whole = true;
  each(reading, element, names::key_usage_bit, [&](const xml::Element& bit_element) {
    const auto name = bit_element.attribute("name");
    const auto bit = key_usage_bit_from(name.value_or(std::string_view{}));
    const auto value = read_boolean(bit_element.trimmed_text());
    if (bit.has_value() && value.has_value()) {
      result.bits.emplace_back(*bit, *value);
    } else {
      reading.wrong(bit_element, "true or false, with the name of a key usage");
      whole = false;
    }
  });
  if (result.bits.empty() && whole) {
    reading.missing(element, names::key_usage_bit, "5.5.9.2.2.1");
    whole = false;
  }
  if (!whole) return std::nullopt;
  return result;
}

/// The identifiers in all children of that name; nothing when any cannot be read or there is none.
std::optional<std::vector<ObjectIdentifier>> read_identifiers(Reading& reading,
                                                              const xml::Element& element,
                                                              xml::QName name,
                                                              std::string_view clause) {
  std::vector<ObjectIdentifier> result;
  bool whole = true;
  each(reading, element, name, [&](const xml::Element& child) {
    auto identifier = read_object_identifier(reading, child);
    if (identifier.has_value()) {
      result.push_back(std::move(*identifier));
    } else {
      whole = false;
    }
  });
  if (result.empty() && whole) {
    reading.missing(element, name, clause);
    whole = false;
  }
  if (!whole) return std::nullopt;
  return result;
}

/// QcStatementInfo holds a QcType or a QcCClegislation. False when it holds neither.
bool read_statement_info(Reading& reading, const xml::Element& info,
                         QcStatementCriterion& statement) {
  const Parts parts(reading, info,
                    {names::agreement("QcType"), names::agreement("QcCClegislation")});
  if (const auto type = parts[names::agreement("QcType")]) {
    statement.type = read_object_identifier(reading, type);
    return statement.type.has_value();
  }
  if (const auto legislation = parts[names::agreement("QcCClegislation")]) {
    statement.legislation = legislation.trimmed_text();
    return true;
  }
  reading.missing(info, names::agreement("QcType"), "QcStatementInfo");
  return false;
}

std::optional<QcStatementCriterion> read_statement(Reading& reading, const xml::Element& element) {
  const auto id_name = names::agreement("QcStatementId");
  const auto info_name = names::agreement("QcStatementInfo");
  const Parts parts(reading, element, {id_name, info_name});
  if (!parts[id_name]) {
    reading.missing(element, id_name, "QcStatement");
    return std::nullopt;
  }
  auto id = read_object_identifier(reading, parts[id_name]);
  if (!id.has_value()) return std::nullopt;
  QcStatementCriterion result{std::move(*id), {}, {}};
  if (parts[info_name] && !read_statement_info(reading, parts[info_name], result)) {
    return std::nullopt;
  }
  return result;
}

std::optional<QcStatementSetCriterion> read_statement_set(Reading& reading,
                                                          const xml::Element& element) {
  QcStatementSetCriterion result;
  bool whole = true;
  const auto name = names::agreement("QcStatement");
  each(reading, element, name, [&](const xml::Element& child) {
    auto statement = read_statement(reading, child);
    if (statement.has_value()) {
      result.statements.push_back(std::move(*statement));
    } else {
      whole = false;
    }
  });
  if (result.statements.empty() && whole) {
    reading.missing(element, name, "QcStatementSet");
    whole = false;
  }
  if (!whole) return std::nullopt;
  return result;
}

std::optional<OtherCriterion> read_known(Reading& reading, const xml::Element& element) {
  if (element.is(names::subject_attribute)) {
    auto attributes = read_identifiers(reading, element, names::attribute_oid, "5.5.9.2.2.3");
    if (attributes.has_value()) return SubjectAttributeCriterion{std::move(*attributes)};
  } else if (element.is(names::extended_key_usage)) {
    auto purposes = read_identifiers(reading, element, names::key_purpose, "5.5.9.2.2.3");
    if (purposes.has_value()) return ExtendedKeyUsageCriterion{std::move(*purposes)};
  } else if (element.is(names::qc_statement_set)) {
    auto statements = read_statement_set(reading, element);
    if (statements.has_value()) return std::move(*statements);
  }
  return std::nullopt;
}

void read_others(Reading& reading, const xml::Element& element, CriteriaList& result) {
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    auto known = read_known(reading, child);
    if (known.has_value()) {
      result.others.push_back(std::move(*known));
      continue;
    }
    auto name = expanded_name(child);
    reading.report(FindingId::list_criteria_unknown, child, {{"element", name}});
    result.others.emplace_back(UnknownCriterion{std::move(name), reading.canonical(child)});
  }
}

void keep_unreadable(Reading& reading, const xml::Element& child, CriteriaList& result) {
  result.unreadable.push_back({expanded_name(child), reading.canonical(child)});
}

void read_member(Reading& reading, const xml::Element& child, CriteriaList& result) {
  if (child.is(names::key_usage)) {
    auto criterion = read_key_usage(reading, child);
    if (criterion.has_value()) {
      result.key_usages.push_back(std::move(*criterion));
    } else {
      keep_unreadable(reading, child, result);
    }
  } else if (child.is(names::policy_set)) {
    auto policies = read_identifiers(reading, child, names::policy_identifier, "5.5.9.2.2.2");
    if (policies.has_value()) {
      result.policy_sets.push_back({std::move(*policies)});
    } else {
      keep_unreadable(reading, child, result);
    }
  } else if (child.is(names::criteria_list)) {
    result.lists.push_back(read_criteria(reading, child));
  } else if (child.is(names::criteria_description)) {
    result.description = child.text();
  } else if (child.is(names::other_criteria)) {
    read_others(reading, child, result);
  } else {
    reading.unknown(child);
    keep_unreadable(reading, child, result);
  }
}

}  // namespace

CriteriaList read_criteria(Reading& reading, const xml::Element& element) {
  CriteriaList result;
  const auto word = element.attribute("assert");
  if (word.has_value()) result.assertion = assertion_from(*word);
  if (!result.assertion.has_value()) {
    reading.report(FindingId::list_criteria_without_assert, element,
                   {{"value", std::string(word.value_or(std::string_view{}))}});
  }
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    read_member(reading, child, result);
  }
  if (result.size() == 0) reading.report(FindingId::list_criteria_empty, element);
  return result;
}

namespace {

std::vector<std::string> read_qualifiers(Reading& reading, const xml::Element& element) {
  std::vector<std::string> result;
  each(reading, element, names::qualifier, [&](const xml::Element& child) {
    const auto uri = child.attribute("uri");
    if (!uri.has_value() || uri->empty()) {
      // Not known is not nothing: it could be the one that takes the qualification away.
      reading.missing(child, {"", "@uri"}, "5.5.9.2.3");
      result.emplace_back();
      return;
    }
    if (!qualifier_from_uri(*uri).has_value()) {
      reading.report(FindingId::list_qualifier_unknown, child, {{"uri", std::string(*uri)}});
    }
    result.emplace_back(*uri);
  });
  return result;
}

}  // namespace

Qualifications read_qualifications(Reading& reading, const xml::Element& element) {
  Qualifications result;
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    QualificationElement one;
    if (!child.is(names::qualification_element)) {
      // Without criteria it leaves open whether a certificate is meant.
      reading.unknown(child);
      one.qualifiers.emplace_back();
      result.elements.push_back(std::move(one));
      continue;
    }
    const Parts parts(reading, child, {names::qualifiers, names::criteria_list});
    if (const auto qualifiers = parts[names::qualifiers]) {
      one.qualifiers = read_qualifiers(reading, qualifiers);
    } else {
      reading.missing(child, names::qualifiers, "5.5.9.2.1");
      one.qualifiers.emplace_back();
    }
    if (const auto criteria = parts[names::criteria_list]) {
      one.criteria = read_criteria(reading, criteria);
    } else {
      // Criteria without anything in them never hold.
      reading.missing(child, names::criteria_list, "5.5.9.2.1");
    }
    if (parts.repeated()) one.criteria = {};
    result.elements.push_back(std::move(one));
  }
  return result;
}

}  // namespace accord::trustlist::read
