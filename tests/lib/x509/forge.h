#pragma once

#include <string_view>
#include <vector>

#include "lib/der/writer.h"
#include "lib/x509/write.h"

// Certificates and CRLs whose every part can be replaced. They are signed by nobody: what is tested
// is how they are read.
namespace accord::tests {

/// A SEQUENCE with these encodings in it, one after the other.
[[nodiscard]] der::Bytes sequence(const std::vector<der::Bytes>& parts);
/// Any other constructed value.
[[nodiscard]] der::Bytes constructed(der::Tag tag, const std::vector<der::Bytes>& parts);
/// A primitive value.
[[nodiscard]] der::Bytes primitive(der::Tag tag, std::string_view content);
/// One extension; `critical` is the encoding of the BOOLEAN, empty when it is left out.
[[nodiscard]] der::Bytes extension(const der::Oid& id, const der::Bytes& value,
                                   const der::Bytes& critical = {});

/// The encodings that make up a certificate; an empty one is left out.
struct CertificateParts {
  der::Bytes version =
      constructed(der::tag::context_constructed(0), {primitive(der::tag::integer, "\x02")});
  der::Bytes serial = primitive(der::tag::integer, "\x01");
  der::Bytes algorithm;  ///< ECDSA with SHA-256, inside and outside, unless set
  der::Bytes issuer;     ///< CN=Issuer unless set
  der::Bytes validity;   ///< 2020 to 2030 unless set
  der::Bytes subject;    ///< CN=Subject unless set
  der::Bytes key;        ///< bits that are no key, of an algorithm that does not matter, unless set
  der::Bytes unique_ids;
  std::vector<der::Bytes> extensions;
  der::Bytes whole_extensions;  ///< instead of `extensions`: the encoding with its tag [3]
  der::Bytes after;             ///< behind the extensions
  der::Bytes outer_algorithm;
  der::Bytes signature;  ///< four octets unless set

  CertificateParts();
};
[[nodiscard]] der::Bytes assemble(const CertificateParts& parts);

/// The encodings that make up a CRL; an empty one is left out.
struct CrlParts {
  der::Bytes version = primitive(der::tag::integer, "\x01");
  der::Bytes algorithm;
  der::Bytes issuer;
  der::Bytes this_update = primitive(der::tag::utc_time, "260101000000Z");
  der::Bytes next_update = primitive(der::tag::utc_time, "260201000000Z");
  std::vector<der::Bytes> entries;
  der::Bytes whole_entries;  ///< instead of `entries`
  std::vector<der::Bytes> extensions;
  der::Bytes outer_algorithm;
  der::Bytes signature;

  CrlParts();
};
[[nodiscard]] der::Bytes assemble(const CrlParts& parts);

/// An entry of a CRL, revoked on 1 January 2026.
[[nodiscard]] der::Bytes crl_entry(const der::SerialNumber& serial,
                                   const std::vector<der::Bytes>& extensions = {},
                                   const der::Bytes& date = primitive(der::tag::utc_time,
                                                                      "260101000000Z"));

/// CN=… as a Name's DER.
[[nodiscard]] der::Bytes common_name(std::string_view text);

}  // namespace accord::tests
