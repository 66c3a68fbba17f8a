#include "ca/profile.h"

#include <algorithm>

namespace accord::ca {
namespace {

using x509::KeyUsage;
using x509::KeyUsageBit;

Profile root_ca() {
  Profile profile;
  profile.name = "root-ca";
  profile.title = "Root certification authority, self-signed";
  profile.signers = {SignedBy::itself};
  profile.subject = {{SubjectField::country, true},
                     {SubjectField::organization, true},
                     {SubjectField::organization_identifier, false},
                     {SubjectField::common_name, true}};
  profile.key_usage = KeyUsage().with(KeyUsageBit::key_cert_sign).with(KeyUsageBit::crl_sign);
  profile.basic_constraints = x509::BasicConstraints{true, std::nullopt};
  profile.longest_validity = Days{25 * 366};
  return profile;
}

Profile issuing_ca() {
  auto profile = root_ca();
  profile.name = "issuing-ca";
  profile.title = "Issuing certification authority, below a root";
  profile.signers = {SignedBy::root};
  profile.basic_constraints = x509::BasicConstraints{true, 0};
  profile.policy = der::Oid::literal("2.5.29.32.0");  // anyPolicy (RFC 5280, 4.2.1.4)
  profile.longest_validity = Days{15 * 366};
  return profile;
}

// ETSI EN 319 412-3, 4.2.1: C, O, organizationIdentifier and CN at least; 412-2, 4.3.2:
// contentCommitment alone (type A) for seals meant as such; EN 319 411-2, 5.3: QCP-l and
// QCP-l-qscd.
Profile eseal() {
  Profile profile;
  profile.name = "eseal";
  profile.title = "Qualified certificate for electronic seals of a legal person";
  profile.signers = {SignedBy::issuing};
  profile.subject = {{SubjectField::country, true},
                     {SubjectField::locality, false},
                     {SubjectField::organization, true},
                     {SubjectField::organization_identifier, true},
                     {SubjectField::organizational_unit, false},
                     {SubjectField::common_name, true}};
  profile.key_usage = KeyUsage().with(KeyUsageBit::content_commitment);
  profile.policy = der::Oid::literal("0.4.0.194112.1.1");
  profile.device_policy = der::Oid::literal("0.4.0.194112.1.3");
  profile.qualified_as = x509::qc::type_eseal;
  profile.longest_validity = Days{3 * 366};
  return profile;
}

// ETSI TS 119 612, 5.7.1: C is the territory, O the operator's name; digitalSignature or
// contentCommitment; id-tsl-kp-tslSigning; not a CA; subjectKeyIdentifier. "EU" is a territory too.
Profile list_signer() {
  Profile profile;
  profile.name = "list-signer";
  profile.title = "Signer of trusted lists";
  profile.signers = {SignedBy::itself, SignedBy::issuing};
  profile.subject = {{SubjectField::country, true},
                     {SubjectField::organization, true},
                     {SubjectField::organization_identifier, false},
                     {SubjectField::common_name, true}};
  profile.key_usage = KeyUsage().with(KeyUsageBit::digital_signature);
  profile.basic_constraints = x509::BasicConstraints{false, std::nullopt};
  profile.extended_key_usage = {der::Oid::literal("0.4.0.2231.3.0")};
  profile.longest_validity = Days{5 * 366};
  return profile;
}

}  // namespace

std::string_view to_string(SignedBy signer) noexcept {
  switch (signer) {
    case SignedBy::itself:
      return "itself";
    case SignedBy::root:
      return "a root";
    case SignedBy::issuing:
      return "an issuing authority";
  }
  return "";
}

bool Profile::may_be_signed_by(SignedBy signer) const noexcept {
  return std::find(signers.begin(), signers.end(), signer) != signers.end();
}

const std::vector<Profile>& built_in_profiles() {
  static const std::vector<Profile> profiles{root_ca(), issuing_ca(), eseal(), list_signer()};
  return profiles;
}

outcome::Result<const Profile*> find_profile(std::string_view name) {
  for (const auto& profile : built_in_profiles()) {
    if (profile.name == name) return &profile;
  }
  return outcome::fail(outcome::FindingId::ca_profile_unknown, {},
                       {{"profile", std::string(name)}});
}

}  // namespace accord::ca
