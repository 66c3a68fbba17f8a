#include "tests/support/ocsp_maker.h"

#include "lib/der/writer.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using der::Writer;
using der::tag::context;
using der::tag::context_constructed;

void generalized_time(Writer& writer, time::Instant instant) {
  auto text = time::to_string(instant);  // 2026-08-01T00:00:00Z
  std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == 'T'; });
  writer.text(der::tag::generalized_time, text);
}

void extensions(Writer& writer, const std::vector<x509::NewExtension>& all) {
  if (all.empty()) return;
  writer.constructed(context_constructed(1), [&](Writer& wrapped) {
    wrapped.constructed(der::tag::sequence, [&](Writer& list) {
      for (const auto& one : all) {
        list.constructed(der::tag::sequence, [&](Writer& extension) {
          extension.oid(one.id);
          if (one.critical) extension.boolean(true);
          extension.octet_string(one.value);
        });
      }
    });
  });
}

void cert_status(Writer& single, const OcspSpec& spec) {
  if (spec.status != x509::OcspCertStatus::revoked) {
    single.value(context(spec.status == x509::OcspCertStatus::good ? 0 : 2), {});
    return;
  }
  single.constructed(context_constructed(1), [&](Writer& revoked) {
    generalized_time(revoked, spec.revoked_at);
    if (!spec.reason.has_value()) return;
    revoked.constructed(context_constructed(0), [&](Writer& reason) {
      reason.integer(static_cast<std::uint64_t>(*spec.reason), der::tag::enumerated);
    });
  });
}

std::vector<x509::NewExtension> single_extensions(const OcspSpec& spec) {
  auto all = spec.single_extensions;
  if (spec.archive_cutoff.has_value()) {
    Writer value;
    generalized_time(value, *spec.archive_cutoff);
    all.push_back({der::Oid::literal("1.3.6.1.5.5.7.48.1.6"), false, value.bytes()});
  }
  return all;
}

}  // namespace

der::Bytes make_ocsp(const OcspSpec& spec, const x509::Name& issuer,
                     const crypto::PublicKey& issuer_key, const der::SerialNumber& serial,
                     Identity& responder) {
  constexpr auto sha1 = crypto::DigestAlgorithm::sha1;
  Writer data;
  data.constructed(der::tag::sequence, [&](Writer& tbs) {
    if (spec.responder_by_key) {
      tbs.constructed(context_constructed(2), [&](Writer& by_key) {
        by_key.octet_string(responder.key.public_key().key_identifier().bytes());
      });
    } else {
      tbs.constructed(context_constructed(1),
                      [&](Writer& by_name) { by_name.raw(responder.certificate.subject().der()); });
    }
    generalized_time(tbs, spec.produced_at);
    tbs.constructed(der::tag::sequence, [&](Writer& list) {
      list.constructed(der::tag::sequence, [&](Writer& single) {
        single.constructed(der::tag::sequence, [&](Writer& id) {
          id.constructed(der::tag::sequence, [&](Writer& algorithm) {
            algorithm.oid(crypto::digest_oid(sha1));
            algorithm.null();
          });
          id.octet_string(crypto::digest(sha1, issuer.der()).bytes());
          id.octet_string(crypto::digest(sha1, issuer_key.key_bits()).bytes());
          id.serial_number(serial);
        });
        cert_status(single, spec);
        generalized_time(single, spec.this_update);
        if (spec.next_update.has_value()) {
          single.constructed(context_constructed(0),
                             [&](Writer& next) { generalized_time(next, *spec.next_update); });
        }
        extensions(single, single_extensions(spec));
      });
    });
    extensions(tbs, spec.extensions);
  });
  const auto signature =
      require_value(responder.key.sign(data.bytes(), crypto::SignatureForm::der));
  Writer basic;
  basic.constructed(der::tag::sequence, [&](Writer& response) {
    response.raw(data.bytes());
    response.raw(crypto::write_signature_algorithm(responder.key.algorithm()));
    response.bit_string(signature);
    if (!spec.with_certificate) return;
    response.constructed(context_constructed(0), [&](Writer& wrapped) {
      wrapped.constructed(der::tag::sequence,
                          [&](Writer& list) { list.raw(responder.certificate.der()); });
    });
  });
  Writer whole;
  whole.constructed(der::tag::sequence, [&](Writer& response) {
    response.integer(0, der::tag::enumerated);
    response.constructed(context_constructed(0), [&](Writer& wrapped) {
      wrapped.constructed(der::tag::sequence, [&](Writer& bytes) {
        bytes.oid(der::Oid::literal("1.3.6.1.5.5.7.48.1.1"));
        bytes.octet_string(basic.bytes());
      });
    });
  });
  return std::move(whole).bytes();
}

}  // namespace accord::tests
