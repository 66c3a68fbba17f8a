#include "verifier/left_out.h"

#include <algorithm>

namespace accord::verifier {
namespace {

using outcome::FindingId;
using trustlist::Identity;
using trustlist::MayBe;
using trustlist::Service;

class Search {
 public:
  Search(const UsableList& usable, const std::vector<x509::Certificate>& certificates)
      : usable_(usable), list_(usable.list()), certificates_(certificates) {}

  outcome::Findings run() {
    for (const auto& one : list_.left_out) {
      if (!concerns(one.identity)) continue;
      add(trustlist::finding_about(one), one.place, {});
    }
    for (const auto& provider : list_.providers) {
      for (const auto& service : provider.services) consider(service);
    }
    return std::move(findings_);
  }

 private:
  // A service that is in the list, by an identity of which something is missing.
  void consider(const Service& service) {
    const auto& identity = service.current.identity;
    if (identity.is_whole()) return consider_name(service);
    const bool known =
        std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
          return trustlist::match(service, certificate).has_value();
        });
    // Then it is one of those that are judged.
    if (known || !concerns(with_history(service))) return;
    if (!identity.keys_of_unreadable.empty()) {
      add(FindingId::list_certificate_unreadable, service.current.place,
          {{"reason", "what identifies this service may be the issuer's."}});
    } else {
      add(FindingId::list_identity_empty, service.current.place, {});
    }
  }

  // Where a service has its certificate elsewhere in the list, a second entry by its name alone may
  // say that it was withdrawn.
  void consider_name(const Service& service) {
    const auto& identity = service.current.identity;
    // TS 119 612, 5.5.1: services of these types have no key.
    constexpr std::string_view without_key = "/nothavingPKIid";
    const std::string_view type = service.current.type;
    const bool has_no_key = type.size() >= without_key.size() &&
                            type.substr(type.size() - without_key.size()) == without_key;
    if (identity.names_key() || has_no_key) return;
    const auto names = identity.subject_names();
    const bool may_be_one =
        !names.empty() &&
        std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
          return trustlist::may_be_named(identity, certificate.subject()) &&
                 !trustlist::match(service, certificate).has_value();
        });
    if (!may_be_one) return;
    add(FindingId::list_identity_name_alone, service.current.place,
        {{"service", trustlist::text_in(service.current.names, "en")}});
  }

  static Identity with_history(const Service& service) {
    auto sum = service.current.identity;
    for (const auto& past : service.history) {
      const auto& ids = past.identity.ids;
      sum.ids.insert(sum.ids.end(), ids.begin(), ids.end());
    }
    return sum;
  }

  bool concerns(const Identity& identity) {
    return std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
      switch (trustlist::may_be(identity, certificate)) {
        case MayBe::another:
          return false;
        case MayBe::this_certificate:
          return true;
        case MayBe::any_certificate:
          return has_service_of_them();
      }
      return true;
    });
  }

  bool has_service_of_them() const {
    return std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
      return !trustlist::find_services(list_, certificate).empty();
    });
  }

  void add(FindingId id, const trustlist::Place& place, outcome::Params params) {
    auto finding = outcome::make_finding(
        id, {.what = usable_.name, .line = place.line, .where = "list of " + list_.territory},
        std::move(params));
    finding.severity = outcome::Severity::indeterminate;
    findings_.add(std::move(finding));
  }

  const UsableList& usable_;
  const trustlist::TrustedList& list_;
  const std::vector<x509::Certificate>& certificates_;
  outcome::Findings findings_;
};

}  // namespace

outcome::Findings find_left_out(const Trust& trust,
                                const std::vector<x509::Certificate>& certificates) {
  outcome::Findings all;
  for (const auto& usable : trust.lists()) all.add(Search(usable, certificates).run());
  return all;
}

}  // namespace accord::verifier
