#include "verifier/left_out.h"

#include <algorithm>

namespace accord::verifier {
namespace {

using outcome::FindingId;
using trustlist::DigitalId;
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
  // A service that is in the list, by an identity that does not say clearly whose it is. Where the
  // issuer has its certificate elsewhere in the list, such an entry may say that it was withdrawn.
  void consider(const Service& service) {
    const bool whole = service.current.identity.is_whole();
    const bool claimed = is_claimed(service);
    const bool named = is_named(service.current.identity) && !is_without_key(service.current.type);
    // Those of an issuer are judged.
    if ((whole && !claimed && !named) || is_known(service)) return;
    if (!whole && (named || concerns(with_history(service)))) return add_damaged(service);
    if (claimed) {
      add_unclear(service,
                  "the key identifier that the issuer's certificate gives itself and that is not "
                  "made from its key");
    } else if (named) {
      add_named(service);
    }
  }

  void add_damaged(const Service& service) {
    const auto& identity = service.current.identity;
    if (!identity.keys_of_unreadable.empty()) {
      add(FindingId::list_certificate_unreadable, service.current.place,
          {{"reason", "what identifies this service may be the issuer's."}});
    } else if (identity.incomplete || identity.ids.empty()) {
      add(FindingId::list_identity_empty, service.current.place, {});
    } else {
      add_unclear(service, "a key in a form that is not known here");
    }
  }

  void add_named(const Service& service) {
    if (service.current.identity.names_key()) {
      add_unclear(service,
                  "a name that may be the issuer's and a key identifier of unknown making");
    } else {
      add(FindingId::list_identity_name_alone, service.current.place,
          {{"service", trustlist::text_in(service.current.names, "en")}});
    }
  }

  void add_unclear(const Service& service, std::string by) {
    add(FindingId::list_identity_unclear, service.current.place,
        {{"service", trustlist::text_in(service.current.names, "en")}, {"by", std::move(by)}});
  }

  bool is_known(const Service& service) const {
    return std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
      return trustlist::match(service, certificate).has_value();
    });
  }

  // TS 119 612, 5.5.1: services of these types have no key.
  static bool is_without_key(std::string_view type) {
    constexpr std::string_view ending = "/nothavingPKIid";
    return type.size() >= ending.size() && type.substr(type.size() - ending.size()) == ending;
  }

  // RFC 5280, 4.2.1.2: an issuer may make the key identifier as it likes.
  bool is_claimed(const Service& service) const {
    const auto& history = service.history;
    return is_claimed(service.current.identity) ||
           std::any_of(history.begin(), history.end(),
                       [&](const auto& past) { return is_claimed(past.identity); });
  }

  bool is_claimed(const Identity& identity) const {
    return std::any_of(identity.ids.begin(), identity.ids.end(), [&](const DigitalId& id) {
      const auto* listed = std::get_if<trustlist::KeyIdentifierId>(&id);
      return listed != nullptr &&
             std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& one) {
               return one.subject_key_identifier() == listed->value;
             });
    });
  }

  // By name, where neither a certificate nor a key says that it is another. A key identifier does
  // not say so: another certificate of the same key may give itself another one.
  bool is_named(const Identity& identity) const {
    const bool has_key =
        !identity.keys_of_unreadable.empty() ||
        std::any_of(identity.ids.begin(), identity.ids.end(), [](const DigitalId& id) {
          const auto* value = std::get_if<trustlist::KeyValueId>(&id);
          return std::holds_alternative<x509::Certificate>(id) ||
                 (value != nullptr && !value->spki.empty());
        });
    return !has_key &&
           std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
             return trustlist::may_be_named(identity, certificate.subject());
           });
  }

  static Identity with_history(const Service& service) {
    auto sum = service.current.identity;
    for (const auto& past : service.history) {
      const auto& ids = past.identity.ids;
      sum.ids.insert(sum.ids.end(), ids.begin(), ids.end());
    }
    return sum;
  }

  bool concerns(const Identity& identity) const {
    return is_named(identity) ||
           std::any_of(certificates_.begin(), certificates_.end(), [&](const auto& certificate) {
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
