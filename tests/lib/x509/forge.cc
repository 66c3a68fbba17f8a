#include "tests/lib/x509/forge.h"

namespace accord::tests {
namespace {

using der::Bytes;
using der::Writer;

Bytes ecdsa_with_sha256() {
  Writer writer;
  writer.constructed(der::tag::sequence,
                     [](Writer& w) { w.oid(der::Oid::literal("1.2.840.10045.4.3.2")); });
  return std::move(writer).bytes();
}

Bytes four_octets() {
  Writer writer;
  writer.bit_string(Bytes(4, 0x5A));
  return std::move(writer).bytes();
}

Bytes any_key() {
  Writer algorithm;
  algorithm.oid(der::Oid::literal("1.3.6.1.4.1.99999.1"));
  return sequence({sequence({algorithm.bytes()}), four_octets()});
}

Bytes signed_structure(const Bytes& tbs, const Bytes& algorithm, const Bytes& signature) {
  return sequence({tbs, algorithm, signature});
}

}  // namespace

Bytes constructed(der::Tag tag, const std::vector<Bytes>& parts) {
  Writer writer;
  writer.constructed(tag, [&](Writer& w) {
    for (const auto& part : parts) w.raw(part);
  });
  return std::move(writer).bytes();
}

Bytes sequence(const std::vector<Bytes>& parts) { return constructed(der::tag::sequence, parts); }

Bytes primitive(der::Tag tag, std::string_view content) {
  Writer writer;
  writer.text(tag, content);
  return std::move(writer).bytes();
}

Bytes extension(const der::Oid& id, const Bytes& value, const Bytes& critical) {
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& w) {
    w.oid(id);
    w.raw(critical);
    w.octet_string(value);
  });
  return std::move(writer).bytes();
}

Bytes common_name(std::string_view text) {
  const auto name = x509::Name::build({{x509::attribute::common_name, std::string(text)}});
  return {name.der().begin(), name.der().end()};
}

CertificateParts::CertificateParts()
    : algorithm(ecdsa_with_sha256()),
      issuer(common_name("Issuer")),
      validity(sequence({primitive(der::tag::utc_time, "200101000000Z"),
                         primitive(der::tag::utc_time, "300101000000Z")})),
      subject(common_name("Subject")),
      key(any_key()),
      outer_algorithm(algorithm),
      signature(four_octets()) {}

Bytes assemble(const CertificateParts& parts) {
  auto extensions = parts.whole_extensions;
  if (extensions.empty() && !parts.extensions.empty()) {
    extensions = constructed(der::tag::context_constructed(3), {sequence(parts.extensions)});
  }
  const auto tbs =
      sequence({parts.version, parts.serial, parts.algorithm, parts.issuer, parts.validity,
                parts.subject, parts.key, parts.unique_ids, extensions, parts.after});
  return signed_structure(tbs, parts.outer_algorithm, parts.signature);
}

CrlParts::CrlParts()
    : algorithm(ecdsa_with_sha256()),
      issuer(common_name("Issuer")),
      outer_algorithm(algorithm),
      signature(four_octets()) {}

Bytes assemble(const CrlParts& parts) {
  auto entries = parts.whole_entries;
  if (entries.empty() && !parts.entries.empty()) entries = sequence(parts.entries);
  Bytes extensions;
  if (!parts.extensions.empty()) {
    extensions = constructed(der::tag::context_constructed(0), {sequence(parts.extensions)});
  }
  const auto tbs = sequence({parts.version, parts.algorithm, parts.issuer, parts.this_update,
                             parts.next_update, entries, extensions});
  return signed_structure(tbs, parts.outer_algorithm, parts.signature);
}

Bytes crl_entry(const der::SerialNumber& serial, const std::vector<Bytes>& extensions,
                const Bytes& date) {
  Writer number;
  number.serial_number(serial);
  return extensions.empty() ? sequence({number.bytes(), date})
                            : sequence({number.bytes(), date, sequence(extensions)});
}

}  // namespace accord::tests
