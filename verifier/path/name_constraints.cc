#include "verifier/path/name_constraints.h"

#include <algorithm>

#include "lib/x509/general_name_text.h"
#include "verifier/path/name_forms.h"
#include "verifier/revocation/subject.h"

namespace accord::path {
namespace {

using outcome::FindingId;
using revocation::about;
using x509::GeneralName;
using x509::GeneralNameKind;

/// Whether the form is one whose subtrees are known here.
bool is_processed(GeneralNameKind kind) noexcept {
  switch (kind) {
    case GeneralNameKind::email:
    case GeneralNameKind::dns:
    case GeneralNameKind::directory:
    case GeneralNameKind::uri:
    case GeneralNameKind::ip:
      return true;
    case GeneralNameKind::other:
    case GeneralNameKind::x400:
    case GeneralNameKind::edi:
    case GeneralNameKind::registered_id:
      return false;
  }
  return false;
}

std::optional<bool> within(const GeneralName& name, const GeneralName& base, Subtrees kind) {
  switch (name.kind) {
    case GeneralNameKind::email:
      return email_within(name.text, base.text);
    case GeneralNameKind::dns:
      return dns_within(name.text, base.text, kind);
    case GeneralNameKind::uri:
      return uri_within(name.text, base.text);
    case GeneralNameKind::ip:
      return address_within(name.der, base.der, kind);
    case GeneralNameKind::directory:
      if (!name.name || !base.name) return std::nullopt;
      return directory_within(*name.name, *base.name, kind);
    case GeneralNameKind::other:
    case GeneralNameKind::x400:
    case GeneralNameKind::edi:
    case GeneralNameKind::registered_id:
      return std::nullopt;
  }
  return std::nullopt;
}

GeneralName directory_name(const x509::Name& name) {
  return {GeneralNameKind::directory, {}, {}, name};
}

/// Every name that constraints speak of. Where there is no alternative name that is an e-mail
/// address, those in the subject are its e-mail addresses, for whoever asks (see reference_name.h),
/// and so for constraints: RFC 5280, 4.2.1.10, asks for it where there is no alternative name at
/// all.
std::vector<GeneralName> names_of(const x509::Certificate& certificate) {
  std::vector<GeneralName> names = certificate.subject_alternative_names();
  if (!certificate.subject().empty()) names.push_back(directory_name(certificate.subject()));
  const auto& alternative = certificate.subject_alternative_names();
  if (std::any_of(alternative.begin(), alternative.end(),
                  [](const GeneralName& name) { return name.kind == GeneralNameKind::email; })) {
    return names;
  }
  for (const auto& rdn : certificate.subject().rdns()) {
    for (const auto& attribute : rdn) {
      if (attribute.type != x509::attribute::email_address) continue;
      names.push_back({GeneralNameKind::email, attribute.value, {}, {}});
    }
  }
  return names;
}

/// id-on-SmtpUTF8Mailbox: an e-mail address beyond ASCII, which e-mail constraints mean too (RFC
/// 8398, 6).
bool is_utf8_mailbox(const GeneralName& name) {
  static const der::Bytes type{0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x08, 0x09};
  return name.kind == GeneralNameKind::other && name.der.size() > type.size() &&
         std::equal(type.begin(), type.end(), name.der.begin());
}

/// One certificate's names against one authority's constraints.
class Comparison {
 public:
  Comparison(const x509::Certificate& certificate, const x509::NameConstraints& constraints,
             const x509::Name& authority, outcome::Budget& budget, outcome::Findings& findings)
      : certificate_(certificate),
        authority_(authority),
        constraints_(constraints),
        budget_(budget),
        findings_(findings) {}

  /// False when no more should be compared.
  bool check(const GeneralName& name) {
    const bool utf8_mailbox = is_utf8_mailbox(name);
    const auto is_of_form = [&](const GeneralName& base) {
      return base.kind == name.kind || (utf8_mailbox && base.kind == GeneralNameKind::email);
    };
    // A long name takes longer to compare than a short one.
    constexpr std::size_t usual_size = 64;
    const auto size = name.name.has_value() ? name.name->der().size()
                                            : std::max(name.text.size(), name.der.size());
    const auto each = 1 + size / usual_size;
    const auto bases = constraints_.permitted.size() + constraints_.excluded.size();
    if (auto paid =
            revocation::spend(budget_, outcome::Cost::name_comparisons, bases * each, certificate_);
        !paid) {
      findings_.add(paid.error());
      return false;
    }
    const auto& permitted = constraints_.permitted;
    const auto& excluded = constraints_.excluded;
    const bool limits = std::any_of(permitted.begin(), permitted.end(), is_of_form);
    const bool excludes = std::any_of(excluded.begin(), excluded.end(), is_of_form);
    if (!limits && !excludes) return true;
    if (!is_processed(name.kind)) {
      report_unprocessed("subtrees of the form of " + revocation::shown(x509::text_of(name)));
      return reported_ < most_reported;
    }
    if (limits) check_permitted(name);
    if (excludes) check_excluded(name);
    return reported_ < most_reported;
  }

  void report_unprocessed(std::string reason) {
    ++reported_;
    findings_.add(FindingId::path_name_constraint_unprocessed, about(certificate_),
                  {{"issuer", revocation::shown(authority_)}, {"reason", std::move(reason)}});
  }

 private:
  // One is enough to refuse; a few more help whoever has to mend the certificate.
  static constexpr unsigned most_reported = 8;

  void check_permitted(const GeneralName& name) {
    for (const auto& base : constraints_.permitted) {
      if (base.kind != name.kind) continue;
      const auto inside = within(name, base, Subtrees::permitted);
      if (!inside) return report_unreadable(name, base);
      if (*inside) return;
    }
    ++reported_;
    findings_.add(FindingId::path_name_not_permitted, about(certificate_),
                  {{"name", revocation::shown(x509::text_of(name))},
                   {"issuer", revocation::shown(authority_)}});
  }

  void check_excluded(const GeneralName& name) {
    for (const auto& base : constraints_.excluded) {
      if (base.kind != name.kind) continue;
      const auto inside = within(name, base, Subtrees::excluded);
      if (!inside) return report_unreadable(name, base);
      if (!*inside) continue;
      ++reported_;
      findings_.add(FindingId::path_name_excluded, about(certificate_),
                    {{"name", revocation::shown(x509::text_of(name))},
                     {"subtree", revocation::shown(x509::text_of(base))},
                     {"issuer", revocation::shown(authority_)}});
      return;
    }
  }

  void report_unreadable(const GeneralName& name, const GeneralName& base) {
    ++reported_;
    findings_.add(FindingId::path_name_unreadable, about(certificate_),
                  {{"name", revocation::shown(x509::text_of(name))},
                   {"subtree", revocation::shown(x509::text_of(base))},
                   {"issuer", revocation::shown(authority_)}});
  }

  const x509::Certificate& certificate_;
  const x509::Name& authority_;
  const x509::NameConstraints& constraints_;
  outcome::Budget& budget_;
  outcome::Findings& findings_;
  unsigned reported_ = 0;
};

}  // namespace

void NameConstraints::add(const x509::NameConstraints& constraints, const x509::Name& authority) {
  authorities_.push_back({&constraints, &authority});
}

void NameConstraints::check(const x509::Certificate& certificate, outcome::Budget& budget,
                            outcome::Findings& findings) const {
  if (authorities_.empty()) return;
  const auto names = names_of(certificate);
  for (const auto& authority : authorities_) {
    Comparison comparison(certificate, *authority.constraints, *authority.name, budget, findings);
    if (authority.constraints->has_distances) {
      comparison.report_unprocessed("subtrees with a minimum or a maximum");
    }
    for (const auto& name : names) {
      if (!comparison.check(name)) return;
    }
  }
}

}  // namespace accord::path
