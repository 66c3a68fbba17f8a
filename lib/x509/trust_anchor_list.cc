#include "lib/x509/trust_anchor_list.h"

#include <limits>

#include <fmt/format.h>

#include "lib/x509/signed_structure.h"

namespace accord::x509 {
namespace {

using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

tl::unexpected<outcome::Finding> malformed(std::string_view field, std::string_view reason) {
  return outcome::fail(outcome::FindingId::trust_anchor_malformed, {.where = std::string(field)},
                       {{"reason", std::string(reason)}});
}

/// The encoding of a SEQUENCE that has an implicit tag in its place.
Result<der::Bytes> untagged_sequence(Reader& reader, unsigned tag) {
  const auto value = reader.element(context_constructed(tag));
  if (!value) return pass_on(value);
  der::Bytes bytes(value->whole.begin(), value->whole.end());
  bytes.front() = der::tag::sequence;
  return bytes;
}

Result<void> read_policies(Reader& controls, TrustAnchorInfo& info) {
  if (controls.next_is(context_constructed(1))) {
    const auto value = untagged_sequence(controls, 1);
    if (!value) return in_field("policySet", value.error());
    const auto policies = read_certificate_policies(*value);
    if (!policies) return in_field("policySet", policies.error());
    for (const auto& policy : *policies) info.policies.push_back(policy.policy);
  }
  // CertPolicyFlags ::= BIT STRING { inhibitPolicyMapping(0), requireExplicitPolicy(1),
  // inhibitAnyPolicy(2) }
  if (!controls.next_is(context(2))) return {};
  const auto flags = controls.bit_string(context(2));
  if (!flags) return in_field("policyFlags", flags.error());
  if (flags->bytes.size() > 1)
    return malformed("policyFlags", "there are flags that are not known");
  const unsigned bits = flags->bytes.empty() ? 0U : flags->bytes.front();
  if ((bits & 0x1FU) != 0) return malformed("policyFlags", "there are flags that are not known");
  info.inhibit_policy_mapping = (bits & 0x80U) != 0;
  info.require_explicit_policy = (bits & 0x40U) != 0;
  info.inhibit_any_policy = (bits & 0x20U) != 0;
  return {};
}

// CertPathControls ::= SEQUENCE { taName, certificate [0], policySet [1], policyFlags [2],
// nameConstr [3], pathLenConstraint [4] }, implicit tags.
Result<void> read_controls(Reader controls, TrustAnchorInfo& info) {
  const auto at = controls.offset();
  const auto name = controls.element(der::tag::sequence);
  if (!name) return in_field("taName", name.error());
  auto read = Name::parse(name->whole, at);
  if (!read) return in_field("taName", std::move(read).error());
  if (read->empty()) return malformed("taName", "it is empty");
  info.name = std::move(*read);
  if (controls.next_is(context_constructed(0))) {
    return malformed("certificate",
                     "an anchor with a certificate is to be given as that certificate");
  }
  if (auto policies = read_policies(controls, info); !policies) return policies;
  if (controls.next_is(context_constructed(3))) {
    const auto value = untagged_sequence(controls, 3);
    if (!value) return in_field("nameConstr", value.error());
    auto constraints = read_name_constraints(*value);
    if (!constraints) return in_field("nameConstr", std::move(constraints).error());
    info.name_constraints = std::move(*constraints);
  }
  if (controls.next_is(context(4))) {
    const auto length = controls.small_integer(context(4));
    if (!length) return in_field("pathLenConstraint", length.error());
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    info.path_length = static_cast<std::uint32_t>(std::min(*length, most));
  }
  return controls.finish();
}

Result<crypto::PublicKey> read_key(Reader& reader) {
  const auto spki = read_key_frame(reader);
  if (!spki) return pass_on(spki);
  return crypto::PublicKey::from_spki(*spki);
}

// TrustAnchorInfo ::= SEQUENCE { version DEFAULT v1(1), pubKey, keyId, taTitle OPTIONAL, certPath
// OPTIONAL, exts [1] EXPLICIT OPTIONAL, taTitleLangTag [2] OPTIONAL }
Result<TrustAnchorInfo> read_info(Reader reader) {
  if (reader.next_is(der::tag::integer)) {
    return malformed("version",
                     "version 1 is the default and must not be written out, and there is no other");
  }
  auto key = read_key(reader);
  if (!key) return in_field("pubKey", std::move(key).error());
  const auto identifier = reader.octet_string();
  if (!identifier) return in_field("keyId", identifier.error());
  TrustAnchorInfo info{
      std::move(*key), {identifier->begin(), identifier->end()}, {}, {}, {}, {}, {}, {}, {}, {}};
  if (reader.next_is(der::tag::utf8_string)) {
    const auto title = reader.element(der::tag::utf8_string);
    if (!title) return in_field("taTitle", title.error());
    info.title = der::as_text(title->content);
  }
  if (!reader.next_is(der::tag::sequence)) {
    return malformed("certPath", "there is none, so the anchor is good for no certificate");
  }
  const auto controls = reader.enter(der::tag::sequence);
  if (!controls) return in_field("certPath", controls.error());
  if (auto read = read_controls(*controls, info); !read) return pass_on(std::move(read));
  if (reader.next_is(context_constructed(1))) {
    return malformed("exts", "extensions of an anchor are not processed");
  }
  if (reader.next_is(context(2))) {
    if (const auto language = reader.element(context(2)); !language) return pass_on(language);
  }
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return info;
}

// TrustAnchorChoice ::= CHOICE { certificate, tbsCert [1] EXPLICIT, taInfo [2] EXPLICIT }
Result<void> read_choice(Reader& list, TrustAnchorList& result) {
  if (list.next_is(context_constructed(1))) {
    return malformed(
        "tbsCert",
        "an anchor without a signature is to be given as a certificate or as a name and a key");
  }
  if (list.next_is(context_constructed(2))) {
    auto wrapped = list.enter(context_constructed(2));
    if (!wrapped) return pass_on(wrapped);
    const auto content = wrapped->enter(der::tag::sequence);
    if (!content) return pass_on(content);
    if (auto ended = wrapped->finish(); !ended) return ended;
    auto info = read_info(*content);
    if (!info) return pass_on(std::move(info));
    result.anchors.push_back(std::move(*info));
    return {};
  }
  const auto value = list.element(der::tag::sequence);
  if (!value) return pass_on(value);
  auto certificate = Certificate::parse(value->whole);
  if (!certificate) return pass_on(std::move(certificate));
  result.certificates.push_back(std::move(*certificate));
  return {};
}

}  // namespace

Result<TrustAnchorList> read_trust_anchor_list(der::ByteView der) {
  Reader outer(der);
  auto list = outer.enter(der::tag::sequence);
  if (!list) return pass_on(list);
  if (auto ended = outer.finish(); !ended) return pass_on(ended);
  if (list->at_end()) return malformed("TrustAnchorList", "it is empty");
  TrustAnchorList result;
  for (unsigned number = 1; !list->at_end(); ++number) {
    if (auto read = read_choice(*list, result); !read) {
      return in_field(fmt::format("anchor {}", number), std::move(read).error());
    }
  }
  return result;
}

}  // namespace accord::x509
