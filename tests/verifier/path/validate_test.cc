#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/verifier/path/chain_maker.h"
#include "tests/verifier/weak_keys/weak_keys.h"
#include "verifier/path/extensions.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using x509::KeyUsage;
using x509::KeyUsageBit;
namespace id = x509::extension;

x509::NewExtension anything(const der::Oid& oid, bool critical) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [](der::Writer&) {});
  return {oid, critical, writer.bytes()};
}

const der::Oid& unheard_of() {
  static const der::Oid oid = der::Oid::literal("1.2.3.4.5");
  return oid;
}

der::Oid purpose_oid(std::string_view text) { return require_value(der::Oid::from_text(text)); }

TEST_CASE("one purpose that fits signing documents is enough") {
  using path::PurposeFit;
  const auto fit = [](std::initializer_list<std::string_view> purposes) {
    Chain chain;
    for (const auto one : purposes) chain.leaf.extended_key_usage.push_back(purpose_oid(one));
    const auto examined = chain.validate();
    const auto* refused = std::get_if<path::Refused>(&examined);
    if (refused == nullptr) return PurposeFit::yes;
    const auto& finding =
        require_only_blocking(refused->findings, FindingId::path_extended_key_usage, "certificate");
    return finding.severity == outcome::Severity::invalid ? PurposeFit::no : PurposeFit::unknown;
  };
  CHECK(fit({}) == PurposeFit::yes);
  for (const auto* fitting : {"2.5.29.37.0", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12",
                              "1.2.840.113583.1.1.5", "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.2"}) {
    INFO(fitting);
    CHECK(fit({fitting}) == PurposeFit::yes);
    CHECK(fit({"1.3.6.1.5.5.7.3.1", "1.2.3.4", fitting}) == PurposeFit::yes);
  }
  for (const auto* other : {"1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.8",
                            "1.3.6.1.5.5.7.3.9", "0.4.0.2231.3.0"}) {
    INFO(other);
    CHECK(fit({other}) == PurposeFit::no);
    CHECK(fit({other, "1.2.3.4"}) == PurposeFit::unknown);
  }
}

TEST_CASE("a path in order is valid and carries its proof") {
  Chain chain;
  const auto examined = chain.validate();
  REQUIRE(std::holds_alternative<path::Valid>(examined));
  const auto& valid = std::get<path::Valid>(examined);
  CHECK(valid.certificates().size() == 3);
  CHECK(valid.target().subject().matches(subject_name(chain.leaf)));
  CHECK(valid.anchor().name().matches(subject_name(chain.root)));
  CHECK(valid.at() == chain.at);
  CHECK(valid.findings().empty());
  REQUIRE(valid.revocation().size() == 3);
  for (const auto& status : valid.revocation()) {
    CHECK(std::holds_alternative<revocation::Good>(status));
  }
}

TEST_CASE("one thing wrong in a path refuses it with the finding for that certificate") {
  struct Row {
    const char* what;
    void (*change)(Chain&);
    FindingId id;
    const char* subject;
  };
  const Row rows[] = {
      {"an expired end entity", [](Chain& c) { c.leaf.not_after = c.at - std::chrono::seconds(1); },
       FindingId::certificate_expired, "CN=Leaf"},
      {"an end entity of tomorrow",
       [](Chain& c) { c.leaf.not_before = c.at + std::chrono::seconds(1); },
       FindingId::certificate_not_yet_valid, "CN=Leaf"},
      {"an expired anchor", [](Chain& c) { c.root.not_after = c.at - std::chrono::seconds(1); },
       FindingId::certificate_expired, "CN=Root"},
      {"an expired authority", [](Chain& c) { c.upper.not_after = c.at - std::chrono::seconds(1); },
       FindingId::certificate_expired, "CN=Upper"},
      {"an authority that is none",
       [](Chain& c) {
         c.lower.ca = false;
         c.lower.key_usage = KeyUsage{};
       },
       FindingId::path_not_a_ca, "CN=Lower"},
      {"an anchor that says it is none",
       [](Chain& c) {
         c.root.ca = false;
         c.root.key_usage = KeyUsage{};
         c.root.further = {{id::basic_constraints, true, x509::write_basic_constraints({})}};
       },
       FindingId::path_not_a_ca, "CN=Root"},
      {"an authority that may sign CRLs only",
       [](Chain& c) { c.lower.key_usage = KeyUsage{}.with(KeyUsageBit::crl_sign); },
       FindingId::path_key_usage_no_cert_sign, "CN=Lower"},
      {"an anchor that may sign CRLs only",
       [](Chain& c) { c.root.key_usage = KeyUsage{}.with(KeyUsageBit::crl_sign); },
       FindingId::path_key_usage_no_cert_sign, "CN=Root"},
      {"a path length used up", [](Chain& c) { c.upper.path_length = 0; },
       FindingId::path_length_exceeded, "CN=Lower"},
      {"a path length of the anchor used up", [](Chain& c) { c.root.path_length = 1; },
       FindingId::path_length_exceeded, "CN=Lower"},
      {"an end entity for encryption",
       [](Chain& c) { c.leaf.key_usage = KeyUsage{}.with(KeyUsageBit::key_encipherment); },
       FindingId::path_end_entity_key_usage, "CN=Leaf"},
      {"an authority's certificate as end entity",
       [](Chain& c) {
         c.leaf.ca = true;
         c.leaf.key_usage = KeyUsage{}.with(KeyUsageBit::content_commitment);
       },
       FindingId::path_target_is_authority, "CN=Leaf"},
      {"an end entity for servers only",
       [](Chain& c) { c.leaf.extended_key_usage = {purpose_oid("1.3.6.1.5.5.7.3.1")}; },
       FindingId::path_extended_key_usage, "CN=Leaf"},
      {"an end entity for time-stamps and code",
       [](Chain& c) {
         c.leaf.extended_key_usage = {purpose_oid("1.3.6.1.5.5.7.3.8"),
                                      purpose_oid("1.3.6.1.5.5.7.3.3")};
       },
       FindingId::path_extended_key_usage, "CN=Leaf"},
      {"an end entity for a purpose that nobody knows",
       [](Chain& c) { c.leaf.extended_key_usage = {unheard_of()}; },
       FindingId::path_extended_key_usage, "CN=Leaf"},
      {"a critical extension that nobody knows",
       [](Chain& c) { c.leaf.further = {anything(unheard_of(), true)}; },
       FindingId::path_critical_extension, "CN=Leaf"},
      {"one in the anchor", [](Chain& c) { c.root.further = {anything(unheard_of(), true)}; },
       FindingId::path_critical_extension, "CN=Root"},
      {"an authority for servers only",
       [](Chain& c) { c.upper.extended_key_usage = {purpose_oid("1.3.6.1.5.5.7.3.1")}; },
       FindingId::path_extended_key_usage, "CN=Upper"},
      {"no CRLs", [](Chain& c) { c.with_crls = false; }, FindingId::revocation_unknown, "CN=Leaf"},
      {"an anchor that is not trusted any more",
       [](Chain& c) {
         c.trusted = {moment("2020-01-01T00:00:00Z"), c.at};
       },
       FindingId::path_anchor_period, "CN=Root"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Chain chain;
      row.change(chain);
      require_refused(chain.validate(), row.id, row.subject);
    }
  }
}

TEST_CASE("what only looks like something wrong in a path does not refuse it") {
  struct Row {
    const char* what;
    void (*change)(Chain&);
  };
  const Row rows[] = {
      {"the last second of validity", [](Chain& c) { c.leaf.not_after = c.at; }},
      {"the first second of validity", [](Chain& c) { c.leaf.not_before = c.at; }},
      {"an expired anchor that is trusted for a period of its own",
       [](Chain& c) {
         c.root.not_after = moment("2021-01-01T00:00:00Z");
         c.trusted = {moment("2020-01-01T00:00:00Z"), std::nullopt};
       }},
      {"a path length that just suffices", [](Chain& c) { c.upper.path_length = 1; }},
      {"an anchor's path length that just suffices", [](Chain& c) { c.root.path_length = 2; }},
      {"a path length of zero above the end entity", [](Chain& c) { c.lower.path_length = 0; }},
      {"no key usage at all",
       [](Chain& c) {
         c.lower.key_usage = KeyUsage{};
         c.leaf.key_usage = KeyUsage{};
       }},
      {"key usage with content commitment only",
       [](Chain& c) { c.leaf.key_usage = KeyUsage{}.with(KeyUsageBit::content_commitment); }},
      {"an unknown extension that is not critical",
       [](Chain& c) { c.leaf.further = {anything(unheard_of(), false)}; }},
      {"policies that are critical",
       [](Chain& c) {
         c.leaf.further = {{id::certificate_policies, true,
                            x509::write_certificate_policies({der::Oid::literal("1.2.3")})}};
       }},
      {"policies that are not critical",
       [](Chain& c) {
         c.leaf.further = {{id::certificate_policies, false,
                            x509::write_certificate_policies({der::Oid::literal("1.2.3")})}};
       }},
      {"an anchor trusted up to a second later",
       [](Chain& c) {
         c.trusted = {moment("2020-01-01T00:00:00Z"), c.at + std::chrono::seconds(1)};
       }},
      {"any usage for any purpose",
       [](Chain& c) {
         c.policy.purpose = path::purpose::any();
         c.leaf.key_usage = KeyUsage{}.with(KeyUsageBit::key_encipherment);
         c.leaf.extended_key_usage = {purpose_oid("1.3.6.1.5.5.7.3.1")};
       }},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Chain chain;
      row.change(chain);
      CHECK(std::holds_alternative<path::Valid>(chain.validate()));
    }
  }
}

TEST_CASE("a certificate signed with another key than its issuer's is refused") {
  Chain chain;
  auto candidate = chain.candidate();
  candidate.certificates[1] = make_certificate(chain.lower, lower_identity().key.public_key(),
                                               outsider().key, subject_name(chain.upper));
  const auto examined =
      path::validate(candidate, chain.policy, chain.at, chain.material().revocation, chain.budget);
  require_refused(examined, FindingId::path_signature_wrong, "CN=Lower");
}

TEST_CASE("a certificate signed with a key of another kind than its issuer's is refused") {
  static Identity rsa = [] {
    CertificateSpec spec;
    spec.key = crypto::KeySpec::rsa_2048;
    return make_self_signed(spec);
  }();
  Chain chain;
  auto candidate = chain.candidate();
  candidate.certificates[1] = make_certificate(chain.lower, lower_identity().key.public_key(),
                                               rsa.key, subject_name(chain.upper));
  const auto examined =
      path::validate(candidate, chain.policy, chain.at, chain.material().revocation, chain.budget);
  require_refused(examined, FindingId::path_signature_wrong, "CN=Lower");
}

TEST_CASE("a certificate that names another issuer is refused even when its key signed it") {
  Chain chain;
  auto candidate = chain.candidate();
  candidate.certificates[1] = make_certificate(chain.lower, lower_identity().key.public_key(),
                                               upper_identity().key, subject_name(chain.leaf));
  const auto examined =
      path::validate(candidate, chain.policy, chain.at, chain.material().revocation, chain.budget);
  require_refused(examined, FindingId::path_name_mismatch, "CN=Lower");
}

TEST_CASE("all reasons are reported, not the first one only") {
  Chain chain;
  chain.leaf.not_after = chain.at - std::chrono::hours(1);
  chain.leaf.key_usage = KeyUsage{}.with(KeyUsageBit::key_agreement);
  chain.upper.path_length = 0;
  const auto examined = chain.validate();
  const auto& findings = std::get<path::Refused>(examined).findings;
  CHECK(findings.has(FindingId::certificate_expired));
  CHECK(findings.has(FindingId::path_end_entity_key_usage));
  CHECK(findings.has(FindingId::path_length_exceeded));
}

TEST_CASE("a self-issued certificate does not count for the path length") {
  Chain chain;
  chain.root.path_length = 1;
  // A new key of the root, certified by its old one, then one authority.
  auto rolled = chain.root;
  const auto new_root = make_certificate(rolled, upper_identity().key.public_key(),
                                         root_identity().key, subject_name(chain.root));
  const auto authority = make_certificate(chain.lower, lower_identity().key.public_key(),
                                          upper_identity().key, subject_name(chain.root));
  chain.policy.revocation = revocation::Rule::off;
  const path::Candidate candidate{path::TrustAnchor(chain.root_certificate()),
                                  {new_root, authority, chain.leaf_certificate()}};
  CHECK(std::holds_alternative<path::Valid>(
      path::validate(candidate, chain.policy, chain.at, {}, chain.budget)));
}

TEST_CASE("a certificate signed with SHA-1 is not relied on") {
  Chain chain;
  chain.policy.revocation = revocation::Rule::off;
  auto candidate = chain.candidate();
  candidate.certificates[1] = make_certificate(chain.lower, sha1_signer().public_key(),
                                               upper_identity().key, subject_name(chain.upper));
  candidate.certificates[2] = make_certificate(chain.leaf, leaf_identity().key.public_key(),
                                               sha1_signer(), subject_name(chain.lower));
  require_refused(path::validate(candidate, chain.policy, chain.at, {}, chain.budget),
                  FindingId::algorithm_weak, "CN=Leaf");
}

TEST_CASE("a certificate for a short key is not relied on") {
  Chain chain;
  auto candidate = chain.candidate();
  candidate.certificates[2] = make_certificate(chain.leaf, short_rsa_key(), lower_identity().key,
                                               subject_name(chain.lower));
  const auto examined =
      path::validate(candidate, chain.policy, chain.at, chain.material().revocation, chain.budget);
  require_refused(examined, FindingId::key_weak, "CN=Leaf");
}

TEST_CASE("an empty path proves nothing") {
  Chain chain;
  const path::Candidate candidate{path::TrustAnchor(chain.root_certificate()), {}};
  CHECK(std::holds_alternative<path::Refused>(
      path::validate(candidate, chain.policy, chain.at, {}, chain.budget)));
}

TEST_CASE("revocation that is preferred leaves a warning, revocation that is off none") {
  Chain chain;
  chain.with_crls = false;
  chain.policy.revocation = revocation::Rule::prefer;
  const auto preferred = chain.validate();
  REQUIRE(std::holds_alternative<path::Valid>(preferred));
  const auto& findings = std::get<path::Valid>(preferred).findings();
  CHECK(findings.worst() == outcome::Severity::warning);
  require_finding(findings, FindingId::revocation_unknown, "CN=Leaf");

  chain.policy.revocation = revocation::Rule::off;
  const auto off = chain.validate();
  REQUIRE(std::holds_alternative<path::Valid>(off));
  CHECK(std::get<path::Valid>(off).findings().empty());
}

TEST_CASE("the budget for signatures is enough at n and used up at n-1") {
  // Three certificates and three CRLs.
  for (const bool enough : {true, false}) {
    Chain chain;
    chain.budget.set_limit(outcome::Cost::signatures, enough ? 6 : 5);
    const auto examined = chain.validate();
    CHECK(std::holds_alternative<path::Valid>(examined) == enough);
    if (enough) continue;
    const auto& findings = std::get<path::Refused>(examined).findings;
    require_finding(findings, FindingId::budget_exhausted);
    CHECK(findings.worst() == outcome::Severity::indeterminate);
  }
}

TEST_CASE("extensions are described by name and number") {
  CHECK(path::describe(x509::Extension{id::name_constraints, true, {}}) ==
        "name constraints (2.5.29.30) with a part that is not known");
  CHECK(path::describe(x509::Extension{id::qc_statements, true, {}}) ==
        "QC statements (1.3.6.1.5.5.7.1.3)");
  CHECK(path::describe(x509::Extension{unheard_of(), true, {}}) == "1.2.3.4.5");
}

}  // namespace
}  // namespace accord::tests
