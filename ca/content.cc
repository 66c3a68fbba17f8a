#include "ca/content.h"

namespace accord::ca {
namespace {

using x509::NewExtension;

x509::QcStatements statements(const Profile& profile, const QcOptions& qc) {
  x509::QcStatements made;
  made.compliance = true;
  made.sscd = qc.device;
  made.types = {*profile.qualified_as};
  made.legislation = qc.legislation;
  made.pds = qc.pds;
  return made;
}

void add_identifiers(const crypto::PublicKey& key, const Issuer& issuer,
                     std::vector<NewExtension>& extensions) {
  // RFC 5280, 4.2.1.1: a self-signed certificate needs no authority key identifier.
  if (issuer.certificate != nullptr) {
    const auto& identifier = issuer.certificate->subject_key_identifier();
    if (identifier.has_value()) {
      extensions.push_back({x509::extension::authority_key_identifier, false,
                            x509::write_authority_key_identifier(*identifier)});
    }
  }
  extensions.push_back({x509::extension::subject_key_identifier, false,
                        x509::write_key_identifier(key.key_identifier().bytes())});
}

void add_purposes(const Profile& profile, const QcOptions& qc,
                  std::vector<NewExtension>& extensions) {
  extensions.push_back(
      {x509::extension::key_usage, true, x509::write_key_usage(profile.key_usage)});
  if (profile.basic_constraints.has_value()) {
    extensions.push_back({x509::extension::basic_constraints, true,
                          x509::write_basic_constraints(*profile.basic_constraints)});
  }
  if (!profile.extended_key_usage.empty()) {
    extensions.push_back({x509::extension::extended_key_usage, false,
                          x509::write_extended_key_usage(profile.extended_key_usage)});
  }
  const auto& policy =
      qc.device && profile.device_policy.has_value() ? profile.device_policy : profile.policy;
  if (policy.has_value()) {
    extensions.push_back({x509::extension::certificate_policies, false,
                          x509::write_certificate_policies({*policy})});
  }
}

}  // namespace

outcome::Result<x509::CertificateContent> build_content(const IssueRequest& request,
                                                        const Issuer& issuer,
                                                        const der::SerialNumber& serial,
                                                        time::Instant at) {
  const auto profile = find_profile(request.profile);
  if (!profile) return outcome::pass_on(profile);
  const auto key = crypto::PublicKey::from_spki(request.spki);
  if (!key) return outcome::pass_on(key);

  x509::CertificateContent content;
  content.serial = serial;
  content.algorithm = issuer.algorithm;
  content.subject = subject_name((*profile)->subject, request.subject);
  content.issuer = issuer.certificate == nullptr ? content.subject : issuer.certificate->subject();
  content.not_before = at;
  content.not_after = last_second(at, request.validity);
  content.spki = request.spki;
  add_identifiers(*key, issuer, content.extensions);
  add_purposes(**profile, request.qc, content.extensions);
  if (issuer.certificate != nullptr) {
    content.extensions.push_back({x509::extension::crl_distribution_points, false,
                                  x509::write_crl_distribution_points({issuer.urls.crl})});
    content.extensions.push_back(
        {x509::extension::authority_information_access, false,
         x509::write_authority_information_access({issuer.urls.certificate}, {})});
  }
  if ((*profile)->qualified_as.has_value()) {
    content.extensions.push_back({x509::extension::qc_statements, false,
                                  x509::write_qc_statements(statements(**profile, request.qc))});
  }
  return content;
}

}  // namespace accord::ca
