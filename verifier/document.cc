#include "verifier/document.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "verifier/chain.h"
#include "verifier/left_out.h"
#include "verifier/path/find.h"
#include "verifier/revocation/subject.h"

namespace accord::verifier {

using outcome::FindingId;
using outcome::Findings;
using outcome::Severity;

namespace {

// At most that weight: a list that cannot be used leaves the question of the document open.
void add_at_most(Findings& all, const Findings& some, Severity limit) {
  for (auto finding : some.all()) {
    finding.severity = std::min(finding.severity, limit);
    all.add(std::move(finding));
  }
}

// The findings of a list that the chain rests on. Nobody keeps a closed list up to date, and it
// never expires: it says nothing of a later moment.
void add_of_basis(Findings& all, const Findings& some, Severity limit) {
  for (auto finding : some.all()) {
    finding.severity = finding.id == FindingId::list_closed ? Severity::indeterminate
                                                            : std::min(finding.severity, limit);
    all.add(std::move(finding));
  }
}

// The heaviest first; among equals, the order in which the chain is followed.
Findings ordered(const Findings& findings) {
  auto all = findings.all();
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.severity > b.severity; });
  Findings result;
  for (auto& finding : all) result.add(std::move(finding));
  return result;
}

const path::Candidate* candidate_to_show(const path::Answer& answer) {
  const auto first = [](const std::vector<path::Refused>& all) {
    return all.empty() ? nullptr : &all.front().candidate;
  };
  if (const auto* invalid = std::get_if<path::Invalid>(&answer)) return first(invalid->candidates);
  if (const auto* open = std::get_if<path::Indeterminate>(&answer)) return first(open->candidates);
  return nullptr;
}

// Lists name their services' certificates: `Trust` makes no other anchors.
const x509::Certificate& certificate_of(const path::TrustAnchor& anchor) {
  assert(anchor.certificate() != nullptr);
  return *anchor.certificate();
}

// From the issuer up to the anchor.
std::vector<x509::Certificate> issuers_of(const path::Candidate& candidate) {
  const auto& certificates = candidate.certificates;
  std::vector<x509::Certificate> issuers(certificates.rbegin() + 1, certificates.rend());
  issuers.push_back(certificate_of(candidate.anchor));
  return issuers;
}

bool was_given(const Trust& trust, const std::string& territory) {
  const auto& lists = trust.lists();
  const auto& refused = trust.refused();
  return std::any_of(lists.begin(), lists.end(),
                     [&](const UsableList& one) { return one.list().territory == territory; }) ||
         std::any_of(refused.begin(), refused.end(),
                     [&](const RefusedList& one) { return one.territory == territory; });
}

// Lists use the code EL for Greece, certificates the GR of ISO 3166-1 (TS 119 612, 5.1.5).
std::string territory_of_country(const std::string& country) {
  return country == "GR" ? "EL" : country;
}

// The territory whose list would have to be given: that of the issuer, where a pointer leads to it;
// else, when no list was given at all, any that is pointed to. Empty when none is missing.
std::string territory_not_given(const Trust& trust, const std::optional<std::string>& country) {
  const auto& list_of_lists = trust.list_of_lists()->list();
  std::vector<std::string> pointed;
  for (const auto& pointer : list_of_lists.pointers) {
    const auto territory = pointer.territory.value_or("");
    const bool known = std::find(pointed.begin(), pointed.end(), territory) != pointed.end();
    if (!pointer.leads_to_xml() || territory.empty() || known) continue;
    if (territory != list_of_lists.territory) pointed.push_back(territory);
  }
  const auto wanted = territory_of_country(country.value_or(""));
  if (std::find(pointed.begin(), pointed.end(), wanted) != pointed.end()) {
    return was_given(trust, wanted) ? std::string() : wanted;
  }
  if (!trust.lists().empty() || !trust.refused().empty()) return {};
  std::string any;
  for (const auto& territory : pointed) any += (any.empty() ? "" : " or ") + territory;
  return any;
}

}  // namespace

// Follows the chain from the document to the list of lists, as far as it goes.
class Verification {
 public:
  Verification(const NamedBytes& document, const Trust& trust, const Evidence& evidence,
               const path::Policy& policy, outcome::Budget& budget)
      : document_(document),
        trust_(trust),
        evidence_(evidence),
        policy_(policy),
        budget_(budget),
        sha256_(crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(document.bytes))) {}

  Answer run() {
    answer_.at = trust_.at();
    if (check_document()) follow_path();
    add_trust_findings();
    add_what_is_missing();
    conclude();
    return std::move(answer_);
  }

 private:
  bool check_document() {
    Findings found;
    intact_ = signature::check(document_.bytes, {policy_.algorithms, trust_.at()}, budget_, found);
    answer_.chain.push_back(
        document_link(document_, sha256_, intact_.has_value() ? &*intact_ : nullptr));
    if (intact_.has_value()) {
      const auto signed_at = intact_->signature().signing_time();
      if (signed_at > trust_.at()) {
        found.add(FindingId::document_signed_later,
                  intact_->signature().signature_element().about(),
                  {{"signed", time::to_string(signed_at)}, {"at", time::to_string(trust_.at())}});
      }
    }
    found.name_subject(document_.name);
    signature_findings_.add(found);
    return intact_.has_value();
  }

  void follow_path() {
    const auto& signer = intact_->signature().signing_certificate();
    path::Material material{trust_.anchors(), evidence_.certificates, {}};
    material.revocation.crls = evidence_.crls;
    for (const auto& one : intact_->signature().certificates()) material.untrusted.push_back(one);
    auto found = path::find(signer, material, policy_, trust_.at(), budget_);
    add_path_findings(found, signer);
    auto* valid = std::get_if<path::Valid>(&found);
    answer_.chain.push_back(certificate_link(signer, valid != nullptr));
    if (valid != nullptr) {
      answer_.chain.push_back(path_link({valid->anchor(), valid->certificates()}, valid));
      follow_services({valid->anchor(), valid->certificates()});
      path_ = std::move(*valid);
    } else if (const auto* candidate = candidate_to_show(found)) {
      answer_.chain.push_back(path_link(*candidate, nullptr));
      // A certificate that only pretends to come from a listed service is not judged by its status.
      if (!signature_findings_.has(FindingId::path_signature_wrong)) {
        follow_services(*candidate);
      }
    }
  }

  // A path that leads nowhere means, where there are anchors, that the issuer is in no list.
  void add_path_findings(const path::Answer& found, const x509::Certificate& signer) {
    const auto findings = path::findings_of(found);  // lives as long as the loop
    for (auto finding : findings.all()) {
      if (finding.id == FindingId::path_none) {
        std::size_t services = 0;
        for (const auto& usable : trust_.lists()) services += usable.list().service_count();
        finding = outcome::make_finding(FindingId::service_not_listed, revocation::about(signer),
                                        {{"issuer", signer.issuer().to_string()},
                                         {"services", std::to_string(services)},
                                         {"lists", std::to_string(trust_.lists().size())}});
      }
      signature_findings_.add(std::move(finding));
    }
  }

  // TS 119 615, 4.4, step 1: from the issuer up. An authority with its certificate in a list is the
  // anchor; one that is listed by its key alone, or by its key under another name, is below it, and
  // can then only speak against what the anchor's services say.
  void judge_services(const path::Candidate& candidate,
                      const std::vector<x509::Certificate>& issuers) {
    for (const auto& issuer : issuers) {
      ListedServices services(trust_, issuer);
      if (services.empty()) continue;
      Findings found;
      const auto result = services.judge(candidate.target(), found);
      const bool good = !found.blocking() && result.qualified == qualification::Decision::yes;
      if (good && result_.has_value()) note_difference(*result_, result, services, found);
      services_ = std::move(services);
      result_ = result;
      service_findings_.add(found);
      if (!good) return;
    }
  }

  void note_difference(const qualification::Result& below, const qualification::Result& above,
                       const ListedServices& services, Findings& findings) const {
    const auto note = [&](const qualification::Determination& one,
                          const qualification::Determination& other, qualification::Moment moment,
                          time::Instant at) {
      if (one.agrees_with(other)) return;
      const auto& shown = services.all().at(services.shown());
      findings.add(FindingId::service_answers_differ,
                   qualification::about(shown.found.service->current, shown.list.list().territory),
                   {{"count", "2"},
                    {"moment", std::string(qualification::to_string(moment))},
                    {"at", time::to_string(at)}});
    };
    note(below.issuance, above.issuance, qualification::Moment::issuance,
         intact_->signature().signing_certificate().not_before());
    note(below.use, above.use, qualification::Moment::use, trust_.at());
  }

  void follow_services(const path::Candidate& candidate) {
    const auto issuers = issuers_of(candidate);
    judge_services(candidate, issuers);
    if (!services_.has_value()) return;
    service_findings_.add(find_left_out(trust_, issuers));
    const auto& shown = services_->all().at(services_->shown());
    answer_.chain.push_back(service_link(*services_, *result_));
    answer_.chain.push_back(list_link(shown.list));
    if (shown.list.bridge.has_value()) {
      answer_.chain.push_back(agreement_link(*services_, *shown.list.bridge));
    }
    answer_.chain.push_back(list_of_lists_link(*trust_.list_of_lists()));
  }

  bool rests_on(const UsableList& usable) const {
    return services_.has_value() &&
           std::any_of(services_->all().begin(), services_->all().end(),
                       [&](const auto& one) { return one.list.verified == usable.verified; });
  }

  // Lists matter when the chain rests on them; those that cannot be used matter when no issuer was
  // found: it might be in one of them.
  void add_trust_findings() {
    add_of_basis(trust_findings_, trust_.findings(), Severity::indeterminate);
    const bool found = services_.has_value() && !services_->empty();
    for (const auto& usable : trust_.lists()) {
      if (rests_on(usable)) {
        add_of_basis(trust_findings_, usable.verified->findings(), Severity::warning);
      } else {
        add_at_most(trust_findings_, usable.verified->findings(), Severity::info);
      }
    }
    for (const auto& refused : trust_.refused()) {
      add_at_most(trust_findings_, refused.findings,
                  found ? Severity::info : Severity::indeterminate);
    }
  }

  // What keeps the chain from being found at all leads the answer: a list of lists that is not
  // trusted, or a list that was not given.
  void add_what_is_missing() {
    if (trust_.list_of_lists() == nullptr) {
      if (!trust_.findings().has(FindingId::trust_list_of_lists_missing)) {
        missing_findings_.add(FindingId::trust_list_of_lists_not_trusted);
      }
      return;
    }
    const bool no_issuer = signature_findings_.has(FindingId::path_no_anchors) ||
                           signature_findings_.has(FindingId::service_not_listed);
    if (!no_issuer) return;
    const auto& home = trust_.list_of_lists()->list();
    const auto territory = territory_not_given(
        trust_,
        intact_->signature().signing_certificate().issuer().first(x509::attribute::country));
    if (!territory.empty()) {
      missing_findings_.add(FindingId::trust_list_not_given, {},
                            {{"territory", territory}, {"pointing", home.territory}});
    }
  }

  // Valid needs every part of the proof and no finding against it; anything else is not valid.
  void conclude() {
    Findings all;
    const bool broken = !intact_.has_value();
    if (broken) all.add(signature_findings_);
    all.add(missing_findings_);
    all.add(trust_findings_);
    if (!broken) all.add(signature_findings_);
    all.add(service_findings_);
    answer_.conclusion = signature::conclude(signature_findings_);
    if (all.worst() == Severity::invalid) {
      answer_.outcome = Invalid{};
    } else if (!all.blocking() && path_.has_value() && is_recognised()) {
      answer_.outcome = Valid(proof());
      answer_.legal_effect = legal_effect(all);
    }
    answer_.findings = ordered(all);
  }

  bool is_recognised() const {
    return result_.has_value() && result_->qualified == qualification::Decision::yes &&
           result_->kind != qualification::SignatureKind::unknown;
  }

  Proof proof() const {
    return {sha256_,
            intact_->signature().signing_certificate(),
            *path_,
            services_->all().at(services_->shown()),
            trust_.list_of_lists(),
            *result_};
  }

  std::optional<recognition::LegalEffect> legal_effect(Findings& findings) const {
    const auto& home = trust_.list_of_lists()->list();
    const auto& service = services_->all().at(services_->shown());
    const auto& use = services_->at_use(services_->shown()).recognised;
    std::optional<recognition::ByAgreement> agreement;
    if (service.list.bridge.has_value() && use.has_value()) {
      const auto& bridge = *service.list.bridge;
      agreement = {bridge.pointed, use->legal_identifier, bridge.agreement->pointing_legislation,
                   bridge.agreement->pointed_legislation,
                   home.type == trustlist::uri::ades_list_of_lists};
    }
    return recognition::legal_effect(home.territory, result_->kind, agreement, findings);
  }

  const NamedBytes& document_;
  const Trust& trust_;
  const Evidence& evidence_;
  const path::Policy& policy_;
  outcome::Budget& budget_;
  crypto::Digest sha256_;

  std::optional<signature::SignedDocument> intact_;
  std::optional<path::Valid> path_;
  std::optional<ListedServices> services_;
  std::optional<qualification::Result> result_;

  Findings signature_findings_;  // of the document's signature and the path to its certificate
  Findings missing_findings_;
  Findings trust_findings_;
  Findings service_findings_;
  Answer answer_;
};

trustlist::read::Verdict Answer::verdict() const noexcept {
  if (std::holds_alternative<Valid>(outcome)) return trustlist::read::Verdict::valid;
  if (std::holds_alternative<Invalid>(outcome)) return trustlist::read::Verdict::invalid;
  return trustlist::read::Verdict::indeterminate;
}

Answer verify_document(const NamedBytes& document, const Trust& trust, const Evidence& evidence,
                       const path::Policy& policy, outcome::Budget& budget) {
  return Verification(document, trust, evidence, policy, budget).run();
}

}  // namespace accord::verifier
