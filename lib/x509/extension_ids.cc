#include "lib/x509/extensions.h"

namespace accord::x509 {

namespace extension {
const der::Oid subject_key_identifier = der::Oid::literal("2.5.29.14");
const der::Oid key_usage = der::Oid::literal("2.5.29.15");
const der::Oid private_key_usage_period = der::Oid::literal("2.5.29.16");
const der::Oid subject_alternative_name = der::Oid::literal("2.5.29.17");
const der::Oid issuer_alternative_name = der::Oid::literal("2.5.29.18");
const der::Oid basic_constraints = der::Oid::literal("2.5.29.19");
const der::Oid crl_number = der::Oid::literal("2.5.29.20");
const der::Oid reason_code = der::Oid::literal("2.5.29.21");
const der::Oid invalidity_date = der::Oid::literal("2.5.29.24");
const der::Oid delta_crl_indicator = der::Oid::literal("2.5.29.27");
const der::Oid issuing_distribution_point = der::Oid::literal("2.5.29.28");
const der::Oid certificate_issuer = der::Oid::literal("2.5.29.29");
const der::Oid name_constraints = der::Oid::literal("2.5.29.30");
const der::Oid crl_distribution_points = der::Oid::literal("2.5.29.31");
const der::Oid certificate_policies = der::Oid::literal("2.5.29.32");
const der::Oid policy_mappings = der::Oid::literal("2.5.29.33");
const der::Oid authority_key_identifier = der::Oid::literal("2.5.29.35");
const der::Oid policy_constraints = der::Oid::literal("2.5.29.36");
const der::Oid extended_key_usage = der::Oid::literal("2.5.29.37");
const der::Oid freshest_crl = der::Oid::literal("2.5.29.46");
const der::Oid inhibit_any_policy = der::Oid::literal("2.5.29.54");
const der::Oid expired_certs_on_crl = der::Oid::literal("2.5.29.60");
const der::Oid authority_information_access = der::Oid::literal("1.3.6.1.5.5.7.1.1");
const der::Oid qc_statements = der::Oid::literal("1.3.6.1.5.5.7.1.3");
const der::Oid ocsp_no_check = der::Oid::literal("1.3.6.1.5.5.7.48.1.5");

std::string name_of(const der::Oid& id) {
  struct Entry {
    const der::Oid& id;
    std::string_view name;
  };
  static const Entry entries[] = {{subject_key_identifier, "subjectKeyIdentifier"},
                                  {key_usage, "keyUsage"},
                                  {private_key_usage_period, "privateKeyUsagePeriod"},
                                  {subject_alternative_name, "subjectAltName"},
                                  {issuer_alternative_name, "issuerAltName"},
                                  {basic_constraints, "basicConstraints"},
                                  {crl_number, "cRLNumber"},
                                  {reason_code, "reasonCode"},
                                  {invalidity_date, "invalidityDate"},
                                  {delta_crl_indicator, "deltaCRLIndicator"},
                                  {issuing_distribution_point, "issuingDistributionPoint"},
                                  {certificate_issuer, "certificateIssuer"},
                                  {name_constraints, "nameConstraints"},
                                  {crl_distribution_points, "cRLDistributionPoints"},
                                  {certificate_policies, "certificatePolicies"},
                                  {policy_mappings, "policyMappings"},
                                  {authority_key_identifier, "authorityKeyIdentifier"},
                                  {policy_constraints, "policyConstraints"},
                                  {extended_key_usage, "extKeyUsage"},
                                  {freshest_crl, "freshestCRL"},
                                  {inhibit_any_policy, "inhibitAnyPolicy"},
                                  {expired_certs_on_crl, "expiredCertsOnCRL"},
                                  {authority_information_access, "authorityInfoAccess"},
                                  {qc_statements, "qcStatements"},
                                  {ocsp_no_check, "id-pkix-ocsp-nocheck"}};
  for (const auto& entry : entries) {
    if (entry.id == id) return std::string(entry.name);
  }
  return id.to_string();
}
}  // namespace extension

namespace qc {
const der::Oid compliance = der::Oid::literal("0.4.0.1862.1.1");
const der::Oid limit_value = der::Oid::literal("0.4.0.1862.1.2");
const der::Oid retention_period = der::Oid::literal("0.4.0.1862.1.3");
const der::Oid sscd = der::Oid::literal("0.4.0.1862.1.4");
const der::Oid pds = der::Oid::literal("0.4.0.1862.1.5");
const der::Oid type = der::Oid::literal("0.4.0.1862.1.6");
const der::Oid legislation = der::Oid::literal("0.4.0.1862.1.7");
const der::Oid type_esign = der::Oid::literal("0.4.0.1862.1.6.1");
const der::Oid type_eseal = der::Oid::literal("0.4.0.1862.1.6.2");
const der::Oid type_web = der::Oid::literal("0.4.0.1862.1.6.3");
}  // namespace qc

}  // namespace accord::x509
