#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/files.h"
#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/cli/program.h"
#include "tests/support/expect.h"
#include "tests/support/published.h"

using namespace accord::tests;
namespace der = accord::der;
namespace x509 = accord::x509;
using accord::cli::InputKind;
using accord::cli::kind_of;
using nlohmann::json;

namespace {

std::string text_of(der::ByteView bytes) { return std::string(der::as_text(bytes)); }

/// A root, an authority below it, a certificate; all are files.
struct Site {
  Site()
      : root(make_self_signed(located("Root", true, {}))),
        issuing(make_issued(located("Issuing", true, {}), root)),
        leaf(make_issued(located("Leaf", false, {}), issuing)) {
    place.write("root.pem", to_pem(root.certificate));
    place.write("issuing.pem", to_pem(issuing.certificate));
    place.write("leaf.pem", to_pem(leaf.certificate));
  }

  std::vector<std::string> words(const std::vector<std::string>& further,
                                 const std::string& untrusted = "issuing.pem") const {
    std::vector<std::string> all{"cert",        "verify",  "leaf.pem",
                                 "--untrusted", untrusted, "--revocation",
                                 "off",         "--at",    "2026-08-01T00:00:00Z"};
    all.insert(all.end(), further.begin(), further.end());
    return all;
  }
  json ask(int exit_code, std::vector<std::string> further,
           const std::string& untrusted = "issuing.pem") const {
    further.insert(further.begin(), {"--anchor", "root.pem"});
    return accord_json(exit_code, words(further, untrusted), place.path());
  }
  void refused(int exit_code, const std::string& id, std::vector<std::string> further) const {
    further.insert(further.begin(), {"--anchor", "root.pem"});
    require_refusal(exit_code, id, words(further), place.path());
  }

  Workplace place;
  Identity root, issuing, leaf;
};

/// A certificate of over 64 KiB with another one in PEM inside it.
x509::Certificate with_other_inside(Identity& issuer, const x509::Certificate& other) {
  auto spec = located("Large", false, {});
  der::Writer value;
  value.octet_string(der::as_bytes("\n" + to_pem(other) + std::string(70'000, 'x')));
  spec.further.push_back({der::Oid::literal("1.2.3.4.5"), false, std::move(value).bytes()});
  return make_issued(spec, issuer).certificate;
}

const json* finding_about(const json& answer, const std::string& id, const std::string& what) {
  for (const auto& finding : answer.at("findings")) {
    const auto& about = finding.at("about").at("what").get_ref<const std::string&>();
    if (finding.at("id") == id && about.find(what) != std::string::npos) return &finding;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("DER is DER, whatever is inside it") {
  const std::string block = "\n-----BEGIN CERTIFICATE-----\n";
  const auto der_of = [](const std::string& content) {
    der::Writer writer;
    writer.value(der::tag::sequence, der::as_bytes(content));
    return text_of(std::move(writer).bytes());
  };
  for (const std::size_t size : {0U, 200U, 300U, 70'000U, 17'000'000U}) {
    INFO(size);
    CHECK(kind_of(der_of(block + std::string(size, 'x'))) == InputKind::der);
  }
  CHECK(kind_of("0 s:CN=x" + block) == InputKind::pem);
  CHECK(kind_of("0 plain words") == InputKind::text);
  CHECK(kind_of(std::string("\x30\x83\x01", 3)) == InputKind::der);
}

TEST_CASE("a large certificate in DER is shown and distrusted itself, not what is inside it") {
  Site site;
  const auto large = with_other_inside(site.root, site.issuing.certificate);
  REQUIRE(large.der().size() > 0x10000);
  site.place.write("large.der", text_of(large.der()));
  const auto shown =
      accord_json(0, {"cert", "inspect", "large.der"}, site.place.path()).at("objects");
  REQUIRE(shown.size() == 1);
  CHECK(shown[0].at("serial") == large.serial().to_hex());
  const auto answer = site.ask(0, {"--distrust", "large.der"});
  CHECK(answer.at("path").size() == 2);
}

TEST_CASE("a byte order mark before PEM is passed over") {
  Site site;
  site.place.write("marked.pem", "\xEF\xBB\xBF" + to_pem(site.issuing.certificate));
  CHECK(site.ask(0, {}, "marked.pem").at("findings").empty());
}

TEST_CASE("PEM of another kind is refused by its label") {
  Site site;
  const auto key = der::to_pem("PUBLIC KEY", site.leaf.certificate.spki());
  site.place.write("key.pem", key);
  const auto kind =
      require_refusal(65, "input_wrong_kind", {"cert", "verify", "key.pem", "--anchor", "root.pem"},
                      site.place.path());
  CHECK(kind.at("findings").at(0).at("params").at("found") ==
        "PEM text with the label \"PUBLIC KEY\"");
  site.refused(65, "input_wrong_kind", {"--anchor", "key.pem"});
  const auto left_out = site.ask(2, {}, "key.pem");
  const auto finding = require_json_finding(left_out, "evidence_left_out", "key.pem");
  CHECK(finding.at("message").get<std::string>().find("\"PUBLIC KEY\"") != std::string::npos);
}

TEST_CASE("a folder names as distrusted what is in it, and the rest is told") {
  Site site;
  const auto folder = site.place / "bad";
  std::filesystem::create_directories(folder / "below");
  site.place.write("bad/notes.txt", "plain words");
  site.place.write("bad/empty", "");
  site.place.write("bad/list.crl", text_of(make_crl(site.root)));
  std::filesystem::create_symlink("nowhere", folder / "link");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  site.refused(65, "distrust_nothing", {"--distrust", "bad"});

  site.place.write("bad/issuing.pem", to_pem(site.issuing.certificate));
  const auto answer = site.ask(1, {"--distrust", "bad"});
  require_json_finding(answer, "path_distrusted", "CN=Issuing");
  for (const auto* entry : {"below", "notes.txt", "empty", "list.crl", "link", "pipe"}) {
    INFO(entry);
    CHECK(finding_about(answer, "folder_entry_passed_over", entry) != nullptr);
  }
  require_json_finding(answer, "folder_entry_passed_over", "bad/pipe");
  CHECK(finding_about(answer, "folder_entry_passed_over", "issuing.pem") == nullptr);

  // What looks like a certificate and cannot be read would be trusted.
  site.place.write("bad/cut.pem", der::to_pem("CERTIFICATE", der::Bytes{0x30, 0x00}));
  site.refused(65, "der_missing_value", {"--distrust", "bad"});
}

TEST_CASE("an empty folder names nothing as distrusted") {
  const Site site;
  std::filesystem::create_directory(site.place / "bad");
  site.refused(65, "distrust_nothing", {"--distrust", "bad"});
}

TEST_CASE("a pipe that is named is read") {
  const Site site;
  const std::string program = std::getenv("ACCORD_BINARY");
  const auto result = run_program(
      {"bash", "-c",
       program + " cert verify leaf.pem --anchor <(cat root.pem) --untrusted <(cat issuing.pem)" +
           " --revocation off --at 2026-08-01T00:00:00Z"},
      site.place.path());
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 0);
}

TEST_CASE("messages with certificates only are read wherever certificates are") {
  Site site;
  const auto bag = certificate_bag({site.issuing.certificate, site.root.certificate},
                                   {x509::Crl::parse(der::ByteView(make_crl(site.root))).value()});
  site.place.write("bag.p7c", text_of(bag));
  site.place.write("bag.pem", der::to_pem("PKCS7", bag));
  site.place.write("bag.cms", der::to_pem("CMS", bag));
  for (const auto* file : {"bag.p7c", "bag.pem", "bag.cms"}) {
    INFO(file);
    CHECK(site.ask(0, {}, file).at("findings").empty());
    CHECK(accord_json(0, site.words({"--anchor", file}), site.place.path()).at("findings").empty());
    require_json_finding(site.ask(1, {"--distrust", file}), "path_distrusted");
    const auto objects = accord_json(0, {"cert", "inspect", file}, site.place.path()).at("objects");
    REQUIRE(objects.size() == 4);
    CHECK(objects[0].at("kind") == "message");
    CHECK(objects[0].at("certificates") == 2);
    CHECK(objects[1].at("subject").get<std::string>().rfind("CN=Issuing", 0) == 0);
    CHECK(objects[3].at("kind") == "crl");
  }
}

TEST_CASE("of a message, a certificate that cannot be read is left out, unless it is distrusted") {
  Site site;
  auto bag = certificate_bag({site.issuing.certificate, site.root.certificate});
  // The tag of the second certificate's serial number.
  const auto serial = site.root.certificate.serial().content();
  const auto text = text_of(bag);
  const auto at =
      text.rfind("\x02" + std::string(1, static_cast<char>(serial.size())) + text_of(serial));
  REQUIRE(at != std::string::npos);
  bag[at] = 0x04;
  site.place.write("bag.p7c", text_of(bag));
  const auto answer = site.ask(0, {}, "bag.p7c");
  const auto finding = require_json_finding(answer, "evidence_left_out", "bag.p7c");
  CHECK(finding.at("about").at("where") == "certificate 2");
  const auto anchored = accord_json(0, site.words({"--anchor", "bag.p7c"}), site.place.path());
  require_json_finding(anchored, "evidence_left_out", "bag.p7c");
  site.refused(65, "der_unexpected_tag", {"--distrust", "bag.p7c"});
}

TEST_CASE("standard input is read once") {
  const Site site;
  for (const auto& twice : std::vector<std::vector<std::string>>{
           {"cert", "verify", "-", "--anchor", "-"},
           {"cert", "verify", "leaf.pem", "--anchor", "-", "--untrusted", "-"},
           {"cert", "inspect", "-", "-"}}) {
    const auto answer = require_refusal(64, "options_together", twice, site.place.path());
    CHECK(answer.at("findings")
              .at(0)
              .at("message")
              .get<std::string>()
              .find("standard input can be read only once") != std::string::npos);
  }
}

TEST_CASE("what may not be read is an error of reading, file and folder alike") {
  if (::geteuid() == 0) SKIP("nothing is forbidden to root");
  const Site site;
  std::filesystem::create_directory(site.place / "closed");
  site.place.write("closed.pem", "x");
  for (const auto* name : {"closed", "closed.pem"}) {
    REQUIRE(::chmod((site.place / name).c_str(), 0) == 0);
    site.refused(74, "input_unreadable", {"--distrust", name});
  }
}
