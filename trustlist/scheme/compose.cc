#include "trustlist/scheme/compose.h"

#include <algorithm>
#include <chrono>

#include "lib/x509/certificate.h"
#include "trustlist/scheme/agreement.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

/// Makes one list; keeps what went wrong.
class Composer {
 public:
  Composer(Files& files, time::Instant issued, outcome::Budget& budget, outcome::Findings& findings)
      : files_(files), issued_(issued), budget_(budget), findings_(findings) {}

  TrustedList compose(const SchemeSource& scheme, const std::vector<NamedProvider>& providers);
  void look_through(const SchemeSource* scheme, const std::vector<NamedProvider>& providers);

 private:
  std::optional<std::string> file(const std::string& name, const outcome::About& about);
  std::optional<x509::Certificate> certificate(const std::string& name,
                                               const outcome::About& about);
  void take_facts_beside(const PointerSource& source, const outcome::About& about,
                         Pointer& pointer);
  Pointer pointer(const PointerSource& source);
  Provider provider(const NamedProvider& named);
  Service service(const ServiceSource& source, const std::string& file_name);

  Files& files_;
  time::Instant issued_;
  outcome::Budget& budget_;
  outcome::Findings& findings_;
  Form form_{};
};

std::optional<std::string> Composer::file(const std::string& name, const outcome::About& about) {
  if (name.empty() || name.find(fill_in) != std::string::npos) return std::nullopt;
  auto bytes = files_.read(name);
  if (bytes) return std::move(*bytes);
  findings_.add(FindingId::source_file_unreadable, about,
                {{"file", name}, {"reason", outcome::message(bytes.error())}});
  return std::nullopt;
}

std::optional<x509::Certificate> Composer::certificate(const std::string& name,
                                                       const outcome::About& about) {
  const auto bytes = file(name, about);
  if (!bytes) return std::nullopt;
  auto certificates = x509::read_certificates(der::as_bytes(*bytes));
  if (certificates && certificates->size() == 1) return std::move(certificates->front());
  findings_.add(FindingId::source_certificate_wrong, about,
                {{"file", name},
                 {"reason", certificates ? "it holds " + std::to_string(certificates->size()) + "."
                                         : outcome::message(certificates.error())}});
  return std::nullopt;
}

void Composer::take_facts_beside(const PointerSource& source, const outcome::About& about,
                                 Pointer& pointer) {
  const auto name = "../" + source.scheme + "/scheme.xml";
  auto bytes = file(name, about);
  if (!bytes) return;
  outcome::Findings found;
  const auto scheme = read_scheme(std::move(*bytes), budget_, found);
  if (scheme && scheme->distribution_points.empty()) {
    found.add(FindingId::source_element_missing, {name, 0, "/scheme"},
              {{"element", "distribution-point"}});
  }
  found.name_subject(name);
  findings_.add(found);
  if (!scheme || found.blocking()) return;
  pointer.location = scheme->distribution_points.front();
  pointer.list_type = scheme->list_type;
  pointer.territory = scheme->territory;
  if (scheme->form == Form::trusted_entities) pointer.mime_type = uri::xml_mime_type;
  pointer.operator_names = scheme->operator_names;
  pointer.community_rules = scheme->community_rules;
}

Pointer Composer::pointer(const PointerSource& source) {
  const outcome::About about{"scheme.xml", source.place.line, "/scheme/pointer"};
  Pointer result;
  result.location = source.location;
  result.list_type = source.list_type;
  result.territory = source.territory;
  result.mime_type = source.mime_type;
  result.operator_names = source.operator_names;
  result.community_rules = source.community_rules;
  auto signer_files = source.signer_files;
  if (!source.scheme.empty()) {
    take_facts_beside(source, about, result);
    if (signer_files.empty()) signer_files = {"../" + source.scheme + "/list-signer.crt"};
  }
  for (const auto& name : signer_files) {
    auto signer = certificate(name, about);
    if (signer) result.signers.push_back(Identity{{DigitalId{std::move(*signer)}}});
  }
  if (source.agreement_file) {
    auto bytes = file(*source.agreement_file, about);
    if (!bytes) return result;
    auto agreement = parse_agreement(std::move(*bytes), budget_);
    if (agreement) {
      result.agreement = std::move(*agreement);
    } else {
      auto finding = agreement.error();
      finding.about.what = *source.agreement_file;
      findings_.add(std::move(finding));
    }
  }
  return result;
}

/// What was said of a service when that status began.
const ServiceInformation& information_at(const ServiceSource& source, const StatusSource& status) {
  const auto* said = &source.information;
  for (const auto& former : source.former) {
    if (status.since < former.until) said = &former.information;
  }
  return *said;
}

ServiceEntry entry(const ServiceSource& source, const StatusSource& status) {
  ServiceEntry result;
  result.type = source.type;
  result.names = source.names;
  result.status = status.status;
  result.starting = status.since;
  const auto& said = information_at(source, status);
  for (const auto& uri : said.additional_information) {
    // 5.5.9.1: what the service is for is critical: whoever does not understand it must not use the
    // service for something else.
    result.extensions.push_back({true, AdditionalServiceInformation{{"en", uri}, {}, {}}});
  }
  // 5.5.9.2: so is what decides whether a certificate is qualified.
  if (!said.qualifications.empty()) {
    result.extensions.push_back({true, Qualifications{said.qualifications}});
  }
  if (!source.unique_identifier.empty()) {
    result.extensions.push_back({false, ServiceUniqueIdentifier{source.unique_identifier}});
  }
  // Who has the service now takes nothing away from what its key signed.
  if (said.taken_over_by) result.extensions.push_back({false, *said.taken_over_by});
  return result;
}

/// 5.6.3: in the history, the key identifier and the name stand for the certificate.
Identity without_certificates(const Identity& identity) {
  Identity result;
  for (const auto& id : identity.ids) {
    if (!std::holds_alternative<x509::Certificate>(id)) result.ids.push_back(id);
  }
  return result;
}

void add_once(Identity& identity, DigitalId id) {
  auto& ids = identity.ids;
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
}

/// 5.5.3: each certificate; subject name and key identifier once, where they are the same.
void add_identity(Identity& identity, const x509::Certificate& certificate) {
  identity.ids.emplace_back(certificate);
  add_once(identity, SubjectNameId{certificate.subject().to_string()});
  if (const auto& own = certificate.subject_key_identifier()) {
    add_once(identity, KeyIdentifierId{*own});
  } else if (const auto& key = certificate.public_key()) {
    const auto computed = key->key_identifier();
    add_once(identity,
             KeyIdentifierId{der::Bytes(computed.bytes().begin(), computed.bytes().end())});
  }
}

/// What the newest entry says beside what it shares with those of the past.
void complete(ServiceEntry& current, const ServiceSource& source, Identity identity) {
  current.identity = std::move(identity);
  current.supply_points = source.supply_points;
  current.definition_uris = source.definition_uris;
}

Service Composer::service(const ServiceSource& source, const std::string& file_name) {
  const outcome::About about{file_name, source.place.line, "/provider/service"};
  Identity identity;
  for (const auto& name : source.certificate_files) {
    const auto known = certificate(name, about);
    if (known) add_identity(identity, *known);
  }
  Service result;
  bool newest = true;
  for (const auto& status : source.statuses) {
    if (status.since > issued_) {
      findings_.add(
          FindingId::status_in_future, {file_name, status.place.line, "/provider/service/status"},
          {{"since", time::to_string(status.since)}, {"issued", time::to_string(issued_)}});
    }
    auto one = entry(source, status);
    if (newest) {
      complete(one, source, identity);
      result.current = std::move(one);
    } else {
      one.identity = without_certificates(identity);
      result.history.push_back(std::move(one));
    }
    newest = false;
  }
  if (source.statuses.empty()) {
    // The list says no more than that the service is in it.
    result.current = entry(source, StatusSource{{}, issued_, {}});
    complete(result.current, source, identity);
  }
  return result;
}

Provider Composer::provider(const NamedProvider& named) {
  Provider result;
  result.names = named.source.names;
  result.trade_names = named.source.trade_names;
  result.address = named.source.address;
  result.information_uris = named.source.information_uris;
  if (named.source.form != form_) {
    findings_.add(FindingId::source_not_of_form, {named.file, named.source.place.line, "/provider"},
                  {{"what", "A provider of the form " + std::string(word_of(named.source.form))},
                   {"form", std::string(to_string(form_))},
                   {"reason", "the attribute form has to be that of the scheme"}});
  }
  if (const auto& body = named.source.associated_body) {
    result.extensions.push_back(
        {false, OtherAssociatedBodies{
                    body->names, body->trade_names, body->address, body->information_uris, {}}});
  }
  for (const auto& one : named.source.services) {
    result.services.push_back(service(one, named.file));
  }
  if (named.source.services.empty()) {
    findings_.add(FindingId::source_element_missing,
                  {named.file, named.source.place.line, "/provider"}, {{"element", "service"}});
  }
  return result;
}

TrustedList Composer::compose(const SchemeSource& scheme,
                              const std::vector<NamedProvider>& providers) {
  TrustedList list;
  form_ = scheme.form;
  list.form = scheme.form;
  list.tag = tag_of(scheme.form);
  list.version = scheme.list_version;
  list.sequence = scheme.published ? scheme.published->sequence + 1 : 1;
  list.type = scheme.list_type;
  list.operator_names = scheme.operator_names;
  list.operator_address = scheme.operator_address;
  list.scheme_names = scheme.scheme_names;
  list.information_uris = scheme.information_uris;
  list.status_determination = scheme.status_determination;
  list.community_rules = scheme.community_rules;
  list.territory = scheme.territory;
  list.legal_notice = scheme.legal_notice;
  list.history_period = scheme.history_period;
  list.issued = issued_;
  list.next_update = issued_ + std::chrono::days{scheme.days_to_next_update};
  list.distribution_points = scheme.distribution_points;
  for (const auto& source : scheme.pointers) list.pointers.push_back(pointer(source));
  for (const auto& named : providers) list.providers.push_back(provider(named));
  return list;
}

void Composer::look_through(const SchemeSource* scheme,
                            const std::vector<NamedProvider>& providers) {
  if (scheme != nullptr) {
    for (const auto& source : scheme->pointers) (void)pointer(source);
  }
  for (const auto& named : providers) {
    form_ = scheme != nullptr ? scheme->form : named.source.form;
    (void)provider(named);
  }
}

}  // namespace

void report_gaps(const SchemeSource* scheme, const std::vector<NamedProvider>& providers,
                 Files& files, time::Instant issued, outcome::Budget& budget,
                 outcome::Findings& findings) {
  outcome::Findings own;
  Composer(files, issued, budget, own).look_through(scheme, providers);
  findings.add(own);
}

std::optional<TrustedList> compose(const SchemeSource& scheme,
                                   const std::vector<NamedProvider>& providers, Files& files,
                                   time::Instant issued, outcome::Budget& budget,
                                   outcome::Findings& findings) {
  outcome::Findings own;
  auto list = Composer(files, issued, budget, own).compose(scheme, providers);
  findings.add(own);
  if (own.blocking()) return std::nullopt;
  return list;
}

}  // namespace accord::trustlist::scheme
