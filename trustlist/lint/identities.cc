#include <algorithm>
#include <map>

#include "lib/crypto/key_spelling.h"
#include "trustlist/lint/keys.h"
#include "trustlist/lint/rule.h"
#include "trustlist/lint/service_types.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;
using Certificates = std::vector<x509::Certificate>;

Spot identity_of(const Provider& provider, const Service& service) {
  return Spot::of(provider, service, service.current) / names::identity;
}

/// Every service whose current identity has a certificate that could be read.
template <typename Visit>
void each_certified(const TrustedList& list, Visit visit) {
  each_service(list, [&](const Provider& provider, const Service& service) {
    const auto certificates = service.current.identity.certificates();
    if (!certificates.empty()) visit(provider, service, certificates);
  });
}

void has_certificate(Inspection& inspection) {
  each_service(inspection.list(), [&](const Provider& provider, const Service& service) {
    const auto& type = service.current.type;
    const auto& identity = service.current.identity;
    // What could not be read was reported as such.
    if (!is_type_with_key(type) || identity.has_certificate() || identity.lost_parts()) return;
    inspection.report(FindingId::lint_identity_no_certificate, identity_of(provider, service),
                      {{"type", std::string(short_name(type))}});
  });
}

void no_key_without_pki(Inspection& inspection) {
  each_service(inspection.list(), [&](const Provider& provider, const Service& service) {
    const auto& ids = service.current.identity.ids;
    const bool other_alone = std::all_of(ids.begin(), ids.end(), [](const DigitalId& id) {
      return std::holds_alternative<OtherId>(id);
    });
    if (!is_type_without_key(service.current.type) || other_alone) return;
    inspection.report(FindingId::lint_identity_has_key, identity_of(provider, service),
                      {{"type", std::string(short_name(service.current.type))}});
  });
}

void one_key(Inspection& inspection) {
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    const auto& first = certificates.front();
    const bool same = std::all_of(
        certificates.begin(), certificates.end(),
        [&](const x509::Certificate& one) { return crypto::same_key(one.spki(), first.spki()); });
    if (same) return;
    inspection.report(FindingId::lint_identity_incoherent, identity_of(provider, service),
                      {{"problem", "its certificates have different keys"}});
  });
}

void key_identifiers(Inspection& inspection) {
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    // It may be that of a certificate that could not be read.
    if (service.current.identity.lost_parts()) return;
    for (const auto& found : service.current.identity.key_identifiers()) {
      if (is_key_identifier_of_any(found, certificates)) continue;
      inspection.report(
          FindingId::lint_identity_key_identifier, identity_of(provider, service),
          {{"found", der::to_hex(found)}, {"expected", key_identifier(certificates.front())}});
    }
  });
}

void key_values(Inspection& inspection) {
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    for (const auto& id : service.current.identity.ids) {
      const auto* value = std::get_if<KeyValueId>(&id);
      const bool known = value != nullptr && !value->spki.empty();
      if (!known || crypto::same_key(value->spki, certificates.front().spki())) continue;
      inspection.report(FindingId::lint_identity_key_value, identity_of(provider, service));
    }
  });
}

void one_subject(Inspection& inspection) {
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    const auto& first = certificates.front().subject();
    const auto other =
        std::find_if(certificates.begin(), certificates.end(),
                     [&](const x509::Certificate& one) { return !one.subject().matches(first); });
    if (other == certificates.end()) return;
    inspection.report(FindingId::lint_identity_subjects_differ, identity_of(provider, service),
                      {{"first", first.to_string()}, {"other", other->subject().to_string()}});
  });
}

/// The first value of the certificate's subject that the text does not have in any spelling; empty
/// when it has all. Escapes can be spelt in too many ways to be compared.
std::string missing_in(const std::string& text, const x509::Name& subject) {
  if (text.find_first_of("\\#") != std::string::npos) return {};
  const auto spelling = letters_and_digits(text);
  for (const auto& rdn : subject.rdns()) {
    for (const auto& attribute : rdn) {
      if (attribute.value.find('#') == 0) continue;
      if (spelling.find(letters_and_digits(attribute.value)) == std::string::npos) {
        return attribute.value;
      }
    }
  }
  return {};
}

void subject_names(Inspection& inspection) {
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    for (const auto& found : service.current.identity.subject_names()) {
      const auto missing = missing_in(found, certificates.front().subject());
      if (missing.empty()) continue;
      inspection.report(FindingId::lint_identity_subject_name, identity_of(provider, service),
                        {{"found", found}, {"missing", missing}});
    }
  });
}

void one_certificate(Inspection& inspection) {
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    if (certificates.size() == 1) return;
    inspection.report(FindingId::lint_identity_several_certificates, identity_of(provider, service),
                      {{"count", std::to_string(certificates.size())}});
  });
}

void each_form_once(Inspection& inspection) {
  each_service(inspection.list(), [&](const Provider& provider, const Service& service) {
    const auto check = [&](std::size_t count, const xml::QName& element) {
      if (count < 2) return;
      inspection.report(FindingId::lint_identity_form_repeated, identity_of(provider, service),
                        {{"element", std::string(element.local)}});
    };
    check(service.current.identity.subject_names().size(), names::subject_name);
    check(service.current.identity.key_identifiers().size(), names::key_identifier);
  });
}

void each_key_once(Inspection& inspection) {
  std::map<std::pair<std::string_view, der::Bytes>, std::uint32_t> lines;
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    const auto spki = certificates.front().spki();
    const auto [seen, fresh] = lines.emplace(
        std::pair{std::string_view(service.current.type), der::Bytes(spki.begin(), spki.end())},
        service.current.place.line);
    if (fresh) return;
    inspection.report(FindingId::lint_identity_repeated, identity_of(provider, service),
                      {{"line", std::to_string(seen->second)}});
  });
}

void organization_is_provider(Inspection& inspection) {
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    const auto found = certificates.front().subject().first(x509::attribute::organization);
    if (!found.has_value()) return;
    const auto wanted = letters_and_digits(*found);
    const auto is_it = [&](const Localised& name) {
      return letters_and_digits(name.text) == wanted;
    };
    const auto among = [&](const LocalisedTexts& all) {
      return std::any_of(all.begin(), all.end(), is_it);
    };
    if (among(provider.names) || among(provider.trade_names)) return;
    inspection.report(FindingId::lint_identity_organization, identity_of(provider, service),
                      {{"found", *found}});
  });
}

void issuers_are_authorities(Inspection& inspection) {
  constexpr unsigned with_extensions = 3;
  each_certified(inspection.list(), [&](const Provider& provider, const Service& service,
                                        const Certificates& certificates) {
    const auto& type = service.current.type;
    if (!is_issuing_type(type)) return;
    const auto is_authority = [](const x509::Certificate& one) {
      const auto& constraints = one.basic_constraints();
      return one.version() < with_extensions || (constraints.has_value() && constraints->ca);
    };
    if (std::any_of(certificates.begin(), certificates.end(), is_authority)) return;
    inspection.report(FindingId::lint_identity_not_ca, identity_of(provider, service),
                      {{"type", std::string(short_name(type))}});
  });
}

constexpr Rule rules[] = {
    {FindingId::lint_identity_no_certificate, holds_in::every,
     "Services that sign with a key are identified by a certificate.", has_certificate},
    {FindingId::lint_identity_has_key, holds_in::every,
     "Services whose type says that they have no key are identified by a URI.", no_key_without_pki},
    {FindingId::lint_identity_incoherent, holds_in::both_forms,
     "All certificates of a service are for one key.", one_key},
    {FindingId::lint_identity_subjects_differ, holds_in::both_forms,
     "All certificates of a service are for one name.", one_subject},
    {FindingId::lint_identity_key_identifier, holds_in::both_forms,
     "X509SKI is the SubjectKeyIdentifier of the certificate.", key_identifiers},
    {FindingId::lint_identity_key_value, holds_in::both_forms,
     "KeyValue is the key of the certificate.", key_values},
    {FindingId::lint_identity_subject_name, holds_in::all_but_plain,
     "X509SubjectName is the subject of the certificate.", subject_names},
    {FindingId::lint_identity_several_certificates, holds_in::eu_and_third_country,
     "One certificate for a service is enough.", one_certificate},
    {FindingId::lint_identity_form_repeated, holds_in::all_but_plain,
     "A service has one subject name and one key identifier.", each_form_once},
    {FindingId::lint_identity_repeated, holds_in::every,
     "No key identifies two services of the same type.", each_key_once},
    {FindingId::lint_identity_organization, holds_in::eu_and_third_country,
     "Certificates belong to the provider, by its name or a trade name.", organization_is_provider},
    {FindingId::lint_identity_not_ca, holds_in::eu_and_third_country,
     "Services that issue certificates have that of an authority.", issuers_are_authorities},
};

}  // namespace

std::span<const Rule> identity_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
