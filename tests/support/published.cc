#include "tests/support/published.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

constexpr std::size_t nonce_octets = 32;

time::Instant days_from_question(int days) {
  return question_time() + std::chrono::hours(24 * days);
}

template <typename Value>
void values(der::Writer& data, unsigned tag, const std::vector<Value>& all) {
  if (all.empty()) return;
  data.constructed(der::tag::context_constructed(tag), [&](der::Writer& set) {
    for (const auto& one : all) set.raw(one.der());
  });
}

}  // namespace

time::Instant question_time() { return std::chrono::sys_days{std::chrono::year{2026} / 8 / 1}; }

CertificateSpec located(const std::string& name, bool ca, const Places& places) {
  namespace id = x509::extension;
  CertificateSpec spec;
  spec.common_name = name;
  spec.ca = ca;
  if (!places.issuers.empty() || !places.ocsp.empty()) {
    spec.further.push_back({id::authority_information_access, false,
                            x509::write_authority_information_access(places.issuers, places.ocsp)});
  }
  if (!places.crls.empty()) {
    spec.further.push_back(
        {id::crl_distribution_points, false, x509::write_crl_distribution_points(places.crls)});
  }
  if (!places.deltas.empty()) {
    spec.further.push_back(
        {id::freshest_crl, false, x509::write_crl_distribution_points(places.deltas)});
  }
  return spec;
}

der::Bytes certificate_bag(const std::vector<x509::Certificate>& certificates,
                           const std::vector<x509::Crl>& crls) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& info) {
    info.oid(der::Oid::literal("1.2.840.113549.1.7.2"));
    info.constructed(der::tag::context_constructed(0), [&](der::Writer& content) {
      content.constructed(der::tag::sequence, [&](der::Writer& data) {
        data.integer(1);
        data.value(der::tag::set, {});
        data.constructed(der::tag::sequence, [](der::Writer& signed_content) {
          signed_content.oid(der::Oid::literal("1.2.840.113549.1.7.1"));
        });
        values(data, 0, certificates);
        values(data, 1, crls);
        data.value(der::tag::set, {});
      });
    });
  });
  return std::move(writer).bytes();
}

der::Bytes make_crl(Identity& issuer, const std::vector<x509::RevokedEntry>& entries,
                    const std::vector<x509::NewExtension>& extensions) {
  auto all = extensions;
  all.push_back({x509::extension::crl_number, false, x509::write_crl_number(7)});
  const auto tbs =
      x509::write_tbs_crl({issuer.key.algorithm(), issuer.certificate.subject(),
                           days_from_question(-1), days_from_question(6), entries, std::move(all)});
  return require_value(x509::sign_tbs(tbs, issuer.key));
}

x509::RevokedEntry revoked(const x509::Certificate& certificate) {
  return {certificate.serial(), days_from_question(-2), x509::RevocationReason::key_compromise, {}};
}

der::Bytes good_response(const x509::Certificate& certificate, Identity& issuer,
                         der::ByteView nonce) {
  OcspSpec spec;
  spec.produced_at = question_time();
  spec.this_update = question_time();
  spec.next_update = days_from_question(1);
  spec.with_certificate = false;
  if (!nonce.empty()) {
    der::Writer value;
    value.octet_string(nonce);
    spec.extensions = {{der::Oid::literal("1.3.6.1.5.5.7.48.1.2"), false, value.bytes()}};
  }
  return make_ocsp(spec, certificate.issuer(), issuer.key.public_key(), certificate.serial(),
                   issuer);
}

der::Bytes nonce_of(std::string_view request) {
  REQUIRE(request.size() > nonce_octets);
  const auto nonce = der::as_bytes(request.substr(request.size() - nonce_octets));
  return {nonce.begin(), nonce.end()};
}

}  // namespace accord::tests
