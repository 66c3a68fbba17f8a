#include <algorithm>
#include <regex>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"

using namespace accord::tests;
namespace der = accord::der;
namespace x509 = accord::x509;
using nlohmann::json;

namespace {

std::string vector_file(const std::string& name) { return test_vector("inspect/" + name).string(); }

std::string squeezed(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](unsigned char c) { return std::isspace(c) != 0; }),
             text.end());
  return text;
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::vector<std::string> all_of(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    found.push_back((*at)[at->size() - 1].str());
  }
  return found;
}

std::string without(std::string text, const char* characters) {
  for (const char* c = characters; *c != '\0'; ++c) {
    text.erase(std::remove(text.begin(), text.end(), *c), text.end());
  }
  return text;
}

/// Octets with colons between, over several lines too; lines of a dump.
std::vector<std::string> octets_of(const std::string& printed) {
  std::vector<std::string> all;
  const auto one_line = lowered(squeezed(printed));
  for (const auto& run : all_of(one_line, "((?:[0-9a-f]{2}:){3,}[0-9a-f]{2})")) {
    all.push_back(without(run, ":"));
  }
  for (const auto& line : all_of(printed, " [0-9a-f]{4} - ((?:[0-9a-f]{2}[ -])+)")) {
    all.push_back(without(line, " -"));
  }
  return all;
}

/// Every object identifier, address, octet, name and number that openssl prints.
void check_has_all_of(const std::string& ours, const ProgramResult& openssl) {
  INFO(openssl.output << openssl.errors << "\n" << ours);
  REQUIRE(openssl.exit_code == 0);
  const auto text = squeezed(ours);
  const auto lower = lowered(text);
  const auto check = [&](const std::string& piece) {
    INFO(piece);
    CHECK(text.find(squeezed(piece)) != std::string::npos);
  };
  for (const auto& octets : octets_of(openssl.output)) {
    INFO(octets);
    CHECK(lower.find(octets) != std::string::npos);
  }
  for (const auto& oid : all_of(openssl.output, "(?:^|[^0-9.:])([0-2](?:\\.[0-9]+){3,})\\b"))
    check(oid);
  for (const auto& uri : all_of(openssl.output, "(https?://[^\\s,]+)")) {
    // What openssl does not decode it prints with dots between.
    if (uri.find("..") == std::string::npos) check(uri);
  }
  for (const auto& name : all_of(openssl.output, "\\b(?:CN|O|C) ?= ?([^,/\n]+)")) check(name);
  for (const auto& number :
       all_of(openssl.output, "(?:Serial Number: |Nonce: 0x|\\(0x)([0-9A-Fa-f]{2,})\\b")) {
    INFO(number);
    CHECK(lower.find(lowered(number)) != std::string::npos);
  }
}

std::string inspected(const std::string& file, bool all = false) {
  std::vector<std::string> words{"cert", "inspect", file};
  if (all) words.emplace_back("--all");
  const auto result = run_accord(words);
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  return result.output;
}

json objects_of(std::vector<std::string> words) {
  words.insert(words.begin(), {"cert", "inspect"});
  return accord_json(0, words).at("objects");
}

json extension_of(const json& object, const std::string& id) {
  for (const auto& extension : object.at("extensions")) {
    if (extension.at("id") == id) return extension;
  }
  FAIL("there is no extension " << id);
  return {};
}

/// A file with one piece of a vector replaced.
void write_changed(const Workplace& place, const std::string& name, const std::string& vector,
                   std::string_view from, std::string_view to) {
  const auto blocks = require_value(der::parse_pem(read_file(test_vector("inspect/" + vector))));
  std::string bytes(der::as_text(blocks.front().content));
  const auto at = bytes.find(from);
  REQUIRE(at != std::string::npos);
  bytes.replace(at, from.size(), to);
  place.write(name, bytes);
}

}  // namespace

TEST_CASE("what openssl prints of a certificate, accord prints too") {
  if (!program_exists("openssl")) SKIP("openssl not present");
  for (const auto* name : {"every.pem", "root.pem", "pss.pem", "ed25519.pem", "version-1.pem"}) {
    const auto file = vector_file(name);
    check_has_all_of(inspected(file),
                     run_program({"openssl", "x509", "-in", file, "-noout", "-text"}));
  }
}

TEST_CASE(
    "what openssl prints of a DSA key and of a curve that is written out, accord prints too") {
  if (!program_exists("openssl")) SKIP("openssl not present");
  const Workplace place;
  const auto openssl = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "openssl");
    return run_program(words, place.path());
  };
  // An old kind of key: not every openssl makes one.
  const auto made = openssl({"dsaparam", "-genkey", "-noout", "-out", "dsa.key", "1024"});
  REQUIRE(openssl({"ecparam", "-name", "secp256k1", "-param_enc", "explicit", "-genkey", "-noout",
                   "-out", "curve.key"})
              .exit_code == 0);
  for (const std::string name : {"dsa", "curve"}) {
    if (name == "dsa" && made.exit_code != 0) continue;
    REQUIRE(openssl({"req", "-x509", "-new", "-sha256", "-subj", "/CN=a", "-key", name + ".key",
                     "-out", name + ".crt"})
                .exit_code == 0);
    check_has_all_of(inspected((place / (name + ".crt")).string()),
                     openssl({"x509", "-in", name + ".crt", "-noout", "-text"}));
  }
}

TEST_CASE("what openssl prints of a CRL, accord prints too") {
  if (!program_exists("openssl")) SKIP("openssl not present");
  for (const auto* name : {"large.crl.pem", "delta.crl.pem"}) {
    const auto file = vector_file(name);
    check_has_all_of(inspected(file, true),
                     run_program({"openssl", "crl", "-in", file, "-noout", "-text"}));
  }
}

TEST_CASE("what openssl prints of an OCSP response, accord prints too") {
  if (!program_exists("openssl")) SKIP("openssl not present");
  const auto file = vector_file("response.ocsp");
  auto openssl = run_program({"openssl", "ocsp", "-respin", file, "-resp_text", "-noverify"});
  // The certificate inside is one line here, and can be inspected by itself.
  openssl.output.erase(openssl.output.find("\nCertificate:"));
  check_has_all_of(inspected(file), openssl);
}

TEST_CASE("what openssl prints of a request, accord prints too") {
  if (!program_exists("openssl")) SKIP("openssl not present");
  const auto file = vector_file("request.pem");
  check_has_all_of(inspected(file),
                   run_program({"openssl", "req", "-in", file, "-noout", "-text"}));
}

TEST_CASE("what openssl prints of a time-stamp, accord prints too") {
  if (!program_exists("openssl")) SKIP("openssl not present");
  for (const auto* name : {"response.tsr", "rejection.tsr"}) {
    const auto file = vector_file(name);
    check_has_all_of(inspected(file),
                     run_program({"openssl", "ts", "-reply", "-in", file, "-text"}));
  }
  for (const auto* name : {"token.tst", "plain.tst"}) {
    const auto file = vector_file(name);
    check_has_all_of(inspected(file),
                     run_program({"openssl", "ts", "-reply", "-token_in", "-in", file, "-text"}));
  }
}

TEST_CASE("the JSON of a certificate has every part of it") {
  const auto object = objects_of({vector_file("every.pem")}).at(0);
  CHECK(object.at("kind") == "certificate");
  CHECK(object.at("refused").is_null());
  CHECK(object.at("public_key").at("algorithm").at("name") == "rsaEncryption");
  CHECK(object.at("public_key").at("exponent") == 65537);
  CHECK(object.at("public_key").at("size") == 2048);
  CHECK(object.at("sha1").get<std::string>().size() == 40);
  CHECK(object.at("signature").at("algorithm").at("name") == "ecdsa-with-SHA256");
  CHECK(object.at("extensions").size() == 34);
  CHECK(object.at("not_decoded") ==
        json::parse(R"([{"id": "1.2.3.4.5", "critical": true, "value": "0500"}])"));
  for (const auto& extension : object.at("extensions")) {
    INFO(extension.dump());
    CHECK(extension.contains("content") == (extension.at("id") != "1.2.3.4.5"));
  }
  const auto content = [&](const char* id) { return extension_of(object, id).at("content"); };
  CHECK(content("2.5.29.19") == json::parse(R"({"ca": true, "path_length": 3})"));
  CHECK(content("2.5.29.15").size() == 9);
  CHECK(content("2.5.29.35").size() == 3);
  CHECK(content("2.5.29.17").size() == 8);
  CHECK(content("2.5.29.18").at(2).at("edi_party").at("party_name") == "Party");
  CHECK(content("2.5.29.32").at(1).at("qualifiers").at(1).at("user_notice").at("notice_numbers") ==
        json::parse("[7, 8]"));
  CHECK(content("2.5.29.31").at(1).at("name_relative_to_crl_issuer") == "CN=Second");
  CHECK(content("2.5.29.54") == 4);
  CHECK(content("1.3.6.1.5.5.7.48.1.5") == true);
  CHECK(content("2.5.29.16").at("not_after") == "2028-01-01T00:00:00Z");
  CHECK(content("1.3.6.1.4.1.11129.2.4.2").at(0).at("timestamp") == "2026-07-31T23:52:40.954Z");
  CHECK(content("1.3.6.1.4.1.311.20.2") == "WebServer");
  CHECK(content("2.23.140.3.1").at("registration_state") == "Tokyo");
  CHECK(content("1.3.6.1.5.5.7.1.7").at(0).at("addresses").at(1) == "203.0.113.4-203.0.113.9");
}

TEST_CASE("every QC statement is decoded") {
  const auto object = objects_of({vector_file("every.pem")}).at(0);
  const auto statements = extension_of(object, "1.3.6.1.5.5.7.1.3").at("content");
  REQUIRE(statements.size() == 10);
  CHECK(statements.at(0).at("statement").at("name") == "QcCompliance");
  CHECK(statements.at(1).at("limit") ==
        json::parse(R"({"currency": "EUR", "amount": 25, "exponent": 4})"));
  CHECK(statements.at(2).at("retention_years") == 15);
  CHECK(statements.at(3).at("statement").at("name") == "QcSSCD");
  CHECK(statements.at(4).at("locations").at(1).at("language") == "ja");
  CHECK(statements.at(5).at("types").at(2).at("name") == "id-etsi-qct-web");
  CHECK(statements.at(6).at("countries").at(0) == "JP");
  CHECK(statements.at(7).at("psd2").at("roles").at(1).at("role").at("name") == "PSP_PI");
  CHECK(statements.at(7).at("psd2").at("nca_id") == "JP-FSA");
  CHECK(statements.at(8).at("semantics").at("semantics_identifier").at("name") ==
        "id-etsi-qcs-semanticsId-Legal");
  CHECK(statements.at(9).at("info") == der::to_hex(der::as_bytes("unknown")));
}

TEST_CASE("the parameters of an RSA-PSS signature are told") {
  const auto object = objects_of({vector_file("pss.pem")}).at(0);
  const auto& parameters = object.at("signature").at("parameters");
  CHECK(parameters.at("hash").at("algorithm").at("name") == "SHA-384");
  CHECK(parameters.at("mask_generation").at("parameters").at("algorithm").at("name") == "SHA-384");
  CHECK(parameters.at("salt_length") == 32);
  CHECK(parameters.at("trailer_field") == 1);
}

TEST_CASE("of a CRL the first twenty entries are shown, with --all every one") {
  const auto file = vector_file("large.crl.pem");
  const auto crl = objects_of({file}).at(0);
  CHECK(crl.at("entries").size() == 20);
  CHECK(crl.at("entries_total") == 33);
  CHECK(inspected(file).find("    and 13 more; --all shows every one\n") != std::string::npos);
  const auto all = objects_of({file, "--all"}).at(0);
  CHECK(all.at("entries").size() == 33);
  CHECK(all.at("entries").at(32).at("reason") == "keyCompromise");
  CHECK(all.at("entries").at(32).at("invalid_since") == "2024-12-01T00:00:00Z");
  CHECK(all.at("entries").at(0).at("invalid_since").is_null());
  CHECK(all.at("entries").at(31).at("extensions").at(1).at("content").at("name") ==
        "holdInstructionReject");
  CHECK(extension_of(all, "2.5.29.28").at("content").at("only_some_reasons").size() == 2);
  CHECK(objects_of({vector_file("delta.crl.pem")}).at(0).at("delta") == true);
}

TEST_CASE("an OCSP response is told with each of its answers") {
  const auto response = objects_of({vector_file("response.ocsp")}).at(0);
  CHECK(response.at("kind") == "ocsp_response");
  CHECK(response.at("status") == "successful");
  CHECK(response.at("responses").at(0).at("status") == "good");
  CHECK(response.at("responses").at(1).at("reason") == "keyCompromise");
  CHECK(response.at("responses").at(2).at("certificate_id").at("serial") == "4f");
  CHECK(extension_of(response, "1.3.6.1.5.5.7.48.1.2").at("content").get<std::string>().size() ==
        32);
  REQUIRE(response.at("certificates").size() == 1);
  const auto& signer = response.at("certificates").at(0);
  for (const auto* name : {"subject", "issuer", "serial", "not_before", "not_after", "sha256"}) {
    CHECK_FALSE(signer.at(name).get<std::string>().empty());
  }
  CHECK(extension_of(signer, "2.5.29.19").at("content").at("ca") == true);
  CHECK(objects_of({vector_file("unauthorized.ocsp")}).at(0).at("status") == "unauthorized");
}

TEST_CASE("a request is told with what it asks for, and whether its signature holds") {
  const auto request = objects_of({vector_file("request.pem")}).at(0);
  CHECK(request.at("kind") == "request");
  CHECK(request.at("signature_holds") == true);
  CHECK(request.at("requested_extensions").size() == 3);
  CHECK(request.at("attributes").at(1).at("values").at(0) == "not a secret");
  const Workplace place;
  write_changed(place, "other.csr", "request.pem", "Every extension", "Every extensiom");
  const auto other = objects_of({(place / "other.csr").string()}).at(0);
  CHECK(other.at("signature_holds") == false);
  CHECK(other.at("signature_fault").contains("reason"));
}

TEST_CASE("a time-stamp is told, as a response and as a token") {
  const auto objects = objects_of(
      {vector_file("response.tsr"), vector_file("plain.tst"), vector_file("rejection.tsr")});
  CHECK(objects.at(0).at("status") == "granted");
  CHECK(objects.at(0).at("accuracy") ==
        json::parse(R"({"seconds": 1, "millis": 500, "micros": 100})"));
  CHECK(objects.at(0).at("signer").at("signing_certificates").size() == 2);
  CHECK(objects.at(0).at("certificates").size() == 2);
  CHECK_FALSE(objects.at(1).contains("status"));
  CHECK(objects.at(1).at("signer").at("digest").at("algorithm").at("name") == "SHA-384");
  CHECK(objects.at(2).at("failures").at(0) == "badAlg");
  CHECK(inspected(vector_file("plain.tst")).rfind("time-stamp token\n", 0) == 0);
}

TEST_CASE("an extension that is malformed is shown so, and the rest of the certificate with it") {
  const Workplace place;
  const std::string_view usage("\x04\x05\x03\x03\x07\xFF\x80", 7);
  const std::string_view wrong("\x04\x05\x02\x03\x07\xFF\x80", 7);
  write_changed(place, "wrong.crt", "every.pem", usage, wrong);
  const auto file = (place / "wrong.crt").string();
  const auto object = objects_of({file}).at(0);
  CHECK(object.at("refused").at("id") == "extension_malformed");
  CHECK(object.at("refused").at("where") == "keyUsage, byte 0");
  CHECK(extension_of(object, "2.5.29.15").at("malformed").at("where") == "keyUsage, byte 0");
  CHECK(extension_of(object, "2.5.29.15").at("value") == "020307ff80");
  CHECK(extension_of(object, "2.5.29.19").at("content").at("path_length") == 3);
  const auto text = inspected(file);
  CHECK(text.find("    malformed: The extension keyUsage is malformed") != std::string::npos);
  CHECK(text.find("  refused") != std::string::npos);
}

TEST_CASE("all blocks of a PEM text are shown in their order, whatever they are") {
  const Workplace place;
  const auto pem_of = [](const char* label, const char* name) {
    const auto bytes = read_file(test_vector(std::string("inspect/") + name));
    return der::to_pem(label, der::as_bytes(bytes));
  };
  const auto text_of = [](const char* name) {
    return read_file(test_vector(std::string("inspect/") + name));
  };
  place.write("all.pem", text_of("root.pem") + text_of("delta.crl.pem") + text_of("request.pem") +
                             pem_of("OCSP RESPONSE", "response.ocsp") +
                             pem_of("PKCS7", "token.tst") + text_of("ed25519.pem"));
  const auto objects = objects_of({(place / "all.pem").string()});
  std::vector<std::string> kinds;
  for (const auto& object : objects) kinds.push_back(object.at("kind"));
  CHECK(kinds == std::vector<std::string>{"certificate", "crl", "request", "ocsp_response",
                                          "timestamp", "certificate"});
}

TEST_CASE("text from inside cannot paint the terminal") {
  CertificateSpec spec;
  spec.common_name =
      "a\x1B[31m\xE2\x80\xAE"
      "b";
  const Workplace place;
  place.write("painted.pem", to_pem(make_self_signed(spec).certificate));
  const auto text = inspected((place / "painted.pem").string());
  CHECK(text.find('\x1B') == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("what cannot be inspected is refused") {
  const Workplace place;
  place.write("key.pem", der::to_pem("PRIVATE KEY", der::as_bytes("x")));
  place.write("other.der", std::string("\x30\x03\x02\x01\x05", 5));
  place.write("cut.der", std::string("\x30\x82\x01\x00\x02", 5));
  place.write("broken.der", std::string("\x30\x05\x30\x03\x02\x01\x09", 7));
  const auto kind =
      require_refusal(65, "input_wrong_kind", {"cert", "inspect", "key.pem"}, place.path());
  CHECK(kind.at("findings").at(0).at("params").at("found") ==
        "PEM text with the label PRIVATE KEY");
  (void)require_refusal(65, "input_wrong_kind", {"cert", "inspect", "other.der"}, place.path());
  (void)require_refusal(65, "der_truncated", {"cert", "inspect", "cut.der"}, place.path());
  (void)require_refusal(65, "timestamp_malformed", {"cert", "inspect", "broken.der"}, place.path());
  (void)require_refusal(65, "input_missing", {"cert", "inspect", "none.der"}, place.path());
  (void)require_refusal(64, "operand_missing", {"cert", "inspect"}, place.path());
  (void)require_refusal(64, "option_unknown", {"cert", "inspect", "key.pem", "--deep"},
                        place.path());
}

TEST_CASE("every certificate and CRL of PKITS is printed") {
  for (const auto* folder : {"pkits/certs", "pkits/crls"}) {
    std::vector<std::string> words{"cert", "inspect"};
    for (const auto& entry : std::filesystem::directory_iterator(reference_file(folder))) {
      words.push_back(entry.path().string());
    }
    REQUIRE(words.size() > 100);
    const auto result = run_accord(words);
    INFO(result.errors);
    CHECK(result.exit_code == 0);
  }
}
