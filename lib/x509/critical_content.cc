#include "lib/x509/critical_content.h"

#include "lib/x509/describing.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

/// PolicyQualifierInfo; whether it is one that can be processed.
Result<bool> read_known_qualifier(Reader& qualifiers) {
  auto qualifier = qualifiers.enter(der::tag::sequence);
  if (!qualifier) return pass_on(qualifier);
  const auto id = qualifier->oid();
  if (!id) return pass_on(id);
  if (*id == policy_qualifier::cps()) {
    if (!qualifier->next_is(der::tag::ia5_string)) return false;
    if (auto text = read_described_text(*qualifier); !text) return pass_on(std::move(text));
    return qualifier->at_end();
  }
  if (*id == policy_qualifier::user_notice()) {
    if (auto notice = read_user_notice(*qualifier); !notice) return pass_on(std::move(notice));
    return qualifier->at_end();
  }
  return false;
}

Result<bool> has_known_qualifiers_only(ByteView value) {
  auto policies = enter_whole(value);
  if (!policies) return pass_on(policies);
  while (!policies->at_end()) {
    auto policy = policies->enter(der::tag::sequence);
    if (!policy) return pass_on(policy);
    if (const auto id = policy->oid(); !id) return pass_on(id);
    if (policy->at_end()) continue;
    auto qualifiers = policy->enter(der::tag::sequence);
    if (!qualifiers) return pass_on(qualifiers);
    while (!qualifiers->at_end()) {
      if (auto known = read_known_qualifier(*qualifiers); !known || !*known) return known;
    }
  }
  return true;
}

Result<bool> has_known_name(ByteView value) {
  auto names = enter_whole(value);
  if (!names) return pass_on(names);
  while (!names->at_end()) {
    const auto name = names->any();
    if (!name) return pass_on(name);
    if (name->tag == context(1) || name->tag == context(2) || name->tag == context_constructed(4) ||
        name->tag == context(6) || name->tag == context(7)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool holds_unknown_when_critical(const Extension& extension) {
  if (!extension.critical) return false;
  Result<bool> known = true;
  // RFC 5280, 4.2.1.4: "If this extension is critical, the path validation software MUST be able to
  // interpret this extension (including the optional qualifier), or MUST reject the certificate."
  if (extension.id == extension::certificate_policies) {
    known = has_known_qualifiers_only(extension.value);
  }
  // X.509, 9.3.2.1: "If this extension is flagged critical, at least one of the name forms that is
  // present shall be recognized and processed, otherwise the certificate shall be considered
  // invalid."
  if (extension.id == extension::subject_alternative_name) {
    known = has_known_name(extension.value);
  }
  return !known || !*known;
}

}  // namespace accord::x509
