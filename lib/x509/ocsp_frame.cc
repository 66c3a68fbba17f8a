#include <fmt/format.h>

#include "lib/x509/ocsp_reading.h"

namespace accord::x509 {

using der::ByteView;
using der::Reader;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

namespace {

const der::Oid& basic_response() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.48.1.1");
  return id;
}

}  // namespace

// OCSPResponse ::= SEQUENCE { responseStatus, responseBytes [0] EXPLICIT OPTIONAL }
Result<void> OcspFrame::read(ByteView der) {
  Reader outer(der);
  auto reader = outer.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  if (auto ended = outer.finish(); !ended) return ended;
  if (auto read = read_status(*reader); !read) return read;
  if (!reader->next_is(context_constructed(0))) {
    if (auto ended = reader->finish(); !ended) return ended;
    if (status != OcspStatus::successful) return {};
    return ocsp_malformed("responseBytes", "a successful response has none");
  }
  if (status != OcspStatus::successful) {
    return ocsp_malformed("responseBytes", "a response that is not successful has some");
  }
  auto wrapped = reader->enter(context_constructed(0));
  if (!wrapped) return pass_on(wrapped);
  if (auto ended = reader->finish(); !ended) return ended;
  auto bytes = wrapped->enter(der::tag::sequence);
  if (!bytes) return pass_on(bytes);
  if (auto ended = wrapped->finish(); !ended) return ended;
  const auto type = bytes->oid();
  if (!type) return pass_on(type);
  if (*type != basic_response()) {
    return ocsp_malformed("responseType", type->to_string() + " is no kind that is known");
  }
  const auto value = bytes->octet_string();
  if (!value) return pass_on(value);
  if (auto ended = bytes->finish(); !ended) return ended;
  return read_basic(*value, bytes->offset() - value->size());
}

Result<void> OcspFrame::read_status(Reader& reader) {
  const auto number = reader.small_integer(der::tag::enumerated);
  if (!number) return in_field("responseStatus", number.error());
  if (*number > 6 || *number == 4) {
    return ocsp_malformed("responseStatus", fmt::format("there is no status {}", *number));
  }
  status = static_cast<OcspStatus>(*number);
  return {};
}

// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature, certs [0] }
Result<void> OcspFrame::read_basic(ByteView value, std::size_t at) {
  Reader outer(value, at);
  auto reader = outer.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  if (auto ended = outer.finish(); !ended) return ended;
  auto ahead = *reader;
  const auto data = ahead.enter(der::tag::sequence);
  if (!data) return in_field("tbsResponseData", data.error());
  tbs = reader->any()->whole;
  const auto frame = read_algorithm_frame(*reader);
  if (!frame) return in_field("signatureAlgorithm", frame.error());
  algorithm = *frame;
  const auto bits = reader->bit_string();
  if (!bits) return in_field("signature", bits.error());
  signature = *bits;
  if (auto read = read_certificates(*reader); !read) return read;
  if (auto ended = reader->finish(); !ended) return ended;
  return read_data(*data);
}

Result<void> OcspFrame::read_certificates(Reader& basic) {
  if (!basic.next_is(context_constructed(0))) return {};
  auto wrapped = basic.enter(context_constructed(0));
  if (!wrapped) return pass_on(wrapped);
  auto list = wrapped->enter(der::tag::sequence);
  if (!list) return pass_on(list);
  if (auto ended = wrapped->finish(); !ended) return ended;
  while (!list->at_end()) {
    const auto one = list->any();
    if (!one) return in_field("certs", one.error());
    certificate_encodings.push_back(one->whole);
  }
  return {};
}

// ResponseData ::= SEQUENCE { version [0], responderID, producedAt, responses, extensions [1] }
Result<void> OcspFrame::read_data(Reader reader) {
  if (reader.next_is(context_constructed(0))) {
    const auto version = read_behind(reader, context_constructed(0),
                                     [](Reader& inside) { return inside.small_integer(); });
    if (!version) return in_field("version", version.error());
    return ocsp_malformed("version", *version == 0
                                         ? "version 1 is the default and must not be written out"
                                         : "it is not a version that is known");
  }
  if (auto read = read_responder(reader); !read) return in_field("responderID", read.error());
  const auto produced = reader.generalized_time();
  if (!produced) return in_field("producedAt", produced.error());
  produced_at = *produced;
  auto list = reader.enter(der::tag::sequence);
  if (!list) return in_field("responses", list.error());
  while (!list->at_end()) {
    auto single = read_ocsp_single(*list);
    if (!single)
      return in_field(fmt::format("response {}", responses.size() + 1), std::move(single).error());
    responses.push_back(std::move(*single));
  }
  if (reader.next_is(context_constructed(1))) {
    auto list_of_all = read_behind(reader, context_constructed(1),
                                   [](Reader& inside) { return read_ocsp_extensions(inside); });
    if (!list_of_all) return pass_on(std::move(list_of_all));
    extensions = std::move(*list_of_all);
  }
  return reader.finish();
}

// ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }, explicitly tagged.
Result<void> OcspFrame::read_responder(Reader& data) {
  if (data.next_is(context_constructed(1))) {
    const auto name = read_behind(data, context_constructed(1), [](Reader& inside) -> Result<Name> {
      const auto at = inside.offset();
      const auto value = inside.element(der::tag::sequence);
      if (!value) return pass_on(value);
      return Name::parse(value->whole, at);
    });
    if (!name) return pass_on(name);
    responder_name = *name;
    return {};
  }
  const auto hash = read_behind(data, context_constructed(2),
                                [](Reader& inside) { return inside.octet_string(); });
  if (!hash) return pass_on(hash);
  responder_key_hash = ocsp_copied(*hash);
  return {};
}

}  // namespace accord::x509
