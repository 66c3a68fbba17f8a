#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/cli/source_place.h"
#include "tests/support/expect.h"

using namespace accord::tests;
namespace fs = std::filesystem;

namespace {

/// A scheme, and files with certificates and more in them.
class Given : public SourcePlace {
 public:
  [[nodiscard]] static std::vector<std::string> add(const std::string& verb,
                                                    const std::string& file) {
    return service(verb, {"--type", "CA/QC", "--certificate", file, "--for", "eseals"});
  }
  /// Refused, and nothing of the file is in the scheme's folder.
  void refused(const std::vector<std::string>& words, const std::string& file) const {
    const auto json = require_refusal(65, "certificate_file_with_key", words, place.path());
    CHECK(json.at("findings").at(0).at("about").at("what") == file);
    for (const auto& entry : fs::recursive_directory_iterator(place / "jp")) {
      if (!entry.is_regular_file() || entry.path().extension() == ".key") continue;
      CHECK(read_file(entry.path()).find("PRIVATE KEY") == std::string::npos);
    }
    CHECK_FALSE(fs::exists(place / "jp/certificates"));
  }
  std::string pem = place.read("ca.crt");
  /// No key of anybody: what counts is what the block is called.
  static std::string key(const std::string& label) {
    return accord::der::to_pem(label, accord::der::as_bytes("not a key"));
  }
};

}  // namespace

TEST_CASE("a certificate's file with a private key in it is not taken into a scheme's folder") {
  const Given given;
  const auto& place = given.place;
  for (const auto* label :
       {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
    INFO(label);
    place.write("combined.pem", Given::key(label) + given.pem);
    given.refused(Given::add("grant", "combined.pem"), "combined.pem");
    place.write("combined.pem", given.pem + Given::key(label));
    given.refused(Given::add("grant", "combined.pem"), "combined.pem");
  }
  place.done({"tl", "provider", "add", "jp", "--provider", "Example Trust"});
  given.refused(Given::add("add", "combined.pem"), "combined.pem");
  const SourcePlace other({"--location", "https://jp.example/list"});
  other.grant("2026-05-20T00:00:00Z");
  other.build("2026-06-01T00:00:00Z");
  other.sign("2026-06-01T00:00:00Z");
  place.write("list.xml", other.place.read("jp/list.xml"));
  place.write("signer.pem", other.place.read("jp/list-signer.crt") + Given::key("PRIVATE KEY"));
  given.refused({"tl", "pointer", "add", "jp", "--list", "list.xml", "--location",
                 "https://jp.example/list", "--signer", "signer.pem"},
                "signer.pem");
  // Nor is a file that lies there by hand named in the source.
  fs::copy_file(place / "combined.pem", place / "jp/combined.pem");
  (void)require_refusal(65, "certificate_file_with_key", Given::add("add", "jp/combined.pem"),
                        place.path());
}

TEST_CASE("of a certificate's file the certificate alone is kept, in the form that it had") {
  const Given given;
  const auto& place = given.place;
  const auto take = [&](const std::string& file) {
    place.done(Given::add("grant", file));
    return place.read("jp/certificates/" + file);
  };
  SECTION("without what stands around it") {
    place.write("told.pem", "Bag Attributes: mine\n" + given.pem + "the password is 12345\n");
    CHECK(take("told.pem") == given.pem);
  }
  SECTION("in DER") {
    const auto blocks = require_value(accord::der::parse_pem(given.pem));
    const std::string der(accord::der::as_text(blocks.at(0).content));
    place.write("ca.cer", der);
    CHECK(take("ca.cer") == der);
  }
  SECTION("in PEM") { CHECK(take("ca.crt") == given.pem); }
}
