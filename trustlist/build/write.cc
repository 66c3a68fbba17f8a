#include "trustlist/build/write.h"

#include <algorithm>

#include <fmt/format.h>

#include "trustlist/build/parts.h"
#include "trustlist/read/read.h"

namespace accord::trustlist::build {
namespace {

using outcome::FindingId;

tl::unexpected<outcome::Finding> refuse(std::string where, std::string problem) {
  return outcome::fail(FindingId::list_cannot_be_written, {{}, 0, std::move(where)},
                       {{"problem", std::move(problem)}});
}

std::string name_of(const TrustedList& list, std::string_view local) {
  return std::string(name_in(list.form, ns::tsl, local).local);
}

/// An extension that only the other form has, by its name.
struct ForeignExtension {
  Form form;

  std::string_view of_612(std::string_view name) const {
    return form == Form::trusted_list ? std::string_view() : name;
  }
  std::string_view of_602(std::string_view name) const {
    return form == Form::trusted_entities ? std::string_view() : name;
  }
  std::string_view operator()(const AdditionalServiceInformation& /*one*/) const {
    return of_612("AdditionalServiceInformation");
  }
  std::string_view operator()(const Qualifications& /*one*/) const {
    return of_612("Qualifications");
  }
  std::string_view operator()(const TakenOverBy& /*one*/) const { return of_612("TakenOverBy"); }
  std::string_view operator()(const ExpiredCertsRevocationInfo& /*one*/) const {
    return of_612("ExpiredCertsRevocationInfo");
  }
  std::string_view operator()(const ServiceUniqueIdentifier& /*one*/) const {
    return of_602("ServiceUniqueIdentifier");
  }
  std::string_view operator()(const OtherAssociatedBodies& /*one*/) const {
    return of_602("OtherAssociatedBodies");
  }
  std::string_view operator()(const UnknownExtension& /*one*/) const { return {}; }
};

outcome::Result<void> check(const std::vector<Extension>& extensions, Form form) {
  for (const auto& extension : extensions) {
    const auto foreign = std::visit(ForeignExtension{form}, extension.value);
    if (foreign.empty()) continue;
    return refuse(std::string(foreign), fmt::format("a {} has no such extension", to_string(form)));
  }
  return {};
}

outcome::Result<void> check_extensions(const TrustedList& list) {
  auto checked = check(list.scheme_extensions, list.form);
  for (const auto& provider : list.providers) {
    if (checked) checked = check(provider.extensions, list.form);
    for (const auto& service : provider.services) {
      if (checked) checked = check(service.current.extensions, list.form);
      for (const auto& past : service.history) {
        if (checked) checked = check(past.extensions, list.form);
      }
    }
  }
  return checked;
}

outcome::Result<void> check_version(const TrustedList& list) {
  const bool fits = list.form == Form::trusted_entities ? list.version == 1
                                                        : list.version == 5 || list.version == 6;
  if (fits) return {};
  return refuse(name_of(list, "TSLVersionIdentifier"), list.form == Form::trusted_entities
                                                           ? "its version is not 1"
                                                           : "its version is neither 5 nor 6");
}

/// What would come out as another kind of document than the one meant.
outcome::Result<void> check(const TrustedList& list) {
  if (auto checked = check_version(list); !checked) return checked;
  if (list.partial) {
    return refuse(name_of(list, "TrustServiceStatusList"),
                  "something beside its parts was passed over when it was read, and would be lost");
  }
  if (auto checked = check_extensions(list); !checked) return checked;
  if (list.form != Form::trusted_list || list.version == 6) return {};
  for (const auto& provider : list.providers) {
    for (const auto& service : provider.services) {
      if (!service.source.empty() || !provider.source.empty()) continue;
      for (const auto& point : service.current.supply_points) {
        if (point.type) return refuse("ServiceSupplyPoint", "version 5 has no typed supply points");
      }
    }
  }
  return {};
}

void write_information(ListWriter& out, const TrustedList& list) {
  if (!list.scheme_source.empty()) {
    out.raw(list.scheme_source);
    return;
  }
  out.open("tsl:SchemeInformation")
      .leaf("tsl:TSLVersionIdentifier", std::to_string(list.version))
      .leaf("tsl:TSLSequenceNumber", std::to_string(list.sequence))
      .leaf("tsl:TSLType", list.type);
  write_names(out, "tsl:SchemeOperatorName", list.operator_names);
  write_address(out, "tsl:SchemeOperatorAddress", list.operator_address);
  write_names(out, "tsl:SchemeName", list.scheme_names);
  write_uris(out, "tsl:SchemeInformationURI", list.information_uris);
  out.leaf("tsl:StatusDeterminationApproach", list.status_determination);
  if (!list.community_rules.empty()) {
    write_uris(out, "tsl:SchemeTypeCommunityRules", list.community_rules);
  }
  if (!list.territory.empty()) out.leaf("tsl:SchemeTerritory", list.territory);
  if (list.legal_notice) {
    const bool policies = list.legal_notice->kind == LegalNotice::Kind::policy_uris;
    out.open("tsl:PolicyOrLegalNotice");
    for (const auto& entry : list.legal_notice->entries) {
      write_localised(out, policies ? "tsl:TSLPolicy" : "tsl:TSLLegalNotice", entry);
    }
    out.close();
  }
  if (list.history_period) {
    out.leaf("tsl:HistoricalInformationPeriod", std::to_string(*list.history_period));
  }
  if (!list.pointers.empty()) {
    out.open("tsl:PointersToOtherTSL");
    for (const auto& pointer : list.pointers) write_pointer(out, pointer);
    out.close();
  }
  out.leaf("tsl:ListIssueDateTime", time::to_string(list.issued)).open("tsl:NextUpdate");
  if (list.next_update) out.leaf("tsl:dateTime", time::to_string(*list.next_update));
  out.close();
  if (!list.distribution_points.empty()) {
    out.open("tsl:DistributionPoints");
    for (const auto& uri : list.distribution_points) out.leaf("tsl:URI", uri);
    out.close();
  }
  write_extensions(out, "tsl:SchemeExtensions", list.scheme_extensions);
  out.close();
}

/// Attributes that the list's standard does not have; each foreign namespace gets a prefix of its
/// own.
void write_other_attributes(ListWriter& out, const std::vector<KeptAttribute>& attributes) {
  std::size_t count = 0;
  for (const auto& one : attributes) {
    if (one.ns.empty() || one.ns == ns::xml) {
      out.attribute((one.ns.empty() ? "" : "xml:") + one.local, one.value);
      continue;
    }
    const auto prefix = "a" + std::to_string(++count);
    out.attribute("xmlns:" + prefix, one.ns).attribute(prefix + ":" + one.local, one.value);
  }
}

void write_providers(ListWriter& out, const TrustedList& list) {
  if (list.providers.empty() && list.kept_parts.empty()) return;
  out.open("tsl:TrustServiceProviderList");
  auto kept = list.kept_parts.begin();
  for (std::size_t i = 0; i <= list.providers.size(); ++i) {
    for (; kept != list.kept_parts.end() && (kept->before <= i || i == list.providers.size());
         ++kept) {
      out.raw(kept->xml);
    }
    if (i < list.providers.size()) write_provider(out, list.providers[i]);
  }
  out.close();
}

std::string write_document(const TrustedList& list) {
  ListWriter out(list.form);
  out.open("tsl:TrustServiceStatusList");
  declare_namespaces(out);
  out.attribute(tag_attribute(list.form),
                list.tag.empty() ? tag_of(list.form) : std::string_view(list.tag));
  if (!list.id.empty()) out.attribute("Id", list.id);
  write_other_attributes(out, list.other_attributes);
  write_information(out, list);
  write_providers(out, list);
  out.close();
  return std::move(out).finish();
}

outcome::Result<TrustedList> read_again(const std::string& text, outcome::Budget& budget) {
  const auto document = xml::Document::parse(text, budget);
  if (!document) return outcome::pass_on(document);
  outcome::Findings findings;
  auto list = read::read_list(document->root(), budget, findings);
  if (list.has_value()) return std::move(*list);
  return tl::unexpected<outcome::Finding>(findings.all().front());
}

std::string provider_path(const TrustedList& list, std::size_t index) {
  return fmt::format("{}/{}[{}]", name_of(list, "TrustServiceProviderList"),
                     name_of(list, "TrustServiceProvider"), index + 1);
}

/// Where the first difference is; nothing when there is none.
std::optional<std::string> difference(const TrustedList& meant, const TrustedList& written) {
  if (meant == written) return std::nullopt;
  if (meant.pointers != written.pointers) {
    std::size_t i = 0;
    const auto both = std::min(meant.pointers.size(), written.pointers.size());
    while (i < both && meant.pointers[i] == written.pointers[i]) ++i;
    return fmt::format("{}/{}/{}[{}]", name_of(meant, "SchemeInformation"),
                       name_of(meant, "PointersToOtherTSL"), name_of(meant, "OtherTSLPointer"),
                       i + 1);
  }
  const auto both = std::min(meant.providers.size(), written.providers.size());
  for (std::size_t i = 0; i < both; ++i) {
    const auto& services = meant.providers[i].services;
    const auto& other = written.providers[i].services;
    for (std::size_t j = 0; j < std::min(services.size(), other.size()); ++j) {
      if (services[j] == other[j]) continue;
      return fmt::format("{}/{}/{}[{}]", provider_path(meant, i), name_of(meant, "TSPServices"),
                         name_of(meant, "TSPService"), j + 1);
    }
    if (meant.providers[i] == written.providers[i]) continue;
    return provider_path(meant, i);
  }
  const bool about_providers = meant.providers.size() != written.providers.size() ||
                               meant.services_left_out != written.services_left_out ||
                               meant.providers_left_out != written.providers_left_out ||
                               meant.left_out != written.left_out ||
                               meant.kept_parts != written.kept_parts;
  return name_of(meant, about_providers ? "TrustServiceProviderList" : "SchemeInformation");
}

}  // namespace

outcome::Result<std::string> write_list(const TrustedList& list, outcome::Budget& budget) {
  const auto checked = check(list);
  if (!checked) return outcome::pass_on(checked);
  auto text = write_document(list);
  // What is kept as it stood is written whatever the fields beside it say now, and what was left
  // out was kept or not: only reading it again tells.
  budget.next_document();
  auto again = read_again(text, budget);
  if (!again) return outcome::pass_on(again);
  if (auto where = difference(list, *again)) {
    return refuse(
        std::move(*where),
        "read again, it would say something else there: it was changed where it holds "
        "what is not understood and kept as it stood, or lost something when it was read");
  }
  return text;
}

outcome::Result<std::string> write_list(const TrustedList& list) {
  outcome::Budget budget;
  return write_list(list, budget);
}

outcome::Result<std::string> write_agreement(const RecognitionAgreement& agreement) {
  if (agreement.damaged) {
    return refuse("MutualRecognitionAgreementInformation", "parts of it could not be read");
  }
  ListWriter out(Form::trusted_list);
  write_agreement_element(out, agreement, true);
  return std::move(out).finish();
}

}  // namespace accord::trustlist::build
