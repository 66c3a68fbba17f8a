#include "lib/x509/extensions.h"

#include <algorithm>
#include <limits>

#include "lib/x509/decoding.h"
#include "lib/x509/general_name.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

constexpr unsigned key_usage_bits = 9;

Result<BasicConstraints> basic_constraints(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  BasicConstraints result;
  const auto ca = read_default_false(*reader);
  if (!ca) return pass_on(ca);
  result.ca = *ca;
  if (reader->next_is(der::tag::integer)) {
    const auto length = reader->small_integer();
    if (!length) return pass_on(length);
    // More than can be counted is as good as the largest count: no path is so long.
    result.path_length = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(*length, std::numeric_limits<std::uint32_t>::max()));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return result;
}

Result<KeyUsage> key_usage(ByteView value) {
  Reader reader(value);
  const auto bits = read_named_bits(reader, key_usage_bits);
  if (!bits) return pass_on(bits);
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  // RFC 5280, 4.2.1.3: "at least one of the bits MUST be set to 1".
  if (*bits == 0) return broken(0, "no bit is set");
  return KeyUsage(*bits);
}

Result<std::vector<der::Oid>> oid_list(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  std::vector<der::Oid> list;
  do {
    auto id = reader->oid();
    if (!id) return pass_on(std::move(id));
    list.push_back(std::move(*id));
  } while (!reader->at_end());
  return list;
}

Result<der::Bytes> key_identifier(ByteView value) {
  Reader reader(value);
  const auto octets = reader.octet_string();
  if (!octets) return pass_on(octets);
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return der::Bytes(octets->begin(), octets->end());
}

Result<void> read_authority_names(Reader& reader, AuthorityKeyIdentifier& result) {
  auto names = reader.enter(context_constructed(1));
  if (!names) return pass_on(names);
  const auto list = read_general_name_list(*names);
  if (!list) return pass_on(list);
  const auto found = std::find_if(list->begin(), list->end(),
                                  [](const GeneralName& name) { return name.name.has_value(); });
  if (found != list->end()) result.issuer = found->name;
  return {};
}

Result<AuthorityKeyIdentifier> authority_key_identifier(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  AuthorityKeyIdentifier result;
  if (reader->next_is(context(0))) {
    const auto octets = reader->octet_string(context(0));
    if (!octets) return pass_on(octets);
    result.key_identifier = der::Bytes(octets->begin(), octets->end());
  }
  const auto at = reader->offset();
  const bool has_issuer = reader->next_is(context_constructed(1));
  if (has_issuer) {
    if (auto read = read_authority_names(*reader, result); !read) return pass_on(std::move(read));
  }
  const bool has_serial = reader->next_is(context(2));
  if (has_serial) {
    auto serial = reader->serial_number(context(2));
    if (!serial) return pass_on(std::move(serial));
    result.serial = std::move(*serial);
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  // RFC 5280, 4.2.1.1: both present or both absent.
  if (has_issuer != has_serial) return broken(at, "issuer and serial number do not stand together");
  return result;
}

Result<void> check_qualifiers(Reader qualifiers) {
  do {
    auto qualifier = qualifiers.enter(der::tag::sequence);
    if (!qualifier) return pass_on(qualifier);
    if (const auto id = qualifier->oid(); !id) return pass_on(id);
    if (const auto what = qualifier->any(); !what) return pass_on(what);
    if (auto ended = qualifier->finish(); !ended) return ended;
  } while (!qualifiers.at_end());
  return {};
}

Result<PolicyInformation> policy_information(Reader& policies) {
  auto reader = policies.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto id = reader->oid();
  if (!id) return pass_on(std::move(id));
  PolicyInformation result{std::move(*id), {}};
  if (!reader->at_end()) {
    auto ahead = *reader;
    const auto qualifiers = ahead.enter(der::tag::sequence);
    if (!qualifiers) return pass_on(qualifiers);
    if (auto checked = check_qualifiers(*qualifiers); !checked) return pass_on(std::move(checked));
    const auto whole = reader->any();
    if (!whole) return pass_on(whole);
    result.qualifiers.assign(whole->whole.begin(), whole->whole.end());
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return result;
}

bool has_duplicate(const std::vector<PolicyInformation>& policies) {
  std::vector<std::string_view> ids;
  ids.reserve(policies.size());
  for (const auto& policy : policies) ids.push_back(der::as_text(policy.policy.content()));
  std::sort(ids.begin(), ids.end());
  return std::adjacent_find(ids.begin(), ids.end()) != ids.end();
}

Result<std::vector<PolicyInformation>> certificate_policies(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  std::vector<PolicyInformation> list;
  do {
    auto policy = policy_information(*reader);
    if (!policy) return pass_on(std::move(policy));
    list.push_back(std::move(*policy));
  } while (!reader->at_end());
  // RFC 5280, 4.2.1.4: "A certificate policy OID MUST NOT appear more than once".
  if (has_duplicate(list)) return broken(0, "a policy appears more than once");
  return list;
}

Result<DistributionPoint> distribution_point(Reader& points) {
  const auto at = points.offset();
  auto reader = points.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  DistributionPoint result;
  bool named_somehow = false;
  if (reader->next_is(context_constructed(0))) {
    auto name = read_distribution_point_name(*reader);
    if (!name) return pass_on(std::move(name));
    result.full_name = std::move(name->full_name);
    result.relative_name = std::move(name->relative_name);
    named_somehow = true;
  }
  if (reader->next_is(context(1))) {
    const auto reasons = read_named_bits(*reader, reason_flag_count, context(1));
    if (!reasons) return pass_on(reasons);
    result.reasons = *reasons;
  }
  if (reader->next_is(context_constructed(2))) {
    auto names = reader->enter(context_constructed(2));
    if (!names) return pass_on(names);
    auto issuer = read_general_name_list(*names);
    if (!issuer) return pass_on(std::move(issuer));
    result.crl_issuer = std::move(*issuer);
    named_somehow = true;
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  // RFC 5280, 4.2.1.13: "either distributionPoint or cRLIssuer MUST be present".
  if (!named_somehow) return broken(at, "a distribution point has neither a name nor a CRL issuer");
  return result;
}

Result<std::vector<DistributionPoint>> distribution_points(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  std::vector<DistributionPoint> list;
  do {
    auto point = distribution_point(*reader);
    if (!point) return pass_on(std::move(point));
    list.push_back(std::move(*point));
  } while (!reader->at_end());
  return list;
}

Result<AccessDescription> access_description(Reader& descriptions) {
  auto reader = descriptions.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto method = reader->oid();
  if (!method) return pass_on(std::move(method));
  auto location = read_general_name(*reader);
  if (!location) return pass_on(std::move(location));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return AccessDescription{std::move(*method), std::move(*location)};
}

Result<std::vector<AccessDescription>> access_descriptions(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  std::vector<AccessDescription> list;
  do {
    auto description = access_description(*reader);
    if (!description) return pass_on(std::move(description));
    list.push_back(std::move(*description));
  } while (!reader->at_end());
  return list;
}

Result<std::vector<GeneralName>> general_names(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  return read_general_name_list(*reader);
}

}  // namespace

Result<BasicConstraints> read_basic_constraints(ByteView value) {
  return named("basicConstraints", basic_constraints(value));
}

Result<KeyUsage> read_key_usage(ByteView value) { return named("keyUsage", key_usage(value)); }

Result<std::vector<der::Oid>> read_extended_key_usage(ByteView value) {
  return named("extKeyUsage", oid_list(value));
}

Result<der::Bytes> read_key_identifier(ByteView value) {
  return named("subjectKeyIdentifier", key_identifier(value));
}

Result<AuthorityKeyIdentifier> read_authority_key_identifier(ByteView value) {
  return named("authorityKeyIdentifier", authority_key_identifier(value));
}

Result<std::vector<GeneralName>> read_general_names(ByteView value) {
  return named("subjectAltName", general_names(value));
}

Result<std::vector<PolicyInformation>> read_certificate_policies(ByteView value) {
  return named("certificatePolicies", certificate_policies(value));
}

Result<std::vector<DistributionPoint>> read_distribution_points(ByteView value) {
  return named("cRLDistributionPoints", distribution_points(value));
}

Result<std::vector<DistributionPoint>> read_freshest_crl(ByteView value) {
  return named("freshestCRL", distribution_points(value));
}

Result<std::vector<AccessDescription>> read_authority_information_access(ByteView value) {
  return named("authorityInfoAccess", access_descriptions(value));
}

}  // namespace accord::x509
