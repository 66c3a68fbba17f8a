#include "trustlist/build/write.h"

#include <algorithm>

#include "trustlist/build/parts.h"

namespace accord::trustlist::build {
namespace {

using outcome::FindingId;

tl::unexpected<outcome::Finding> refuse(std::string where, std::string problem) {
  return outcome::fail(FindingId::list_cannot_be_written, {{}, 0, std::move(where)},
                       {{"problem", std::move(problem)}});
}

bool lost_parts(const Service& service) {
  return service.history_cut || service.current.identity.lost_parts() ||
         std::any_of(service.history.begin(), service.history.end(),
                     [](const ServiceEntry& past) { return past.identity.lost_parts(); });
}

bool lost_parts(const TrustedList& list) {
  return list.providers_left_out != 0 || list.services_left_out != 0 || !list.left_out.empty() ||
         std::any_of(list.providers.begin(), list.providers.end(), [](const Provider& provider) {
           return std::any_of(provider.services.begin(), provider.services.end(),
                              [](const Service& service) { return lost_parts(service); });
         });
}

/// What no schema would catch, or what would come out as another list than the one meant.
outcome::Result<void> check(const TrustedList& list) {
  if (list.version != 5 && list.version != 6) {
    return refuse("TSLVersionIdentifier", "its version is neither 5 nor 6");
  }
  if (lost_parts(list)) {
    return refuse("TrustServiceProviderList",
                  "parts of it were left out when it was read, and would be lost");
  }
  for (const auto& pointer : list.pointers) {
    if (pointer.agreement && pointer.agreement->damaged) {
      return refuse("OtherTSLPointer", "it has a recognition agreement that could not be read");
    }
  }
  if (list.version == 6) return {};
  for (const auto& provider : list.providers) {
    for (const auto& service : provider.services) {
      for (const auto& point : service.current.supply_points) {
        if (point.type) return refuse("ServiceSupplyPoint", "version 5 has no typed supply points");
      }
    }
  }
  return {};
}

void write_information(xml::Writer& out, const TrustedList& list) {
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
  out.leaf("tsl:HistoricalInformationPeriod", std::to_string(list.history_period));
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

}  // namespace

void write_pointer(xml::Writer& out, const Pointer& pointer) {
  out.open("tsl:OtherTSLPointer");
  if (!pointer.signers.empty()) {
    out.open("tsl:ServiceDigitalIdentities");
    for (const auto& signer : pointer.signers) write_identity(out, signer);
    out.close();
  }
  out.leaf("tsl:TSLLocation", pointer.location);
  const auto open = [&] { out.open("tsl:OtherInformation"); };
  out.open("tsl:AdditionalInformation");
  for (const auto& text : pointer.textual_information) {
    write_localised(out, "tsl:TextualInformation", text);
  }
  const auto leaf = [&](std::string_view element, const std::optional<std::string>& text) {
    if (text) out.open("tsl:OtherInformation").leaf(element, *text).close();
  };
  leaf("tsl:TSLType", pointer.list_type);
  leaf("tsl:SchemeTerritory", pointer.territory);
  leaf("x:MimeType", pointer.mime_type);
  if (!pointer.operator_names.empty()) {
    open();
    write_names(out, "tsl:SchemeOperatorName", pointer.operator_names);
    out.close();
  }
  if (!pointer.community_rules.empty()) {
    open();
    write_uris(out, "tsl:SchemeTypeCommunityRules", pointer.community_rules);
    out.close();
  }
  if (pointer.agreement) {
    open();
    write_agreement_element(out, *pointer.agreement, false);
    out.close();
  }
  for (const auto& other : pointer.other_xml) out.raw(other);
  out.close().close();
}

outcome::Result<std::string> write_list(const TrustedList& list) {
  const auto checked = check(list);
  if (!checked) return outcome::pass_on(checked);
  xml::Writer out;
  out.open("tsl:TrustServiceStatusList");
  declare_namespaces(out);
  out.attribute("TSLTag", list.tag.empty() ? uri::tag : std::string_view(list.tag));
  if (!list.id.empty()) out.attribute("Id", list.id);
  write_information(out, list);
  if (!list.providers.empty()) {
    out.open("tsl:TrustServiceProviderList");
    for (const auto& provider : list.providers) write_provider(out, provider);
    out.close();
  }
  out.close();
  return std::move(out).finish();
}

outcome::Result<std::string> write_agreement(const RecognitionAgreement& agreement) {
  if (agreement.damaged) {
    return refuse("MutualRecognitionAgreementInformation", "parts of it could not be read");
  }
  xml::Writer out;
  write_agreement_element(out, agreement, true);
  return std::move(out).finish();
}

}  // namespace accord::trustlist::build
