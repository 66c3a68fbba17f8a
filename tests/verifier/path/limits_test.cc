#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/verifier/path/chain_maker.h"

// Input that is made to cost as much as it can. What a path may cost is counted, and the counts
// are small enough that the time is too.
namespace accord::tests {
namespace {

using outcome::Cost;
using outcome::FindingId;
namespace id = x509::extension;

/// Subtrees of DNS names, or as many DNS names.
void write_names(der::Writer& to, std::size_t count, bool in_subtrees, std::string_view end) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = "n" + std::to_string(i) + std::string(end);
    const auto write_name = [&](der::Writer& one) {
      one.value(der::tag::context(2), der::as_bytes(name));
    };
    if (in_subtrees) {
      to.constructed(der::tag::sequence, write_name);
    } else {
      write_name(to);
    }
  }
}

TEST_CASE("ten thousand CRLs of the issuer's name end with the budget's finding") {
  Chain chain;
  auto material = chain.material();
  // All of one key that is not the issuer's, so that each has to be checked.
  for (int i = 0; i < 10'000; ++i) {
    material.revocation.crls.push_back(
        fresh_crl(chain.lower, outsider().key, chain.at - std::chrono::seconds(i)));
  }
  const auto answer =
      path::find(chain.leaf_certificate(), material, chain.policy, chain.at, chain.budget);
  // The right one is the third of them, but one that was not looked at might say otherwise.
  REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
  require_finding(path::findings_of(answer), FindingId::budget_exhausted, "CN=Leaf");
  CHECK(chain.budget.spent(Cost::signatures) == chain.budget.limit(Cost::signatures));
}

TEST_CASE("huge sets of names and subtrees end with the budget's finding") {
  Chain chain;
  chain.policy.revocation = revocation::Rule::off;
  der::Writer constraints;
  constraints.constructed(der::tag::sequence, [](der::Writer& list) {
    list.constructed(der::tag::context_constructed(1), [](der::Writer& excluded) {
      write_names(excluded, 3'000, true, ".example.com");
    });
  });
  chain.lower.further = {{id::name_constraints, true, constraints.bytes()}};
  der::Writer names;
  names.constructed(der::tag::sequence,
                    [](der::Writer& list) { write_names(list, 3'000, false, ".example.org"); });
  chain.leaf.further = {{id::subject_alternative_name, false, names.bytes()}};
  const auto answer = chain.find();
  REQUIRE(std::holds_alternative<path::Indeterminate>(answer));
  require_only_blocking(path::findings_of(answer), FindingId::budget_exhausted, "CN=Leaf");
}

TEST_CASE("huge policy mappings cost no more than they are long") {
  Chain chain;
  chain.policy.revocation = revocation::Rule::off;
  std::vector<der::Oid> policies;
  der::Writer mappings;
  mappings.constructed(der::tag::sequence, [&](der::Writer& list) {
    for (unsigned i = 1; i <= 400; ++i) {
      policies.push_back(der::Oid::literal("1.2.3." + std::to_string(i)));
    }
    for (std::size_t i = 0; i < 4'000; ++i) {
      list.constructed(der::tag::sequence, [&](der::Writer& mapping) {
        mapping.oid(policies[i % policies.size()]);
        mapping.oid(policies[(i * 7 + i / policies.size()) % policies.size()]);
      });
    }
  });
  const x509::NewExtension named{id::certificate_policies, false,
                                 x509::write_certificate_policies(policies)};
  for (auto* spec : {&chain.upper, &chain.lower}) {
    spec->further = {named, {id::policy_mappings, true, mappings.bytes()}};
  }
  chain.leaf.further = {named};
  chain.policy.initial_explicit_policy = true;
  const auto answer = chain.find();
  REQUIRE(std::holds_alternative<path::Valid>(answer));
  CHECK(std::get<path::Valid>(answer).policies().authority_constrained.size() <= policies.size());
}

}  // namespace
}  // namespace accord::tests
