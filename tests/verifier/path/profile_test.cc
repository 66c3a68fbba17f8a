#include "verifier/path/profile.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/verifier/path/chain_maker.h"

namespace accord::tests {
namespace {

using outcome::FindingId;
using outcome::Severity;
using x509::KeyUsage;
using x509::KeyUsageBit;
namespace id = x509::extension;

x509::NewExtension dns_name(std::string_view text, bool critical = false) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& list) {
    list.value(der::tag::context(2), der::as_bytes(text));
  });
  return {id::subject_alternative_name, critical, writer.bytes()};
}

/// A chain for a web server, in order.
Chain site() {
  Chain chain;
  chain.policy.purpose = path::purpose::tls_server();
  chain.leaf.further = {dns_name("www.example.org")};
  chain.leaf.key_usage = KeyUsage{}.with(KeyUsageBit::digital_signature);
  chain.policy.revocation = revocation::Rule::off;
  return chain;
}

}  // namespace

TEST_CASE("a chain for a web server that keeps every rule is valid") {
  auto chain = site();
  const auto examined = chain.validate();
  REQUIRE(std::holds_alternative<path::Valid>(examined));
  CHECK(std::get<path::Valid>(examined).findings().empty());
}

TEST_CASE("a broken rule for issuers refuses a web server's certificate, and is a note elsewhere") {
  struct Row {
    const char* what;
    void (*change)(Chain&);
    FindingId id;
    const char* subject;
  };
  const Row rows[] = {
      {"a serial number of zero",
       [](Chain& c) { c.leaf.serial = der::SerialNumber::from_magnitude(der::Bytes{0}); },
       FindingId::profile_serial_number, "CN=Leaf"},
      {"a serial number of 21 octets",
       [](Chain& c) { c.leaf.serial = der::SerialNumber::from_magnitude(der::Bytes(21, 0x11)); },
       FindingId::profile_serial_number, "CN=Leaf"},
      {"name constraints that are not critical",
       [](Chain& c) {
         c.lower.further = {
             {id::name_constraints, false, from_hex("300ca00a3008820665782e6f7267")}};
         c.leaf.further = {dns_name("www.ex.org")};
       },
       FindingId::profile_criticality, "CN=Lower"},
      {"name constraints of an end entity",
       [](Chain& c) {
         c.leaf.further.push_back(
             {id::name_constraints, true, from_hex("300ca00a3008820665782e6f7267")});
       },
       FindingId::profile_name_constraints, "CN=Leaf"},
      {"a DNS name with a low line",
       [](Chain& c) { c.leaf.further = {dns_name("www_.example.org")}; },
       FindingId::profile_alternative_name, "CN=Leaf"},
      {"a DNS name with a space", [](Chain& c) { c.leaf.further = {dns_name("www example.org")}; },
       FindingId::profile_alternative_name, "CN=Leaf"},
      {"a path length without the right to issue",
       [](Chain& c) {
         c.leaf.further.push_back({id::basic_constraints, true, from_hex("3003020100")});
       },
       FindingId::profile_basic_constraints, "CN=Leaf"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      auto chain = site();
      row.change(chain);
      require_refused(chain.validate(), row.id, row.subject);
      chain.policy.purpose = path::purpose::any();
      const auto examined = chain.validate();
      REQUIRE(std::holds_alternative<path::Valid>(examined));
      const auto& note =
          require_finding(std::get<path::Valid>(examined).findings(), row.id, row.subject);
      CHECK(note.severity == Severity::info);
    }
  }
}

TEST_CASE("of a thousand bad names a few are told") {
  auto chain = site();
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& list) {
    for (int i = 0; i < 1'000; ++i) list.value(der::tag::context(2), der::as_bytes("not a name"));
  });
  chain.leaf.further = {{id::subject_alternative_name, false, writer.bytes()}};
  const auto examined = chain.validate();
  REQUIRE(std::holds_alternative<path::Refused>(examined));
  const auto& all = std::get<path::Refused>(examined).findings.all();
  CHECK(std::count_if(all.begin(), all.end(), [](const auto& finding) {
          return finding.id == FindingId::profile_alternative_name;
        }) == 8);
}

TEST_CASE("an authority without key usage is told of, for every purpose") {
  auto chain = site();
  chain.lower.key_usage = KeyUsage{};
  const auto examined = chain.validate();
  REQUIRE(std::holds_alternative<path::Valid>(examined));
  const auto& note = require_finding(std::get<path::Valid>(examined).findings(),
                                     FindingId::profile_key_usage, "CN=Lower");
  CHECK(note.severity == Severity::info);
}

TEST_CASE("the authority key identifier of a self-signed anchor is its own") {
  const auto examine = [](const der::Bytes& identifier) {
    auto chain = site();
    chain.root.further = {{id::authority_key_identifier, false, identifier}};
    chain.root.with_authority_key_identifier = false;
    return chain.validate();
  };
  const auto own = root_identity().key.public_key().key_identifier();
  CHECK(std::holds_alternative<path::Valid>(
      examine(x509::write_authority_key_identifier(own.bytes()))));
  for (const auto& wrong :
       {x509::write_authority_key_identifier(from_hex("0102")), from_hex("3000")}) {
    require_refused(examine(wrong), FindingId::profile_key_identifier, "CN=Root");
  }
}

TEST_CASE("certificates of old forms are told") {
  // Version 1 has no extensions: neither key identifiers nor anything else.
  const auto make = [](const x509::Name& subject, bool generalized) {
    der::Writer tbs;
    auto& key = lower_identity().key;
    tbs.constructed(der::tag::sequence, [&](der::Writer& list) {
      list.integer(7);
      list.raw(crypto::write_signature_algorithm(key.algorithm()));
      list.raw(x509::Name().der());
      list.constructed(der::tag::sequence, [&](der::Writer& validity) {
        if (generalized) {
          validity.text(der::tag::generalized_time, "20200101000000Z");
        } else {
          validity.text(der::tag::utc_time, "200101000000Z");
        }
        validity.text(der::tag::utc_time, "400101000000Z");
      });
      list.raw(subject.der());
      list.raw(leaf_identity().key.public_key().spki());
    });
    return require_value(x509::Certificate::parse(require_value(x509::sign_tbs(tbs.bytes(), key))));
  };
  outcome::Findings findings;
  const auto old = make(x509::Name::build({{x509::attribute::common_name, "Old"}}), true);
  path::check_profile(old, path::Position::end_entity, Severity::invalid, findings);
  require_finding(findings, FindingId::profile_version, "CN=Old");
  require_finding(findings, FindingId::profile_time_form, "CN=Old");
  require_finding(findings, FindingId::profile_key_identifier, "CN=Old");
  require_finding(findings, FindingId::profile_name_empty, "CN=Old");
  CHECK(findings.worst() == Severity::invalid);
  outcome::Findings of_nobody;
  path::check_profile(make(x509::Name(), false), path::Position::end_entity, Severity::info,
                      of_nobody);
  CHECK(of_nobody.has(FindingId::profile_name_empty));
  CHECK_FALSE(of_nobody.has(FindingId::profile_time_form));
}

}  // namespace accord::tests
