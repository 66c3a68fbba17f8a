#include <algorithm>
#include <array>

#include "lib/x509/certificate_frame.h"
#include "lib/x509/crl_frame.h"
#include "lib/x509/describe.h"
#include "lib/x509/describing.h"
#include "lib/x509/ocsp_reading.h"
#include "lib/x509/request_frame.h"
#include "lib/x509/revoked_entries.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context_constructed;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

struct Label {
  std::string_view label;
  ObjectKind kind;
};
constexpr std::array labels{Label{"CERTIFICATE", ObjectKind::certificate},
                            Label{"X509 CERTIFICATE", ObjectKind::certificate},
                            Label{"X.509 CERTIFICATE", ObjectKind::certificate},
                            Label{"X509 CRL", ObjectKind::crl},
                            Label{"CRL", ObjectKind::crl},
                            Label{"OCSP RESPONSE", ObjectKind::ocsp_response},
                            Label{"CERTIFICATE REQUEST", ObjectKind::request},
                            Label{"NEW CERTIFICATE REQUEST", ObjectKind::request},
                            Label{"PKCS7", ObjectKind::timestamp},
                            Label{"PKCS #7 SIGNED DATA", ObjectKind::timestamp},
                            Label{"CMS", ObjectKind::timestamp}};

/// The tags of the first values in a structure; what cannot be read ends them.
std::vector<der::Tag> first_tags(Reader inside, std::size_t most) {
  std::vector<der::Tag> tags;
  while (tags.size() < most) {
    const auto value = inside.any();
    if (!value) break;
    tags.push_back(value->tag);
  }
  return tags;
}

bool is_time(der::Tag tag) noexcept {
  return tag == der::tag::utc_time || tag == der::tag::generalized_time;
}

// What is signed of a certificate begins with a tagged version, or (version 1) with serial number,
// algorithm, issuer and validity; of a request with version, subject, key and attributes; of a CRL
// with a version or none, algorithm, issuer and a time.
std::optional<ObjectKind> kind_of_signed(Reader inside) {
  constexpr std::size_t enough = 4;
  auto tags = first_tags(inside, enough);
  if (!tags.empty() && tags.front() == context_constructed(0)) return ObjectKind::certificate;
  const bool numbered = !tags.empty() && tags.front() == der::tag::integer;
  if (numbered) tags.erase(tags.begin());
  if (tags.size() < 2 || tags[0] != der::tag::sequence || tags[1] != der::tag::sequence) {
    return std::nullopt;
  }
  if (tags.size() > 2 && is_time(tags[2])) return ObjectKind::crl;
  if (!numbered) return std::nullopt;
  return tags.size() > 2 && tags[2] == der::tag::sequence ? ObjectKind::certificate
                                                          : ObjectKind::request;
}

Description digest_of(crypto::DigestAlgorithm algorithm, ByteView bytes) {
  return crypto::digest(algorithm, bytes).bytes();
}

Description unique_id(const std::optional<der::BitString>& bits) {
  return bits ? Description(bits->bytes) : Description();
}

Description entry_of(const EntryView& entry) {
  Description all;
  if (auto serial = der::SerialNumber::from_content(entry.serial)) {
    add_serial(all, *serial);
  }
  all.add("revoked", entry.date);
  if (entry.extensions.empty()) return all;
  const auto list = read_extension_list(Reader(entry.extensions, entry.extensions_at),
                                        FindingId::crl_extension_duplicate);
  if (!list) return all.add("malformed", describe_failure(list.error()));
  for (const auto& extension : *list) {
    auto one = describe_extension(extension);
    const auto* content = one.find("content");
    if (content == nullptr) continue;
    if (extension.id == extension::reason_code) all.add("reason", *content);
    if (extension.id == extension::invalidity_date) all.add("invalid_since", *content);
    if (extension.id == extension::certificate_issuer) all.add("certificate_issuer", *content);
  }
  return all.add("extensions", describe_extensions(*list));
}

Description single_of(const OcspSingleResponse& single) {
  Description id;
  id.add("hash_algorithm", single.id.digest);
  id.add("issuer_name_hash", single.id.issuer_name_hash);
  id.add("issuer_key_hash", single.id.issuer_key_hash);
  add_serial(id, single.id.serial);
  Description all;
  all.add("certificate_id", std::move(id));
  all.add("status", to_string(single.status));
  all.add("revoked", single.revocation_time);
  if (single.reason) all.add("reason", to_string(*single.reason));
  all.add("this_update", single.this_update);
  all.add("next_update", single.next_update);
  return all.add("extensions", describe_extensions(single.extensions));
}

/// The values of an extensionRequest (RFC 2985, 5.4.2): one list of extensions.
Description requested_extensions(ByteView attribute) {
  Description malformed;
  const auto refused = [&](const outcome::Finding& finding) {
    return malformed.add("malformed", describe_failure(finding)).add("value", attribute);
  };
  auto reader = enter_whole(attribute);
  if (!reader) return refused(reader.error());
  if (const auto type = reader->oid(); !type) return refused(type.error());
  auto values = reader->enter(der::tag::set);
  if (!values) return refused(values.error());
  const auto content = values->enter(der::tag::sequence);
  if (!content) return refused(content.error());
  if (auto ended = values->finish(); !ended) return refused(ended.error());
  const auto list = read_extension_list(*content, FindingId::request_malformed);
  if (!list && list.error().id == FindingId::request_malformed) {
    return refused(outcome::make_finding(FindingId::request_malformed, list.error().about,
                                         {{"reason", "an extension is asked for twice"}}));
  }
  return list ? describe_extensions(*list) : refused(list.error());
}

bool asks_for_extensions(ByteView attribute) {
  static const der::Oid standard = der::Oid::literal("1.2.840.113549.1.9.14");
  static const der::Oid microsoft = der::Oid::literal("1.3.6.1.4.1.311.2.1.14");
  auto reader = enter_whole(attribute);
  if (!reader) return false;
  const auto type = reader->oid();
  return type && (*type == standard || *type == microsoft);
}

/// Another attribute that asks for extensions: programs take the first, the last, or both.
Description second_request(ByteView attribute, Description extensions) {
  Description one;
  if (auto reader = enter_whole(attribute)) {
    if (auto type = reader->oid()) one.add("type", std::move(*type));
  }
  one.add("against_the_rule",
          "a request has one attribute that asks for extensions (RFC 2986, 4.1; RFC 2985, 5.4.2)");
  return one.add("requested_extensions", std::move(extensions));
}

/// In any order: the signature is over the bytes as they stand.
Result<void> add_attributes(Reader list, Description& all) {
  Description attributes, extensions, further;
  while (!list.at_end()) {
    auto ahead = list;
    const auto value = list.element(der::tag::sequence);
    if (!value) return pass_on(value);
    if (asks_for_extensions(value->whole)) {
      auto asked = requested_extensions(value->whole);
      if (extensions.empty()) {
        extensions = std::move(asked);
      } else {
        further.push(second_request(value->whole, std::move(asked)));
      }
      continue;
    }
    auto one = describe_attribute(ahead);
    if (!one) return pass_on(std::move(one));
    attributes.push(std::move(*one));
  }
  all.add("attributes", std::move(attributes)).add("requested_extensions", std::move(extensions));
  all.add("further_requests", std::move(further));
  return {};
}

}  // namespace

std::optional<ObjectKind> kind_of_label(std::string_view label) noexcept {
  for (const auto& row : labels) {
    if (row.label == label) return row.kind;
  }
  return std::nullopt;
}

std::optional<ObjectKind> kind_of_structure(ByteView der) {
  Reader outer(der);
  auto inside = outer.enter(der::tag::sequence);
  if (!inside) return std::nullopt;
  if (inside->next_is(der::tag::enumerated)) return ObjectKind::ocsp_response;
  if (inside->next_is(der::tag::oid)) return ObjectKind::timestamp;
  constexpr std::size_t parts = 3;
  const auto tags = first_tags(*inside, parts);
  if (tags.empty() || tags.front() != der::tag::sequence) return std::nullopt;
  const auto first = inside->enter(der::tag::sequence);
  if (!first) return std::nullopt;
  if (tags.size() == parts && tags.back() == der::tag::bit_string) return kind_of_signed(*first);
  return first->next_is(der::tag::integer) ? std::optional(ObjectKind::timestamp) : std::nullopt;
}

Result<Description> describe_certificate(ByteView der, std::size_t most) {
  CertificateFrame frame;
  if (auto read = frame.read(der); !read) return pass_on(std::move(read));
  Description all;
  all.add("version", frame.version);
  all.add("subject", frame.subject.to_string()).add("issuer", frame.issuer.to_string());
  add_serial(all, frame.serial);
  all.add("not_before", frame.not_before).add("not_after", frame.not_after);
  all.add("sha256", digest_of(crypto::DigestAlgorithm::sha256, der));
  all.add("sha1", digest_of(crypto::DigestAlgorithm::sha1, der));
  all.add("public_key", describe_key(frame.spki));
  all.add("issuer_unique_id", unique_id(frame.issuer_unique_id));
  all.add("subject_unique_id", unique_id(frame.subject_unique_id));
  add_extensions(all, frame.extensions, most);
  return all.add("signature", describe_signature(frame.algorithm, frame.signature.bytes));
}

Result<Description> describe_crl(ByteView der, std::size_t most,
                                 const std::function<void(Description)>& take) {
  CrlFrame frame;
  if (auto read = frame.read(der); !read) return pass_on(std::move(read));
  std::uint64_t total = 0;
  Reader list(frame.revoked, frame.revoked_at);
  while (!list.at_end()) {
    const auto entry = read_entry(list);
    if (!entry) return in_field("revokedCertificates", entry.error());
    if (total++ < most) take(entry_of(*entry));
  }
  Description all;
  all.add("version", frame.version).add("issuer", frame.issuer.to_string());
  all.add("this_update", frame.this_update).add("next_update", frame.next_update);
  all.add("entries_total", total);
  all.add("extensions", describe_extensions(frame.extensions));
  return all.add("signature", describe_signature(frame.algorithm, frame.signature.bytes));
}

Result<Description> describe_ocsp_response(ByteView der, std::size_t most) {
  OcspFrame frame;
  if (auto read = frame.read(der); !read) return pass_on(std::move(read));
  Description all;
  all.add("status", to_string(frame.status));
  if (frame.status != OcspStatus::successful) return all;
  if (frame.responder_name) all.add("responder_name", frame.responder_name->to_string());
  all.add("responder_key_hash", frame.responder_key_hash);
  all.add("produced_at", frame.produced_at);
  Description responses{Description::List{}};
  const auto shown = std::min(frame.responses.size(), most);
  for (std::size_t i = 0; i < shown; ++i) responses.push(single_of(frame.responses[i]));
  all.add("responses", std::move(responses));
  if (shown < frame.responses.size()) {
    all.add("responses_left_out", std::uint64_t{frame.responses.size() - shown});
  }
  add_extensions(all, frame.extensions, most);
  all.add("signature", describe_signature(frame.algorithm, frame.signature.bytes));
  return all.add("certificates", describe_inner_certificates(frame.certificate_encodings));
}

Result<Description> describe_request(ByteView der) {
  RequestFrame frame;
  if (auto read = frame.read(der); !read) return pass_on(std::move(read));
  Description all;
  all.add("version", std::uint64_t{1}).add("subject", frame.subject.to_string());
  all.add("public_key", describe_key(frame.spki));
  if (auto read = add_attributes(frame.attributes, all); !read)
    return in_field("attributes", std::move(read).error());
  all.add("signature", describe_signature(frame.parts.algorithm, frame.parts.signature.bytes));
  const auto holds = frame.check_possession();
  all.add("signature_holds", holds.has_value());
  if (!holds) all.add("signature_fault", describe_failure(holds.error()));
  return all;
}

}  // namespace accord::x509
