#include "lib/x509/identifier_names.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::words {
namespace {

std::string identifier(const ObjectIdentifier& id) {
  const auto dotted = id.oid.empty() ? id.text : id.oid.to_string();
  const auto name = std::string(x509::identifier_name(id.oid));
  return name.empty() ? dotted : name + " (" + dotted + ")";
}

std::string identifiers(const std::vector<ObjectIdentifier>& ids) {
  std::vector<std::string> texts;
  for (const auto& id : ids) texts.push_back(identifier(id));
  return joined(texts, " and ");
}

std::string key_usage(const KeyUsageCriterion& criterion) {
  std::vector<std::string> texts;
  for (const auto& [bit, value] : criterion.bits) {
    texts.push_back((value ? "" : "not ") + std::string(key_usage_word(bit)));
  }
  return "key usage " + joined(texts, " and ");
}

std::string statement(const QcStatementCriterion& criterion) {
  auto text = identifier(criterion.id);
  if (criterion.type) text += " of type " + identifier(*criterion.type);
  if (criterion.legislation) text += " of " + *criterion.legislation;
  return text;
}

struct OtherText {
  std::string operator()(const SubjectAttributeCriterion& criterion) const {
    return "the subject has " + identifiers(criterion.attributes);
  }
  std::string operator()(const ExtendedKeyUsageCriterion& criterion) const {
    return "extended key usage " + identifiers(criterion.purposes);
  }
  std::string operator()(const QcStatementSetCriterion& criterion) const {
    std::vector<std::string> texts;
    for (const auto& one : criterion.statements) texts.push_back(statement(one));
    return "statement " + joined(texts, " and ");
  }
  std::string operator()(const UnknownCriterion& criterion) const {
    return "a criterion that is not known: " + criterion.name;
  }
};

std::string_view assertion_text(const std::optional<Assertion>& assertion) noexcept {
  if (!assertion) return "no rule says how many of";
  switch (*assertion) {
    case Assertion::all:
      return "all of";
    case Assertion::at_least_one:
      return "at least one of";
    case Assertion::none:
      return "none of";
  }
  return {};
}

// Lists lie in lists, as deep as the reader let them be.
void add_parts(const CriteriaList& criteria, std::vector<std::string>& texts) {
  for (const auto& one : criteria.key_usages) texts.push_back(key_usage(one));
  for (const auto& one : criteria.policy_sets) {
    texts.push_back("policy " + identifiers(one.policies));
  }
  for (const auto& one : criteria.lists) texts.push_back("[" + words::criteria(one) + "]");
  for (const auto& one : criteria.others) texts.push_back(std::visit(OtherText{}, one));
  for (const auto& one : criteria.unreadable) {
    texts.push_back("a criterion that could not be read: " + one.name);
  }
}

}  // namespace

std::string criteria(const CriteriaList& criteria) {
  std::vector<std::string> texts;
  add_parts(criteria, texts);
  auto text = std::string(assertion_text(criteria.assertion)) + ": " +
              (texts.empty() ? "nothing" : joined(texts, "; "));
  if (!criteria.description.empty()) text += " (described as: " + criteria.description + ")";
  return text;
}

std::string qualification(const QualificationElement& element) {
  std::vector<std::string> texts;
  for (const auto& uri : element.qualifiers) texts.push_back(qualifier(uri));
  auto text = (texts.empty() ? std::string("no qualifier") : joined(texts, "; ")) +
              "; for certificates that meet " + criteria(element.criteria);
  if (!is_decidable(element.criteria)) {
    text += "; this cannot be decided, so the qualifier does not apply";
  }
  return text;
}

}  // namespace accord::trustlist::words
