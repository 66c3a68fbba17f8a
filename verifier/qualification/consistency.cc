#include "verifier/qualification/consistency.h"

#include <algorithm>
#include <array>

namespace accord::qualification {
namespace {

using trustlist::Qualifier;

std::size_t count_of_types(const ServiceFacts& service) {
  constexpr std::array all{Qualifier::qc_for_esig, Qualifier::qc_for_eseal, Qualifier::qc_for_wsa};
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](Qualifier one) { return service.has_qualifier(one); }));
}

bool both(const ServiceFacts& service, Qualifier a, Qualifier b) {
  return service.has_qualifier(a) && service.has_qualifier(b);
}

// A device that is managed on the signer's behalf is a qualified one (TS 119 612, 5.5.9.2.3).
bool both_devices(const ServiceFacts& service, Qualifier other) {
  return both(service, other, Qualifier::qc_with_qscd) ||
         both(service, other, Qualifier::qc_qscd_managed_on_behalf);
}

bool lacks_twin(const ServiceFacts& service, Qualifier old, Qualifier twin) {
  return service.has_qualifier(old) && !service.has_qualifier(twin);
}

bool names_some_type(const ServiceFacts& service) {
  namespace uri = trustlist::uri;
  return service.has_additional_information(uri::for_esignatures) ||
         service.has_additional_information(uri::for_eseals) ||
         service.has_additional_information(uri::for_web);
}

// A service that names no type at all may leave it to the qualifier.
bool type_without_information(const ServiceFacts& service, Qualifier type, std::string_view uri) {
  return service.has_qualifier(type) && names_some_type(service) &&
         !service.has_additional_information(uri);
}

bool began_before_eidas(const ServiceFacts& service) { return service.period.from < eidas_applies; }

bool has_new_status(const ServiceFacts& service) {
  const auto status = trustlist::status_from_uri(service.status);
  return status == trustlist::Status::granted || status == trustlist::Status::withdrawn;
}

struct Rule {
  std::string_view broken;
  bool (*breaks)(const ServiceFacts&);
};

constexpr std::array<Rule, 9> rules{{
    {"it says of the certificate both that it is qualified and that it is not",
     [](const ServiceFacts& s) {
       return both(s, Qualifier::qc_statement, Qualifier::not_qualified);
     }},
    {"it says both that the key is in a qualified device and that it is not",
     [](const ServiceFacts& s) { return both_devices(s, Qualifier::qc_no_qscd); }},
    {"it says whether the key is in a qualified device and also leaves that to the certificate",
     [](const ServiceFacts& s) {
       return both_devices(s, Qualifier::qc_qscd_status_as_in_cert) ||
              both(s, Qualifier::qc_qscd_status_as_in_cert, Qualifier::qc_no_qscd);
     }},
    {"it has a qualifier on devices from before eIDAS without the one that replaced it",
     [](const ServiceFacts& s) {
       return lacks_twin(s, Qualifier::qc_with_sscd, Qualifier::qc_with_qscd) ||
              lacks_twin(s, Qualifier::qc_no_sscd, Qualifier::qc_no_qscd) ||
              lacks_twin(s, Qualifier::qc_sscd_status_as_in_cert,
                         Qualifier::qc_qscd_status_as_in_cert);
     }},
    {"it has a qualifier that is not known",
     [](const ServiceFacts& s) {
       return std::any_of(s.qualifiers.begin(), s.qualifiers.end(), [](const auto& uri) {
         return !trustlist::qualifier_from_uri(uri).has_value();
       });
     }},
    {"it names more than one type for the certificate",
     [](const ServiceFacts& s) { return count_of_types(s) > 1; }},
    {"it has a status of eIDAS from a time before eIDAS",
     [](const ServiceFacts& s) { return began_before_eidas(s) && has_new_status(s); }},
    {"it is for seals or websites from a time before eIDAS",
     [](const ServiceFacts& s) {
       return began_before_eidas(s) && (s.has_additional_information(trustlist::uri::for_eseals) ||
                                        s.has_additional_information(trustlist::uri::for_web));
     }},
    {"it names a type for the certificate for which the service itself is not listed",
     [](const ServiceFacts& s) {
       namespace uri = trustlist::uri;
       return type_without_information(s, Qualifier::qc_for_esig, uri::for_esignatures) ||
              type_without_information(s, Qualifier::qc_for_eseal, uri::for_eseals) ||
              type_without_information(s, Qualifier::qc_for_wsa, uri::for_web);
     }},
}};

}  // namespace

std::vector<std::string_view> inconsistencies(const ServiceFacts& service) {
  std::vector<std::string_view> broken;
  for (const auto& rule : rules) {
    if (rule.breaks(service)) broken.push_back(rule.broken);
  }
  return broken;
}

}  // namespace accord::qualification
