#include "trustlist/scheme/edit.h"

#include <algorithm>
#include <array>

#include "trustlist/scheme/source_reading.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

constexpr std::string_view type_stem = "http://uri.etsi.org/TrstSvc/Svctype/";
constexpr std::string_view status_stem = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/";
constexpr std::string_view information_stem = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";

struct Word {
  std::string_view word, uri;
};
constexpr std::array<Word, 4> information_words{{{"esignatures", uri::for_esignatures},
                                                 {"eseals", uri::for_eseals},
                                                 {"web", uri::for_web},
                                                 {"root", uri::root_ca_qc}}};

tl::unexpected<outcome::Finding> wrong(std::string_view value, std::string_view expected,
                                       std::string_view where = {}) {
  return outcome::fail(FindingId::source_value_wrong, {{}, 0, std::string(where)},
                       {{"value", std::string(value)}, {"expected", std::string(expected)}});
}

std::string english_name(const ServiceSource& service) { return text_in(service.names, "en"); }

ServiceSource* find_service(ProviderSource& provider, std::string_view name) {
  const auto found =
      std::find_if(provider.services.begin(), provider.services.end(),
                   [&](const ServiceSource& service) { return english_name(service) == name; });
  return found == provider.services.end() ? nullptr : &*found;
}

outcome::Result<void> put_status(ServiceSource& service, std::string_view status,
                                 time::Instant since) {
  const auto& present = service.statuses.front();
  if (since <= present.since) {
    return outcome::fail(FindingId::status_time_not_after_last, {},
                         {{"service", english_name(service)},
                          {"since", time::to_string(since)},
                          {"last", time::to_string(present.since)}});
  }
  service.statuses.insert(service.statuses.begin(), StatusSource{std::string(status), since, {}});
  return {};
}

}  // namespace

outcome::Result<std::string> service_type_from(std::string_view word) {
  const auto full = std::string(type_stem) + std::string(word);
  if (is_known_service_type(full)) return full;
  if (is_uri(word)) return std::string(word);
  return wrong(word, "a service type such as CA/QC, or a URI");
}

outcome::Result<std::string> status_from(std::string_view word) {
  auto full = std::string(status_stem) + std::string(word);
  if (status_from_uri(full).has_value()) return full;
  if (is_uri(word)) return std::string(word);
  return wrong(word, "a status such as granted or withdrawn, or a URI");
}

outcome::Result<std::string> additional_information_from(std::string_view word) {
  for (const auto& [known, uri] : information_words) {
    if (word == known || word == uri.substr(information_stem.size())) return std::string(uri);
  }
  if (is_uri(word)) return std::string(word);
  return wrong(word, "esignatures, eseals, web, root, or a URI");
}

bool may_be_for(std::string_view type_uri, std::string_view information_uri) noexcept {
  if (!is_known_service_type(type_uri)) return true;
  if (information_uri.substr(0, information_stem.size()) != information_stem) return true;
  const auto type = type_uri.substr(type_stem.size());
  const auto begins = [&](std::string_view start) { return type.substr(0, start.size()) == start; };
  if (information_uri == uri::root_ca_qc) return type == "CA/QC";
  if (begins("CA/") || begins("Certstatus/") || begins("PKC") || type == "NationalRootCA-QC") {
    return true;
  }
  if (information_uri == uri::for_web) return false;
  return begins("PSES") || begins("QESValidation") || begins("AdES");
}

outcome::Result<void> grant_service(ProviderSource& provider, const Grant& grant) {
  if (grant.service_name.empty()) return wrong("", "a name for the service", "service");
  if (!is_uri(grant.type)) return wrong(grant.type, "the URI of a service type", "type");
  auto* service = find_service(provider, grant.service_name);
  if (service == nullptr) {
    if (grant.certificate_files.empty()) {
      return wrong("", "the file of a certificate", "certificate");
    }
    ServiceSource added;
    added.type = grant.type;
    added.names = {{"en", grant.service_name}};
    added.certificate_files = grant.certificate_files;
    added.additional_information = grant.additional_information;
    added.statuses = {{std::string(uri::granted), grant.at, {}}};
    provider.services.push_back(std::move(added));
    return {};
  }
  const auto& present = service->statuses.front();
  if (present.status == uri::granted) {
    return outcome::fail(
        FindingId::service_already_granted, {},
        {{"service", grant.service_name}, {"since", time::to_string(present.since)}});
  }
  const bool same_files =
      grant.certificate_files.empty() || grant.certificate_files == service->certificate_files;
  if (service->type != grant.type || !same_files) {
    return outcome::fail(FindingId::service_differs, {}, {{"service", grant.service_name}});
  }
  return put_status(*service, uri::granted, grant.at);
}

outcome::Result<void> set_status(ProviderSource& provider, std::string_view service_name,
                                 std::string_view status_uri, time::Instant since) {
  if (!is_uri(status_uri)) return wrong(status_uri, "the URI of a status", "status");
  auto* service = find_service(provider, service_name);
  if (service == nullptr) {
    return outcome::fail(FindingId::service_not_found, {},
                         {{"service", std::string(service_name)}});
  }
  const auto& present = service->statuses.front();
  if (present.status == status_uri) {
    return outcome::fail(FindingId::status_unchanged, {},
                         {{"service", std::string(service_name)},
                          {"status", std::string(short_name(status_uri))},
                          {"since", time::to_string(present.since)}});
  }
  return put_status(*service, status_uri, since);
}

outcome::Result<void> withdraw_service(ProviderSource& provider, std::string_view service_name,
                                       time::Instant since) {
  return set_status(provider, service_name, uri::withdrawn, since);
}

outcome::Result<StatusSource> undo_status(ProviderSource& provider, std::string_view service_name,
                                          const std::optional<Published>& published) {
  auto* service = find_service(provider, service_name);
  if (service == nullptr) {
    return outcome::fail(FindingId::service_not_found, {},
                         {{"service", std::string(service_name)}});
  }
  const auto last = service->statuses.front();
  if (published && last.since <= published->issued) {
    return outcome::fail(FindingId::status_published, {},
                         {{"service", std::string(service_name)},
                          {"status", std::string(short_name(last.status))},
                          {"since", time::to_string(last.since)},
                          {"issued", time::to_string(published->issued)}});
  }
  service->statuses.erase(service->statuses.begin());
  if (service->statuses.empty()) {
    provider.services.erase(provider.services.begin() + (service - provider.services.data()));
  }
  return last;
}

PointerSource pointer_to(const TrustedList& list, std::string location,
                         std::vector<std::string> signer_files,
                         std::optional<std::string> agreement_file) {
  PointerSource pointer;
  pointer.location = std::move(location);
  pointer.territory = list.territory;
  pointer.list_type = list.type;
  pointer.operator_names = list.operator_names;
  pointer.community_rules = list.community_rules;
  pointer.signer_files = std::move(signer_files);
  pointer.agreement_file = std::move(agreement_file);
  return pointer;
}

const PointerSource* find_pointer(const SchemeSource& scheme, std::string_view territory,
                                  std::string_view mime_type) {
  const auto found =
      std::find_if(scheme.pointers.begin(), scheme.pointers.end(), [&](const PointerSource& known) {
        return known.territory == territory && known.mime_type == mime_type;
      });
  return found == scheme.pointers.end() ? nullptr : &*found;
}

void put_pointer(SchemeSource& scheme, PointerSource pointer) {
  for (auto& known : scheme.pointers) {
    if (known.territory == pointer.territory && known.mime_type == pointer.mime_type) {
      known = std::move(pointer);
      return;
    }
  }
  scheme.pointers.push_back(std::move(pointer));
}

outcome::Result<void> note_published(SchemeSource& scheme, const Published& published) {
  if (scheme.published && published.sequence <= scheme.published->sequence) {
    return outcome::fail(FindingId::sequence_not_above_last, {},
                         {{"sequence", std::to_string(published.sequence)},
                          {"last", std::to_string(scheme.published->sequence)}});
  }
  scheme.published = published;
  return {};
}

}  // namespace accord::trustlist::scheme
