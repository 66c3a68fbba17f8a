#pragma once

#include "tests/support/certificate_maker.h"
#include "verifier/qualification/determine.h"

namespace accord::tests {

[[nodiscard]] time::Instant moment(std::string_view rfc3339);
[[nodiscard]] std::string uri_of(trustlist::Qualifier qualifier);

/// A granted CA/QC service for seals, since 2020.
[[nodiscard]] qualification::ServiceFacts seal_service();
/// What an e-seal certificate of the home scheme says.
[[nodiscard]] qualification::CertificateFacts seal_facts();
[[nodiscard]] trustlist::AdditionalServiceInformation information(std::string_view uri);

/// One service, one certificate, asked about at 2026-08-01: qualified. A test changes it.
struct Listing {
  Listing();
  [[nodiscard]] qualification::ServiceFacts& service() { return question.listed.front().service; }
  [[nodiscard]] qualification::CertificateFacts& certificate() {
    return question.listed.front().certificate;
  }
  /// Adds a second service, the same as the first.
  qualification::Listed& second();
  void qualify(trustlist::Qualifier qualifier);
  [[nodiscard]] qualification::Determination determine();

  qualification::Question question;
  outcome::Findings findings;
};

}  // namespace accord::tests
