#include <algorithm>
#include <map>

#include <catch2/catch_test_macros.hpp>
#include <openssl/x509_vfy.h>

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
// that one does not hold. Given our path alone, it must agree. An anchor is no part of the path
// (RFC 5280, 6.1): one that does not say whether it is an authority is one because it is trusted,
// while OpenSSL wants it to say so.
std::string why_only_ours(const Hierarchy& hierarchy, const path::Valid& valid) {
  auto reduced = hierarchy;
  reduced.untrusted.assign(valid.certificates().begin(), valid.certificates().end() - 1);
  const auto other = openssl_verify(reduced);
  if (other.valid) return "another path";
  const bool is_silent = !hierarchy.root.basic_constraints().has_value();
  return is_silent && other.error == X509_V_ERR_INVALID_CA ? "an anchor that does not say" : "";
}

// RFC 5937: what the anchor's certificate limits holds for the path. OpenSSL takes a root for a
// name and a key in this.
bool is_about_anchor(const Hierarchy& hierarchy) {
  auto material = material_of(hierarchy);
  const auto& root = hierarchy.root;
  material.anchors = {path::TrustAnchor(root.subject(), *root.public_key())};
  return std::holds_alternative<path::Valid>(ask(hierarchy, material));
}

// A wildcard is excluded when a name that it stands for is.
bool is_about_wildcard(const outcome::Findings& findings) {
  const auto& all = findings.all();
  return std::any_of(all.begin(), all.end(), [](const outcome::Finding& finding) {
    return finding.id == outcome::FindingId::path_name_excluded &&
           finding.params.front().second.find("*.") != std::string::npos;
  });
}

std::string why_only_openssls(const Hierarchy& hierarchy, const path::Answer& answer) {
  if (is_about_anchor(hierarchy)) return "the anchor's limits";
  return is_about_wildcard(path::findings_of(answer)) ? "a wildcard" : "";
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
      continue;
    }
    const auto why =
        valid != nullptr ? why_only_ours(hierarchy, *valid) : why_only_openssls(hierarchy, answer);
    ++tally[why];
    if (why.empty()) unexplained += "\n  seed " + std::to_string(seed) + ": " + other.text;
  }
  INFO("judged differently:" << unexplained);
  CHECK(unexplained.empty());
  // It is no comparison unless both kinds are there.
  CHECK(tally["valid"] > static_cast<int>(count / 10));
  CHECK(tally["not valid"] > static_cast<int>(count / 10));
  for (const auto* why : {"another path", "an anchor that does not say", "the anchor's limits"}) {
    CHECK(tally[why] > 0);
  }
}

}  // namespace
}  // namespace accord::tests
