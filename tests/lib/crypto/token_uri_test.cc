#include <catch2/catch_test_macros.hpp>

#include "lib/crypto/token_key.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using crypto::TokenUri;
using outcome::FindingId;

std::string param_of(const outcome::Finding& finding, std::string_view name) {
  for (const auto& [known, value] : finding.params) {
    if (known == name) return value;
  }
  FAIL("the finding has no parameter " << name);
  return {};
}

TEST_CASE("a PKCS#11 URI names a token, a key and a module") {
  const auto uri = require_value(
      TokenUri::parse("pkcs11:token=My%20lists;manufacturer=M;model=T%31;serial=0a;object=a%3Bb;"
                      "id=%00%fF;type=private?module-path=/lib/p%26q.so"));
  CHECK(uri.token == "My lists");
  CHECK(uri.manufacturer == "M");
  CHECK(uri.model == "T1");
  CHECK(uri.serial == "0a");
  CHECK(uri.object == "a;b");
  CHECK(uri.id == std::string("\0\xff", 2));
  CHECK(uri.module_path == "/lib/p&q.so");
  CHECK(require_value(TokenUri::parse("pkcs11:object=x")).token == std::nullopt);
}

TEST_CASE("what a PKCS#11 URI should not say is refused") {
  const auto reason = [](std::string_view text) {
    return param_of(require_failure(TokenUri::parse(text), FindingId::token_uri_wrong), "reason");
  };
  CHECK(reason("signer.key") == "it does not begin with pkcs11:");
  CHECK(reason("pkcs11:token=Lists") == "it names no key: object=… or id=… is missing");
  CHECK(reason("pkcs11:object") == "\"object\" has no value");
  CHECK(reason("pkcs11:object=a;object=b") == "object stands there twice");
  CHECK(reason("pkcs11:object=a%4") == "the value of object has a wrong escape");
  CHECK(reason("pkcs11:object=a%4x") == "the value of object has a wrong escape");
  CHECK(reason("pkcs11:object=a;type=cert") == "its type is cert, not private");
  CHECK(reason("pkcs11:object=a;slot-id=1") == "nothing here is named slot-id");
  CHECK(reason("pkcs11:object=a?library=x") == "nothing here is named library");
}

TEST_CASE("a PIN in the URI is refused and not repeated") {
  const auto finding = require_failure(TokenUri::parse("pkcs11:object=a?pin-value=13579"),
                                       FindingId::token_uri_wrong);
  CHECK(outcome::message(finding).find("13579") == std::string::npos);
  CHECK(param_of(finding, "uri") == "pkcs11:object=a?");
}

}  // namespace
}  // namespace accord::tests
