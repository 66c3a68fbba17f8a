#include "cli/commands.h"
#include "cli/dispatch.h"
#include "tests/cli/lists_folder.h"
#include "tests/cli/unreal_outside.h"
#include "tests/support/expect.h"

using namespace accord::tests;
namespace cli = accord::cli;
namespace fs = std::filesystem;
using accord::outcome::FindingId;

namespace {

/// Three lists that are built and not signed.
class Drafts : public Lists {
 public:
  Drafts() { (void)build(first); }
  /// Neither signed nor, by a dry run, said to be.
  void sign_refused(int exit_code, const std::string& id, const std::string& where) const {
    (void)refused(exit_code, id, "sign", first, {}, where);
    CHECK_FALSE(has("jp/issues/1.xml"));
    CHECK(place.read("lists/jp/scheme.xml").find("<published") == std::string::npos);
  }
};

}  // namespace

TEST_CASE("when one signer does not fit its list, no list is signed, and a dry run says so") {
  const Drafts lists;
  const auto& place = lists.place;
  SECTION("a certificate of another country") {
    fs::copy_file(place / "lists/jp/list-signer.crt", place / "lists/kr/list-signer.crt",
                  fs::copy_options::overwrite_existing);
    lists.sign_refused(65, "list_signer_country", "lists/kr/issues/next.unsigned.xml");
    const auto dry = lists.refused(65, "list_signer_country", "sign", first, {"--dry-run"},
                                   "lists/kr/issues/next.unsigned.xml");
    const auto finding = require_json_finding(dry, "list_signer_country");
    CHECK(finding.at("severity") == "invalid");
    CHECK(finding.at("advice").get<std::string>().find("sign it with a certificate that fits") !=
          std::string::npos);
  }
  SECTION("a certificate that is not valid when the list is signed") {
    place.done(
        {"scheme", "new", "later", "--territory", "KR", "--operator", "Agency", "--at", second});
    for (const auto* file : {"list-signer.crt", "list-signer.key"}) {
      fs::copy_file(place / ("later/" + std::string(file)),
                    place / ("lists/kr/" + std::string(file)),
                    fs::copy_options::overwrite_existing);
    }
    lists.sign_refused(65, "signing_time_outside_certificate", "CN=");
    (void)lists.refused(65, "list_not_signed", "sign", first, {"--dry-run"},
                        "lists/kr/issues/next.unsigned.xml");
  }
  // Of the key a dry run knows nothing.
  SECTION("a key that is not the certificate's") {
    fs::copy_file(place / "lists/jp/list-signer.key", place / "lists/kr/list-signer.key",
                  fs::copy_options::overwrite_existing);
    lists.sign_refused(65, "signing_key_mismatch", "lists/kr/issues/next.unsigned.xml");
  }
}

TEST_CASE("one list alone is not signed in a preview either when its signer does not fit") {
  const SourcePlace source;
  source.grant(granted);
  source.build(first);
  const auto& place = source.place;
  place.done({"scheme", "new", "kr", "--territory", "KR", "--operator", "Example Agency"});
  const auto refused = accord_json(
      65, {"tl", "sign", "jp", "--dry-run", "--certificate", "kr/list-signer.crt", "--at", first},
      place.path());
  (void)require_json_finding(refused, "list_signer_country", "jp/list.unsigned.xml");
}

TEST_CASE("when one source cannot be written, no list is signed") {
  const Drafts lists;
  const auto& place = lists.place;
  // A name so long that no other file beside it can have it as a part of its own.
  const std::string name(250, 'a');
  fs::rename(place / "lists/kr/scheme.xml", place / name);
  fs::create_symlink("../../" + name, place / "lists/kr/scheme.xml");
  lists.sign_refused(74, "output_failed", name);
}

TEST_CASE("what fails when some lists are signed already says which these are") {
  const Drafts lists;
  const auto& place = lists.place;
  const UnrealOutside unreal({{"ACCORD_HOME", (place / "home").string()},
                              {"ACCORD_PASSPHRASE_FILE", (place / "passphrase").string()}});
  auto outside = unreal.get();
  // The place of the second list is taken after all was checked.
  outside.progress = [&](std::string_view line) {
    if (line == "writing kr") place.write("lists/kr/issues/1.xml", "somebody else's");
  };
  const auto folder = (place / "lists").string();
  const auto reply = cli::perform(cli::commands(), {"tl", "sign", folder, "--at", first}, outside);
  CHECK(reply.answer.exit == cli::Exit::usage);
  const auto& findings = reply.answer.findings;
  (void)require_finding(findings, FindingId::output_exists);
  (void)require_finding(findings, FindingId::list_noted_not_written);
  const auto& part = require_finding(findings, FindingId::signed_in_part);
  CHECK(part.about.what == folder);
  CHECK(part.params == accord::outcome::Params{{"signed", "jp (" + folder + "/jp/issues/1.xml)"},
                                               {"left", "kr, eu"}});
  CHECK(lists.has("jp/issues/1.xml"));
  CHECK_FALSE(lists.has("jp/issues/next.unsigned.xml"));
  CHECK(place.read("lists/kr/issues/1.xml") == "somebody else's");
  CHECK_FALSE(lists.has("eu/issues/1.xml"));
  CHECK(place.read("lists/eu/scheme.xml").find("<published") == std::string::npos);
}

TEST_CASE("one scheme under two names is told, and not waited for") {
  const Lists lists;
  const auto& place = lists.place;
  SECTION("a link to its folder") {
    fs::create_directory_symlink("jp", place / "lists/current");
    const auto answer = lists.refused(65, "scheme_folder_twice", "build", first, {}, "lists");
    const auto& params = answer.at("findings").at(0).at("params");
    CHECK(params.at("one") == "lists/current");
    CHECK(params.at("other") == "lists/jp");
    CHECK(lists.build(first, {"jp"}).at("schemes").size() == 1);
  }
  SECTION("a link to its scheme.xml") {
    fs::create_directory(place / "lists/other");
    fs::create_symlink("../jp/scheme.xml", place / "lists/other/scheme.xml");
    lists.refused(65, "scheme_folder_twice", "sign", first, {}, "lists");
  }
}

TEST_CASE("a list does not point to itself by its scheme's name") {
  const Lists lists;
  const auto& place = lists.place;
  const auto before = lists.files();
  const auto self =
      require_refusal(64, "pointer_to_itself",
                      {"tl", "pointer", "add", "lists/eu", "--scheme", "eu"}, place.path());
  CHECK(self.at("findings").at(0).at("params").at("folder") == "lists/eu/");
  fs::create_directory_symlink("eu", place / "lists/europe");
  (void)require_refusal(64, "pointer_to_itself",
                        {"tl", "pointer", "add", "lists/eu", "--scheme", "europe"}, place.path());
  fs::remove(place / "lists/europe");
  CHECK(lists.files() == before);
}
