#include "lib/crypto/digest.h"
#include "lib/x509/describe.h"
#include "lib/x509/describing.h"
#include "lib/x509/name_text.h"

namespace accord::x509 {
namespace {

using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

/// A time that is one, or what stands there.
Description moment_or_text(const der::Element& value) {
  Reader reader(value.whole);
  if (const auto moment = reader.time_of_either_type()) return *moment;
  return std::string(der::as_text(value.content));
}

void add_validity(Reader validity, Description& all) {
  for (const auto* name : {"not_before", "not_after"}) {
    const auto value = validity.any();
    if (!value) return;
    all.add(name, moment_or_text(*value));
  }
}

/// One Extension; its octets where it is not formed as one.
Description extension_of(const der::Element& value) {
  Description unreadable;
  unreadable.add("unreadable", value.whole);
  Reader inside(value.content);
  auto id = inside.oid();
  if (!id) return unreadable;
  bool critical = false;
  if (inside.next_is(der::tag::boolean)) {
    const auto flag = inside.any();
    if (!flag) return unreadable;
    critical = flag->content.size() != 1 || flag->content[0] != 0;
  }
  const auto content = inside.octet_string();
  if (!content || !inside.at_end()) return unreadable;
  return describe_extension({std::move(*id), critical, *content});
}

void add_extensions(Reader wrapped, std::size_t most, Description& all) {
  auto list = wrapped.enter(der::tag::sequence);
  if (!list) return;
  Description extensions;
  std::uint64_t left_out = 0;
  for (std::size_t count = 0; !list->at_end(); ++count) {
    const auto one = list->any();
    if (!one) break;
    if (count < most) {
      extensions.push(extension_of(*one));
    } else {
      ++left_out;
    }
  }
  all.add("extensions", std::move(extensions));
  if (left_out > 0) all.add("extensions_left_out", left_out);
}

/// The fields of TBSCertificate (RFC 5280, 4.1) in their order, as far as they stand there.
Result<void> add_fields(Reader tbs, std::size_t most, Description& all) {
  if (tbs.next_is(context_constructed(0))) {
    auto version = tbs.enter(context_constructed(0));
    if (!version) return pass_on(version);
    const auto number = version->small_integer();
    if (number) all.add("version", *number + 1);
  }
  const auto serial = tbs.element(der::tag::integer);
  if (!serial) return pass_on(serial);
  const auto algorithm = tbs.element(der::tag::sequence);
  if (!algorithm) return pass_on(algorithm);
  const auto issuer = tbs.element(der::tag::sequence);
  if (!issuer) return pass_on(issuer);
  const auto validity = tbs.enter(der::tag::sequence);
  if (!validity) return pass_on(validity);
  const auto subject = tbs.element(der::tag::sequence);
  if (!subject) return pass_on(subject);
  all.add("subject", name_text(subject->whole)).add("issuer", name_text(issuer->whole));
  all.add("serial", der::to_hex(serial->content));
  if (auto value = negative_value(serial->content); !value.empty()) {
    all.add("serial_value", std::move(value));
  }
  add_validity(*validity, all);
  all.add("signature_algorithm_inside", describe_algorithm(algorithm->whole));
  const auto key = tbs.element(der::tag::sequence);
  if (!key) return pass_on(key);
  all.add("public_key", describe_key(key->whole));
  while (!tbs.at_end()) {
    if (tbs.next_is(context_constructed(3))) {
      const auto wrapped = tbs.enter(context_constructed(3));
      if (!wrapped) return pass_on(wrapped);
      add_extensions(*wrapped, most, all);
      continue;
    }
    const auto other = tbs.any();
    if (!other) return pass_on(other);
    const bool is_issuers = other->tag == context(1);
    const bool is_subjects = other->tag == context(2);
    all.add(is_issuers    ? "issuer_unique_id"
            : is_subjects ? "subject_unique_id"
                          : "unknown_field",
            other->content);
  }
  return {};
}

}  // namespace

Result<Description> describe_unsound_certificate(der::ByteView der, std::size_t most) {
  Reader outer(der);
  auto parts = outer.enter(der::tag::sequence);
  if (!parts) return pass_on(parts);
  const auto tbs = parts->enter(der::tag::sequence);
  if (!tbs) return pass_on(tbs);
  Description all{Description::Record{}};
  const auto read = add_fields(*tbs, most, all);
  all.add("sha256", crypto::digest(crypto::DigestAlgorithm::sha256, der).bytes());
  all.add("sha1", crypto::digest(crypto::DigestAlgorithm::sha1, der).bytes());
  if (!read) all.add("read_until", describe_failure(read.error()));
  const auto algorithm = parts->element(der::tag::sequence);
  const auto bits = algorithm ? parts->bit_string() : outcome::Result<der::BitString>();
  if (algorithm && bits) all.add("signature", describe_signature(algorithm->whole, bits->bytes));
  return all;
}

}  // namespace accord::x509
