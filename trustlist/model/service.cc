#include "trustlist/model/service.h"

#include <algorithm>

#include "trustlist/model/periods.h"

namespace accord::trustlist {

std::vector<std::string> ServiceEntry::additional_information() const {
  std::vector<std::string> result;
  for (const auto& extension : extensions) {
    if (const auto* info = std::get_if<AdditionalServiceInformation>(&extension.value)) {
      result.push_back(info->uri.text);
    }
  }
  return result;
}

bool ServiceEntry::has_additional_information(std::string_view uri) const {
  return std::any_of(extensions.begin(), extensions.end(), [&](const Extension& extension) {
    const auto* info = std::get_if<AdditionalServiceInformation>(&extension.value);
    return info != nullptr && info->uri.text == uri;
  });
}

std::vector<const QualificationElement*> ServiceEntry::qualification_elements() const {
  std::vector<const QualificationElement*> result;
  for (const auto& extension : extensions) {
    if (const auto* qualifications = std::get_if<Qualifications>(&extension.value)) {
      for (const auto& element : qualifications->elements) result.push_back(&element);
    }
  }
  return result;
}

const TakenOverBy* ServiceEntry::taken_over_by() const noexcept {
  for (const auto& extension : extensions) {
    if (const auto* taken_over = std::get_if<TakenOverBy>(&extension.value)) return taken_over;
  }
  return nullptr;
}

std::optional<time::Instant> ServiceEntry::expired_certs_revocation_info() const noexcept {
  for (const auto& extension : extensions) {
    if (const auto* info = std::get_if<ExpiredCertsRevocationInfo>(&extension.value)) {
      return info->since;
    }
  }
  return std::nullopt;
}

std::string_view ServiceEntry::unique_identifier() const noexcept {
  for (const auto& extension : extensions) {
    if (const auto* one = std::get_if<ServiceUniqueIdentifier>(&extension.value)) return one->uri;
  }
  return {};
}

std::vector<std::string> ServiceEntry::unknown_critical() const {
  return trustlist::unknown_critical(extensions);
}

std::vector<std::string> unknown_critical(const std::vector<Extension>& extensions) {
  std::vector<std::string> result;
  for (const auto& extension : extensions) {
    const auto* unknown = std::get_if<UnknownExtension>(&extension.value);
    if (unknown != nullptr && extension.critical) result.push_back(unknown->name);
  }
  return result;
}

std::vector<DatedEntry> periods(const Service& service) {
  std::vector<DatedEntry> result;
  for_each_period(service.current, service.history,
                  [&](const ServiceEntry& entry, const time::Interval& period) {
                    result.push_back({&entry, period});
                  });
  return result;
}

std::optional<DatedEntry> status_at(const Service& service, time::Instant instant) {
  std::optional<DatedEntry> result;
  for_each_period(service.current, service.history,
                  [&](const ServiceEntry& entry, const time::Interval& period) {
                    if (period.contains(instant)) result = DatedEntry{&entry, period};
                  });
  return result;
}

bool speaks_of(const ServiceEntry& entry, const x509::Certificate& certificate) {
  const auto& identity = entry.identity;
  return !identity.names_key() || may_be(identity, certificate) == MayBe::this_certificate;
}

std::optional<IdentityMatch> match(const Service& service, const x509::Certificate& certificate) {
  auto best = match(service.current.identity, certificate);
  for (const auto& entry : service.history) {
    if (best == IdentityMatch::certificate) break;  // nothing is stronger
    const auto found = match(entry.identity, certificate);
    if (found.has_value() && (!best.has_value() || *found < *best)) best = found;
  }
  return best;
}

}  // namespace accord::trustlist
