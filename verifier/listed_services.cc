#include "verifier/listed_services.h"

#include <algorithm>

#include "verifier/recognition/content.h"
#include "verifier/revocation/subject.h"

namespace accord::verifier {
namespace {

using outcome::FindingId;
using qualification::CertificateFacts;
using qualification::Determination;
using qualification::Moment;

// That an agreement does not cover one service, or no longer, matters only when no other service of
// the issuer is recognised. Anything else that is in doubt stays in doubt.
void make_light(outcome::Findings& findings) {
  outcome::Findings lighter;
  for (auto finding : findings.all()) {
    if (finding.id == FindingId::recognition_type_not_equivalent ||
        finding.id == FindingId::agreement_not_in_force) {
      finding.severity = outcome::Severity::info;
    }
    lighter.add(std::move(finding));
  }
  findings = std::move(lighter);
}

// Before its oldest entry a service had no status, unless older entries were left out for damage.
void note_cut_history(const ListedService& service, outcome::Findings& findings) {
  if (!service.found.service->history_cut) return;
  auto finding = outcome::make_finding(
      FindingId::list_history_entry_left_out,
      qualification::about(service.found.service->current, service.list.list().territory));
  finding.severity = outcome::Severity::indeterminate;
  findings.add(std::move(finding));
}

// A list of trusted entities (TS 119 602) has no statuses and types of its own that say whether a
// service is qualified. An agreement may say what its words are worth here; of a service without a
// status there is no word that it could translate.
bool says_nothing(const ListedService& service, const trustlist::DatedEntry& entry, Moment moment,
                  time::Instant at, outcome::Findings& findings) {
  const auto& list = service.list.list();
  if (list.form != trustlist::Form::trusted_entities) return false;
  const bool foreign = service.list.bridge.has_value();
  if (foreign && entry.entry->has_status()) return false;
  findings.add(foreign ? FindingId::service_without_status : FindingId::service_of_entities,
               qualification::about(*entry.entry, list.territory),
               {{"service", trustlist::text_in(entry.entry->names, "en")},
                {"territory", list.territory},
                {"moment", std::string(to_string(moment))},
                {"at", time::to_string(at)}});
  return true;
}

}  // namespace

struct ListedServices::Asked {
  Moment moment{};
  time::Instant at{};
};

ListedServices::ListedServices(const Trust& trust, const x509::Certificate& authority)
    : authority_(authority), at_(trust.at()) {
  for (const auto& hit : trust.index().services().services_of(authority)) {
    services_.push_back({trust.lists().at(hit.list), {hit.provider, hit.service, hit.how}});
  }
  for (const auto& usable : trust.lists()) lists_.push_back(&usable.list());
}

std::vector<ListedServices::View> ListedServices::look(const Asked& asked,
                                                       const x509::Certificate& certificate,
                                                       outcome::Findings& findings) const {
  std::vector<View> views;
  outcome::Findings translation;
  for (const auto& service : services_) {
    auto& view = views.emplace_back();
    view.entry = trustlist::status_at(*service.found.service, asked.at);
    if (!view.entry.has_value()) {
      note_cut_history(service, findings);
      continue;
    }
    if (!trustlist::speaks_of(*view.entry->entry, authority_)) {
      findings.add(FindingId::service_entry_of_another,
                   qualification::about(*view.entry->entry, service.list.list().territory),
                   {{"service", trustlist::text_in(view.entry->entry->names, "en")}});
      continue;
    }
    if (says_nothing(service, *view.entry, asked.moment, asked.at, findings)) continue;
    view.facts = qualification::facts_of(*service.found.provider, *view.entry, certificate,
                                         service.list.list().territory, findings);
    const auto& bridge = service.list.bridge;
    if (!view.facts.has_value() || !bridge.has_value()) continue;
    if (!recognition::is_usable(*bridge, translation)) continue;
    view.recognised = recognition::recognise(*view.facts, *bridge, certificate, asked.moment,
                                             asked.at, translation);
  }
  const bool some = std::any_of(views.begin(), views.end(),
                                [](const View& view) { return view.recognised.has_value(); });
  if (some) make_light(translation);
  findings.add(translation);
  return views;
}

// A certificate is read by the terms that were in force when it was issued. Where there were none,
// it is not recognised anyway; the later terms then only serve to say what else is wrong.
std::vector<CertificateFacts> ListedServices::certificate_facts(
    const x509::Certificate& certificate, outcome::Findings& findings) const {
  std::vector<CertificateFacts> result;
  const trustlist::EquivalenceTerms* last = nullptr;
  for (std::size_t i = 0; i < services_.size(); ++i) {
    const auto& recognised =
        issuance_[i].recognised.has_value() ? issuance_[i].recognised : use_[i].recognised;
    if (!recognised.has_value()) {
      result.push_back(qualification::facts_of(certificate));
      continue;
    }
    // Several services under the same terms: said once.
    outcome::Findings unsaid;
    result.push_back(recognition::translate(certificate, *recognised->terms,
                                            recognised->terms == last ? unsaid : findings));
    last = recognised->terms;
  }
  return result;
}

Determination ListedServices::determine(const Asked& asked, const std::vector<View>& views,
                                        const std::vector<CertificateFacts>& facts,
                                        const x509::Certificate& certificate,
                                        outcome::Findings& findings) {
  qualification::Question question;
  question.issued = certificate.not_before();
  question.moment = asked.moment;
  question.at = asked.at;
  question.about = revocation::about(certificate);
  std::vector<std::size_t> origin;
  bool had_entry = false;
  for (std::size_t i = 0; i < views.size(); ++i) {
    had_entry = had_entry || views[i].entry.has_value() || services_[i].found.service->history_cut;
    const bool foreign = services_[i].list.bridge.has_value();
    if (foreign ? !views[i].recognised.has_value() : !views[i].facts.has_value()) continue;
    question.listed.push_back({foreign ? views[i].recognised->home : *views[i].facts, facts[i]});
    origin.push_back(i);
  }
  // Every entry was refused or left out, and why has been said.
  if (question.listed.empty() && had_entry) return {};
  auto answer = qualification::determine(question, authority_, findings);
  if (answer.service.has_value()) answer.service = origin[*answer.service];
  return answer;
}

void ListedServices::note_takeover(outcome::Findings& findings) {
  if (services_.empty()) return;
  const auto& shown = services_.at(shown_);
  takeover_ = trustlist::follow_takeover(lists_, *shown.found.service);
  trustlist::report(takeover_, *shown.found.service,
                    qualification::about(shown.found.service->current, shown.list.list().territory),
                    findings);
}

qualification::Result ListedServices::judge(const x509::Certificate& certificate,
                                            outcome::Findings& findings) {
  const Asked use{Moment::use, at_};
  const Asked issuance{Moment::issuance, certificate.not_before()};
  use_ = look(use, certificate, findings);
  issuance_ = look(issuance, certificate, findings);
  const auto facts = certificate_facts(certificate, findings);
  const auto when_used = determine(use, use_, facts, certificate, findings);
  const auto when_issued = determine(issuance, issuance_, facts, certificate, findings);
  shown_ = when_used.service.value_or(when_issued.service.value_or(0));
  note_takeover(findings);
  return qualification::together(when_issued, when_used, revocation::about(certificate), findings);
}

}  // namespace accord::verifier
