// Looks up every certificate of a folder of lists in an index over all of them, beside a linear
// search through the same lists in the same run; says what the index takes in memory and time.

#include "trustlist/index/index.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "bench/list_stages.h"
#include "trustlist/read/read.h"

namespace {

namespace fs = std::filesystem;
using namespace accord;
using trustlist::TrustedList;
using trustlist::index::ClaimedIndex;

constexpr int repeats = 5;

std::vector<TrustedList> read_all(const fs::path& folder) {
  std::vector<TrustedList> lists;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    outcome::Budget budget;
    outcome::Findings findings;
    const auto document = xml::Document::parse({std::istreambuf_iterator<char>(in), {}}, budget);
    if (!document) continue;
    auto list = trustlist::read::read_list(document->root(), budget, findings);
    if (list) lists.push_back(std::move(*list));
  }
  return lists;
}

/// Copies that share nothing with those in the lists: what a document would bring along.
std::vector<x509::Certificate> certificates_of(const ClaimedIndex& index) {
  std::vector<x509::Certificate> result;
  for (const auto& list : index.lists()) {
    for (const auto& provider : list->providers) {
      for (const auto& service : provider.services) {
        for (const auto& one : service.current.identity.certificates()) {
          auto copy = x509::Certificate::parse(one.der());
          if (copy) result.push_back(std::move(*copy));
        }
      }
    }
  }
  return result;
}

/// Seconds for all of them once, the median of some runs; adds what was found to `found`.
template <typename LookUp>
double measure(const std::vector<x509::Certificate>& certificates, std::size_t& found,
               LookUp look_up) {
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) {
    found = 0;
    const auto start = bench::processor_seconds();
    for (const auto& one : certificates) found += look_up(one);
    times.push_back(bench::processor_seconds() - start);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void row(std::string_view what, double seconds, std::size_t count, std::size_t found) {
  fmt::print("{:<52}{:>10.2f} µs{:>14.0f} a second{:>10} found\n", what,
             1e6 * seconds / static_cast<double>(count), static_cast<double>(count) / seconds,
             found);
}

/// Each type that there is, in each list's territory.
void measure_by_type(const ClaimedIndex& index) {
  std::set<std::string> types;
  std::set<std::string> territories;
  for (const auto& list : index.lists()) {
    territories.insert(list->territory);
    for (const auto& provider : list->providers) {
      for (const auto& service : provider.services) types.insert(service.current.type);
    }
  }
  std::size_t found = 0;
  const auto start = bench::processor_seconds();
  for (const auto& territory : territories) {
    for (const auto& type : types) {
      found += index.services().services_of_type(type, territory).size();
    }
  }
  const double seconds = bench::processor_seconds() - start;
  row("by service type and territory", seconds, types.size() * territories.size(), found);
}

int run(const fs::path& folder) {
  auto lists = read_all(folder);
  const auto count = lists.size();
  const auto start = bench::processor_seconds();
  const ClaimedIndex index(std::move(lists));
  const auto built = bench::processor_seconds() - start;
  const auto& table = index.services();
  const auto certificates = certificates_of(index);
  if (certificates.empty()) {
    fmt::print(std::cerr, "index: no list with certificates in {}\n", folder.string());
    return 65;
  }
  fmt::print("{} lists, {} services, {} certificates; index built in {:.2f} ms, {:.0f} KiB\n\n",
             count, table.size(), certificates.size(), 1e3 * built,
             static_cast<double>(table.memory()) / 1024);
  std::size_t by_index = 0;
  std::size_t by_search = 0;
  std::size_t by_identifier = 0;
  const double indexed = measure(certificates, by_index, [&](const x509::Certificate& one) {
    return table.services_of(one).size();
  });
  const double searched = measure(certificates, by_search, [&](const x509::Certificate& one) {
    std::size_t sum = 0;
    for (const auto& list : index.lists()) sum += trustlist::find_services(*list, one).size();
    return sum;
  });
  const double identified = measure(certificates, by_identifier, [&](const x509::Certificate& one) {
    const auto& identifier = one.subject_key_identifier();
    return identifier ? table.services_with_key_identifier(*identifier, &one.subject()).size() : 0;
  });
  std::size_t providers = 0;
  const double named = measure(certificates, providers, [&](const x509::Certificate& one) {
    const auto organisation = one.subject().first(x509::attribute::organization);
    return organisation ? table.providers_named(*organisation).size() : 0;
  });
  const auto by_certificate = [&](const auto& look_up, std::string_view what) {
    std::size_t found = 0;
    const double seconds = measure(certificates, found, look_up);
    row(what, seconds, certificates.size(), found);
  };
  row("by certificate, index", indexed, certificates.size(), by_index);
  row("by certificate, linear search", searched, certificates.size(), by_search);
  by_certificate(
      [&](const x509::Certificate& one) { return table.services_with_key(one.spki()).size(); },
      "by key, index");
  row("by key identifier and name, index", identified, certificates.size(), by_identifier);
  row("by a provider's name, or part of one", named, certificates.size(), providers);
  measure_by_type(index);
  fmt::print("\nindex over linear search: {:.0f} times faster; the same services: {}\n",
             searched / indexed, by_index == by_search ? "yes" : "NO");
  return by_index == by_search ? 0 : 70;
}

}  // namespace

int main(int argc, char** argv) {
  const char* reference = std::getenv("ACCORD_REFERENCE_DIR");
  const fs::path folder =
      argc > 1 ? fs::path(argv[1])
               : fs::path(reference != nullptr ? reference : "../shared") / "lists/eu-2019";
  if (!fs::is_directory(folder)) {
    fmt::print("index: {} is not there; name a folder with lists\n", folder.string());
    return 0;
  }
  return run(folder);
}
