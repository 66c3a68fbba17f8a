#include "trustlist/read/signer_rules.h"

#include <algorithm>
#include <array>

#include "lib/x509/critical_content.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;
using x509::KeyUsageBit;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) result.push_back(lower(c));
  return result;
}

/// Names are compared without case and surrounding or doubled white space.
std::string prepared(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space) {
      result.push_back(lower(c));
    } else if (!result.empty() && result.back() != ' ') {
      result.push_back(' ');
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

/// The lists of Greece and of the United Kingdom have the territories EL and UK; their ISO 3166
/// codes in certificates are GR and GB.
bool same_country(std::string_view country, std::string_view territory) {
  const auto a = folded(country);
  const auto b = folded(territory);
  return a == b || (a == "gr" && b == "el") || (a == "gb" && b == "uk");
}

void check_names(const TrustedList& list, const x509::Certificate& signer,
                 const outcome::About& about, outcome::Findings& findings) {
  const auto country = signer.subject().first(x509::attribute::country).value_or(std::string{});
  if (!same_country(country, list.territory)) {
    findings.add(FindingId::list_signer_country, about,
                 {{"found", country}, {"territory", list.territory}});
  }
  const auto organization =
      signer.subject().first(x509::attribute::organization).value_or(std::string{});
  const auto wanted = prepared(organization);
  const bool named = std::any_of(
      list.operator_names.begin(), list.operator_names.end(),
      [&](const Localised& name) { return !wanted.empty() && prepared(name.text) == wanted; });
  if (!named) findings.add(FindingId::list_signer_operator, about, {{"found", organization}});
}

bool is_for_signing_only(const x509::Certificate& signer) {
  const auto& usage = signer.key_usage();
  if (!usage.has_value()) return false;
  const auto allowed = x509::KeyUsage{}
                           .with(KeyUsageBit::digital_signature)
                           .with(KeyUsageBit::content_commitment)
                           .bits();
  return usage->bits() != 0 && (usage->bits() & static_cast<unsigned>(~allowed)) == 0;
}

/// What the rules below and path validation act on; the other extensions of RFC 5280, 4.2, say
/// nothing of who may sign a list.
bool is_known(const x509::Extension& extension) {
  namespace id = x509::extension;
  const std::array<const der::Oid*, 12> known{
      &id::basic_constraints,      &id::key_usage,
      &id::extended_key_usage,     &id::subject_alternative_name,
      &id::subject_key_identifier, &id::authority_key_identifier,
      &id::certificate_policies,   &id::policy_mappings,
      &id::policy_constraints,     &id::inhibit_any_policy,
      &id::name_constraints,       &id::crl_distribution_points};
  return std::any_of(known.begin(), known.end(),
                     [&](const der::Oid* one) { return *one == extension.id; }) &&
         !x509::holds_unknown_when_critical(extension);
}

/// RFC 5280, 4.2: whoever does not know a critical extension must not use the certificate. Here the
/// certificate itself was announced, so it is only told.
void check_critical_extensions(const x509::Certificate& signer, const outcome::About& about,
                               outcome::Findings& findings) {
  for (const auto& extension : signer.extensions()) {
    if (!extension.critical || is_known(extension)) continue;
    findings.add(FindingId::list_signer_critical_extension, about,
                 {{"extension", extension.id.to_string()}});
  }
}

bool is_for_lists(const x509::Certificate& signer) {
  static const auto list_signing = der::Oid::literal("0.4.0.2231.3.0");
  const auto& purposes = signer.extended_key_usage();
  return purposes.has_value() &&
         std::find(purposes->begin(), purposes->end(), list_signing) != purposes->end();
}

}  // namespace

void check_signer_certificate(const TrustedList& list, const x509::Certificate& signer,
                              outcome::Findings& findings) {
  const outcome::About about{{}, 0, signer.subject().to_string()};
  check_names(list, signer, about, findings);
  check_critical_extensions(signer, about, findings);
  if (!is_for_signing_only(signer)) findings.add(FindingId::list_signer_key_usage, about);
  if (list.form == Form::trusted_entities) return;
  if (!is_for_lists(signer)) findings.add(FindingId::list_signer_purpose, about);
  const auto& constraints = signer.basic_constraints();
  if (constraints.has_value() && constraints->ca) {
    findings.add(FindingId::list_signer_is_ca, about);
  }
  if (!signer.subject_key_identifier().has_value()) {
    findings.add(FindingId::list_signer_key_identifier, about);
  }
}

}  // namespace accord::trustlist::read
