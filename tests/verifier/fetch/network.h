#pragma once

#include <catch2/catch_test_macros.hpp>

#include "tests/support/expect.h"
#include "tests/support/memory_fetcher.h"
#include "tests/support/published.h"
#include "verifier/fetch/find.h"

namespace accord::tests {

/// Addresses in the order in which they were asked.
using Urls = std::vector<std::string>;

inline std::string text(der::ByteView bytes) { return std::string(der::as_text(bytes)); }

/// A root, an authority and an end entity, which say where things are, and a network.
struct World {
  explicit World(const Places& of_issuing = {}, const Places& of_leaf = {})
      : root(make_self_signed(located("Root", true, {}))),
        issuing(make_issued(located("Issuing", true, of_issuing), root)),
        leaf(make_issued(located("Leaf", false, of_leaf), issuing)) {
    material.anchors.emplace_back(root.certificate);
    policy.purpose = path::purpose::any();
  }

  fetch::Found find() {
    const outcome::Budget budget;
    return fetch::find({leaf.certificate, policy, question_time(), budget}, material, network,
                       [&](const std::string& url) { watched.push_back(url); });
  }
  void give_issuing() { material.untrusted = {issuing.certificate}; }
  void give_crl(Identity& issuer, const std::vector<x509::RevokedEntry>& entries = {}) {
    material.revocation.crls.push_back(
        require_value(x509::Crl::parse(der::ByteView(make_crl(issuer, entries)))));
  }
  void without_revocation() { policy.revocation = revocation::Rule::off; }
  void answer_good(const std::string& url) {
    network.answer_by(url, [this](const http::Request& request) {
      return text(good_response(leaf.certificate, issuing, nonce_of(request.body)));
    });
  }

  Identity root, issuing, leaf;
  path::Material material;
  path::Policy policy;
  MemoryFetcher network;
  Urls watched;
};

inline bool is_valid(const fetch::Found& found) {
  return std::holds_alternative<path::Valid>(found.answer);
}
inline bool is_invalid(const fetch::Found& found) {
  return std::holds_alternative<path::Invalid>(found.answer);
}
inline bool is_open(const fetch::Found& found) {
  return std::holds_alternative<path::Indeterminate>(found.answer);
}

inline const outcome::Finding& require_about(const fetch::Found& found, outcome::FindingId id,
                                             const std::string& url) {
  const auto& finding = require_finding(found.findings, id);
  CHECK(finding.about.what == url);
  CHECK(finding.severity == outcome::Severity::warning);
  return finding;
}

}  // namespace accord::tests
