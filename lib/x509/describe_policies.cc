#include "lib/x509/crl.h"
#include "lib/x509/describe.h"
#include "lib/x509/describing.h"
#include "lib/x509/general_name.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

/// NoticeReference ::= SEQUENCE { organization DisplayText, noticeNumbers SEQUENCE OF INTEGER }.
Result<void> read_notice_reference(Reader& notice, Description& all) {
  auto reference = notice.enter(der::tag::sequence);
  if (!reference) return pass_on(reference);
  auto organization = read_described_text(*reference);
  if (!organization) return pass_on(std::move(organization));
  all.add("organization", std::move(*organization));
  auto numbers = reference->enter(der::tag::sequence);
  if (!numbers) return pass_on(numbers);
  Description list{Description::List{}};
  while (!numbers->at_end()) {
    auto number = read_described_integer(*numbers);
    if (!number) return pass_on(std::move(number));
    list.push(std::move(*number));
  }
  all.add("notice_numbers", std::move(list));
  return reference->finish();
}

Result<Description> read_qualifier(Reader& qualifiers) {
  auto reader = qualifiers.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto id = reader->oid();
  if (!id) return pass_on(id);
  Description all;
  Result<Description> value;
  std::string_view name = "value";
  if (*id == policy_qualifier::cps()) {
    name = "cps";
    value = read_described_text(*reader);
  } else if (*id == policy_qualifier::user_notice()) {
    name = "user_notice";
    value = read_user_notice(*reader);
  } else {
    all.add("qualifier", *id);
    value = read_described_value(*reader);
  }
  if (!value) return value;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all.add(name, std::move(*value));
}

Result<Description> read_policy(Reader& policies) {
  auto reader = policies.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto id = reader->oid();
  if (!id) return pass_on(id);
  Description all;
  all.add("policy", *id);
  if (reader->at_end()) return all;
  auto list = reader->enter(der::tag::sequence);
  if (!list) return pass_on(list);
  auto qualifiers = describe_list(*list, read_qualifier);
  if (!qualifiers) return qualifiers;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all.add("qualifiers", std::move(*qualifiers));
}

Description point_of(const std::vector<GeneralName>& full_name,
                     const std::optional<der::Bytes>& relative_name) {
  Description all{Description::Record{}};
  all.add("full_name", describe(full_name));
  all.add("name_relative_to_crl_issuer", describe_relative_name(relative_name));
  return all;
}

Result<Description> points_of(const Result<std::vector<DistributionPoint>>& points) {
  if (!points) return pass_on(points);
  Description all;
  for (const auto& point : *points) {
    auto one = point_of(point.full_name, point.relative_name);
    one.add("reasons", describe_reasons(point.reasons));
    one.add("crl_issuer", describe(point.crl_issuer));
    all.push(std::move(one));
  }
  return all;
}

Result<Description> read_access(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto method = reader->oid();
  if (!method) return pass_on(method);
  auto location = read_described_name(*reader);
  if (!location) return location;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  Description all;
  return all.add("method", *method).add("location", std::move(*location));
}

}  // namespace

const der::Oid& policy_qualifier::cps() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.2.1");
  return id;
}
const der::Oid& policy_qualifier::user_notice() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.2.2");
  return id;
}

Result<Description> read_user_notice(Reader& qualifier) {
  auto notice = qualifier.enter(der::tag::sequence);
  if (!notice) return pass_on(notice);
  Description all{Description::Record{}};
  if (notice->next_is(der::tag::sequence)) {
    if (auto read = read_notice_reference(*notice, all); !read) return pass_on(std::move(read));
  }
  if (!notice->at_end()) {
    auto text = read_described_text(*notice);
    if (!text) return text;
    all.add("explicit_text", std::move(*text));
  }
  if (auto ended = notice->finish(); !ended) return pass_on(ended);
  return all;
}

Result<Description> describe_policies(ByteView value) {
  if (auto read = read_certificate_policies(value); !read) return pass_on(std::move(read));
  return describe_whole_list(value, read_policy);
}

Result<Description> describe_policy_mappings(ByteView value) {
  const auto mappings = read_policy_mappings(value);
  if (!mappings) return pass_on(mappings);
  Description all;
  for (const auto& mapping : *mappings) {
    Description one;
    one.add("issuer_domain_policy", mapping.issuer_domain);
    one.add("subject_domain_policy", mapping.subject_domain);
    all.push(std::move(one));
  }
  return all;
}

Result<Description> describe_policy_constraints(ByteView value) {
  const auto constraints = read_policy_constraints(value);
  if (!constraints) return pass_on(constraints);
  Description all;
  all.add("require_explicit_policy", constraints->require_explicit_policy);
  return all.add("inhibit_policy_mapping", constraints->inhibit_policy_mapping);
}

Result<Description> describe_name_constraints(ByteView value) {
  const auto constraints = read_name_constraints(value);
  if (!constraints) return pass_on(constraints);
  Description all;
  all.add("permitted_subtrees", describe(constraints->permitted));
  all.add("excluded_subtrees", describe(constraints->excluded));
  if (constraints->has_distances) all.add("has_minimum_or_maximum", true);
  return all;
}

Result<Description> describe_distribution_points(ByteView value) {
  return points_of(read_distribution_points(value));
}

Result<Description> describe_freshest_crl(ByteView value) {
  return points_of(read_freshest_crl(value));
}

Result<Description> describe_issuing_point(ByteView value) {
  const auto point = read_issuing_distribution_point(value);
  if (!point) return pass_on(point);
  auto all = point_of(point->full_name, point->relative_name);
  all.add("only_contains_user_certs", point->only_user_certs);
  all.add("only_contains_ca_certs", point->only_ca_certs);
  all.add("only_some_reasons", describe_reasons(point->only_some_reasons));
  all.add("indirect_crl", point->indirect);
  return all.add("only_contains_attribute_certs", point->only_attribute_certs);
}

Result<Description> describe_access(ByteView value) {
  return describe_whole_list(value, read_access);
}

// All names of the issuer, where the reader of certificates keeps one directory name.
Result<Description> describe_authority_key(ByteView value) {
  if (auto read = read_authority_key_identifier(value); !read) return pass_on(std::move(read));
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  Description all{Description::Record{}};
  if (reader->next_is(context(0))) {
    const auto octets = reader->octet_string(context(0));
    if (!octets) return pass_on(octets);
    all.add("key_identifier", *octets);
  }
  if (!reader->next_is(context_constructed(1))) return all;
  auto names = reader->enter(context_constructed(1));
  if (!names) return pass_on(names);
  auto issuer = describe_list(*names, read_described_name);
  if (!issuer) return issuer;
  all.add("authority_cert_issuer", std::move(*issuer));
  const auto serial = reader->serial_number(context(2));
  if (!serial) return pass_on(serial);
  all.add("authority_cert_serial_number", serial->to_hex());
  if (auto number = negative_value(serial->content()); !number.empty()) {
    all.add("authority_cert_serial_value", std::move(number));
  }
  return all;
}

}  // namespace accord::x509
