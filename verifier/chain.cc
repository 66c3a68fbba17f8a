#include "verifier/chain.h"

namespace accord::verifier {
namespace {

using trustlist::read::VerifiedList;

void add(ChainLink& link, std::string name, std::string value) {
  if (!value.empty()) link.facts.emplace_back(std::move(name), std::move(value));
}

void add(ChainLink& link, std::string name, const std::optional<time::Instant>& instant) {
  if (instant.has_value()) add(link, std::move(name), time::to_string(*instant));
}

std::string hex(const crypto::Digest& digest) { return der::to_hex(digest.bytes()); }

std::string in_words(const revocation::Status& status) {
  if (const auto* good = std::get_if<revocation::Good>(&status)) {
    return "not revoked, by " + revocation::describe(good->by);
  }
  if (const auto* revoked = std::get_if<revocation::Revoked>(&status)) {
    return "revoked at " + time::to_string(revoked->entry.revocation_date);
  }
  return "not known";
}

// What every list has to show.
void add_list_facts(ChainLink& link, const VerifiedList& verified) {
  const auto& list = verified.list();
  add(link, "territory", list.territory);
  add(link, "operator", trustlist::text_in(list.operator_names, "en"));
  add(link, "form", std::string(trustlist::word_of(list.form)));
  add(link, "type", std::string(trustlist::short_name(list.type)));
  add(link, "version", std::to_string(list.version));
  add(link, "sequence", std::to_string(list.sequence));
  add(link, "issued", list.issued);
  add(link, "next_update", list.next_update);
  add(link, "signer", verified.signer().subject().to_string());
  add(link, "signer_sha256", hex(verified.signer().fingerprint()));
  add(link, "sha256", hex(verified.sha256()));
}

void add_view(ChainLink& link, const ListedServices::View& view, const std::string& moment) {
  if (!view.entry.has_value()) {
    add(link, "status_" + moment, "none");
    return;
  }
  const auto& entry = *view.entry;
  if (!entry.entry->has_status()) {
    add(link, "status_" + moment, "listed without a status");
    return;
  }
  add(link, "status_" + moment, std::string(trustlist::short_name(entry.entry->status)));
  add(link, "status_" + moment + "_since", entry.period.from);
  add(link, "status_" + moment + "_until", entry.period.until);
  if (view.recognised.has_value()) {
    add(link, "home_status_" + moment,
        std::string(trustlist::short_name(view.recognised->home.status)));
  }
}

void add_kind(ChainLink& link, const qualification::ServiceFacts& facts, const std::string& side) {
  add(link, side + "type", std::string(trustlist::short_name(facts.type)));
  for (const auto& one : facts.additional_information) {
    add(link, side + "additional_information", std::string(trustlist::short_name(one.uri.text)));
  }
  for (const auto& one : facts.qualifiers) {
    add(link, side + "qualifier", std::string(trustlist::short_name(one)));
  }
}

}  // namespace

std::string_view to_string(Role role) noexcept {
  switch (role) {
    case Role::document:
      return "document";
    case Role::certificate:
      return "certificate";
    case Role::path:
      return "path";
    case Role::service:
      return "service";
    case Role::list:
      return "list";
    case Role::agreement:
      return "agreement";
    case Role::list_of_lists:
      return "list_of_lists";
  }
  return "";
}

ChainLink document_link(const NamedBytes& document, const crypto::Digest& sha256,
                        const signature::SignedDocument* intact) {
  ChainLink link{Role::document, intact != nullptr, {}};
  add(link, "name", document.name);
  add(link, "sha256", hex(sha256));
  if (intact != nullptr) {
    add(link, "claimed_signing_time", intact->signature().signing_time());
    add(link, "algorithm", crypto::to_string(intact->signature().algorithm()));
  }
  return link;
}

ChainLink certificate_link(const x509::Certificate& certificate, bool holds) {
  ChainLink link{Role::certificate, holds, {}};
  add(link, "subject", certificate.subject().to_string());
  add(link, "issuer", certificate.issuer().to_string());
  add(link, "serial", certificate.serial().to_hex());
  add(link, "not_before", certificate.not_before());
  add(link, "not_after", certificate.not_after());
  add(link, "sha256", hex(certificate.fingerprint()));
  return link;
}

ChainLink path_link(const path::Candidate& candidate, const path::Valid* valid) {
  ChainLink link{Role::path, valid != nullptr, {}};
  const auto& certificates = candidate.certificates;
  for (auto certificate = certificates.rbegin(); certificate != certificates.rend();
       ++certificate) {
    add(link, "certificate", certificate->subject().to_string());
    if (valid == nullptr) continue;
    const auto index = static_cast<std::size_t>(certificates.rend() - certificate) - 1;
    add(link, "revocation", in_words(valid->revocation().at(index)));
  }
  add(link, "anchor", candidate.anchor.name().to_string());
  if (const auto* anchor = candidate.anchor.certificate()) {
    add(link, "anchor_sha256", hex(anchor->fingerprint()));
  }
  return link;
}

ChainLink service_link(const ListedServices& services, const qualification::Result& result) {
  const auto shown = services.shown();
  const auto& service = services.all().at(shown);
  const auto& use = services.at_use(shown);
  ChainLink link{Role::service, result.qualified == qualification::Decision::yes, {}};
  add(link, "provider", trustlist::text_in(service.found.provider->names, "en"));
  add(link, "service", trustlist::text_in(service.found.service->current.names, "en"));
  add(link, "identified_by", std::string(trustlist::to_string(service.found.how)));
  for (const auto& step : services.takeover().steps) {
    add(link, "taken_over_by",
        trustlist::text_in(step.said->provider_names, "en") + " (" + step.said->territory + ")");
  }
  if (use.facts.has_value()) add_kind(link, *use.facts, "");
  add_view(link, services.at_issuance(shown), "at_issuance");
  add_view(link, use, "at_use");
  if (use.recognised.has_value()) add_kind(link, use.recognised->home, "home_");
  add(link, "qualified", std::string(to_string(result.qualified)));
  if (result.type.has_value()) add(link, "for", std::string(to_string(*result.type)));
  add(link, "qualified_device", std::string(to_string(result.device)));
  return link;
}

ChainLink list_link(const UsableList& list) {
  ChainLink link{Role::list, true, {}};
  add(link, "name", list.name);
  add_list_facts(link, *list.verified);
  return link;
}

ChainLink agreement_link(const ListedServices& services, const recognition::Bridge& bridge) {
  const auto& issuance = services.at_issuance(services.shown()).recognised;
  const auto& use = services.at_use(services.shown()).recognised;
  ChainLink link{Role::agreement, issuance.has_value() && use.has_value(), {}};
  add(link, "pointing", bridge.pointing);
  add(link, "pointed", bridge.pointed);
  if (use.has_value()) {
    add(link, "equivalence", use->legal_identifier);
    add(link, "status", std::string(trustlist::short_name(use->terms->status)));
    add(link, "in_force_since", use->in_force.from);
    add(link, "in_force_until", use->in_force.until);
  }
  if (issuance.has_value()) add(link, "in_force_at_issuance_since", issuance->in_force.from);
  add(link, "pointing_legislation", bridge.agreement->pointing_legislation);
  add(link, "pointed_legislation", bridge.agreement->pointed_legislation);
  add(link, "depth", std::to_string(bridge.agreement->depth));
  add(link, "hop", std::to_string(bridge.hops));
  return link;
}

ChainLink list_of_lists_link(const VerifiedList& list_of_lists) {
  ChainLink link{Role::list_of_lists, true, {}};
  add_list_facts(link, list_of_lists);
  return link;
}

}  // namespace accord::verifier
