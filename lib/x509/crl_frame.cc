#include "lib/x509/crl_frame.h"

#include <fmt/format.h>

namespace accord::x509 {

using der::Reader;
using der::tag::context_constructed;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

Result<void> CrlFrame::read(der::ByteView der) {
  const auto parts = read_signed(der);
  if (!parts) return pass_on(parts);
  tbs = parts->to_be_signed;
  algorithm = parts->algorithm;
  signature = parts->signature;
  Reader outer(tbs, parts->to_be_signed_at);
  const auto content = outer.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  return read_tbs(*content);
}

// RFC 5280, 5.1.
Result<void> CrlFrame::read_tbs(Reader reader) {
  if (auto read = read_head(reader); !read) return read;
  if (auto read = read_times(reader); !read) return read;
  if (reader.next_is(der::tag::sequence)) {
    const auto list = reader.any();
    if (!list) return in_field("revokedCertificates", list.error());
    revoked = list->content;
    revoked_at = reader.offset() - list->content.size();
  }
  if (auto read = read_extensions(reader); !read) return read;
  return reader.finish();
}

Result<void> CrlFrame::read_head(Reader& reader) {
  if (auto read = read_version(reader); !read) return read;
  auto at = reader.offset();
  const auto inner_algorithm = read_algorithm_frame(reader);
  if (!inner_algorithm) return in_field("signature", inner_algorithm.error());
  // 5.1.1.2: "This field MUST contain the same algorithm identifier as the signature field".
  if (!der::equal(*inner_algorithm, algorithm)) {
    return fail(FindingId::crl_algorithm_mismatch,
                {.where = fmt::format("signature, byte {}", at)});
  }
  at = reader.offset();
  const auto value = reader.element(der::tag::sequence);
  if (!value) return in_field("issuer", value.error());
  auto name = Name::parse(value->whole, at);
  if (!name) return in_field("issuer", std::move(name).error());
  issuer = std::move(*name);
  return {};
}

// 5.1.2.1: absent, or version 2.
Result<void> CrlFrame::read_version(Reader& reader) {
  if (!reader.next_is(der::tag::integer)) return {};
  const auto at = reader.offset();
  const auto written = reader.small_integer();
  if (!written) return in_field("version", written.error());
  if (*written != 1) {
    return fail(FindingId::crl_version, {.where = fmt::format("version, byte {}", at)},
                {{"reason", "a version that is written out has to be 2"}});
  }
  version = 2;
  return {};
}

Result<void> CrlFrame::read_times(Reader& reader) {
  const auto first = reader.time();
  if (!first) return in_field("thisUpdate", first.error());
  this_update = *first;
  if (!reader.next_is(der::tag::utc_time) && !reader.next_is(der::tag::generalized_time)) return {};
  const auto second = reader.time();
  if (!second) return in_field("nextUpdate", second.error());
  next_update = *second;
  return {};
}

Result<void> CrlFrame::read_extensions(Reader& reader) {
  if (!reader.next_is(context_constructed(0))) return {};
  if (version != 2) {
    return fail(FindingId::crl_version,
                {.where = fmt::format("crlExtensions, byte {}", reader.offset())},
                {{"reason", "a CRL of version 1 has no extensions"}});
  }
  auto wrapped = reader.enter(context_constructed(0));
  if (!wrapped) return in_field("crlExtensions", wrapped.error());
  const auto list = wrapped->enter(der::tag::sequence);
  if (!list) return in_field("crlExtensions", list.error());
  if (auto ended = wrapped->finish(); !ended) return in_field("crlExtensions", ended.error());
  auto read = read_extension_list(*list, FindingId::crl_extension_duplicate);
  if (!read) return in_field("crlExtensions", std::move(read).error());
  extensions = std::move(*read);
  return {};
}

}  // namespace accord::x509
