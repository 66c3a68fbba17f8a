#include <algorithm>
#include <limits>

#include "lib/x509/decoding.h"
#include "lib/x509/general_name.h"

// The extensions by which an authority limits those below it (RFC 5280, 4.2.1.5, 4.2.1.10,
// 4.2.1.11, 4.2.1.14).
namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

/// A count of certificates. More than can be counted is as good as the largest count: no path is so
/// long.
Result<std::uint32_t> read_count(Reader& reader, der::Tag expected) {
  const auto number = reader.small_integer(expected);
  if (!number) return pass_on(number);
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(*number, std::numeric_limits<std::uint32_t>::max()));
}

Result<GeneralName> subtree(Reader& subtrees, bool& has_distances) {
  const auto at = subtrees.offset();
  auto reader = subtrees.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto base = read_general_name(*reader);
  if (!base) return base;
  if (base->kind == GeneralNameKind::ip && base->der.size() != 8 && base->der.size() != 32) {
    return broken(at, "an IP address with its mask has neither 8 nor 32 octets");
  }
  if (reader->next_is(context(0))) {
    const auto minimum = read_count(*reader, context(0));
    if (!minimum) return pass_on(minimum);
    if (*minimum == 0) return broken(at, "the default, a minimum of 0, is written out");
    has_distances = true;
  }
  if (reader->next_is(context(1))) {
    if (const auto maximum = read_count(*reader, context(1)); !maximum) return pass_on(maximum);
    has_distances = true;
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return base;
}

Result<std::vector<GeneralName>> subtree_list(Reader& constraints, der::Tag tag,
                                              bool& has_distances) {
  std::vector<GeneralName> bases;
  if (!constraints.next_is(tag)) return bases;
  const auto at = constraints.offset();
  auto reader = constraints.enter(tag);
  if (!reader) return pass_on(reader);
  while (!reader->at_end()) {
    auto base = subtree(*reader, has_distances);
    if (!base) return pass_on(std::move(base));
    bases.push_back(std::move(*base));
  }
  if (bases.empty()) return broken(at, "a list of subtrees is empty");
  return bases;
}

Result<NameConstraints> name_constraints(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  NameConstraints result;
  auto permitted = subtree_list(*reader, context_constructed(0), result.has_distances);
  if (!permitted) return pass_on(std::move(permitted));
  auto excluded = subtree_list(*reader, context_constructed(1), result.has_distances);
  if (!excluded) return pass_on(std::move(excluded));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  // 4.2.1.10: "either the permittedSubtrees field or the excludedSubtrees MUST be present".
  if (permitted->empty() && excluded->empty()) {
    return broken(0, "there are neither permitted nor excluded subtrees");
  }
  result.permitted = std::move(*permitted);
  result.excluded = std::move(*excluded);
  return result;
}

Result<std::vector<PolicyMapping>> policy_mappings(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  std::vector<PolicyMapping> list;
  do {
    auto pair = reader->enter(der::tag::sequence);
    if (!pair) return pass_on(pair);
    auto issuer = pair->oid();
    if (!issuer) return pass_on(std::move(issuer));
    auto subject = pair->oid();
    if (!subject) return pass_on(std::move(subject));
    if (auto ended = pair->finish(); !ended) return pass_on(ended);
    list.push_back({std::move(*issuer), std::move(*subject)});
  } while (!reader->at_end());
  return list;
}

Result<PolicyConstraints> policy_constraints(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  PolicyConstraints result;
  if (reader->next_is(context(0))) {
    const auto count = read_count(*reader, context(0));
    if (!count) return pass_on(count);
    result.require_explicit_policy = *count;
  }
  if (reader->next_is(context(1))) {
    const auto count = read_count(*reader, context(1));
    if (!count) return pass_on(count);
    result.inhibit_policy_mapping = *count;
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  // 4.2.1.11: "either the inhibitPolicyMapping field or the requireExplicitPolicy field MUST be
  // present".
  if (!result.require_explicit_policy && !result.inhibit_policy_mapping) {
    return broken(0, "it has neither of its fields");
  }
  return result;
}

Result<std::uint32_t> inhibit_any_policy(ByteView value) {
  Reader reader(value);
  const auto count = read_count(reader, der::tag::integer);
  if (!count) return count;
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return count;
}

}  // namespace

Result<NameConstraints> read_name_constraints(ByteView value) {
  return named("nameConstraints", name_constraints(value));
}

Result<std::vector<PolicyMapping>> read_policy_mappings(ByteView value) {
  return named("policyMappings", policy_mappings(value));
}

Result<PolicyConstraints> read_policy_constraints(ByteView value) {
  return named("policyConstraints", policy_constraints(value));
}

Result<std::uint32_t> read_inhibit_any_policy(ByteView value) {
  return named("inhibitAnyPolicy", inhibit_any_policy(value));
}

}  // namespace accord::x509
