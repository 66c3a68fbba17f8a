#include "trustlist/read/read.h"

#include <iterator>

#include "trustlist/read/left_out.h"
#include "trustlist/read/names.h"
#include "trustlist/read/scheme_reader.h"
#include "trustlist/read/service_reader.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

void keep_left_out(std::vector<LeftOutService> services, TrustedList& list) {
  std::move(services.begin(), services.end(), std::back_inserter(list.left_out));
}

// What has no place in a TrustServiceProviderList, and one that comes again, were reported as such;
// nothing of them counts.
void leave_out_misplaced(Reading& reading, const xml::Element& first, TrustedList& list) {
  for (auto child = first.first_child(); child; child = child.next_sibling()) {
    if (!child.is(names::provider)) keep_left_out(left_out_services(reading, child), list);
  }
  for (auto again = first.next_sibling(); again; again = again.next_sibling()) {
    if (!again.is(names::provider_list)) continue;
    for (auto child = again.first_child(); child; child = child.next_sibling()) {
      reading.report(FindingId::list_provider_left_out, child);
      ++list.providers_left_out;
      keep_left_out(left_out_services(reading, child), list);
    }
  }
}

void read_providers(Reading& reading, const xml::Element& element, Keep keep, ReadResult& result) {
  std::uint32_t number = 0;
  each(reading, element, names::provider, [&](const xml::Element& child) {
    ++number;
    auto [provider, services_left_out, left_out] = read_provider(reading, child);
    result.list.services_left_out += services_left_out;
    keep_left_out(std::move(left_out), result.list);
    if (!provider.has_value()) {
      reading.report(FindingId::list_provider_left_out, child);
      ++result.list.providers_left_out;
      return;
    }
    provider->place.number = number;
    ++result.providers;
    result.services += provider->services.size();
    switch (keep) {
      case Keep::everything:
        result.list.providers.push_back(std::move(*provider));
        break;
      case Keep::scheme_and_pointers:
        // A certificate comes again mostly within one provider: no need to hold those of all.
        reading.forget_certificates();
        break;
    }
  });
}

}  // namespace

std::optional<ReadResult> read_list(const xml::Element& root, const ReadOptions& options,
                                    outcome::Budget& budget, outcome::Findings& findings) {
  Reading reading(budget, findings);
  if (!root.is(names::list_root)) {
    reading.report(FindingId::list_root_wrong, root, {{"found", expanded_name(root)}});
    return std::nullopt;
  }
  const auto version = read_version(reading, root);
  if (!version.has_value()) return std::nullopt;
  ReadResult result;
  result.list.version = *version;
  result.list.id = root.attribute("Id").value_or(std::string_view{});
  result.list.tag = root.attribute("TSLTag").value_or(std::string_view{});
  if (result.list.tag != uri::tag) {
    reading.report(FindingId::list_tag_wrong, root, {{"tag", result.list.tag}});
  }
  // Several signatures are the business of whoever verifies them.
  const Parts parts(reading, root, {names::scheme_information, names::provider_list},
                    {names::signature});
  read_scheme_information(reading, parts[names::scheme_information], result.list);
  if (const auto providers = parts[names::provider_list]) {
    read_providers(reading, providers, options.keep, result);
    leave_out_misplaced(reading, providers, result.list);
  }
  return result;
}

std::optional<TrustedList> read_list(const xml::Element& root, outcome::Budget& budget,
                                     outcome::Findings& findings) {
  auto result = read_list(root, ReadOptions{}, budget, findings);
  if (!result.has_value()) return std::nullopt;
  return std::move(result->list);
}

std::optional<RecognitionAgreement> read_agreement(const xml::Element& element,
                                                   outcome::Budget& budget,
                                                   outcome::Findings& findings) {
  Reading reading(budget, findings);
  if (!element.is(names::agreement_root)) {
    reading.report(FindingId::agreement_root_wrong, element, {{"found", expanded_name(element)}});
    return std::nullopt;
  }
  return read_agreement_element(reading, element);
}

}  // namespace accord::trustlist::read
