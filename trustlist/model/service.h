#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trustlist/model/extension.h"
#include "trustlist/model/identity.h"
#include "trustlist/model/text.h"

namespace accord::trustlist {

/// 5.5.7; the type is there from version 6 on.
struct SupplyPoint {
  std::string uri;
  std::optional<std::string> type;
  friend bool operator==(const SupplyPoint&, const SupplyPoint&) = default;
};

/// What was said of a service from one moment on: ServiceInformation (5.5) or
/// ServiceHistoryInstance (5.6).
struct ServiceEntry {
  std::string type;  ///< ServiceTypeIdentifier; empty: a list of trusted entities need not say
  LocalisedTexts names;
  Identity identity;
  /// Status URI. Empty in a list of trusted entities that gives the service none (TS 119 602,
  /// 6.6.4): it is listed, and nothing more is said.
  std::string status;
  /// When the status began. Without a status, the issue date of the list: it says that the service
  /// is listed then, and nothing of the time before.
  time::Instant starting{};
  LocalisedTexts scheme_definition_uris;   ///< current entry only
  std::vector<SupplyPoint> supply_points;  ///< current entry only
  LocalisedTexts definition_uris;          ///< TSPServiceDefinitionURI; current entry only
  std::vector<Extension> extensions;
  Place place;

  [[nodiscard]] bool has_status() const noexcept { return !status.empty(); }
  /// URIs of its AdditionalServiceInformation extensions.
  [[nodiscard]] std::vector<std::string> additional_information() const;
  [[nodiscard]] bool has_additional_information(std::string_view uri) const;
  /// All qualification elements of its Qualifications extensions.
  [[nodiscard]] std::vector<const QualificationElement*> qualification_elements() const;
  [[nodiscard]] const TakenOverBy* taken_over_by() const noexcept;  ///< none: nullptr
  [[nodiscard]] std::optional<time::Instant> expired_certs_revocation_info() const noexcept;
  /// URI of its ServiceUniqueIdentifier extension; empty: none.
  [[nodiscard]] std::string_view unique_identifier() const noexcept;
  /// Names of critical extensions that are not understood (5.5.9: the entry must not be relied on
  /// then).
  [[nodiscard]] std::vector<std::string> unknown_critical() const;

  friend bool operator==(const ServiceEntry&, const ServiceEntry&) = default;
};

/// TSPService (5.5): the current entry and the older ones, newest first.
struct Service {
  ServiceEntry current;
  std::vector<ServiceEntry> history;
  bool history_cut =
      false;         ///< older entries were left out for damage: what held then is not known
  KeptXml source{};  ///< TSPService as it stood, when the fields above do not hold all of it

  friend bool operator==(const Service&, const Service&) = default;
};

/// TrustServiceProvider (5.4).
struct Provider {
  LocalisedTexts names, trade_names;
  Address address;
  LocalisedTexts information_uris;
  std::vector<Extension> extensions;
  std::vector<Service> services;
  KeptXml
      information_source;  ///< TSPInformation as it stood, when the fields do not hold all of it
  KeptXml source;  ///< the same of the whole TrustServiceProvider: services were left out, or there
                   ///< is something beside them
  Place place;

  friend bool operator==(const Provider&, const Provider&) = default;
};

/// An entry and the period for which it holds.
struct DatedEntry {
  const ServiceEntry* entry = nullptr;
  time::Interval period;
};

/// The entry that holds at that moment (TS 119 612, 5.5.10): start <= t < start of the next newer
/// entry. Nothing before the oldest one. An entry that claims to start no earlier than a newer one
/// holds at no time.
[[nodiscard]] std::optional<DatedEntry> status_at(const Service& service, time::Instant instant);
/// Every entry with its period, newest first; entries that hold at no time are left out.
[[nodiscard]] std::vector<DatedEntry> periods(const Service& service);

/// Whether an entry of a service, current or past, says something of this certificate, which is
/// the service's by some entry: by the same key or key identifier, or by no key at all (TS 119 612,
/// 5.6.3: the entries of a history are tied to the service by its key). False: it is identified by
/// another key. That some entry of the service has both keys does not count: all that identifies a
/// service is of one key (5.5.3).
[[nodiscard]] bool speaks_of(const ServiceEntry& entry, const x509::Certificate& certificate);

/// How a certificate is recognised as the service's: by the current identity, or by one in the
/// history (whose entries may have no certificate, only key identifier and name). The strongest
/// way.
[[nodiscard]] std::optional<IdentityMatch> match(const Service& service,
                                                 const x509::Certificate& certificate);

}  // namespace accord::trustlist
