#include "trustlist/follow/generation.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {
namespace {

using namespace trustlist::follow;
using outcome::FindingId;

Anchor sample_anchor() {
  return {{list_signer().certificate, other_signer().certificate},
          "https://journal.example/?a=1&b=2",
          "https://lists.example/lotl.xml"};
}

KeptFile sample_file(Role role) {
  KeptFile file;
  file.role = role;
  file.url = "https://lists.example/a.xml?x=\"1\"";
  file.file = "EU-7.xml";
  file.sha256 = std::string(64, 'a');
  file.territory = "EU";
  file.type = "http://uri.example/type";
  file.sequence = 7;
  file.issued = issue_date();
  file.next_update = instant("2026-11-01T00:00:00Z");
  file.signer = std::string(64, 'b');
  file.verdict = trustlist::read::Verdict::indeterminate;
  file.fetched = instant("2026-08-01T10:00:00Z");
  file.etag = "\"abc\"";
  file.last_modified = "Wed, 21 Oct 2026 07:28:00 GMT";
  file.fresh = true;
  file.reasons = {"one <reason>", "another"};
  return file;
}

Generation sample_generation() {
  Generation generation;
  generation.number = 12;
  generation.made = instant("2026-08-01T10:00:00Z");
  generation.anchor = std::string(64, 'c');
  generation.files = {sample_file(Role::list_of_lists), sample_file(Role::pivot),
                      sample_file(Role::list)};
  generation.files[1].file = "pivot-3.xml";
  generation.files[2].file = "LU-1.xml";
  generation.files[2].next_update.reset();
  generation.files[2].reasons.clear();
  generation.seen = {{"EU", "http://uri.example/type", 9, issue_date(), std::string(64, 'e'),
                      "https://lists.example/lotl.xml"},
                     {"LU", "http://uri.example/type", 3, issue_date(), {}}};
  generation.accepted = {{"LU", "asked the operator by telephone", issue_date()}};
  generation.pivots = {"https://lists.example/lotl-pivot-3.xml"};
  generation.signers = {std::string(64, 'd')};
  return generation;
}

outcome::Result<Anchor> anchor_of(std::string text) {
  outcome::Budget budget;
  return read_anchor(std::move(text), budget);
}
outcome::Result<Generation> generation_of(std::string text) {
  outcome::Budget budget;
  return read_generation(std::move(text), budget);
}

TEST_CASE("an anchor's description gives the anchor back") {
  const auto anchor = sample_anchor();
  const auto read = require_value(anchor_of(write_anchor(anchor)));
  CHECK(read.signers == anchor.signers);
  CHECK(read.journal == anchor.journal);
  CHECK(read.location == anchor.location);
}

TEST_CASE("a generation's description gives the generation back") {
  const auto generation = sample_generation();
  CHECK(require_value(generation_of(write_generation(generation))) == generation);
}

TEST_CASE("a changed description of an anchor is refused, with the place") {
  const auto text = write_anchor(sample_anchor());
  const auto sha256 = der::to_hex(list_signer().certificate.fingerprint().bytes());
  const auto require_wrong = [](const std::string& changed, std::string_view where) {
    require_failure(anchor_of(changed), FindingId::trust_file_wrong, where);
  };
  require_wrong("<a/>", "/a");
  require_wrong(replaced(text, "trust-anchor:1", "trust-anchor:2"), "/trust-anchor");
  require_wrong(replaced(text, "<journal>", "<journal a=\"1\">"), "/trust-anchor/journal");
  require_wrong(replaced(text, "<location>", "<location/><location>"), "/trust-anchor/location");
  require_wrong(replaced(text, sha256, std::string(64, '0')), "/trust-anchor/signer[1]");
  require_wrong(replaced(text, sha256, "ab"), "/trust-anchor/signer[1]");
  require_wrong(replaced(replaced(text, "<journal>", "<newspaper>"), "</journal>", "</newspaper>"),
                "");
  require_wrong("<trust-anchor xmlns=\"urn:accord:trust-anchor:1\"/>", "/trust-anchor");
  require_failure(anchor_of("<trust-anchor"), FindingId::xml_unclosed);
}

TEST_CASE("a changed description of a generation is refused, with the place") {
  const auto text = write_generation(sample_generation());
  const auto require_wrong = [&](std::string_view from, std::string_view to,
                                 std::string_view where) {
    INFO(to);
    require_failure(generation_of(replaced(text, from, to)), FindingId::trust_file_wrong, where);
  };
  require_wrong("file=\"EU-7.xml\"", "file=\"../EU-7.xml\"", "file[1]");
  require_wrong("file=\"EU-7.xml\"", "file=\".hidden\"", "file[1]");
  require_wrong("file=\"LU-1.xml\"", "file=\"a/b\"", "file[3]");
  require_wrong("role=\"list-of-lists\"", "role=\"list\"", "/trust-generation");
  require_wrong("role=\"pivot\"", "role=\"list-of-lists\"", "/trust-generation");
  require_wrong("role=\"pivot\"", "role=\"x\"", "file[2]");
  require_wrong("sequence=\"7\"", "sequence=\"07\"", "file[1]");
  require_wrong("sequence=\"7\"", "sequence=\"-7\"", "file[1]");
  require_wrong("issued=\"2026", "issued=\"x2026", "file[1]");
  require_wrong("verdict=\"indeterminate\"", "verdict=\"maybe\"", "file[1]");
  require_wrong("fresh=\"true\"", "fresh=\"1\"", "file[1]");
  require_wrong("sha256=\"aaaa", "sha256=\"AAAA", "file[1]");
  require_wrong("<reason>", "<cause/><reason>", "");
  require_wrong("<seen ", "<seen a=\"1\" ", "seen");
  require_wrong("<pivot ", "<pivots/><pivot ", "pivots");
  require_wrong("anchor=\"cc", "anchor=\"c", "/trust-generation");
  require_wrong("number=\"12\"", "", "/trust-generation");
  require_wrong("url=\"https", "path=\"https", "file[1]");
}

TEST_CASE("two contents cannot have one name") {
  auto generation = sample_generation();
  generation.files[2].file = generation.files[1].file;
  generation.files[2].sha256 = std::string(64, 'e');
  require_failure(generation_of(write_generation(generation)), FindingId::trust_file_wrong);
}

}  // namespace
}  // namespace accord::tests
