#include "verifier/path/profile.h"

#include <algorithm>

#include "lib/x509/general_name_text.h"
#include "verifier/path/name_forms.h"
#include "verifier/revocation/subject.h"

namespace accord::path {
namespace {

using outcome::FindingId;
using x509::Certificate;
using x509::GeneralName;
using x509::GeneralNameKind;
using x509::KeyUsageBit;
namespace id = x509::extension;

/// One certificate under the rules for its issuer.
class ProfileCheck {
 public:
  ProfileCheck(const Certificate& certificate, Position position, outcome::Severity severity,
               outcome::Findings& findings)
      : certificate_(certificate),
        position_(position),
        severity_(severity),
        findings_(findings),
        is_ca_(certificate.basic_constraints().has_value() && certificate.basic_constraints()->ca) {
  }

  void run() {
    check_fields();
    check_key_identifiers();
    check_authority();
    check_criticality();
    for (const auto& name : certificate_.subject_alternative_names()) {
      check_name(name);
      if (bad_names_ == most_bad_names) return;
    }
  }

 private:
  void check_fields();
  void check_key_identifiers();
  void check_authority();
  void check_criticality();
  void check_name(const GeneralName& name);

  void note(FindingId finding, std::string_view reason) {
    findings_.add(finding, revocation::about(certificate_), {{"reason", std::string(reason)}});
  }
  void report(FindingId finding, std::string_view reason) {
    auto made = outcome::make_finding(finding, revocation::about(certificate_),
                                      {{"reason", std::string(reason)}});
    made.severity = severity_;
    findings_.add(std::move(made));
  }

  [[nodiscard]] bool is_critical(const der::Oid& extension) const {
    const auto* found = certificate_.find(extension);
    return found != nullptr && found->critical;
  }
  [[nodiscard]] bool is_there_not_critical(const der::Oid& extension) const {
    const auto* found = certificate_.find(extension);
    return found != nullptr && !found->critical;
  }

  const Certificate& certificate_;
  Position position_;
  outcome::Severity severity_;
  outcome::Findings& findings_;
  bool is_ca_;
  static constexpr unsigned most_bad_names = 8;  // one is enough to refuse
  unsigned bad_names_ = 0;
};

// 4.1.2.1, 4.1.2.2, 4.1.2.4 to 4.1.2.6.
void ProfileCheck::check_fields() {
  if (certificate_.version() != 3) {
    report(FindingId::profile_version, "it is not of version 3, so it says nothing of its use");
  }
  if (!certificate_.serial().is_conforming()) {
    report(FindingId::profile_serial_number,
           "it is zero, negative or longer than 20 octets: " + certificate_.serial().to_hex());
  }
  if (certificate_.issuer().empty()) {
    report(FindingId::profile_name_empty, "the issuer's name is empty");
  }
  if (certificate_.subject().empty()) {
    if (position_ != Position::end_entity || is_ca_) {
      report(FindingId::profile_name_empty, "the name of an authority is empty");
    } else if (!is_critical(id::subject_alternative_name)) {
      report(FindingId::profile_name_empty,
             "the subject's name is empty, and there is no critical alternative name");
    }
  }
  if (!certificate_.has_conforming_times()) {
    report(FindingId::profile_time_form, "a year before 2050 is written as GeneralizedTime");
  }
}

// 4.2.1.1, 4.2.1.2.
void ProfileCheck::check_key_identifiers() {
  const auto& authority = certificate_.authority_key_identifier();
  const auto& own = certificate_.subject_key_identifier();
  if (position_ == Position::anchor && certificate_.is_self_issued() && authority.has_value() &&
      own.has_value() && authority->key_identifier != own) {
    // "the authority key identifier would be identical to the subject key identifier".
    report(FindingId::profile_key_identifier,
           "that of the authority is missing in the extension, or another key's, and the "
           "certificate is self-signed");
  }
  if (!certificate_.is_self_issued() &&
      (!authority.has_value() || !authority->key_identifier.has_value())) {
    report(FindingId::profile_key_identifier, "the authority's key identifier is missing");
  }
  if ((is_ca_ || position_ != Position::end_entity) && !own.has_value()) {
    report(FindingId::profile_key_identifier, "an authority has no subject key identifier");
  }
}

// 4.2.1.3, 4.2.1.9, 4.2.1.10.
void ProfileCheck::check_authority() {
  const auto& constraints = certificate_.basic_constraints();
  const auto& usage = certificate_.key_usage();
  const bool signs_certificates = usage.has_value() && usage->has(KeyUsageBit::key_cert_sign);
  if (position_ == Position::anchor && certificate_.version() == 3 && !constraints.has_value()) {
    report(FindingId::profile_basic_constraints, "an authority has none");
  }
  if (is_ca_ && is_there_not_critical(id::basic_constraints)) {
    report(FindingId::profile_basic_constraints, "those of an authority are not critical");
  }
  if (constraints.has_value() && constraints->path_length.has_value() &&
      !(is_ca_ && signs_certificates)) {
    report(FindingId::profile_basic_constraints,
           "there is a path length, but no right to sign certificates");
  }
  if (is_ca_ && !usage.has_value()) {
    // Whoever checks looks at it only "if a key usage extension is present" (6.1.4 (n), 6.3.3 (f)).
    note(FindingId::profile_key_usage, "an authority has none");
  }
  if (signs_certificates && !is_ca_) {
    report(FindingId::profile_key_usage, "it may sign certificates, but is no authority");
  }
  if (certificate_.name_constraints().has_value() && !is_ca_) {
    report(FindingId::profile_name_constraints, "only an authority may have them");
  }
}

// 4.2.1.1, 4.2.1.2, 4.2.1.10, 4.2.1.11, 4.2.1.14, 4.2.1.15, 4.2.2.1: what must be critical, and
// what must not.
void ProfileCheck::check_criticality() {
  for (const auto* never : {&id::authority_key_identifier, &id::subject_key_identifier,
                            &id::authority_information_access, &id::freshest_crl}) {
    if (is_critical(*never)) {
      report(FindingId::profile_criticality, id::name_of(*never) + " must not be critical");
    }
  }
  for (const auto* always :
       {&id::name_constraints, &id::policy_constraints, &id::inhibit_any_policy}) {
    if (is_there_not_critical(*always)) {
      report(FindingId::profile_criticality, id::name_of(*always) + " must be critical");
    }
  }
}

// 4.2.1.6.
void ProfileCheck::check_name(const GeneralName& name) {
  bool good = true;
  switch (name.kind) {
    case GeneralNameKind::dns:
      // "preferred name syntax" (RFC 1034, 3.5), which has no low lines.
      good = is_dns_name(name.text, true) && name.text.find('_') == std::string::npos;
      break;
    case GeneralNameKind::email:
      good = at_sign_of(name.text).has_value();
      break;
    case GeneralNameKind::uri: {
      const auto colon = name.text.find(':');
      good = colon != std::string::npos && colon > 0 && colon + 1 < name.text.size();
      break;
    }
    case GeneralNameKind::directory:
      good = name.name.has_value() && !name.name->empty();
      break;
    case GeneralNameKind::other:
    case GeneralNameKind::x400:
    case GeneralNameKind::edi:
    case GeneralNameKind::ip:
    case GeneralNameKind::registered_id:
      break;
  }
  if (good) return;
  ++bad_names_;
  report(FindingId::profile_alternative_name, revocation::shown(x509::text_of(name)));
}

}  // namespace

void check_profile(const Certificate& certificate, Position position, outcome::Severity severity,
                   outcome::Findings& findings) {
  ProfileCheck(certificate, position, severity, findings).run();
}

}  // namespace accord::path
