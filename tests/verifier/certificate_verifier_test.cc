#include <algorithm>

#include <accord/certificate.h>
#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/support/ocsp_maker.h"
#include "tests/verifier/path/chain_maker.h"

// The installed interface for certificates: what it adds to path::find is the door.
namespace accord::tests {
namespace {

std::string bytes_of(der::ByteView view) { return std::string(der::as_text(view)); }

/// A verifier that has all of a chain, and the question that is answered with "valid".
struct Library {
  Library() {
    CHECK_FALSE(verifier.add_anchors(to_pem(chain.root_certificate())));
    add_evidence();
    question.at = chain.at;
    question.purpose = "signature";
  }

  void add_evidence() {
    CHECK_FALSE(verifier.add_certificates(bytes_of(chain.lower_certificate().der())));
    CHECK_FALSE(verifier.add_certificates(to_pem(chain.upper_certificate())));
    for (const auto& crl : chain.material().revocation.crls) {
      CHECK_FALSE(verifier.add_crls(bytes_of(crl.der())));
    }
  }

  [[nodiscard]] CertificateAnswer ask() const {
    return verifier.verify(to_pem(chain.leaf_certificate()), question);
  }
  void require_refused(std::string_view id, Verdict verdict) const {
    const auto answer = ask();
    CHECK(answer.verdict() == verdict);
    const auto& all = answer.findings();
    INFO(id);
    CHECK(std::any_of(all.begin(), all.end(), [&](const Finding& one) { return one.id == id; }));
    CHECK(answer.policies().empty());
  }

  Chain chain;
  CertificateVerifier verifier;
  CertificateQuestion question;
};

}  // namespace

TEST_CASE("the library says that a certificate is good, by which path and what evidence") {
  const Library library;
  const auto answer = library.ask();
  CHECK(answer.verdict() == Verdict::valid);
  CHECK(answer.at() == library.chain.at);
  CHECK(answer.findings().empty());
  REQUIRE(answer.paths().size() == 1);
  const auto& path = answer.paths().front();
  CHECK(path.anchor == "CN=Root,O=Test organisation,C=ZZ");
  REQUIRE(path.certificates.size() == 3);
  CHECK(path.certificates.back().subject == "CN=Leaf,O=Test organisation,C=ZZ");
  CHECK(path.certificates.back().issuer == path.certificates[1].subject);
  CHECK(path.certificates.back().sha256.size() == 64);
  CHECK(path.certificates.back().revocation == "not revoked, by the CRL of 2026-07-31T23:00:00Z");
}

TEST_CASE("the library asks what it is told to ask") {
  Library library;
  SECTION("a name") {
    library.question.dns = {"www.example.org"};
    library.require_refused("certificate_for_another_name", Verdict::invalid);
  }
  SECTION("a name that is none") {
    library.question.ip = {"not an address"};
    library.require_refused("name_unusable", Verdict::indeterminate);
  }
  SECTION("a purpose that nobody knows") {
    library.question.purpose = "pleasure";
    library.require_refused("word_unknown", Verdict::indeterminate);
  }
  SECTION("a policy") {
    library.question.policies = {"1.2.3.4"};
    library.question.explicit_policy = true;
    library.require_refused("path_policy_none", Verdict::invalid);
  }
  SECTION("a policy that is none") {
    library.question.policies = {"1.2.three"};
    library.require_refused("oid_malformed", Verdict::indeterminate);
  }
  SECTION("no authority between") {
    library.question.max_intermediates = 1;
    library.require_refused("path_too_long", Verdict::indeterminate);
  }
  SECTION("the present") {
    library.question.now = library.chain.at - std::chrono::hours(10);
    library.require_refused("revocation_not_yet_made", Verdict::indeterminate);
  }
  SECTION("a distrusted certificate") {
    // Of the key, since certificates are made anew each time.
    CHECK_FALSE(library.verifier.distrust_key(bytes_of(lower_identity().key.public_key().spki())));
    library.require_refused("path_distrusted", Verdict::invalid);
  }
  SECTION("algorithms") {
    CHECK_FALSE(library.verifier.set_algorithm_policy(
        "<algorithm-policy xmlns='urn:accord:algorithm-policy:1' base='none'>"
        "<digest algorithm='sha-256'/><signature family='rsa-pkcs1'/></algorithm-policy>"));
    library.require_refused("algorithm_weak", Verdict::indeterminate);
  }
}

TEST_CASE("the library takes anchors by name and key, and for a period") {
  Chain chain;
  for (const bool in_time : {true, false}) {
    Library library;
    library.verifier = CertificateVerifier();
    library.add_evidence();
    CHECK_FALSE(library.verifier.add_anchors(
        to_pem(library.chain.root_certificate()), moment("2020-01-01T00:00:00Z"),
        library.chain.at + std::chrono::hours(in_time ? 1 : 0)));
    CHECK((library.ask().verdict() == Verdict::valid) == in_time);
  }
  Library library;
  library.verifier = CertificateVerifier();
  library.add_evidence();
  CHECK_FALSE(library.verifier.add_anchor(bytes_of(subject_name(library.chain.root).der()),
                                          bytes_of(root_identity().key.public_key().spki())));
  CHECK(library.ask().verdict() == Verdict::valid);
  CHECK_FALSE(library.verifier.distrust_certificates(to_pem(chain.leaf_certificate())));
  CHECK(library.ask().verdict() == Verdict::valid);  // another certificate of that key
}

TEST_CASE("the library says what it could not read, and adds nothing of it") {
  Library library;
  const auto problem = [](const std::optional<Finding>& finding) {
    REQUIRE(finding.has_value());
    return finding->id;
  };
  auto& verifier = library.verifier;
  CHECK(problem(verifier.add_anchors("")) == "pem_missing");
  CHECK(problem(verifier.add_anchor("\x30", "")) == "der_truncated");
  CHECK(problem(verifier.add_certificates("\x30")) == "der_truncated");
  CHECK(problem(verifier.add_crls("\x30")) == "der_truncated");
  CHECK(problem(verifier.add_ocsp_responses("\x30")) == "der_truncated");
  CHECK(problem(verifier.distrust_certificates("\x30")) == "der_truncated");
  CHECK(problem(verifier.distrust_key("\x30")) == "der_truncated");
  CHECK(problem(verifier.set_algorithm_policy("<")) == "xml_unclosed");
  CHECK(library.ask().verdict() == Verdict::valid);
  const auto answer = verifier.verify("\x30", library.question);
  CHECK(answer.verdict() == Verdict::indeterminate);
  REQUIRE(answer.findings().size() == 1);
  CHECK(answer.findings().front().id == "der_truncated");
}

}  // namespace accord::tests
