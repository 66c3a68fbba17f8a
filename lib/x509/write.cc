#include "lib/x509/write.h"

#include "lib/der/writer.h"

namespace accord::x509 {
namespace {

using der::Writer;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

void write_extension(Writer& list, const NewExtension& extension) {
  list.constructed(der::tag::sequence, [&](Writer& content) {
    content.oid(extension.id);
    if (extension.critical) content.boolean(true);
    content.octet_string(extension.value);
  });
}

void write_extensions(Writer& list, const std::vector<NewExtension>& extensions) {
  list.constructed(der::tag::sequence, [&](Writer& content) {
    for (const auto& extension : extensions) write_extension(content, extension);
  });
}

std::vector<NewExtension> entry_extensions(const RevokedEntry& entry) {
  std::vector<NewExtension> extensions;
  // RFC 5280, 5.3.1: "the reason code CRL entry extension SHOULD be absent instead of using the
  // unspecified (0) reasonCode value".
  if (entry.reason.has_value() && *entry.reason != RevocationReason::unspecified) {
    Writer value;
    value.integer(static_cast<std::uint64_t>(*entry.reason), der::tag::enumerated);
    extensions.push_back({extension::reason_code, false, std::move(value).bytes()});
  }
  if (entry.invalidity_date.has_value()) {
    Writer value;
    value.text(der::tag::generalized_time, time::to_generalized_time(*entry.invalidity_date));
    extensions.push_back({extension::invalidity_date, false, std::move(value).bytes()});
  }
  return extensions;
}

void write_entry(Writer& list, const RevokedEntry& entry) {
  list.constructed(der::tag::sequence, [&](Writer& content) {
    content.serial_number(entry.serial);
    content.time(entry.revocation_date);
    const auto extensions = entry_extensions(entry);
    if (!extensions.empty()) write_extensions(content, extensions);
  });
}

}  // namespace

der::Bytes write_tbs_certificate(const CertificateContent& content) {
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& tbs) {
    tbs.constructed(context_constructed(0), [](Writer& version) { version.integer(2); });
    tbs.serial_number(content.serial);
    tbs.raw(crypto::write_signature_algorithm(content.algorithm));
    tbs.raw(content.issuer.der());
    tbs.constructed(der::tag::sequence, [&](Writer& validity) {
      validity.time(content.not_before);
      validity.time(content.not_after);
    });
    tbs.raw(content.subject.der());
    tbs.raw(content.spki);
    if (!content.extensions.empty()) {
      tbs.constructed(context_constructed(3),
                      [&](Writer& wrapped) { write_extensions(wrapped, content.extensions); });
    }
  });
  return std::move(writer).bytes();
}

der::Bytes write_tbs_crl(const CrlContent& content) {
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& tbs) {
    tbs.integer(1);
    tbs.raw(crypto::write_signature_algorithm(content.algorithm));
    tbs.raw(content.issuer.der());
    tbs.time(content.this_update);
    tbs.time(content.next_update);
    // RFC 5280, 5.1.2.6: "When there are no revoked certificates, the revoked certificates list
    // MUST be absent."
    if (!content.entries.empty()) {
      tbs.constructed(der::tag::sequence, [&](Writer& list) {
        for (const auto& entry : content.entries) write_entry(list, entry);
      });
    }
    if (!content.extensions.empty()) {
      tbs.constructed(context_constructed(0),
                      [&](Writer& wrapped) { write_extensions(wrapped, content.extensions); });
    }
  });
  return std::move(writer).bytes();
}

der::Bytes write_crl_number(std::uint64_t number) {
  Writer writer;
  writer.integer(number);
  return std::move(writer).bytes();
}

Result<der::Bytes> sign_tbs(der::ByteView tbs, crypto::Signer& signer) {
  const auto signature = signer.sign(tbs, crypto::SignatureForm::der);
  if (!signature) return pass_on(signature);
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& whole) {
    whole.raw(tbs);
    whole.raw(crypto::write_signature_algorithm(signer.algorithm()));
    whole.bit_string(*signature);
  });
  return std::move(writer).bytes();
}

}  // namespace accord::x509
