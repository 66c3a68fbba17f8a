#include <fmt/format.h>

#include "lib/der/writer.h"
#include "lib/x509/decoding.h"
#include "lib/x509/request_frame.h"
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
Result<void> read_information(Reader reader, RequestFrame& request) {
  const auto version = reader.small_integer();
  if (!version) return in_field("version", version.error());
  if (*version != 0)
    return malformed("version", fmt::format("the number {} stands for no version", *version));
  const auto at = reader.offset();
  const auto value = reader.element(der::tag::sequence);
  if (!value) return in_field("subject", value.error());
  if (auto read = keep(Name::parse(value->whole, at), request.subject); !read)
    return in_field("subject", std::move(read).error());
  if (auto read = keep(read_key_frame(reader), request.spki); !read)
    return in_field("subjectPKInfo", read.error());
  if (auto read = keep(reader.enter(context_constructed(0)), request.attributes); !read)
    return in_field("attributes", read.error());
  return reader.finish();
}

}  // namespace

Result<void> RequestFrame::read(ByteView der) {
  if (auto read = keep(read_signed(der), parts); !read) return read;
  Reader outer(parts.to_be_signed, parts.to_be_signed_at);
  const auto content = outer.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  return read_information(*content, *this);
}

Result<void> RequestFrame::check_possession() const {
  const auto key = crypto::PublicKey::from_spki(spki);
  if (!key) return pass_on(key);
  auto checked = verify_signed(parts.to_be_signed, parts.algorithm, parts.signature, *key);
  if (!checked && checked.error().id == FindingId::signature_wrong)
    return fail(FindingId::request_signature_wrong);
  return checked;
}

Result<CertificationRequest> read_request(ByteView file) {
  const auto structures = read_structures(file, {"CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"});
  if (!structures) return pass_on(structures);
  if (structures->size() != 1) {
    return malformed(
        {}, fmt::format("the file holds {} requests, and one is needed", structures->size()));
  }
  RequestFrame frame;
  if (auto read = frame.read(structures->front()); !read) return pass_on(std::move(read));
  if (auto checked = check_attributes(frame.attributes); !checked)
    return in_field("attributes", checked.error());
  if (auto checked = frame.check_possession(); !checked) return pass_on(std::move(checked));
  return CertificationRequest{std::move(frame.subject), {frame.spki.begin(), frame.spki.end()}};
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
