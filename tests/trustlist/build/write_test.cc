#include "trustlist/build/write.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/scheme/agreement.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using outcome::FindingId;

TEST_CASE("what is written is read as the same model") {
  for (const std::uint32_t version : {5U, 6U}) {
    for (const auto& list : {sample_list(version), full_list(version)}) {
      const auto read = read_text(unsigned_text(list));
      REQUIRE(read.list.has_value());
      CHECK(*read.list == list);
    }
  }
  CHECK(read_text(unsigned_text(sample_list_of_lists())).list == sample_list_of_lists());
}

TEST_CASE("a closed list is written and read as closed") {
  auto list = sample_list();
  list.next_update.reset();
  CHECK(read_text(unsigned_text(list)).list == list);
}

TEST_CASE("texts with markup, quotes and line ends come back as they were") {
  auto list = sample_list();
  list.providers.front().names.front().text = "A & B <\"'> \xE2\x82\xAC";
  list.legal_notice->entries.front().text = " two\n\tlines\r ";
  CHECK(read_text(unsigned_text(list)).list == list);
}

TEST_CASE("an agreement is written and read as the same model") {
  outcome::Budget budget;
  const auto text = require_value(build::write_agreement(sample_agreement()));
  CHECK(require_value(scheme::parse_agreement(text, budget)) == sample_agreement());
}

TEST_CASE("supply points with a type are written in version 6 only") {
  auto typed = full_list(6);
  typed.version = 5;
  require_failure(build::write_list(typed), FindingId::list_cannot_be_written,
                  "ServiceSupplyPoint");
}

TEST_CASE("a list of another version, or one that lost parts, is not written") {
  auto other = sample_list();
  other.version = 7;
  require_failure(build::write_list(other), FindingId::list_cannot_be_written,
                  "TSLVersionIdentifier");
  auto partial = sample_list();
  partial.partial = true;
  require_failure(build::write_list(partial), FindingId::list_cannot_be_written,
                  "TrustServiceStatusList");
  auto lost = sample_list();
  lost.services_left_out = 1;
  require_failure(build::write_list(lost), FindingId::list_cannot_be_written,
                  "TrustServiceProviderList");
  auto cut_short = sample_list();
  cut_short.providers.front().services.front().history_cut = true;
  require_failure(build::write_list(cut_short), FindingId::list_cannot_be_written,
                  "TrustServiceProvider[1]/TSPServices/TSPService[1]");
  auto nameless = sample_list();
  nameless.providers.front().services.front().current.identity.incomplete = true;
  require_failure(build::write_list(nameless), FindingId::list_cannot_be_written,
                  "TrustServiceProvider[1]/TSPServices/TSPService[1]");
  auto damaged = sample_list_of_lists();
  damaged.pointers.front().agreement->damaged = true;
  require_failure(build::write_list(damaged), FindingId::list_cannot_be_written,
                  "OtherTSLPointer[1]");
  auto agreement = sample_agreement();
  agreement.damaged = true;
  require_failure(build::write_agreement(agreement), FindingId::list_cannot_be_written);
}

TEST_CASE("a list whose facts would be read as something else is not written") {
  auto statusless = sample_list();
  statusless.providers.front().services.front().current.status = "";
  require_failure(build::write_list(statusless), FindingId::list_cannot_be_written,
                  "TrustServiceProvider[1]");
}

}  // namespace
}  // namespace accord::tests
