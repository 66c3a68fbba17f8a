#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/structure/source_tree.h"

namespace accord::tests::structure {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += "\n  " + line;
  return text;
}

TEST_CASE("every include follows the arrows between modules") {
  std::vector<std::string> broken;
  for (const auto& file : read_source_tree()) {
    const auto more = broken_arrows(file);
    broken.insert(broken.end(), more.begin(), more.end());
  }
  INFO("against the arrows:" << joined(broken));
  CHECK(broken.empty());
}

TEST_CASE("every source file belongs to a module of the arrow table") {
  const auto modules = known_modules();
  std::vector<std::string> strays;
  for (const auto& file : read_source_tree()) {
    if (std::find(modules.begin(), modules.end(), module_of(file.path)) == modules.end()) {
      strays.push_back(file.path);
    }
  }
  INFO("in no module:" << joined(strays));
  CHECK(strays.empty());
}

TEST_CASE("an include against the arrows is reported with its file and line") {
  const SourceFile file{"lib/der/oid.cc", {"", "#include \"lib/x509/certificate.h\""}};
  CHECK(broken_arrows(file) ==
        std::vector<std::string>{"lib/der/oid.cc:2: lib/der must not include "
                                 "lib/x509/certificate.h"});
}

TEST_CASE("an include along the arrows is not reported") {
  const SourceFile file{"lib/x509/certificate.cc",
                        {"#include \"lib/outcome/result.h\"", "#include <vector>"}};
  CHECK(broken_arrows(file).empty());
}

TEST_CASE("a library outside the one module that hides it is reported") {
  CHECK(broken_arrows({"lib/x509/certificate.cc", {"#include <botan/hash.h>"}}).size() == 1);
  CHECK(broken_arrows({"trustlist/read/list.cc", {"#include <libxml/parser.h>"}}).size() == 1);
  CHECK(broken_arrows({"lib/crypto/digest.cc", {"#include <botan/hash.h>"}}).empty());
}

TEST_CASE("an installed header that includes anything but the standard library is reported") {
  const std::string path = "verifier/include/accord/verifier.h";
  CHECK(broken_arrows({path, {"#include \"lib/outcome/finding.h\""}}).size() == 1);
  CHECK(broken_arrows({path, {"#include <fmt/format.h>"}}).size() == 1);
  CHECK(broken_arrows({path, {"#include <string>", "#include \"accord/export.h\""}}).empty());
}

TEST_CASE("the certification authority and the verifier know nothing of each other") {
  CHECK_FALSE(may_include("ca", "verifier/path"));
  CHECK_FALSE(may_include("verifier/path", "ca"));
  CHECK_FALSE(may_include("ca", "trustlist/model"));
  CHECK_FALSE(may_include("trustlist/scheme", "ca"));
  CHECK_FALSE(may_include("verifier", "trustlist/build"));
  CHECK(may_include("cli", "trustlist/build"));
}

}  // namespace
}  // namespace accord::tests::structure
