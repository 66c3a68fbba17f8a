// --policy-file: every command that checks a list's signature, or makes one, goes by it.
#include <catch2/catch_test_macros.hpp>

#include "lib/xmldsig/sign.h"
#include "tests/cli/authorities.h"
#include "tests/cli/trust_site.h"
#include "tests/support/expect.h"

using namespace accord::tests;
using nlohmann::json;

namespace {

constexpr auto day = "2026-08-01T00:00:00Z";
/// Nothing but ECDSA is taken away: the test signers have it.
constexpr auto without_ecdsa =
    R"(<algorithm-policy xmlns="urn:accord:algorithm-policy:1" base="none">
  <digest algorithm="sha-256"/><key kind="ec"/>
</algorithm-policy>)";
/// Everything of theirs passes, and is told.
constexpr auto telling = R"(<algorithm-policy xmlns="urn:accord:algorithm-policy:1" base="none">
  <digest algorithm="sha-256" warning="true"/><signature family="ecdsa"/><key kind="ec"/>
</algorithm-policy>)";

/// Lists of EU and JP, their signer, and the two policies.
struct Desk {
  Desk() {
    std::filesystem::create_directory(place / "lists");
    place.write("signer.crt", to_pem(list_signer().certificate));
    place.write("lotl.xml", signed_text(sample_list_of_lists(), list_signer()));
    place.write("lists/jp.xml", signed_text(sample_list(), list_signer()));
    place.write("without.xml", without_ecdsa);
    place.write("telling.xml", telling);
  }
  json run(int exit_code, std::vector<std::string> words, const std::string& policy,
           const std::string& at = day) const {
    words.insert(words.end(), {"--policy-file", policy});
    if (!at.empty()) words.insert(words.end(), {"--at", at});
    return accord_json(exit_code, words, place.path());
  }

  Workplace place;
};

const std::vector<std::string> verify_words{"tl", "verify", "lists/jp.xml", "--signer",
                                            "signer.crt"};

/// Whether there is such a finding of that weight.
bool tells(const json& answer, const std::string& id, const std::string& severity) {
  for (const auto& finding : answer.at("findings")) {
    if (finding.at("id") == id && finding.at("severity") == severity) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a list is verified by the policy that is named, the strict one without") {
  const Desk desk;
  for (const std::string strict : {"strict", "old-lists"}) {
    CHECK(desk.run(0, verify_words, strict).at("verdict") == "valid");
  }
  const auto refused = desk.run(2, verify_words, "without.xml");
  CHECK(refused.at("verdict") == "indeterminate");
  (void)require_json_finding(refused, "algorithm_weak", "SignatureMethod");
  const auto told = desk.run(0, verify_words, "telling.xml");
  CHECK(tells(told, "algorithm_weak", "warning"));
  (void)desk.run(
      2, {"tl", "verify", "lists/jp.xml", "--pointer", "lotl.xml", "--lotl-signer", "signer.crt"},
      "without.xml");
}

TEST_CASE("the policy of a configuration counts where the command line names none") {
  const Desk desk;
  desk.place.write("accord.conf", "policy-file = without.xml\n");
  auto words = verify_words;
  words.insert(words.end(), {"--at", day, "--config", "accord.conf"});
  (void)require_json_finding(accord_json(2, words, desk.place.path()), "algorithm_weak");
  words.insert(words.end(), {"--policy-file", "strict"});
  CHECK(accord_json(0, words, desk.place.path()).at("verdict") == "valid");
}

TEST_CASE("a policy that is not there, or is none, is refused") {
  const Desk desk;
  auto words = verify_words;
  words.insert(words.end(), {"--policy-file", "lenient"});
  (void)require_refusal(65, "input_missing", words, desk.place.path());
  words.back() = "lotl.xml";
  (void)require_refusal(65, "policy_element_wrong", words, desk.place.path());
}

TEST_CASE("a list of 2014 with SHA-1 counts by the policy for old lists alone") {
  const Desk desk;
  auto spec = list_signer_spec();
  spec.not_before = instant("2013-01-01T00:00:00Z");
  auto signer = make_self_signed(spec);
  require_value(signer.key.use(
      {accord::crypto::SignatureFamily::ecdsa, accord::crypto::DigestAlgorithm::sha1}));
  auto list = sample_list(5);
  list.issued = instant("2014-05-01T00:00:00Z");
  list.next_update = instant("2014-11-01T00:00:00Z");
  accord::xmldsig::SignOptions options;
  options.signing_time = list.issued;
  options.properties = accord::xmldsig::Properties::v1;
  options.algorithms = accord::crypto::AlgorithmPolicy::old_lists();
  accord::outcome::Budget budget;
  desk.place.write("old.xml",
                   require_value(accord::xmldsig::sign_enveloped(
                       unsigned_text(list), signer.key, signer.certificate, options, budget)));
  desk.place.write("old.crt", to_pem(signer.certificate));
  const std::vector<std::string> words{"tl", "verify", "old.xml", "--signer", "old.crt"};
  const std::string then = "2014-06-01T00:00:00Z";
  (void)require_json_finding(desk.run(2, words, "strict", then), "algorithm_weak",
                             "SignatureMethod");
  const auto lenient = desk.run(0, words, "old-lists", then);
  CHECK(lenient.at("verdict") == "valid");
  CHECK(tells(lenient, "algorithm_weak", "warning"));
  CHECK(tells(desk.run(2, words, "old-lists", "2017-01-01T00:00:00Z"), "algorithm_weak",
              "indeterminate"));

  // The rules of lint look at the moment when it was issued.
  (void)require_json_finding(desk.run(1, {"tl", "lint", "old.xml"}, "strict", ""),
                             "lint_signature_algorithm");
  const auto linted =
      json::parse(run_accord({"tl", "lint", "old.xml", "--policy-file", "old-lists", "--json"},
                             desk.place.path())
                      .output);
  CHECK_FALSE(tells(linted, "lint_signature_algorithm", "invalid"));
}

TEST_CASE("a tree, a search, a comparison and a publication go by the policy") {
  const Desk desk;
  const std::vector<std::string> tree{"tl",        "tree",  "--lotl",   "lotl.xml",
                                      "--offline", "lists", "--signer", "signer.crt"};
  (void)desk.run(0, tree, "strict");
  const auto refused = desk.run(2, tree, "without.xml");
  for (const auto& list : refused.at("lists")) {
    (void)require_json_finding(list, "algorithm_weak");
  }
  const std::vector<std::string> find{"tl",       "find",       "lists",       "--lotl", "lotl.xml",
                                      "--signer", "signer.crt", "--territory", "JP"};
  CHECK(desk.run(0, find, "strict").at("services").size() == 1);
  CHECK(desk.run(2, find, "without.xml").at("services").empty());
  const std::vector<std::string> diff{"tl",           "diff",     "lists/jp.xml",
                                      "lists/jp.xml", "--signer", "signer.crt"};
  (void)desk.run(0, diff, "strict");
  (void)desk.run(2, diff, "without.xml");
  auto publish = std::vector<std::string>{"tl",       "publish",    "lists/jp.xml", "--out", "site",
                                          "--signer", "signer.crt", "--at",         day};
  publish.insert(publish.end(), {"--policy-file", "without.xml"});
  const auto answer = run_accord(publish, desk.place.path());
  CHECK(answer.exit_code == 65);
  CHECK(answer.errors.find("ECDSA with SHA-256 may not be relied on") != std::string::npos);
  publish.back() = "strict";
  CHECK(run_accord(publish, desk.place.path()).exit_code == 0);
}

TEST_CASE("a trust anchor is added, refreshed, used and pinned by the policy") {
  TrustSite site;
  site.place.write("without.xml", without_ecdsa);
  const std::vector<std::string> by{"--policy-file", "without.xml"};
  auto adding = site.adding();
  adding.insert(adding.end(), by.begin(), by.end());
  const auto refused = site.run(1, adding);
  (void)require_json_finding(refused, "algorithm_weak");
  CHECK(refused.at("added") == false);
  site.add();
  (void)require_json_finding(site.refresh(1, by), "algorithm_weak");
  const auto with_policy = [&](int exit_code, std::vector<std::string> words) {
    words.insert(words.end(), by.begin(), by.end());
    return accord_json(exit_code, words, site.place.path());
  };
  (void)with_policy(2, {"tl", "tree", "--trust", "eu", "--at", day});
  const auto pinned =
      with_policy(2, {"tl", "snapshot", "create", "pinned", "--trust", "eu", "--at", day});
  CHECK(pinned.at("verdict") == "indeterminate");
  // It brings the policy that it was made by.
  const auto same = accord_json(2, {"tl", "snapshot", "verify", "pinned"}, site.place.path());
  (void)require_json_finding(same.at("lists").at(0), "algorithm_weak");
  (void)with_policy(2, {"tl", "snapshot", "verify", "pinned"});
  const auto strict = accord_json(
      1, {"tl", "snapshot", "verify", "pinned", "--policy-file", "strict"}, site.place.path());
  (void)require_json_finding(strict, "snapshot_answer_differs");
  site.place.write("pinned/policy.xml", without_ecdsa);
  (void)require_refusal(65, "trust_file_changed", {"tl", "snapshot", "verify", "pinned"},
                        site.place.path());
}

TEST_CASE("nothing is signed with what the policy refuses") {
  const Desk desk;
  const auto& place = desk.place;
  place.done({"scheme", "new", "jp", "--territory", "JP", "--operator", "Example Agency", "--at",
              "2026-05-01T00:00:00Z"});
  place.done({"tl", "build", "jp", "--at", "2026-06-01T00:00:00Z"});
  std::vector<std::string> words{
      "tl", "sign", "jp", "--policy-file", "without.xml", "--at", "2026-06-01T00:00:00Z"};
  (void)require_json_finding(accord_json(65, words, place.path()), "algorithm_weak");
  CHECK_FALSE(std::filesystem::exists(place / "jp/list.xml"));
  words[4] = "strict";
  place.done(words);
  place.write("letter.xml", "<letter/>");
  std::vector<std::string> sign{
      "sign",          "letter.xml",         "--key", "jp/list-signer.key",
      "--certificate", "jp/list-signer.crt", "--at",  "2026-06-01T00:00:00Z",
      "--policy-file", "without.xml"};
  (void)require_refusal(65, "algorithm_weak", sign, place.path());
}

TEST_CASE("a list's signer has a kind of key that XML signatures have a name for") {
  const Workplace place;
  const auto refused = require_refusal(64, "option_value",
                                       {"scheme", "new", "jp", "--territory", "JP", "--operator",
                                        "Example Agency", "--type", "mldsa65"},
                                       place.path());
  CHECK(refused.dump().find("brainpool512") != std::string::npos);
  place.done({"scheme", "new", "jp", "--territory", "JP", "--operator", "Example Agency", "--type",
              "brainpool384"});
}

TEST_CASE("an authority with an ML-DSA key issues for ML-DSA keys, and its path holds") {
  const Workplace place;
  auto root = root_words();
  root.insert(root.end(), {"--type", "mldsa87", "--out", "root.crt"});
  place.done(root);
  place.done({"ca", "new", "issuing", "--parent", "root", "--type", "mldsa65", "--out",
              "issuing.crt", "--at", founded});
  CHECK(place.read("home/keys/root.key").find("ENCRYPTED PRIVATE KEY") != std::string::npos);
  place.done({"key", "new", "ee.key", "--type", "mldsa44"});
  place.done({"key", "request", "ee.key", "--out", "ee.csr"});
  place.done(Authorities::issue("ee.crt"));
  for (const auto* authority : {"root", "issuing"}) {
    place.done({"ca", "crl", authority, "--out", std::string(authority) + ".crl", "--at",
                "2026-07-11T00:00:00Z"});
  }
  const std::vector<std::string> verify{"cert",
                                        "verify",
                                        "ee.crt",
                                        "--anchor",
                                        "root.crt",
                                        "--untrusted",
                                        "issuing.crt",
                                        "--crl",
                                        "root.crl",
                                        "--crl",
                                        "issuing.crl",
                                        "--at",
                                        "2026-07-11T12:00:00Z"};
  CHECK(accord_json(0, verify, place.path()).at("verdict") == "valid");
  const auto shown = accord_json(0, {"cert", "inspect", "root.crt"}, place.path());
  const auto& key = shown.at("objects").at(0).at("public_key");
  CHECK(key.at("kind") == "ML-DSA-87");
  CHECK(key.at("size") == 8 * 2592);
  const auto request = accord_json(0, {"cert", "inspect", "ee.csr"}, place.path());
  CHECK(request.at("objects").at(0).at("signature_holds") == true);
  // A policy of one's own may be stricter.
  place.write("policy.xml",
              R"(<algorithm-policy xmlns="urn:accord:algorithm-policy:1" base="none">
  <signature family="ml-dsa-65"/><signature family="ml-dsa-87"/>
  <key kind="ml-dsa-65"/><key kind="ml-dsa-87"/>
</algorithm-policy>)");
  auto stricter = verify;
  stricter.insert(stricter.end(), {"--policy-file", "policy.xml"});
  const auto refused = accord_json(2, stricter, place.path());
  (void)require_json_finding(refused, "key_weak");
}
