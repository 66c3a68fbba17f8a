#include <algorithm>
#include <cctype>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/support/ocsp_maker.h"
#include "tests/support/published.h"

using namespace accord::tests;
namespace der = accord::der;
namespace x509 = accord::x509;
using nlohmann::json;

namespace {

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// A root, an authority and a certificate for www.example.org in a folder.
struct Site {
  Site() {
    CertificateSpec spec;
    spec.common_name = "Root";
    spec.ca = true;
    auto root = make_self_signed(spec);
    spec.common_name = "Issuing";
    auto issuing = make_issued(spec, root);
    CertificateSpec leaf;
    leaf.common_name = "www";
    der::Writer names;
    names.constructed(der::tag::sequence, [](der::Writer& list) {
      list.value(der::tag::context(2), der::as_bytes("www.example.org"));
    });
    leaf.further = {{x509::extension::subject_alternative_name, false, names.bytes()}};
    const auto site = make_issued(leaf, issuing);
    write(path("root.pem"), to_pem(root.certificate));
    std::filesystem::create_directory(path("more"));
    write(path("more/issuing.der"), der::as_text(issuing.certificate.der()));
    write(path("site.pem"), to_pem(site.certificate));
  }

  std::filesystem::path path(const std::string& name) const { return folder.path() / name; }
  std::vector<std::string> words(std::vector<std::string> further) const {
    std::vector<std::string> all{"cert",
                                 "verify",
                                 "site.pem",
                                 "--anchor",
                                 "root.pem",
                                 "--untrusted",
                                 "more",
                                 "--revocation",
                                 "off",
                                 "--at",
                                 "2026-08-01T00:00:00Z"};
    all.insert(all.end(), further.begin(), further.end());
    return all;
  }

  TemporaryFolder folder;
};

std::vector<std::string> words_for(const json& test, const std::string& policy_file) {
  const auto certificate = [](const json& name) {
    return reference_file("pkits/certs/" + name.get<std::string>()).string();
  };
  std::vector<std::string> words{"cert",
                                 "verify",
                                 certificate(test["target"]),
                                 "--anchor",
                                 certificate(test["trust_anchor"]),
                                 "--at",
                                 test["time"].get<std::string>(),
                                 "--policy-file",
                                 policy_file};
  const auto add = [&](const char* option, const std::string& value) {
    words.emplace_back(option);
    words.push_back(value);
  };
  for (const auto& name : test["certs"]) add("--untrusted", certificate(name));
  for (const auto& name : test["crls"]) {
    add("--crl", reference_file("pkits/crls/" + name.get<std::string>()).string());
  }
  for (const auto& policy : test["initial_policy_set"]) add("--policy", policy.get<std::string>());
  if (test["initial_explicit_policy"].get<bool>()) words.emplace_back("--explicit-policy");
  if (test["initial_policy_mapping_inhibit"].get<bool>()) {
    words.emplace_back("--inhibit-policy-mapping");
  }
  if (test["initial_any_policy_inhibit"].get<bool>()) words.emplace_back("--inhibit-any-policy");
  return words;
}

}  // namespace

TEST_CASE("every case of PKITS has the expected result and policies on the command line") {
  const auto tests = json::parse(read_file(reference_file("pkits/pkits_tests.json")));
  REQUIRE(tests.size() == 249);
  const TemporaryFolder folder;
  const auto policy_file = (folder.path() / "pkits.xml").string();
  write(policy_file,
        "<algorithm-policy xmlns='urn:accord:algorithm-policy:1'><digest algorithm='sha-1'/>"
        "<signature family='dsa'/><key kind='dsa' least-bits='1024'/></algorithm-policy>");
  for (const auto& test : tests) {
    auto words = words_for(test, policy_file);
    words.emplace_back("--json");
    const auto result = run_accord(words);
    INFO(test["test"] << " " << test["name"] << "\n" << result.output << result.errors);
    REQUIRE(result.exit_code <= 2);
    CHECK((result.exit_code == 0) == (test["expected"] == "valid"));
    if (result.exit_code != 0 || test["user_constrained_policy_set"].is_null()) continue;
    auto wanted = test["user_constrained_policy_set"].get<std::vector<std::string>>();
    auto got =
        json::parse(result.output)["policies"]["user_constrained"].get<std::vector<std::string>>();
    std::sort(wanted.begin(), wanted.end());
    std::sort(got.begin(), got.end());
    CHECK(got == wanted);
  }
}

TEST_CASE("a certificate is good from an anchor, with certificates from a folder") {
  const Site site;
  const auto answer = accord_json(0, site.words({"--purpose", "seal"}), site.folder.path());
  REQUIRE(answer["path"].size() == 2);
  CHECK(answer["path"][1]["subject"].get<std::string>().rfind("CN=www", 0) == 0);
  CHECK(answer["path"][1]["revocation"]["status"] == "unknown");
  CHECK(answer["anchor"]["subject"].get<std::string>().rfind("CN=Root", 0) == 0);
  const auto shown = run_accord(site.words({}), site.folder.path()).output;
  CHECK(shown.rfind("valid: site.pem is good at 2026-08-01T00:00:00Z; no purpose was asked about\n",
                    0) == 0);
  CHECK(shown.find("+ authority      CN=Issuing") != std::string::npos);
}

TEST_CASE("what cannot be read of the evidence is left out and told") {
  const Site site;
  write(site.path("more/broken.der"), std::string("\x30\x03\x02\x01", 4));
  write(site.path("more/notes.txt"), "not evidence");
  write(site.path("more/empty"), "");
  const auto answer = accord_json(0, site.words({}), site.folder.path());
  REQUIRE(answer["findings"].size() == 1);
  require_json_finding(answer, "evidence_left_out", "more/broken.der");
}

TEST_CASE("a certificate without a path, or for another name, is not good") {
  const Site site;
  const auto other = accord_json(1, site.words({"--purpose", "tls-server", "--dns", "example.org"}),
                                 site.folder.path());
  require_json_finding(other, "certificate_for_another_name", "CN=www");
  REQUIRE(other["candidates"].size() == 1);
  CHECK(other["candidates"][0]["findings"].size() == 1);
  const auto own = accord_json(
      0, site.words({"--purpose", "tls-server", "--dns", "www.example.org"}), site.folder.path());
  const auto none =
      accord_json(2, {"cert", "verify", "site.pem", "--anchor", "root.pem"}, site.folder.path());
  require_json_finding(none, "path_none", "CN=www");
}

TEST_CASE("words and names that mean nothing are refused") {
  const Site site;
  const auto& folder = site.folder.path();
  require_refusal(64, "word_unknown", site.words({"--purpose", "everything"}), folder);
  require_refusal(64, "name_unusable", site.words({"--dns", "https://www.example.org/"}), folder);
  require_refusal(64, "oid_malformed", site.words({"--policy", "1.2.x"}), folder);
  write(site.path("policy.xml"), "<algorithm-policy xmlns='urn:accord:algorithm-policy:1' x=''/>");
  require_refusal(65, "policy_element_wrong", site.words({"--policy-file", "policy.xml"}), folder);
  auto twice = site.words({});
  twice[8] = "sometimes";
  require_refusal(64, "word_unknown", twice, folder);
}

TEST_CASE("an anchor may be a name and a key in a list of trust anchors") {
  const Site site;
  const auto root = x509::read_certificates(der::as_bytes(read_file(site.path("root.pem"))));
  REQUIRE(root.has_value());
  der::Writer list;
  list.constructed(der::tag::sequence, [&](der::Writer& anchors) {
    anchors.constructed(der::tag::context_constructed(2), [&](der::Writer& wrapped) {
      wrapped.constructed(der::tag::sequence, [&](der::Writer& info) {
        info.raw(root->front().spki());
        info.octet_string(der::Bytes{1});
        info.constructed(der::tag::sequence, [&](der::Writer& controls) {
          controls.raw(root->front().subject().der());
        });
      });
    });
  });
  write(site.path("anchors.der"), der::as_text(list.bytes()));
  auto words = site.words({"--json"});
  *std::find(words.begin(), words.end(), "root.pem") = "anchors.der";
  auto result = run_accord(words, site.folder.path());
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 0);
  const auto answer = json::parse(result.output);
  CHECK(answer["anchor"]["subject"] == root->front().subject().to_string());
  // Cut off, it is refused as what it is.
  write(site.path("anchors.der"), "\x30\x04\xa2\x02\x30\x00");
  result = run_accord(words, site.folder.path());
  CHECK(result.exit_code == 65);
  CHECK(json::parse(result.output)["findings"][0]["about"]["what"] == "anchors.der");
}

TEST_CASE("what is named as distrusted is refused, by certificate or by key") {
  const Site site;
  const auto refused = [&](const std::string& file, const std::string& what) {
    INFO(file);
    const auto result = run_accord(site.words({"--distrust", file, "--json"}), site.folder.path());
    INFO(result.output << result.errors);
    CHECK(result.exit_code == 1);
    const auto finding = json::parse(result.output)["findings"][0];
    CHECK(finding["id"] == "path_distrusted");
    CHECK(finding["params"]["what"] == what);
  };
  refused("more/issuing.der", "certificate");
  const auto issuing =
      x509::Certificate::parse(der::as_bytes(read_file(site.path("more/issuing.der"))));
  REQUIRE(issuing.has_value());
  write(site.path("key.pem"), der::to_pem("PUBLIC KEY", issuing->spki()));
  refused("key.pem", "key");
  write(site.path("key.der"), der::as_text(issuing->spki()));
  refused("key.der", "key");

  write(site.path("other.pem"), der::to_pem("X509 CRL", issuing->spki()));
  auto result = run_accord(site.words({"--distrust", "other.pem"}), site.folder.path());
  CHECK(result.exit_code == 65);
  CHECK(result.errors.find("input_wrong_kind") != std::string::npos);
}

TEST_CASE("what was not looked at stands beside the answer") {
  const Site site;
  const auto& folder = site.folder.path();
  const auto noted = [&](const std::vector<std::string>& words, int exit_code) {
    const auto notes = accord_json(exit_code, words, folder).at("notes");
    // For people they are broken into lines.
    auto shown = run_accord(words, folder).output;
    shown.erase(std::unique(shown.begin(), shown.end(),
                            [](char a, char b) {
                              return std::isspace(static_cast<unsigned char>(a)) != 0 &&
                                     std::isspace(static_cast<unsigned char>(b)) != 0;
                            }),
                shown.end());
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    for (const auto& note : notes) {
      INFO(shown);
      CHECK(shown.find("note " + note.get<std::string>()) != std::string::npos);
    }
    return notes.get<std::vector<std::string>>();
  };
  const std::string revocation =
      "revocation was not looked at: any of these certificates may be revoked";
  CHECK(noted(site.words({}), 0) == std::vector<std::string>{revocation});
  auto words = site.words({});
  words[8] = "prefer";
  CHECK(noted(words, 0).empty());
  words = site.words({});
  words[10] = "2044-01-01T00:00:00Z";
  CHECK(noted(words, 0) ==
        std::vector<std::string>{
            revocation,
            "the moment asked about lies ahead: until then, certificates may be revoked and "
            "algorithms may stop being allowed, so ask again then"});
  CHECK(noted(site.words({"--policy", "1.2.3.4"}), 0) ==
        std::vector<std::string>{revocation,
                                 "none of the policies that were accepted holds on this path; "
                                 "--explicit-policy would refuse it"});
  const auto refused =
      accord_json(1, site.words({"--policy", "1.2.3.4", "--explicit-policy"}), folder);
  require_json_finding(refused, "path_policy_none");
  CHECK(refused.at("notes") == json::array({revocation}));
}

TEST_CASE("a file of another kind is told as what it is, with the option that takes it") {
  const Site site;
  CertificateSpec spec;
  spec.ca = true;
  auto authority = make_self_signed(spec);
  const auto crl = make_crl(authority, {});
  write(site.path("list.crl"), der::as_text(crl));
  write(site.path("list.pem"), der::to_pem("X509 CRL", crl));
  const auto ocsp = make_ocsp({}, authority.certificate.subject(), authority.key.public_key(),
                              der::SerialNumber::from_magnitude(der::Bytes{7}), authority);
  write(site.path("answer.ors"), der::as_text(ocsp));
  const std::string a_list = "a certificate revocation list (give it with --crl)";
  const std::string a_response = "an OCSP response (give it with --ocsp)";
  for (const auto& [file, found] :
       {std::pair(std::string("list.crl"), a_list), std::pair(std::string("list.pem"), a_list),
        std::pair(std::string("answer.ors"), a_response)}) {
    INFO(file);
    const auto& folder = site.folder.path();
    auto words = site.words({});
    words[2] = file;
    auto answer = require_refusal(65, "input_wrong_kind", words, folder);
    CHECK(answer["findings"][0]["message"] ==
          "This is " + found + "; the command needs a certificate.");
    words = site.words({});
    words[4] = file;
    answer = require_refusal(65, "input_wrong_kind", words, folder);
    CHECK(answer["findings"][0]["message"] ==
          "This is " + found + "; the command needs a certificate or a list of trust anchors.");
    answer = accord_json(0, site.words({"--untrusted", file}), folder);
    CHECK(require_json_finding(answer, "evidence_left_out", file)["params"]["reason"] ==
          "it is " + found + ", where a certificate is wanted");
  }
  const auto answer = accord_json(0, site.words({"--crl", "more/issuing.der"}), site.folder.path());
  CHECK(require_json_finding(answer, "evidence_left_out", "issuing.der")["params"]["reason"] ==
        "it is a certificate (give it with --untrusted, or --anchor when you trust it), where a "
        "certificate revocation list is wanted");
}
