#include "verifier/fetch/addresses.h"

#include <algorithm>

namespace accord::fetch {
namespace {

const der::Oid& ca_issuers() {
  static const auto id = der::Oid::literal("1.3.6.1.5.5.7.48.2");
  return id;
}
const der::Oid& ocsp() {
  static const auto id = der::Oid::literal("1.3.6.1.5.5.7.48.1");
  return id;
}

std::vector<std::string> uris_of(const std::vector<x509::AccessDescription>& access,
                                 const der::Oid& method) {
  std::vector<std::string> uris;
  for (const auto& one : access) {
    const bool is_uri = one.location.kind == x509::GeneralNameKind::uri;
    if (is_uri && one.method == method) uris.push_back(one.location.text);
  }
  return uris;
}

void add_points(const std::vector<x509::DistributionPoint>& points,
                std::vector<Alternatives>& all) {
  for (const auto& point : points) {
    Alternatives uris;
    for (const auto& name : point.full_name) {
      if (name.kind == x509::GeneralNameKind::uri) uris.push_back(name.text);
    }
    if (!uris.empty()) all.push_back(std::move(uris));
  }
}

const x509::Extension* find(const x509::Crl& crl, const der::Oid& id) {
  const auto& all = crl.extensions();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const x509::Extension& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> issuers_of(const x509::Certificate& certificate) {
  return uris_of(certificate.authority_information_access(), ca_issuers());
}

std::vector<std::string> issuers_of(const x509::Crl& crl) {
  const auto* access = find(crl, x509::extension::authority_information_access);
  if (access == nullptr) return {};
  const auto read = x509::read_authority_information_access(access->value);
  return read ? uris_of(*read, ca_issuers()) : std::vector<std::string>{};
}

Alternatives responders_of(const x509::Certificate& certificate) {
  return uris_of(certificate.authority_information_access(), ocsp());
}

std::vector<Alternatives> lists_of(const x509::Certificate& certificate) {
  std::vector<Alternatives> all;
  add_points(certificate.crl_distribution_points(), all);
  add_points(certificate.freshest_crl(), all);
  return all;
}

std::vector<Alternatives> deltas_of(const x509::Crl& crl) {
  std::vector<Alternatives> all;
  const auto* freshest = find(crl, x509::extension::freshest_crl);
  if (freshest == nullptr) return all;
  if (const auto points = x509::read_freshest_crl(freshest->value)) add_points(*points, all);
  return all;
}

}  // namespace accord::fetch
