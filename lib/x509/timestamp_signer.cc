#include <fmt/format.h>

#include "lib/der/writer.h"
#include "lib/x509/general_name.h"
#include "lib/x509/signed_structure.h"
#include "lib/x509/timestamp_reading.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

const der::Oid& message_digest() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.9.4");
  return id;
}
const der::Oid& signing_time() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.9.5");
  return id;
}
const der::Oid& signing_certificate() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.9.16.2.12");
  return id;
}
const der::Oid& signing_certificate_v2() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.9.16.2.47");
  return id;
}

der::Bytes copied(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

Result<void> keep_copy(const Result<ByteView>& result, der::Bytes& target) {
  if (!result) return pass_on(result);
  target = copied(*result);
  return {};
}

/// SignerIdentifier ::= CHOICE { issuerAndSerialNumber, subjectKeyIdentifier [0] }.
Result<void> read_identifier(Reader& reader, TimeStampSigner& signer) {
  if (reader.next_is(context(0))) {
    const auto octets = reader.octet_string(context(0));
    if (!octets) return pass_on(octets);
    signer.key_identifier = copied(*octets);
    return {};
  }
  auto pair = reader.enter(der::tag::sequence);
  if (!pair) return pass_on(pair);
  const auto at = pair->offset();
  const auto name = pair->element(der::tag::sequence);
  if (!name) return pass_on(name);
  if (auto read = keep(Name::parse(name->whole, at), signer.issuer); !read) return read;
  if (auto read = keep(pair->serial_number(), signer.serial); !read) return read;
  return pair->finish();
}

Result<TimeStampAttribute> read_attribute(const der::Element& value, std::size_t content_at) {
  Reader reader(value.content, content_at);
  TimeStampAttribute attribute;
  if (auto read = keep(reader.oid(), attribute.type); !read) return pass_on(std::move(read));
  const auto values = reader.element(der::tag::set);
  if (!values) return pass_on(values);
  attribute.values = values->content;
  attribute.values_at = reader.offset() - values->content.size();
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return attribute;
}

/// `sorted`: the signature is over the DER of these, so their order is part of what it says.
Result<std::vector<TimeStampAttribute>> read_attributes(Reader list, bool sorted) {
  std::vector<TimeStampAttribute> all;
  ByteView previous;
  do {
    const auto value = sorted ? list.set_of_element(der::tag::sequence, previous)
                              : list.element(der::tag::sequence);
    if (!value) return pass_on(value);
    auto attribute = read_attribute(*value, list.offset() - value->content.size());
    if (!attribute) return pass_on(std::move(attribute));
    all.push_back(std::move(*attribute));
  } while (!list.at_end());
  return all;
}

/// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber } (RFC 5035, 4).
Result<void> read_issuer_serial(Reader& reader, TimeStampCertificateId& id) {
  auto pair = reader.enter(der::tag::sequence);
  if (!pair) return pass_on(pair);
  auto names = pair->enter(der::tag::sequence);
  if (!names) return pass_on(names);
  if (auto read = keep(read_general_name_list(*names), id.issuer); !read) return read;
  if (auto read = keep(pair->serial_number(), id.serial); !read) return read;
  return pair->finish();
}

/// ESSCertID, and with `named_digest` ESSCertIDv2, whose digest is SHA-256 unless it says another.
Result<TimeStampCertificateId> read_certificate_id(Reader& list, bool named_digest) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  TimeStampCertificateId id;
  id.digest = crypto::digest_oid(named_digest ? crypto::DigestAlgorithm::sha256
                                              : crypto::DigestAlgorithm::sha1);
  if (named_digest && reader->next_is(der::tag::sequence)) {
    auto ahead = *reader;
    auto content = ahead.enter(der::tag::sequence);
    if (!content) return pass_on(content);
    if (auto read = keep(content->oid(), id.digest); !read) return pass_on(std::move(read));
    if (const auto frame = read_algorithm_frame(*reader); !frame) return pass_on(frame);
  }
  if (auto read = keep_copy(reader->octet_string(), id.hash); !read) return pass_on(read);
  if (!reader->at_end()) {
    if (auto read = read_issuer_serial(*reader, id); !read) return pass_on(std::move(read));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return id;
}

/// SigningCertificate and SigningCertificateV2; policies behind the certificates are skipped.
Result<void> read_certificate_ids(Reader& values, bool named_digest, TimeStampSigner& signer) {
  auto reader = values.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto list = reader->enter(der::tag::sequence);
  if (!list) return pass_on(list);
  do {
    auto id = read_certificate_id(*list, named_digest);
    if (!id) return pass_on(std::move(id));
    signer.certificate_ids.push_back(std::move(*id));
  } while (!list->at_end());
  if (reader->at_end()) return {};
  if (const auto policies = reader->element(der::tag::sequence); !policies)
    return pass_on(policies);
  return reader->finish();
}

/// What is wanted of the signed attributes; each has one value (RFC 5652, 11; RFC 5035, 3).
Result<void> interpret(const TimeStampAttribute& attribute, TimeStampSigner& signer) {
  Reader values(attribute.values, attribute.values_at);
  Result<void> read;
  if (attribute.type == message_digest()) {
    const auto octets = values.octet_string();
    if (!octets) return in_field("messageDigest", octets.error());
    signer.message_digest = copied(*octets);
  } else if (attribute.type == signing_time()) {
    read = keep(values.time_of_either_type(), signer.signing_time);
    if (!read) return in_field("signingTime", read.error());
  } else if (attribute.type == signing_certificate()) {
    read = read_certificate_ids(values, false, signer);
    if (!read) return in_field("signingCertificate", read.error());
  } else if (attribute.type == signing_certificate_v2()) {
    read = read_certificate_ids(values, true, signer);
    if (!read) return in_field("signingCertificateV2", read.error());
  } else {
    return {};
  }
  return values.finish();
}

Result<void> read_signed_attributes(Reader& reader, TimeStampSigner& signer) {
  const auto list = reader.enter(context_constructed(0));
  if (!list) return pass_on(list);
  if (auto read = keep(read_attributes(*list, true), signer.signed_attributes); !read) return read;
  for (const auto& attribute : signer.signed_attributes) {
    if (auto read = interpret(attribute, signer); !read) return read;
  }
  return {};
}

}  // namespace

Result<TimeStampSigner> read_timestamp_signer(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto version = reader->small_integer();
  if (!version) return in_field("version", version.error());
  if (*version == 0 || *version > 5) {
    return timestamp_malformed("signerInfo",
                               fmt::format("the number {} stands for no version", *version));
  }
  TimeStampSigner signer;
  if (auto read = read_identifier(*reader, signer); !read) return in_field("sid", read.error());
  if (auto read = keep_copy(read_algorithm_frame(*reader), signer.digest_algorithm); !read)
    return in_field("digestAlgorithm", read.error());
  // RFC 5652, 5.3: signed attributes "MUST be present if the content type of the
  // EncapsulatedContentInfo value being signed is not id-data".
  if (!reader->next_is(context_constructed(0)))
    return timestamp_malformed("signerInfo", "there are no signed attributes");
  const auto attributes = reader->peek();
  auto ahead = *reader;
  if (const auto whole = ahead.element(attributes); whole) {
    der::Writer set;
    set.value(der::tag::set, whole->content);
    signer.signed_bytes = std::move(set).bytes();
  }
  if (auto read = read_signed_attributes(*reader, signer); !read)
    return in_field("signedAttrs", read.error());
  if (auto read = keep_copy(read_algorithm_frame(*reader), signer.signature_algorithm); !read)
    return in_field("signatureAlgorithm", read.error());
  if (auto read = keep(reader->octet_string(), signer.signature); !read)
    return in_field("signature", read.error());
  if (reader->next_is(context_constructed(1))) {
    const auto further = reader->enter(context_constructed(1));
    if (!further) return in_field("unsignedAttrs", further.error());
    if (auto read = keep(read_attributes(*further, false), signer.unsigned_attributes); !read)
      return in_field("unsignedAttrs", read.error());
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return signer;
}

}  // namespace accord::x509
