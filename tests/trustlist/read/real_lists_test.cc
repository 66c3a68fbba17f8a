#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "trustlist/read/tree.h"

namespace accord::tests {
namespace {

using namespace trustlist;
using namespace trustlist::read;
using outcome::FindingId;

/// The signature's own certificate: what a person would have from the Official Journal.
x509::Certificate signer_in(const std::string& list) {
  outcome::Budget budget;
  return require_value([&]() -> outcome::Result<x509::Certificate> {
    auto verdict =
        verify_list(list, SignerSet::unknown(), instant("2019-09-15T00:00:00Z"), {}, budget);
    REQUIRE(verdict.signer.has_value());
    return *verdict.signer;
  }());
}

class Folder final : public ListSource {
 public:
  outcome::Result<std::optional<File>> list_for(const Pointer& pointer) override {
    for (const auto& name : file_names_for(pointer)) {
      const auto path = reference_file("lists/eu-2019") / name;
      if (std::filesystem::exists(path)) return std::optional<File>{File{name, read_file(path)}};
    }
    return std::optional<File>{};
  }
};

TreeResult published_tree(const TreeOptions& options = {}) {
  const auto root = read_file(reference_file("lists/eu-2019/EU-LOTL-248.xml"));
  Folder folder;
  outcome::Budget budget;
  return verify_tree({"EU-LOTL-248.xml", root}, SignerSet::given({signer_in(root)}), folder,
                     instant("2019-09-15T00:00:00Z"), options, budget);
}

TEST_CASE(
    "the 29 published lists of September 2019 verify, and the one that is out of date says so") {
  const auto result = published_tree();
  CHECK(result.rows.size() == 29);
  std::size_t services = 0;
  for (const auto& row : result.rows) {
    INFO(row.territory);
    CHECK(row.signature == SignatureState::valid);
    services += row.services;
    if (row.territory == "NL") {
      CHECK(row.verdict == Verdict::indeterminate);
      require_only_blocking(row.findings, FindingId::list_expired, "NL.xml");
    } else {
      CHECK(row.verdict == Verdict::valid);
    }
  }
  CHECK(services > 1000);
  CHECK(result.verdict == Verdict::indeterminate);
}

TEST_CASE("no service of the published lists is lost") {
  // Counted in the files themselves, as text.
  const auto result = published_tree();
  for (const auto& row : result.rows) {
    const auto text = read_file(reference_file("lists/eu-2019/" + row.file));
    std::size_t count = 0;
    for (auto at = text.find("TSPService>"); at != std::string::npos;
         at = text.find("TSPService>", at + 1)) {
      ++count;
    }
    INFO(row.territory);
    CHECK(row.services == count / 2);
  }
}

TEST_CASE("in the published lists whatever cannot be read of an identity leaves its key known") {
  const auto& stranger = list_signer().certificate;
  std::size_t damaged = 0;
  for (const auto& row : published_tree().rows) {
    INFO(row.territory);
    const auto read = read_text(read_file(reference_file("lists/eu-2019/" + row.file)));
    REQUIRE(read.list.has_value());
    CHECK(read.list->left_out.empty());
    for (const auto& provider : read.list->providers) {
      for (const auto& service : provider.services) {
        const auto& identity = service.current.identity;
        if (identity.keys_of_unreadable.empty() && !identity.incomplete && !identity.ids.empty()) {
          continue;
        }
        ++damaged;
        INFO("line " << service.current.place.line);
        CHECK(may_be(identity, stranger) == MayBe::another);
      }
    }
  }
  CHECK(damaged > 5);
}

TEST_CASE("the list of lists announces no signer of one territory for another") {
  const auto root = read_file(reference_file("lists/eu-2019/EU-LOTL-248.xml"));
  const auto list = read_text(root).list;
  REQUIRE(list.has_value());
  outcome::Budget budget;
  const auto luxembourg = read_file(reference_file("lists/eu-2019/LU.xml"));
  const auto verdict = verify_list(luxembourg, SignerSet::announced_for(*list, "BE"),
                                   instant("2019-09-15T00:00:00Z"), {}, budget);
  CHECK(verdict.verdict == Verdict::invalid);
  require_finding(verdict.findings, FindingId::list_signer_not_announced);
}

TEST_CASE("a published list with one byte changed is refused") {
  auto text = read_file(reference_file("lists/eu-2019/LU.xml"));
  const auto signer = signer_in(text);
  outcome::Budget budget;
  const auto verdict = verify_list(replaced(text, "granted", "Granted"), SignerSet::given({signer}),
                                   instant("2019-09-15T00:00:00Z"), {}, budget);
  CHECK(verdict.verdict == Verdict::invalid);
  require_finding(verdict.findings, FindingId::signature_digest_wrong);
}

TEST_CASE("Finland's list is read in version 5 and 6") {
  for (const auto* name : {"lists/samples/fi-v5.xml", "lists/samples/fi-v6.xml"}) {
    INFO(name);
    const auto text = read_file(reference_file(name));
    const auto signer = signer_in(text);
    outcome::Budget budget;
    const auto verdict =
        verify_list(text, SignerSet::given({signer}), instant("2024-12-01T00:00:00Z"), {}, budget);
    CHECK(verdict.signature == SignatureState::valid);
    CHECK(verdict.verdict == Verdict::valid);
    REQUIRE(verdict.verified.has_value());
    CHECK(verdict.verified->list().territory == "FI");
  }
}

TEST_CASE("the agreement in the sample list of lists is read whole") {
  const auto read = read_text(read_file(reference_file("lists/samples/mra-lotl.xml")));
  REQUIRE(read.list.has_value());
  std::vector<const RecognitionAgreement*> agreements;
  for (const auto& pointer : read.list->pointers) {
    if (pointer.agreement.has_value()) agreements.push_back(&*pointer.agreement);
  }
  REQUIRE(agreements.size() == 1);
  const auto& agreement = *agreements.front();
  CHECK_FALSE(agreement.damaged);
  CHECK(agreement.depth == 1);
  REQUIRE(agreement.equivalences.size() == 1);
  const auto& terms = agreement.equivalences.front().current;
  CHECK(agreement.equivalences.front().legal_identifier == "QCForESig");
  CHECK(terms.status == uri::enacted);
  CHECK(terms.contents.size() == 3);
  REQUIRE(terms.qualifiers.has_value());
  CHECK(terms.qualifiers->lists.size() == 1);
  CHECK(terms.qualifiers->lists.front().size() == 8);
  require_finding(read.findings, FindingId::list_time_not_utc, "ListIssueDateTime");
}

}  // namespace
}  // namespace accord::tests
