#include "verifier/recognition/matching.h"

#include <algorithm>

namespace accord::recognition {
namespace {

using trustlist::AdditionalServiceInformation;
using trustlist::ServiceKind;

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// The language of the URI says nothing of its meaning.
bool same(const AdditionalServiceInformation& a, const AdditionalServiceInformation& b) {
  return a.uri.text == b.uri.text && a.information_value == b.information_value &&
         a.other_xml == b.other_xml;
}

bool same(const ServiceKind& a, const ServiceKind& b) {
  if (a.type != b.type || a.additional.has_value() != b.additional.has_value()) return false;
  return !a.additional.has_value() || same(*a.additional, *b.additional);
}

bool is_of(const qualification::ServiceFacts& service, const ServiceKind& kind) {
  if (service.type != kind.type) return false;
  if (!kind.additional.has_value()) return true;
  const auto& all = service.additional_information;
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& one) { return same(one, *kind.additional); });
}

}  // namespace

std::vector<const ServiceKind*> matching_kinds(const trustlist::EquivalenceTerms& terms,
                                               const qualification::ServiceFacts& service) {
  std::vector<const ServiceKind*> matching;
  for (const auto& kind : terms.pointed_kinds) {
    if (is_of(service, kind)) matching.push_back(&kind);
  }
  return matching;
}

const trustlist::StatusEquivalence* matching_statuses(const trustlist::EquivalenceTerms& terms,
                                                      const std::string& status) {
  const bool valid = contains(terms.valid.pointed, status);
  const bool invalid = contains(terms.invalid.pointed, status);
  if (valid == invalid) return nullptr;
  return valid ? &terms.valid : &terms.invalid;
}

std::optional<ServiceKind> translate(const ServiceKind& pointed,
                                     const std::vector<ServiceKind>& pointing) {
  if (pointing.size() == 1) return pointing.front();
  for (const auto& kind : pointing) {
    if (same(kind, pointed)) return kind;
  }
  return std::nullopt;
}

std::optional<std::string> translate_status(const std::string& pointed,
                                            const std::vector<std::string>& pointing) {
  if (pointing.size() == 1) return pointing.front();
  if (contains(pointing, pointed)) return pointed;
  return std::nullopt;
}

std::vector<std::string> mapped(const trustlist::QualifierEquivalence& map,
                                const std::string& pointed) {
  std::vector<std::string> targets;
  for (const auto& list : map.lists) {
    for (const auto& pair : list) {
      if (pair.pointed == pointed && !contains(targets, pair.pointing)) {
        targets.push_back(pair.pointing);
      }
    }
  }
  return targets;
}

}  // namespace accord::recognition
