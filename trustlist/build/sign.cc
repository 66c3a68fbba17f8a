#include "trustlist/build/sign.h"

#include "trustlist/lint/lint.h"
#include "trustlist/read/read.h"
#include "trustlist/read/signer_rules.h"
#include "trustlist/read/verify.h"

namespace accord::trustlist::build {

using outcome::FindingId;
using outcome::Severity;

struct ListToSignMaker {
  static ListToSign make(std::string xml, TrustedList list, lint::Profile profile) {
    return ListToSign(std::move(xml), std::move(list), profile);
  }
};

namespace {

bool has_signature(const xml::Element& root) {
  return static_cast<bool>(root.child({ns::dsig, "Signature"}));
}

outcome::Result<void> check_rules(const TrustedList& list, const x509::Certificate& certificate) {
  outcome::Findings rules;
  read::check_signer_certificate(list, certificate, rules);
  if (rules.empty()) return {};
  auto finding = rules.all().front();
  finding.severity = Severity::invalid;
  return tl::unexpected<outcome::Finding>(std::move(finding));
}

xmldsig::SignOptions options_of(const TrustedList& list, const SignAs& how) {
  const auto properties =
      read::uses_v2_properties(list) ? xmldsig::Properties::v2 : xmldsig::Properties::v1;
  return {how.signing_time, properties, how.chain, how.algorithms};
}

}  // namespace

std::optional<ListToSign> lint_to_sign(std::string unsigned_xml,
                                       std::optional<lint::Profile> profile,
                                       outcome::Budget& budget, outcome::Findings& findings) {
  const auto linted =
      lint::lint_list(unsigned_xml, profile, crypto::AlgorithmPolicy::strict(), budget);
  findings.add(linted.findings);
  if (linted.findings.blocking() || !linted.profile) return std::nullopt;
  budget.next_document();
  const auto document = xml::Document::parse(unsigned_xml, budget);
  if (!document) {
    findings.add(document.error());
    return std::nullopt;
  }
  if (has_signature(document->root())) {
    findings.add(FindingId::list_already_signed, document->root().about());
    return std::nullopt;
  }
  outcome::Findings known;
  auto list = read::read_list(document->root(), budget, known);
  if (!list.has_value()) {
    findings.add(known);
    return std::nullopt;
  }
  return ListToSignMaker::make(std::move(unsigned_xml), std::move(*list), *linted.profile);
}

std::optional<ListToSign> lint_to_sign(std::string unsigned_xml, outcome::Budget& budget,
                                       outcome::Findings& findings) {
  return lint_to_sign(std::move(unsigned_xml), std::nullopt, budget, findings);
}

outcome::Result<void> check_list_signer(const TrustedList& list,
                                        const x509::Certificate& certificate, const SignAs& how) {
  if (auto right = check_rules(list, certificate); !right) return right;
  return xmldsig::check_signing_certificate(certificate, options_of(list, how));
}

outcome::Result<std::string> sign_list(ListToSign list, crypto::Signer& signer,
                                       const x509::Certificate& certificate, const SignAs& how,
                                       outcome::Budget& budget) {
  if (const auto right = check_rules(list.list(), certificate); !right) {
    return outcome::pass_on(right);
  }
  const auto options = options_of(list.list(), how);
  return xmldsig::sign_enveloped(std::move(list).release(), signer, certificate, options, budget);
}

}  // namespace accord::trustlist::build
