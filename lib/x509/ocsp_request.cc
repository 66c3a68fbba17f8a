#include "lib/der/writer.h"
#include "lib/x509/ocsp_reading.h"

namespace accord::x509 {

using der::ByteView;
using der::tag::context_constructed;

der::Bytes write_ocsp_request(const Name& issuer, const crypto::PublicKey& issuer_key,
                              const der::SerialNumber& serial, ByteView nonce) {
  constexpr auto algorithm = crypto::DigestAlgorithm::sha1;
  const auto name_hash = crypto::digest(algorithm, issuer.der());
  const auto key_hash = crypto::digest(algorithm, issuer_key.key_bits());
  const auto cert_id = [&](der::Writer& id) {
    id.constructed(der::tag::sequence, [&](der::Writer& identifier) {
      identifier.oid(crypto::digest_oid(algorithm));
      identifier.value(der::tag::null, {});
    });
    id.value(der::tag::octet_string, name_hash.bytes());
    id.value(der::tag::octet_string, key_hash.bytes());
    id.value(der::tag::integer, serial.content());
  };
  const auto extensions = [&](der::Writer& list) {
    list.constructed(der::tag::sequence, [&](der::Writer& extension) {
      extension.oid(ocsp_nonce());
      der::Writer value;
      value.value(der::tag::octet_string, nonce);
      extension.value(der::tag::octet_string, value.bytes());
    });
  };
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& request) {
    request.constructed(der::tag::sequence, [&](der::Writer& tbs) {
      tbs.constructed(der::tag::sequence, [&](der::Writer& list) {
        list.constructed(der::tag::sequence,
                         [&](der::Writer& one) { one.constructed(der::tag::sequence, cert_id); });
      });
      if (nonce.empty()) return;
      tbs.constructed(context_constructed(2), [&](der::Writer& wrapped) {
        wrapped.constructed(der::tag::sequence, extensions);
      });
    });
  });
  return std::move(writer).bytes();
}

}  // namespace accord::x509
