#include "lib/x509/trust_anchor_list.h"

#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

using der::Writer;
using der::tag::context;
using der::tag::context_constructed;
using outcome::FindingId;

Identity& someone() {
  static Identity identity = make_self_signed({.ca = true});
  return identity;
}

der::ByteView spki() { return someone().certificate.spki(); }
const x509::Name& name() { return someone().certificate.subject(); }

using Part = std::function<void(Writer&)>;

/// A list of one TrustAnchorInfo; what is written behind its name, and behind its path controls.
der::Bytes list_of_one(const Part& controls = {}, const Part& behind = {},
                       bool with_controls = true) {
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& list) {
    list.constructed(context_constructed(2), [&](Writer& wrapped) {
      wrapped.constructed(der::tag::sequence, [&](Writer& info) {
        info.raw(spki());
        info.octet_string(der::Bytes{1, 2, 3});
        if (with_controls) {
          info.constructed(der::tag::sequence, [&](Writer& path) {
            path.raw(name().der());
            if (controls) controls(path);
          });
        }
        if (behind) behind(info);
      });
    });
  });
  return writer.bytes();
}

TEST_CASE("an anchor by name and key is read, with what limits it") {
  const auto list = require_value(x509::read_trust_anchor_list(list_of_one([](Writer& path) {
    path.constructed(context_constructed(1), [](Writer& policies) {
      policies.constructed(der::tag::sequence,
                           [](Writer& policy) { policy.oid(der::Oid::literal("1.2.3.4")); });
    });
    path.value(context(2), der::Bytes{0x05, 0x60});
    path.constructed(context_constructed(3), [](Writer& constraints) {
      constraints.constructed(context_constructed(0), [](Writer& bases) {
        bases.constructed(der::tag::sequence, [](Writer& subtree) {
          subtree.value(context(2), der::as_bytes("example.org"));
        });
      });
    });
    path.value(context(4), der::Bytes{0x02});
  })));
  REQUIRE(list.anchors.size() == 1);
  CHECK(list.certificates.empty());
  const auto& anchor = list.anchors.front();
  CHECK(anchor.name.matches(name()));
  CHECK(der::equal(anchor.key.spki(), spki()));
  CHECK(anchor.key_identifier == der::Bytes{1, 2, 3});
  REQUIRE(anchor.policies.size() == 1);
  CHECK(anchor.policies.front().to_string() == "1.2.3.4");
  CHECK_FALSE(anchor.inhibit_policy_mapping);
  CHECK(anchor.require_explicit_policy);
  CHECK(anchor.inhibit_any_policy);
  REQUIRE(anchor.name_constraints.has_value());
  REQUIRE(anchor.name_constraints->permitted.size() == 1);
  CHECK(anchor.name_constraints->permitted.front().text == "example.org");
  CHECK(anchor.path_length == 2U);
}

TEST_CASE("certificates and anchors by name and key stand in one list") {
  const auto one = list_of_one();
  Writer writer;
  writer.constructed(der::tag::sequence, [&](Writer& list) {
    list.raw(someone().certificate.der());
    list.raw(require_value(der::read_single(one, der::tag::sequence)).content);
  });
  const auto list = require_value(x509::read_trust_anchor_list(writer.bytes()));
  REQUIRE(list.certificates.size() == 1);
  CHECK(list.certificates.front() == someone().certificate);
  CHECK(list.anchors.size() == 1);
}

TEST_CASE("a trust anchor that could not be obeyed is refused, and says where") {
  struct Row {
    const char* what;
    der::Bytes list;
    FindingId id;
    std::string_view where;
  };
  const Row rows[] = {
      {"an empty list", {0x30, 0x00}, FindingId::trust_anchor_malformed, "TrustAnchorList"},
      {"a TBSCertificate",
       {0x30, 0x04, 0xA1, 0x02, 0x30, 0x00},
       FindingId::trust_anchor_malformed,
       "anchor 1, tbsCert"},
      {"no path controls", list_of_one({}, {}, false), FindingId::trust_anchor_malformed,
       "anchor 1, certPath"},
      {"a certificate among the path controls",
       list_of_one([](Writer& path) { path.constructed(context_constructed(0), [](Writer&) {}); }),
       FindingId::trust_anchor_malformed, "anchor 1, certificate"},
      {"flags that nobody knows", list_of_one([](Writer& path) {
         path.value(context(2), der::Bytes{0x04, 0x10});
       }),
       FindingId::trust_anchor_malformed, "anchor 1, policyFlags"},
      {"extensions",
       list_of_one({},
                   [](Writer& info) { info.constructed(context_constructed(1), [](Writer&) {}); }),
       FindingId::trust_anchor_malformed, "anchor 1, exts"},
      {"something behind", list_of_one({}, [](Writer& info) { info.null(); }),
       FindingId::der_trailing_data, "anchor 1"},
      {"a negative path length",
       list_of_one([](Writer& path) { path.value(context(4), der::Bytes{0xFF}); }),
       FindingId::der_integer_out_of_range, "anchor 1, pathLenConstraint"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      const auto read = x509::read_trust_anchor_list(row.list);
      const auto& finding = require_failure(read, row.id);
      CHECK(finding.about.where.rfind(row.where, 0) == 0);
    }
  }
}

}  // namespace
}  // namespace accord::tests
