#include "trustlist/read/left_out.h"

#include <iterator>

#include "trustlist/read/identity_reader.h"
#include "trustlist/read/names.h"

namespace accord::trustlist::read {
namespace {

void add(Identity&& one, Identity& sum) {
  std::move(one.ids.begin(), one.ids.end(), std::back_inserter(sum.ids));
  std::move(one.keys_of_unreadable.begin(), one.keys_of_unreadable.end(),
            std::back_inserter(sum.keys_of_unreadable));
  sum.incomplete = sum.incomplete || one.incomplete;
}

// The reader of the document limits its depth.
void gather_identities(Reading& reading, const xml::Element& element, Identity& sum) {
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    if (reading.is(child, names::identity)) {
      add(read_identity(reading, child), sum);
    } else {
      gather_identities(reading, child, sum);
    }
  }
}

void gather_services(Reading& reading, const xml::Element& element,
                     std::vector<LeftOutService>& all) {
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    if (reading.is(child, names::service)) {
      all.push_back(left_out_service(reading, child));
    } else {
      gather_services(reading, child, all);
    }
  }
}

}  // namespace

LeftOutService left_out_service(Reading& reading, const xml::Element& service) {
  LeftOutService result;
  result.place = place_of(service);
  reading.silently([&] { gather_identities(reading, service, result.identity); });
  return result;
}

std::vector<LeftOutService> left_out_services(Reading& reading, const xml::Element& element) {
  std::vector<LeftOutService> result;
  gather_services(reading, element, result);
  if (result.empty()) result.push_back({{}, false, place_of(element), false});
  for (auto& one : result) one.provider_left_out = true;
  return result;
}

LeftOutService partial_service(Reading& reading, const xml::Element& service) {
  auto result = left_out_service(reading, service);
  result.partial = true;
  return result;
}

}  // namespace accord::trustlist::read
