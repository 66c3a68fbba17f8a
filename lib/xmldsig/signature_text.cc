#include "lib/xmldsig/signature_text.h"

#include <fmt/format.h>

#include "lib/der/base64.h"
#include "lib/xml/canonical.h"
#include "lib/xml/writer.h"
#include "lib/xmldsig/issuer_serial.h"
#include "lib/xmldsig/names.h"

namespace accord::xmldsig {
namespace {

constexpr std::string_view exclusive_canonicalisation = exclusive::ns;  // one URI for both

xml::Writer bare_writer() { return xml::Writer({.declaration = false, .indent = 0}); }

void write_method(xml::Writer& writer, std::string_view name, std::string_view algorithm) {
  writer.open(name).attribute("Algorithm", algorithm).close();
}

void write_digest(xml::Writer& writer, crypto::DigestAlgorithm algorithm, der::ByteView value) {
  write_method(writer, "ds:DigestMethod", crypto::digest_uri(algorithm));
  writer.leaf("ds:DigestValue", der::to_base64(value));
}

void write_issuer_serial_v1(xml::Writer& writer, const x509::Certificate& certificate) {
  writer.open("xades:IssuerSerial")
      .leaf("ds:X509IssuerName", certificate.issuer().to_string())
      .leaf("ds:X509SerialNumber", to_decimal(certificate.serial()))
      .close();
}

void write_signing_certificate(xml::Writer& writer, const x509::Certificate& certificate,
                               Properties properties, crypto::DigestAlgorithm digest) {
  const bool v1 = properties == Properties::v1;
  writer.open(v1 ? "xades:SigningCertificate" : "xades:SigningCertificateV2").open("xades:Cert");
  writer.open("xades:CertDigest");
  write_digest(writer, digest, crypto::digest(digest, certificate.der()).bytes());
  writer.close();
  if (v1) {
    write_issuer_serial_v1(writer, certificate);
  } else {
    writer.leaf("xades:IssuerSerialV2", der::to_base64(write_issuer_serial(certificate)));
  }
  writer.close().close();
}

}  // namespace

SignatureIds free_ids(const xml::Document& document, std::string base) {
  SignatureIds ids{base};
  const auto taken = [&](const std::string& id) { return !document.elements_with_id(id).empty(); };
  for (unsigned count = 2; taken(ids.signature) || taken(ids.reference()) ||
                           taken(ids.properties()) || taken(ids.value());
       ++count) {
    ids.signature = fmt::format("{}-{}", base, count);
  }
  return ids;
}

std::string signed_properties_text(const SignatureIds& ids, const x509::Certificate& certificate,
                                   const SignOptions& options, crypto::DigestAlgorithm digest) {
  auto writer = bare_writer();
  writer.open("xades:SignedProperties").attribute("Id", ids.properties());
  writer.open("xades:SignedSignatureProperties");
  writer.leaf("xades:SigningTime", time::to_string(options.signing_time));
  write_signing_certificate(writer, certificate, options.properties, digest);
  writer.close();
  writer.open("xades:SignedDataObjectProperties")
      .open("xades:DataObjectFormat")
      .attribute("ObjectReference", "#" + ids.reference())
      .leaf("xades:MimeType", "text/xml")
      .close()
      .close()
      .close();
  return std::move(writer).finish();
}

std::string signed_info_text(const SignatureIds& ids, const SignedInfoText& info) {
  auto writer = bare_writer();
  writer.open("ds:SignedInfo");
  write_method(writer, "ds:CanonicalizationMethod", exclusive_canonicalisation);
  write_method(writer, "ds:SignatureMethod", crypto::signature_uri(info.signature));
  writer.open("ds:Reference").attribute("Id", ids.reference()).attribute("URI", "");
  writer.open("ds:Transforms");
  write_method(writer, "ds:Transform", ds::enveloped_signature);
  write_method(writer, "ds:Transform", exclusive_canonicalisation);
  writer.close();
  write_digest(writer, info.digest, info.document.bytes());
  writer.close();
  writer.open("ds:Reference")
      .attribute("Type", xades::signed_properties_type)
      .attribute("URI", "#" + ids.properties());
  writer.open("ds:Transforms");
  write_method(writer, "ds:Transform", exclusive_canonicalisation);
  writer.close();
  write_digest(writer, info.digest, info.properties.bytes());
  writer.close().close();
  return std::move(writer).finish();
}

std::string key_info_text(const x509::Certificate& certificate,
                          const std::vector<x509::Certificate>& chain) {
  auto writer = bare_writer();
  writer.open("ds:KeyInfo").open("ds:X509Data");
  writer.leaf("ds:X509Certificate", der::to_base64(certificate.der()));
  for (const auto& further : chain) {
    writer.leaf("ds:X509Certificate", der::to_base64(further.der()));
  }
  writer.close().close();
  return std::move(writer).finish();
}

std::string wrap_signature(const SignatureIds& ids, std::string_view signed_info,
                           der::ByteView value, std::string_view key_info,
                           std::string_view signed_properties) {
  auto writer = bare_writer();
  writer.open("ds:Signature").attribute("xmlns:ds", ds::ns).attribute("Id", ids.signature);
  writer.raw(signed_info);
  writer.open("ds:SignatureValue").attribute("Id", ids.value()).text(der::to_base64(value)).close();
  writer.raw(key_info);
  writer.open("ds:Object")
      .open("xades:QualifyingProperties")
      .attribute("xmlns:xades", xades::ns)
      .attribute("Target", "#" + ids.signature)
      .raw(signed_properties)
      .close()
      .close()
      .close();
  return std::move(writer).finish();
}

}  // namespace accord::xmldsig
