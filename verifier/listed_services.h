#pragma once

#include "trustlist/model/takeover.h"
#include "verifier/answer.h"

namespace accord::verifier {

/// The services that issued a certificate, by one of the authorities on its path, and what their
/// lists say of it at the two moments of TS 119 615, in the home scheme's terms.
class ListedServices {
 public:
  /// Every service, in every usable list, whose identity is that of `authority` (TS 119 615, 4.4,
  /// step 1).
  ListedServices(const Trust& trust, const x509::Certificate& authority);

  [[nodiscard]] bool empty() const noexcept { return services_.empty(); }
  [[nodiscard]] const std::vector<ListedService>& all() const noexcept { return services_; }

  /// Reads the services' entries for the certificate at issuance and at `trust.at()`, translates
  /// those under an agreement, and applies the rules. Findings: those of qualification and
  /// recognition; `service_entry_of_another`; `list_history_entry_left_out`, indeterminate, where
  /// the entry for a moment may be one of those; `takeover_not_listed`, `takeover_ambiguous`,
  /// `takeover_loop`.
  [[nodiscard]] qualification::Result judge(const x509::Certificate& certificate,
                                            outcome::Findings& findings);

  /// What was found of one service at one moment, to be shown.
  struct View {
    std::optional<trustlist::DatedEntry> entry;
    std::optional<qualification::ServiceFacts> facts;   ///< in its list's terms
    std::optional<recognition::Recognised> recognised;  ///< under an agreement
  };
  [[nodiscard]] const View& at_issuance(std::size_t service) const { return issuance_.at(service); }
  [[nodiscard]] const View& at_use(std::size_t service) const { return use_.at(service); }
  /// The service to show: the one that the answer rests on, else the first.
  [[nodiscard]] std::size_t shown() const noexcept { return shown_; }
  /// Who took over the service to show, as far as the usable lists say.
  [[nodiscard]] const trustlist::Takeover& takeover() const noexcept { return takeover_; }

 private:
  struct Asked;
  void note_takeover(outcome::Findings& findings);
  [[nodiscard]] std::vector<View> look(const Asked& asked, const x509::Certificate& certificate,
                                       outcome::Findings& findings) const;
  [[nodiscard]] qualification::Determination determine(
      const Asked& asked, const std::vector<View>& views,
      const std::vector<qualification::CertificateFacts>& facts,
      const x509::Certificate& certificate, outcome::Findings& findings);
  [[nodiscard]] std::vector<qualification::CertificateFacts> certificate_facts(
      const x509::Certificate& certificate, outcome::Findings& findings) const;

  x509::Certificate authority_;
  time::Instant at_;
  std::vector<ListedService> services_;
  std::vector<const trustlist::TrustedList*> lists_;  ///< those of the trust it was made from
  trustlist::Takeover takeover_;
  std::vector<View> issuance_, use_;
  std::size_t shown_ = 0;
};

}  // namespace accord::verifier
