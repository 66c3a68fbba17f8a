#include <fmt/format.h>

#include "lib/der/writer.h"
#include "lib/x509/signed_structure.h"
#include "lib/x509/write.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::Writer;
using der::tag::context_constructed;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

tl::unexpected<outcome::Finding> malformed(std::string_view where, std::string_view reason) {
  return fail(FindingId::request_malformed, {.where = std::string(where)},
              {{"reason", std::string(reason)}});
}

/// Attributes are checked and not kept: what a certificate says is decided by the profile that it
/// is issued under.
Result<void> check_attributes(Reader attributes) {
  ByteView previous;
  while (!attributes.at_end()) {
    const auto attribute = attributes.set_of_element(der::tag::sequence, previous);
    if (!attribute) return pass_on(attribute);
    Reader content(attribute->content, attributes.offset() - attribute->content.size());
    if (const auto type = content.oid(); !type) return pass_on(type);
    if (const auto values = content.element(der::tag::set); !values) return pass_on(values);
    if (auto ended = content.finish(); !ended) return ended;
  }
  return {};
}

/// CertificationRequestInfo (RFC 2986, 4.1).
Result<CertificationRequest> read_information(Reader reader) {
  const auto version = reader.small_integer();
  if (!version) return in_field("version", version.error());
  if (*version != 0)
    return malformed("version", fmt::format("the number {} stands for no version", *version));
  CertificationRequest request;
  const auto at = reader.offset();
  const auto value = reader.element(der::tag::sequence);
  if (!value) return in_field("subject", value.error());
  auto subject = Name::parse(value->whole, at);
  if (!subject) return in_field("subject", std::move(subject).error());
  request.subject = std::move(*subject);
  const auto spki = read_key_frame(reader);
  if (!spki) return in_field("subjectPKInfo", spki.error());
  request.spki.assign(spki->begin(), spki->end());
  const auto attributes = reader.enter(context_constructed(0));
  if (!attributes) return in_field("attributes", attributes.error());
  if (auto checked = check_attributes(*attributes); !checked)
    return in_field("attributes", checked.error());
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return request;
}

/// RFC 2986, 3: the signature shows that the subject has the private key.
Result<void> check_possession(const SignedParts& parts, ByteView spki) {
  const auto key = crypto::PublicKey::from_spki(spki);
  if (!key) return pass_on(key);
  auto checked = verify_signed(parts.to_be_signed, parts.algorithm, parts.signature, *key);
  if (!checked && checked.error().id == FindingId::signature_wrong)
    return fail(FindingId::request_signature_wrong);
  return checked;
}

}  // namespace

Result<CertificationRequest> read_request(ByteView file) {
  const auto structures = read_structures(file, {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"});
  if (!structures) return pass_on(structures);
  if (structures->size() != 1) {
    return malformed(
        {}, fmt::format("the file holds {} requests, and one is needed", structures->size()));
  }
  const auto parts = read_signed(structures->front());
  if (!parts) return pass_on(parts);
  Reader outer(parts->to_be_signed, parts->to_be_signed_at);
  const auto content = outer.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  auto request = read_information(*content);
  if (!request) return request;
  if (auto checked = check_possession(*parts, request->spki); !checked)
    return pass_on(std::move(checked));
  return request;
}

Result<der::Bytes> write_request(const Name& subject, crypto::Signer& signer) {
  Writer information;
  information.constructed(der::tag::sequence, [&](Writer& content) {
    content.integer(0);
    content.raw(subject.der());
    content.raw(signer.public_key().spki());
    content.constructed(context_constructed(0), [](Writer&) {});
  });
  return sign_tbs(information.bytes(), signer);
}

}  // namespace accord::x509
