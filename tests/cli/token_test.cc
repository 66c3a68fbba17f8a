#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"
#include "tests/support/expect.h"

using namespace accord::tests;

namespace {

constexpr auto issue = "2026-06-01T00:00:00Z";
constexpr auto uri = "pkcs11:token=Lists;object=list-signer";

/// A scheme with a built list, whose signer's key lies in a token of SoftHSM with a PIN.
class Token {
 public:
  explicit Token(const std::string& type = "p256")
      : source({"--type", type}),
        configuration_("SOFTHSM2_CONF", (source.place / "softhsm2.conf").string()) {
    if (!program_exists("softhsm2-util") || module().empty()) SKIP("softhsm2 is not installed");
    const auto& place = source.place;
    std::filesystem::create_directory(place / "tokens");
    place.write("softhsm2.conf",
                "directories.tokendir = " + (place / "tokens").string() + "\nlog.level = ERROR\n");
    place.write("pin", "13579\n");
    std::filesystem::permissions(place / "pin", std::filesystem::perms::owner_read);
    make("Lists");
    run({"openssl", "pkcs8", "-in", "jp/list-signer.key", "-passin", "file:passphrase", "-topk8",
         "-nocrypt", "-out", "plain.key"});
    import("list-signer", "01");
    // A token only: what is on the disk must not be used.
    std::filesystem::remove(place / "jp/list-signer.key");
    source.grant("2026-05-20T00:00:00Z");
    source.build(issue);
  }

  static std::string module() {
    for (const auto* path : {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so",
                             "/opt/homebrew/lib/softhsm/libsofthsm2.so"}) {
      if (std::filesystem::exists(path)) return path;
    }
    return {};
  }
  void make(const std::string& label) const {
    run({"softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "24680", "--pin",
         "13579"});
  }
  void import(const std::string& label, const std::string& id) const {
    run({"softhsm2-util", "--import", "plain.key", "--token", "Lists", "--label", label, "--id", id,
         "--pin", "13579"});
  }
  [[nodiscard]] static std::vector<std::string> words(const std::string& key,
                                                      const std::string& pin_file = "pin") {
    return {"tl",     "sign",
            "jp",     "--key",
            key,      "--pkcs11-module",
            module(), "--at",
            issue,    "--passphrase-file",
            pin_file};
  }
  void refused(int code, const std::string& id, const std::string& key,
               const std::string& pin_file = "pin") const {
    const auto json = accord_json(code, words(key, pin_file), source.place.path());
    (void)require_json_finding(json, id);
    REQUIRE(!std::filesystem::exists(source.place / "jp/list.xml"));
  }

  SourcePlace source;

 private:
  void run(const std::vector<std::string>& command) const {
    const auto result = run_program(command, source.place.path());
    INFO(result.output << result.errors);
    REQUIRE(result.exit_code == 0);
  }
  Variable configuration_;
};

}  // namespace

TEST_CASE("a list is signed with a key that stays in its token") {
  for (const std::string type : {"p256", "p384", "rsa2048", "rsa3072"}) {
    INFO(type);
    const Token token(type);
    token.source.place.done(Token::words(uri));
    require_right_for_others(token.source.place, "jp/list.xml", "jp/list-signer.crt");
    REQUIRE(
        run_accord({"tl", "verify", "jp/list.xml", "--signer", "jp/list-signer.crt", "--at", issue},
                   token.source.place.path())
            .exit_code == 0);
  }
}

TEST_CASE("the key is found by its id, and the module by the URI") {
  const Token token;
  token.source.place.done(
      {"tl", "sign", "jp", "--at", issue, "--passphrase-file", "pin", "--key",
       "pkcs11:manufacturer=SoftHSM%20project;id=%01;type=private?module-path=" + Token::module()});
}

TEST_CASE("what is wrong with a token, its PIN or its key is named, and nothing is signed") {
  const Token token;
  const auto& place = token.source.place;
  token.refused(65, "token_missing", "pkcs11:token=Other;object=list-signer");
  token.refused(65, "token_key_missing", "pkcs11:token=Lists;object=other");
  place.write("wrong-pin", "11111\n");
  std::filesystem::permissions(place / "wrong-pin", std::filesystem::perms::owner_read);
  token.refused(65, "token_pin_wrong", uri, "wrong-pin");
  token.import("list-signer", "02");
  token.refused(65, "token_key_missing", uri);
  token.make("Lists");
  token.refused(65, "token_missing", uri);
  token.refused(64, "token_uri_wrong", "pkcs11:token=Lists");
}

TEST_CASE("a key in the token that is not the certificate's signs nothing") {
  const Token token;
  token.source.place.done({"scheme", "new", "other", "--territory", "JP", "--operator",
                           "Example Agency", "--at", "2026-05-01T00:00:00Z"});
  auto words = Token::words(uri);
  words.insert(words.end(), {"--certificate", "other/list-signer.crt"});
  const auto json = accord_json(65, words, token.source.place.path());
  const auto finding = require_json_finding(json, "signing_failed");
  REQUIRE(finding.at("params").at("reason") == "the token's key is not the one of the certificate");
  // Of another kind: the token itself refuses.
  token.source.place.done({"scheme", "new", "rsa", "--territory", "JP", "--operator",
                           "Example Agency", "--at", "2026-05-01T00:00:00Z", "--type", "rsa2048"});
  words.back() = "rsa/list-signer.crt";
  (void)require_json_finding(accord_json(65, words, token.source.place.path()), "token_failed");
}

TEST_CASE("without a module, or with a file that is none, a token's key cannot be used") {
  const SourcePlace source;
  const auto& place = source.place;
  source.grant("2026-05-20T00:00:00Z");
  source.build(issue);
  const auto sign = [&](const std::vector<std::string>& further) {
    std::vector<std::string> words{"tl", "sign", "jp", "--at", issue, "--key", uri};
    words.insert(words.end(), further.begin(), further.end());
    return words;
  };
  (void)require_refusal(64, "token_module_missing", sign({}), place.path());
  const auto none = accord_json(65, sign({"--pkcs11-module", "/nowhere/module.so"}), place.path());
  (void)require_json_finding(none, "token_module_unusable");
  const auto other = accord_json(65, sign({"--pkcs11-module", "libm.so.6"}), place.path());
  const auto finding = require_json_finding(other, "token_module_unusable");
  REQUIRE(finding.at("params").at("reason") ==
          "it is no PKCS#11 module: it has no C_GetFunctionList");
}
