#include "cli/certificates.h"

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/base64.h"
#include "lib/outcome/finding.h"

namespace accord::cli {

using outcome::FindingId;

std::vector<x509::Certificate> read_certificate_files(const std::vector<std::string>& paths) {
  std::vector<x509::Certificate> all;
  for (const auto& path : paths) {
    const auto bytes = read_der_input(path, "a certificate");
    auto certificates = need(x509::read_certificates(der::as_bytes(bytes)), path);
    for (auto& certificate : certificates) all.push_back(std::move(certificate));
  }
  return all;
}

x509::Certificate read_one_certificate(const std::string& path) {
  auto certificates = read_certificate_files({path});
  if (certificates.size() != 1) {
    refuse(Exit::bad_input, FindingId::certificate_count, {.what = path},
           {{"count", fmt::format("{}", certificates.size())}});
  }
  return std::move(certificates.front());
}

std::vector<x509::Crl> read_crl_files(const std::vector<std::string>& paths) {
  std::vector<x509::Crl> all;
  for (const auto& path : paths) {
    const auto bytes = read_der_input(path, "a certificate revocation list");
    auto crls = need(x509::read_crls(der::as_bytes(bytes)), path);
    for (auto& crl : crls) all.push_back(std::move(crl));
  }
  return all;
}

std::string to_pem(const x509::Certificate& certificate) {
  return der::to_pem("CERTIFICATE", certificate.der());
}

std::string sha256_of(const x509::Certificate& certificate) {
  return der::to_hex(certificate.fingerprint().bytes());
}

Json facts_of(const x509::Certificate& certificate) {
  return Json::object({{"subject", certificate.subject().to_string()},
                       {"issuer", certificate.issuer().to_string()},
                       {"serial", certificate.serial().to_hex()},
                       {"not_before", time::to_string(certificate.not_before())},
                       {"not_after", time::to_string(certificate.not_after())},
                       {"sha256", sha256_of(certificate)}});
}

std::string short_subject(const x509::Certificate& certificate) {
  const auto& name = certificate.subject();
  auto text = name.first(x509::attribute::common_name);
  if (!text) text = name.first(x509::attribute::organization);
  return outcome::printable(text.value_or(name.to_string()));
}

}  // namespace accord::cli
