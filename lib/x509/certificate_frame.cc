#include "lib/x509/certificate_frame.h"

#include <fmt/format.h>

#include "lib/x509/decoding.h"

namespace accord::x509 {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

namespace {

tl::unexpected<outcome::Finding> wrong_version(std::size_t at, std::string reason) {
  return fail(FindingId::certificate_version, {.where = fmt::format("version, byte {}", at)},
              {{"reason", std::move(reason)}});
}

}  // namespace

Result<void> CertificateFrame::read(ByteView der) {
  const auto parts = read_signed(der);
  if (!parts) return pass_on(parts);
  tbs = parts->to_be_signed;
  algorithm = parts->algorithm;
  signature = parts->signature;
  Reader outer(tbs, parts->to_be_signed_at);
  const auto content = outer.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  return read_tbs(*content, parts->algorithm);
}

// RFC 5280, 4.1.
Result<void> CertificateFrame::read_tbs(Reader reader, ByteView outer_algorithm) {
  if (auto read = read_version(reader); !read) return read;
  if (auto read = keep(reader.serial_number(), serial); !read)
    return in_field("serialNumber", read.error());
  const auto at = reader.offset();
  const auto inner_algorithm = read_algorithm_frame(reader);
  if (!inner_algorithm) return in_field("signature", inner_algorithm.error());
  // 4.1.1.2: "This field MUST contain the same algorithm identifier as the signature field".
  if (!der::equal(*inner_algorithm, outer_algorithm)) {
    return fail(FindingId::certificate_algorithm_mismatch,
                {.where = fmt::format("signature, byte {}", at)});
  }
  if (auto read = read_names_and_dates(reader); !read) return read;
  if (auto read = keep(read_key_frame(reader), spki); !read)
    return in_field("subjectPublicKeyInfo", read.error());
  if (auto read = read_unique_identifiers(reader); !read) return read;
  if (auto read = read_extensions(reader); !read) return read;
  return reader.finish();
}

Result<void> CertificateFrame::read_version(Reader& reader) {
  if (!reader.next_is(context_constructed(0))) return {};
  const auto at = reader.offset();
  auto wrapped = reader.enter(context_constructed(0));
  if (!wrapped) return in_field("version", wrapped.error());
  const auto number = wrapped->small_integer();
  if (!number) return in_field("version", number.error());
  if (auto ended = wrapped->finish(); !ended) return in_field("version", ended.error());
  if (*number == 0)
    return wrong_version(at, "version 1 is the default and must not be written out");
  if (*number > 2)
    return wrong_version(at, fmt::format("the number {} stands for no version", *number));
  version = static_cast<unsigned>(*number) + 1;
  return {};
}

Result<void> CertificateFrame::read_names_and_dates(Reader& reader) {
  auto at = reader.offset();
  const auto issuer_value = reader.element(der::tag::sequence);
  if (!issuer_value) return in_field("issuer", issuer_value.error());
  if (auto read = keep(Name::parse(issuer_value->whole, at), issuer); !read)
    return in_field("issuer", read.error());
  if (auto read = read_validity(reader); !read) return in_field("validity", read.error());
  at = reader.offset();
  const auto subject_value = reader.element(der::tag::sequence);
  if (!subject_value) return in_field("subject", subject_value.error());
  if (der::equal(subject_value->whole, issuer_value->whole)) {
    subject = issuer;
    return {};
  }
  auto read = keep(Name::parse(subject_value->whole, at), subject);
  if (!read) return in_field("subject", read.error());
  return {};
}

Result<void> CertificateFrame::read_validity(Reader& reader) {
  auto validity = reader.enter(der::tag::sequence);
  if (!validity) return pass_on(validity);
  constexpr time::Instant generalized_from = std::chrono::sys_days{std::chrono::year{2050} / 1 / 1};
  for (auto* instant : {&not_before, &not_after}) {
    const bool generalized = validity->next_is(der::tag::generalized_time);
    if (auto read = keep(validity->time_of_either_type(), *instant); !read) return read;
    if (generalized && *instant < generalized_from) conforming_times = false;
  }
  return validity->finish();
}

Result<void> CertificateFrame::read_unique_identifiers(Reader& reader) {
  for (const unsigned number : {1U, 2U}) {
    if (!reader.next_is(context(number))) continue;
    if (version == 1) return wrong_version(reader.offset(), "version 1 has no unique identifiers");
    const auto bits = reader.bit_string(context(number));
    if (!bits) return in_field("uniqueID", bits.error());
    (number == 1 ? issuer_unique_id : subject_unique_id) = *bits;
  }
  return {};
}

Result<void> CertificateFrame::read_extensions(Reader& reader) {
  if (!reader.next_is(context_constructed(3))) return {};
  if (version != 3) {
    return wrong_version(reader.offset(),
                         fmt::format("a certificate of version {} has no extensions", version));
  }
  auto wrapped = reader.enter(context_constructed(3));
  if (!wrapped) return in_field("extensions", wrapped.error());
  const auto list = wrapped->enter(der::tag::sequence);
  if (!list) return in_field("extensions", list.error());
  if (auto ended = wrapped->finish(); !ended) return in_field("extensions", ended.error());
  auto read = read_extension_list(*list, FindingId::certificate_extension_duplicate);
  if (!read) {
    if (read.error().id == FindingId::certificate_extension_duplicate)
      return pass_on(std::move(read));
    return in_field("extensions", std::move(read).error());
  }
  extensions = std::move(*read);
  return {};
}

}  // namespace accord::x509
