#pragma once

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/follow/refresh.h"

namespace accord::tests {

using namespace trustlist;
using namespace trustlist::follow;
using outcome::FindingId;
using read::Verdict;

inline constexpr auto root_place = "https://lists.example/lotl.xml";
inline constexpr auto jp_place = "https://operator.example/jp/list.xml";
inline constexpr auto notice = "https://journal.example/2026/C1";
inline constexpr auto pivot_place = "https://lists.example/pivot-8.xml";

inline TrustedList root_of(std::uint64_t sequence,
                           const std::vector<const tests::Identity*>& signers = {},
                           std::string_view location = root_place) {
  auto list = sample_list_of_lists();
  list.sequence = sequence;
  list.information_uris = {{"en", notice}};
  list.pointers.push_back(pointer_to_itself(
      list, signers.empty() ? std::vector<const tests::Identity*>{&list_signer()} : signers,
      location));
  return list;
}

inline TrustedList jp_of(std::uint64_t sequence) {
  auto list = sample_list();
  list.sequence = sequence;
  return list;
}

inline std::string etag_of(const std::string& bytes) {
  return "\"" + std::to_string(std::hash<std::string>{}(bytes)) + "\"";
}

/// A network and a disk in memory.
class World final : public Downloads, public KeptBytes {
 public:
  std::vector<outcome::Result<Received>> get(const std::vector<Wanted>& wanted) override {
    std::vector<outcome::Result<Received>> got;
    for (const auto& one : wanted) {
      asked.push_back(one);
      const auto found = network.find(one.url);
      if (found == network.end()) {
        got.push_back(outcome::fail(FindingId::http_status, {one.url, 0, {}}, {{"status", "404"}}));
      } else if (one.etag == etag_of(found->second)) {
        got.push_back(Received{true, {}, {}, {}});
      } else {
        got.push_back(Received{false, found->second, etag_of(found->second), {}});
      }
    }
    return got;
  }
  outcome::Result<std::string> bytes_of(const KeptFile& file) override {
    const auto found = disk.find(file.file);
    if (found != disk.end()) return found->second;
    return outcome::fail(FindingId::input_missing, {file.file, 0, {}});
  }

  void put(const std::string& url, const TrustedList& list,
           tests::Identity& signer = list_signer()) {
    network[url] = signed_text(list, signer);
  }
  const Refreshed& refresh_at(std::string_view at = "2026-08-01T00:00:00Z",
                              RefreshOptions options = {}) {
    options.at = instant(at);
    asked.clear();
    outcome::Budget budget;
    last = follow::refresh(anchor, has_before ? &before : nullptr, *this, *this, options, budget);
    for (const auto& [name, bytes] : last.files) disk[name] = bytes;
    before = last.generation;
    has_before = true;
    return last;
  }

  Anchor anchor{{list_signer().certificate}, notice, root_place};
  std::map<std::string, std::string> network, disk;
  std::vector<Wanted> asked;
  Generation before;
  bool has_before = false;
  Refreshed last;
};

inline trustlist::Identity other_signer_alone() {
  return {{DigitalId{other_signer().certificate}}};
}

/// A world in which everything is fresh: list of lists 9, list of JP 7.
struct Fresh {
  Fresh() {
    world.put(root_place, root_of(9));
    world.put(jp_place, jp_of(7));
    (void)world.refresh_at();
    REQUIRE(world.last.verdict == Verdict::valid);
  }
  const Report& root() const { return world.last.reports.at(0); }
  const Report& jp() const { return world.last.reports.at(1); }
  World world;
};

inline void require_kept(const Report& report, FindingId reason, std::uint64_t sequence) {
  CHECK(report.state == State::kept);
  CHECK(report.file.sequence == sequence);
  CHECK(report.file.verdict == Verdict::valid);
  CHECK_FALSE(report.file.fresh);
  CHECK_FALSE(report.file.reasons.empty());
  require_finding(report.findings, reason);
  require_finding(report.findings, FindingId::trust_copy_kept);
}

}  // namespace accord::tests
