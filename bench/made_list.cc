#include "bench/made_list.h"

#include <stdexcept>

#include <fmt/format.h>

#include "lib/x509/write.h"
#include "lib/xmldsig/sign.h"

namespace accord::bench {
namespace {

using namespace trustlist;

constexpr std::string_view authority = "Made-up authority";
constexpr std::string_view territory = "JP";

template <typename Value>
Value need(outcome::Result<Value> result) {
  if (!result) throw std::runtime_error(outcome::message(result.error()));
  return std::move(*result);
}

time::Instant moment(std::string_view text) { return need(time::parse_rfc3339(text)); }

crypto::SoftwareKey make_key() {
  return need(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
}

x509::Name make_name(std::string_view organization, std::string_view common_name) {
  return x509::Name::build({{x509::attribute::country, std::string(territory)},
                            {x509::attribute::organization, std::string(organization)},
                            {x509::attribute::common_name, std::string(common_name)}});
}

der::SerialNumber next_serial() {
  static std::uint32_t last = 0x1000;
  ++last;
  der::Bytes magnitude;
  for (unsigned shift = 32; shift > 0; shift -= 8) {
    magnitude.push_back(static_cast<std::uint8_t>(last >> (shift - 8)));
  }
  return der::SerialNumber::from_magnitude(magnitude);
}

x509::Certificate make_certificate(crypto::Signer& key, const x509::Name& name,
                                   std::vector<x509::NewExtension> extensions) {
  namespace id = x509::extension;
  const auto identifier = key.public_key().key_identifier();
  extensions.push_back(
      {id::subject_key_identifier, false, x509::write_key_identifier(identifier.bytes())});
  extensions.push_back({id::authority_key_identifier, false,
                        x509::write_authority_key_identifier(identifier.bytes())});
  x509::CertificateContent content;
  content.serial = next_serial();
  content.algorithm = key.algorithm();
  content.issuer = name;
  content.subject = name;
  content.not_before = moment("2020-01-01T00:00:00Z");
  content.not_after = moment("2040-01-01T00:00:00Z");
  content.spki.assign(key.public_key().spki().begin(), key.public_key().spki().end());
  content.extensions = std::move(extensions);
  const auto der = need(x509::sign_tbs(x509::write_tbs_certificate(content), key));
  return need(x509::Certificate::parse(der));
}

x509::Certificate make_authority(crypto::Signer& key, const std::string& provider,
                                 std::size_t number) {
  namespace id = x509::extension;
  using Bit = x509::KeyUsageBit;
  const auto usage = x509::KeyUsage{}.with(Bit::key_cert_sign).with(Bit::crl_sign);
  return make_certificate(
      key, make_name(provider, fmt::format("Qualified authority {}", number)),
      {{id::basic_constraints, true, x509::write_basic_constraints({.ca = true, .path_length = 0})},
       {id::key_usage, true, x509::write_key_usage(usage)},
       {id::certificate_policies, false,
        x509::write_certificate_policies({der::Oid::literal("2.5.29.32.0")})}});
}

Address make_address() {
  Address address;
  address.postal.push_back({"en", "1-1 Made-up street", "Tokyo", {}, "100-0001", "JP"});
  address.electronic = {{"en", "mailto:trust@provider.example"},
                        {"en", "https://provider.example/"}};
  return address;
}

ServiceEntry make_entry(std::size_t number, std::string_view status, std::string_view since) {
  ServiceEntry entry;
  entry.type = uri::ca_qc;
  entry.names = {{"en", fmt::format("Certification authority {} for e-seals", number)}};
  entry.status = status;
  entry.starting = moment(since);
  entry.extensions.push_back(
      {true, AdditionalServiceInformation{{"en", std::string(uri::for_eseals)}, {}, {}}});
  return entry;
}

Service make_service(const x509::Certificate& certificate, std::size_t number) {
  const DigitalId name = SubjectNameId{certificate.subject().to_string()};
  const DigitalId identifier = KeyIdentifierId{*certificate.subject_key_identifier()};
  Service service;
  service.current = make_entry(number, uri::granted, "2024-05-20T00:00:00Z");
  service.current.identity.ids = {certificate, name, identifier};
  // One in sixteen has an older entry.
  if (number % 16 == 0) {
    service.history.push_back(make_entry(number, uri::withdrawn, "2022-05-19T00:00:00Z"));
    service.history.back().identity.ids = {name, identifier};
  }
  return service;
}

Provider make_provider(std::size_t number, std::size_t services) {
  Provider provider;
  const auto name = fmt::format("Provider {}", number);
  provider.names = {{"en", name}};
  provider.trade_names = {{"en", fmt::format("VATJP-{:08}", number)}};
  provider.address = make_address();
  provider.information_uris = {{"en", "https://provider.example/"}};
  auto key = make_key();
  for (std::size_t i = 0; i < services; ++i) {
    const auto which = number * services + i;
    provider.services.push_back(make_service(make_authority(key, name, which), which));
  }
  return provider;
}

}  // namespace

MadeSigner make_list_signer() {
  namespace id = x509::extension;
  const auto usage = x509::KeyUsage{}.with(x509::KeyUsageBit::digital_signature);
  auto key = make_key();
  auto certificate =
      make_certificate(key, make_name(authority, "Signer of the list"),
                       {{id::key_usage, true, x509::write_key_usage(usage)},
                        {id::extended_key_usage, false,
                         x509::write_extended_key_usage({der::Oid::literal("0.4.0.2231.3.0")})}});
  return {std::move(key), std::move(certificate)};
}

TrustedList make_list(std::size_t providers, std::size_t services) {
  TrustedList list;
  list.tag = uri::tag;
  list.version = 6;
  list.sequence = 1;
  list.type = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/JPlist";
  list.operator_names = {{"en", std::string(authority)}};
  list.operator_address = make_address();
  list.scheme_names = {{"en", "JP:A made-up scheme"}};
  list.information_uris = {{"en", "https://operator.example/scheme"}};
  list.status_determination = "http://uri.etsi.org/TrstSvc/TrustedList/StatusDetn/JPdetermination";
  list.community_rules = {{"en", "http://uri.etsi.org/TrstSvc/TrustedList/schemerules/JP"}};
  list.territory = territory;
  list.legal_notice = LegalNotice{LegalNotice::Kind::notice_texts, {{"en", "Made up"}}};
  list.history_period = 65535;
  list.issued = moment("2026-06-01T00:00:00Z");
  list.next_update = moment("2026-11-01T00:00:00Z");
  list.distribution_points = {"https://operator.example/list.xml"};
  for (std::size_t i = 0; i < providers; ++i) list.providers.push_back(make_provider(i, services));
  return list;
}

std::string sign_made(std::string unsigned_xml, MadeSigner& signer) {
  outcome::Budget budget;
  xmldsig::SignOptions options;
  options.signing_time = moment("2026-06-01T00:00:00Z");
  options.properties = xmldsig::Properties::v2;
  return need(xmldsig::sign_enveloped(std::move(unsigned_xml), signer.key, signer.certificate,
                                      options, budget));
}

}  // namespace accord::bench
