#pragma once

#include "tests/support/certificate_maker.h"
#include "verifier/recognition/content.h"
#include "verifier/recognition/recognise.h"

namespace accord::tests {

[[nodiscard]] time::Instant moment(std::string_view rfc3339);
[[nodiscard]] trustlist::AdditionalServiceInformation information(std::string_view uri);
[[nodiscard]] std::string uri_of(trustlist::Qualifier qualifier);

/// An agreement of EU with JP on seals, enacted 2026-07-01, and a granted service of JP, asked
/// about at 2026-08-01: recognised. In the agreement's words JP calls the service type
/// "urn:jp:seal", the status "urn:jp:good" or "urn:jp:bad". A test changes it.
struct Treaty {
  Treaty();
  [[nodiscard]] trustlist::EquivalenceTerms& terms() {
    return agreement.equivalences.front().current;
  }
  [[nodiscard]] std::optional<recognition::Recognised> recognise();
  [[nodiscard]] bool is_usable();
  /// Turns it into two equivalences, for signatures and for seals, of one service for both.
  void make_it_for_both();

  trustlist::RecognitionAgreement agreement;
  qualification::ServiceFacts service;
  /// What the certificate says that it is for; nothing: it has no QC statements.
  std::optional<std::vector<der::Oid>> types = std::vector<der::Oid>{x509::qc::type_eseal};
  std::int64_t hops = 1;
  time::Instant at;
  outcome::Findings findings;
};

[[nodiscard]] trustlist::QcStatementCriterion statement(const der::Oid& id);
[[nodiscard]] trustlist::QcStatementCriterion type_statement(const der::Oid& type);
[[nodiscard]] trustlist::QcStatementCriterion law_statement(std::string country);
/// All of these statements.
[[nodiscard]] trustlist::CriteriaList all_of(
    std::vector<trustlist::QcStatementCriterion> statements);

}  // namespace accord::tests
