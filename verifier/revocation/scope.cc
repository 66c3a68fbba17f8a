#include "verifier/revocation/scope.h"

#include <algorithm>

namespace accord::revocation {
namespace {

using x509::GeneralName;
using x509::GeneralNameKind;

bool same(const GeneralName& a, const GeneralName& b) {
  if (a.kind != b.kind) return false;
  if (a.name.has_value() && b.name.has_value()) return a.name->matches(*b.name);
  return a.text == b.text && a.der == b.der;
}

bool any_same(const std::vector<GeneralName>& names, const std::vector<GeneralName>& others) {
  return std::any_of(names.begin(), names.end(), [&](const auto& name) {
    return std::any_of(others.begin(), others.end(),
                       [&](const auto& other) { return same(name, other); });
  });
}

bool names_directory(const std::vector<GeneralName>& names, const x509::Name& wanted) {
  return std::any_of(names.begin(), names.end(), [&](const GeneralName& name) {
    return name.name.has_value() && name.name->matches(wanted);
  });
}

GeneralName directory_name(x509::Name name) {
  return {GeneralNameKind::directory, {}, {}, std::move(name)};
}

/// The full names of a distribution point; one that is relative to an issuer is completed
/// (4.2.1.13, 5.2.5).
std::vector<GeneralName> completed(const std::vector<GeneralName>& full_name,
                                   const std::optional<der::Bytes>& relative_name,
                                   const x509::Name& issuer) {
  auto names = full_name;
  if (!relative_name.has_value()) return names;
  if (auto whole = issuer.with(*relative_name)) names.push_back(directory_name(std::move(*whole)));
  return names;
}

/// The issuer of the CRLs of a distribution point: another one's, or the certificate's own.
const x509::Name& issuer_of(const x509::DistributionPoint& point,
                            const x509::Certificate& certificate) {
  const auto named = std::find_if(point.crl_issuer.begin(), point.crl_issuer.end(),
                                  [](const GeneralName& name) { return name.name.has_value(); });
  return named == point.crl_issuer.end() ? certificate.issuer() : *named->name;
}

/// 6.3.3 (b), (d): the reasons for which the CRL speaks for one distribution point.
Reasons reasons_at(const x509::DistributionPoint& point, const x509::Crl& crl,
                   const x509::Certificate& certificate) {
  // (b)(1)
  const bool by_another = !point.crl_issuer.empty();
  const bool right_issuer =
      by_another ? crl.is_indirect() && names_directory(point.crl_issuer, crl.issuer())
                 : crl.issuer().matches(certificate.issuer());
  if (!right_issuer) return 0;
  const Reasons asked = point.reasons.value_or(all_reasons) & all_reasons;
  const auto& own = crl.issuing_distribution_point();
  if (!own.has_value()) return asked;
  // (b)(2)(i)
  const auto own_names = completed(own->full_name, own->relative_name, crl.issuer());
  if (!own_names.empty()) {
    auto names = completed(point.full_name, point.relative_name, issuer_of(point, certificate));
    if (names.empty()) names = point.crl_issuer;
    if (!any_same(own_names, names)) return 0;
  }
  return asked & own->only_some_reasons.value_or(all_reasons);
}

bool is_ca(const x509::Certificate& certificate) {
  return certificate.basic_constraints().has_value() && certificate.basic_constraints()->ca;
}

std::string kind_outside(const x509::Crl& crl, const x509::Certificate& certificate) {
  const auto& point = crl.issuing_distribution_point();
  if (!point.has_value()) return {};
  if (point->only_user_certs && is_ca(certificate)) return "it lists no CA certificates";
  if (point->only_ca_certs && !is_ca(certificate)) return "it lists CA certificates only";
  if (point->only_attribute_certs) return "it lists attribute certificates only";
  return {};
}

}  // namespace

Scope scope_of(const x509::Crl& crl, const x509::Certificate& certificate) {
  if (auto outside = kind_outside(crl, certificate); !outside.empty()) {
    return {0, std::move(outside)};
  }
  Scope scope;
  for (const auto& point : certificate.crl_distribution_points()) {
    scope.reasons |= reasons_at(point, crl, certificate);
  }
  // 6.3.3, at the end: CRLs "not specified in a distribution point but issued by the certificate
  // issuer", as if there were one that has the issuer's name.
  x509::DistributionPoint of_issuer;
  of_issuer.full_name.push_back(directory_name(certificate.issuer()));
  scope.reasons |= reasons_at(of_issuer, crl, certificate);
  if (scope.reasons == 0) {
    scope.outside = crl.issuer().matches(certificate.issuer())
                        ? "the certificate does not name its distribution point"
                        : "it is another authority's, and the certificate does not name it as an "
                          "issuer of CRLs";
  }
  return scope;
}

}  // namespace accord::revocation
