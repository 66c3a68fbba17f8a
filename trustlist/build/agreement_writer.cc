#include "trustlist/build/parts.h"

namespace accord::trustlist::build {
namespace {

void write_kinds(ListWriter& out, std::string_view element, const std::vector<ServiceKind>& kinds) {
  out.open(element);
  for (const auto& kind : kinds) {
    out.open("mra:TrustServiceTSLType").leaf("tsl:ServiceTypeIdentifier", kind.type);
    if (kind.additional) write_additional_service_information(out, *kind.additional);
    out.close();
  }
  out.close();
}

void write_statuses(ListWriter& out, std::string_view element, const StatusEquivalence& statuses) {
  const auto side = [&](std::string_view name, const std::vector<std::string>& uris) {
    out.open(name);
    for (const auto& uri : uris) out.leaf("tsl:ServiceStatus", uri);
    out.close();
  };
  out.open(element);
  side("mra:TrustServiceTSLStatusListPointingParty", statuses.pointing);
  side("mra:TrustServiceTSLStatusListPointedParty", statuses.pointed);
  out.close();
}

void write_contents(ListWriter& out, const std::vector<ContentEquivalence>& contents) {
  if (contents.empty()) return;
  out.open("mra:CertificateContentReferencesEquivalenceList");
  for (const auto& content : contents) {
    out.open("mra:CertificateContentReferenceEquivalence")
        .leaf("mra:CertificateContentReferenceEquivalenceContext", content.context);
    write_criteria(out, "mra:CertificateContentDeclarationPointingParty", content.pointing);
    write_criteria(out, "mra:CertificateContentDeclarationPointedParty", content.pointed);
    out.close();
  }
  out.close();
}

void write_qualifiers(ListWriter& out, const QualifierEquivalence& qualifiers) {
  out.open("mra:TrustServiceTSLQualificationExtensionEquivalenceList")
      .open("mra:TrustServiceTSLQualificationExtensionName")
      .leaf("mra:TrustServiceTSLQualificationExtensionNamePointingParty",
            qualifiers.pointing_extension)
      .leaf("mra:TrustServiceTSLQualificationExtensionNamePointedParty",
            qualifiers.pointed_extension)
      .close();
  for (const auto& list : qualifiers.lists) {
    out.open("mra:QualifierEquivalenceList");
    for (const auto& pair : list) {
      out.open("mra:QualifierEquivalence");
      out.open("mra:QualifierPointingParty").attribute("uri", pair.pointing).close();
      out.open("mra:QualifierPointedParty").attribute("uri", pair.pointed).close();
      out.close();
    }
    out.close();
  }
  out.close();
}

void write_terms(ListWriter& out, const EquivalenceTerms& terms) {
  out.open("mra:TrustServiceTSLTypeEquivalenceList");
  write_kinds(out, "mra:TrustServiceTSLTypeListPointingParty", terms.pointing_kinds);
  write_kinds(out, "mra:TrustServiceTSLTypeListPointedParty", terms.pointed_kinds);
  out.close();
  out.leaf("mra:TrustServiceEquivalenceStatus", terms.status);
  out.leaf("mra:TrustServiceEquivalenceStatusStartingTime", time::to_string(terms.starting));
  out.open("mra:TrustServiceTSLStatusEquivalenceList");
  write_statuses(out, "mra:TrustServiceTSLStatusValidEquivalence", terms.valid);
  write_statuses(out, "mra:TrustServiceTSLStatusInvalidEquivalence", terms.invalid);
  out.close();
  write_contents(out, terms.contents);
  if (terms.qualifiers) write_qualifiers(out, *terms.qualifiers);
}

}  // namespace

namespace {

void write_element(ListWriter& out, const RecognitionAgreement& agreement, bool declares) {
  out.open("mra:MutualRecognitionAgreementInformation");
  if (declares) declare_namespaces(out);
  out.attribute("technicalType", std::to_string(agreement.technical_type))
      .attribute("version", std::to_string(agreement.version))
      .attribute("pointingContractingPartyLegislation", agreement.pointing_legislation)
      .attribute("pointedContractingPartyLegislation", agreement.pointed_legislation)
      .attribute("MRADepth", std::to_string(agreement.depth));
  for (const auto& equivalence : agreement.equivalences) {
    out.open("mra:TrustServiceEquivalenceInformation")
        .leaf("mra:TrustServiceLegalIdentifier", equivalence.legal_identifier);
    write_terms(out, equivalence.current);
    if (!equivalence.history.empty()) {
      out.open("mra:TrustServiceEquivalenceHistory");
      for (const auto& past : equivalence.history) {
        out.open("mra:TrustServiceEquivalenceHistoryInstance");
        write_terms(out, past);
        out.close();
      }
      out.close();
    }
    out.close();
  }
  out.close();
}

}  // namespace

void write_agreement_element(ListWriter& out, const RecognitionAgreement& agreement, bool root) {
  if (!agreement.source.empty()) {
    out.raw(agreement.source);
    return;
  }
  // Lists of the other form do not declare its prefixes.
  const bool declares = root || out.form() != Form::trusted_list;
  out.in_form(Form::trusted_list, [&] { write_element(out, agreement, declares); });
}

}  // namespace accord::trustlist::build
