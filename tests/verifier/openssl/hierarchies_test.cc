#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/openssl/openssl_verify.h"

namespace accord::tests {
namespace {

path::Material material_of(const Hierarchy& hierarchy) {
  path::Material material;
  material.anchors.emplace_back(hierarchy.root);
  material.untrusted = hierarchy.untrusted;
  material.revocation.crls = hierarchy.crls;
  return material;
}

path::Answer ask(const Hierarchy& hierarchy, const path::Material& material) {
  outcome::Budget budget;
  return path::find(hierarchy.leaf, material, hierarchy.policy, hierarchy.at, budget);
}

// OpenSSL goes up to the first issuer that fits by name and dates, and looks for no other path when
// that one does not hold. Given our path alone, it must agree.
bool is_about_search(const Hierarchy& hierarchy, const path::Valid& valid) {
  auto reduced = hierarchy;
  reduced.untrusted.assign(valid.certificates().begin(), valid.certificates().end() - 1);
  return openssl_verify(reduced).valid;
}

// RFC 5937: what the anchor's certificate limits holds for the path. OpenSSL takes a root for a
// name and a key in this.
bool is_about_anchor(const Hierarchy& hierarchy) {
  auto material = material_of(hierarchy);
  const auto& root = hierarchy.root;
  material.anchors = {path::TrustAnchor(root.subject(), *root.public_key())};
  return std::holds_alternative<path::Valid>(ask(hierarchy, material));
}

std::string blocking(const path::Answer& answer) {
  std::string text;
  const auto findings = path::findings_of(answer);
  for (const auto& finding : findings.all()) {
    if (finding.severity < outcome::Severity::indeterminate) continue;
    text += " " + std::string(outcome::entry(finding.id).name);
  }
  return text;
}

// The sanitized build looks for mistakes of another kind, and takes ten times as long.
#ifdef __has_feature
#define ACCORD_SANITIZED __has_feature(address_sanitizer)
#else
#define ACCORD_SANITIZED 0
#endif
constexpr std::uint32_t count = ACCORD_SANITIZED ? 1'000 : 20'000;

TEST_CASE("20,000 hierarchies are judged as OpenSSL does, but where a rule says why not") {
  std::map<std::string, int> tally;
  std::string unexplained;
  for (std::uint32_t seed = 0; seed < count; ++seed) {
    const auto hierarchy = make_hierarchy(seed);
    const auto answer = ask(hierarchy, material_of(hierarchy));
    const auto* valid = std::get_if<path::Valid>(&answer);
    const auto other = openssl_verify(hierarchy);
    if ((valid != nullptr) == other.valid) {
      ++tally[other.valid ? "valid" : "not valid"];
    } else if (valid != nullptr && is_about_search(hierarchy, *valid)) {
      ++tally["another path"];
    } else if (valid == nullptr && is_about_anchor(hierarchy)) {
      ++tally["the anchor's limits"];
    } else {
      unexplained += "\n  seed " + std::to_string(seed) +
                     (valid != nullptr ? ": only ours: " + other.text
                                       : ": only OpenSSL's:" + blocking(answer));
    }
  }
  INFO("judged differently:" << unexplained);
  CHECK(unexplained.empty());
  // It is no comparison unless both kinds are there.
  CHECK(tally["valid"] > static_cast<int>(count / 10));
  CHECK(tally["not valid"] > static_cast<int>(count / 10));
  CHECK(tally["another path"] > 0);
  CHECK(tally["the anchor's limits"] > 0);
}

}  // namespace
}  // namespace accord::tests
