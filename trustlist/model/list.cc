#include "trustlist/model/list.h"

#include <algorithm>

#include "trustlist/model/uris.h"

namespace accord::trustlist {
namespace {

/// Every service for which `how(service)` gives a match.
template <typename How>
std::vector<ServiceRef> find(const TrustedList& list, How how) {
  std::vector<ServiceRef> result;
  for (const auto& provider : list.providers) {
    for (const auto& service : provider.services) {
      const std::optional<IdentityMatch> found = how(service);
      if (found.has_value()) result.push_back({&provider, &service, *found});
    }
  }
  return result;
}

}  // namespace

std::vector<x509::Certificate> Pointer::signer_certificates() const {
  std::vector<x509::Certificate> result;
  for (const auto& identity : signers) {
    for (auto& certificate : identity.certificates()) {
      if (std::find(result.begin(), result.end(), certificate) == result.end()) {
        result.push_back(std::move(certificate));
      }
    }
  }
  return result;
}

bool Pointer::leads_to_xml() const noexcept {
  if (!mime_type.has_value() || *mime_type == uri::list_mime_type) return true;
  return list_form() != Form::trusted_list && *mime_type == uri::xml_mime_type;
}

outcome::FindingId finding_about(const LeftOutService& service) noexcept {
  if (service.partial) return outcome::FindingId::list_service_partial;
  return service.provider_left_out ? outcome::FindingId::list_provider_left_out
                                   : outcome::FindingId::list_service_left_out;
}

bool TrustedList::is_list_of_lists() const noexcept {
  if (form == Form::trusted_entities) {
    return !territory.empty() &&
           std::string_view(type).substr(type.rfind('/') + 1) == territory + "listofthelists";
  }
  return type == uri::eu_list_of_lists || type == uri::ades_list_of_lists ||
         (!territory.empty() && type == uri::list_of_lists_of(territory));
}

std::size_t TrustedList::service_count() const noexcept {
  std::size_t count = 0;
  for (const auto& provider : providers) count += provider.services.size();
  return count;
}

std::vector<ServiceRef> find_services(const TrustedList& list,
                                      const x509::Certificate& certificate) {
  return find(list, [&](const Service& service) { return match(service, certificate); });
}

std::vector<ServiceRef> find_services_by_key(const TrustedList& list, der::ByteView spki) {
  return find(list, [&](const Service& service) -> std::optional<IdentityMatch> {
    if (!has_key(service.current.identity, spki)) return std::nullopt;
    return IdentityMatch::key;
  });
}

std::vector<ServiceRef> find_services_by_key_identifier(const TrustedList& list,
                                                        der::ByteView key_identifier) {
  return find(list, [&](const Service& service) -> std::optional<IdentityMatch> {
    if (!has_key_identifier(service.current.identity, key_identifier)) return std::nullopt;
    return IdentityMatch::key_identifier;
  });
}

std::vector<const Pointer*> pointers_to(const TrustedList& list, std::string_view territory,
                                        std::optional<Form> form) {
  std::vector<const Pointer*> result;
  for (const auto& pointer : list.pointers) {
    if (!pointer.leads_to_xml() || pointer.territory != territory) continue;
    const auto said = pointer.list_form();
    if (!form.has_value() || !said.has_value() || *said == *form) result.push_back(&pointer);
  }
  return result;
}

}  // namespace accord::trustlist
