#include "trustlist/build/parts.h"

namespace accord::trustlist::build {
namespace {

void write_identifiers(ListWriter& out, std::string_view element, std::string_view member,
                       const std::vector<ObjectIdentifier>& identifiers) {
  out.open(element);
  for (const auto& identifier : identifiers) write_object_identifier(out, member, identifier);
  out.close();
}

struct OtherCriterionWriter {
  ListWriter& out;

  void operator()(const SubjectAttributeCriterion& criterion) const {
    write_identifiers(out, "x:CertSubjectDNAttribute", "x:AttributeOID", criterion.attributes);
  }
  void operator()(const ExtendedKeyUsageCriterion& criterion) const {
    write_identifiers(out, "x:ExtendedKeyUsage", "x:KeyPurposeId", criterion.purposes);
  }
  void operator()(const QcStatementSetCriterion& criterion) const {
    out.open("mra:QcStatementSet");
    for (const auto& statement : criterion.statements) {
      out.open("mra:QcStatement");
      write_object_identifier(out, "mra:QcStatementId", statement.id);
      if (statement.type || statement.legislation) {
        out.open("mra:QcStatementInfo");
        if (statement.type) {
          write_object_identifier(out, "mra:QcType", *statement.type);
        } else {
          out.leaf("mra:QcCClegislation", *statement.legislation);
        }
        out.close();
      }
      out.close();
    }
    out.close();
  }
  void operator()(const UnknownCriterion& criterion) const { out.raw(criterion.xml); }
};

void write_key_usage(ListWriter& out, const KeyUsageCriterion& criterion) {
  out.open("q:KeyUsage");
  for (const auto& [bit, value] : criterion.bits) {
    out.open("q:KeyUsageBit")
        .attribute("name", key_usage_word(bit))
        .text(value ? "true" : "false")
        .close();
  }
  out.close();
}

void write_qualifications(ListWriter& out, const Qualifications& qualifications) {
  out.open("q:Qualifications");
  for (const auto& element : qualifications.elements) {
    out.open("q:QualificationElement").open("q:Qualifiers");
    for (const auto& uri : element.qualifiers) {
      out.open("q:Qualifier").attribute("uri", uri).close();
    }
    out.close();
    write_criteria(out, "q:CriteriaList", element.criteria);
    out.close();
  }
  out.close();
}

struct ExtensionWriter {
  ListWriter& out;

  void operator()(const AdditionalServiceInformation& information) const {
    write_additional_service_information(out, information);
  }
  void operator()(const Qualifications& qualifications) const {
    write_qualifications(out, qualifications);
  }
  void operator()(const TakenOverBy& taken_over) const {
    out.open("x:TakenOverBy");
    write_localised(out, "x:URI", taken_over.uri);
    write_names(out, "x:TSPName", taken_over.provider_names);
    write_names(out, "tsl:SchemeOperatorName", taken_over.operator_names);
    out.leaf("tsl:SchemeTerritory", taken_over.territory);
    for (const auto& other : taken_over.other_xml) out.raw(other);
    out.close();
  }
  void operator()(const ExpiredCertsRevocationInfo& info) const {
    out.leaf("tsl:ExpiredCertsRevocationInfo", time::to_string(info.since));
  }
  void operator()(const ServiceUniqueIdentifier& identifier) const {
    out.leaf("sie:ServiceUniqueIdentifier", identifier.uri);
  }
  void operator()(const OtherAssociatedBodies& bodies) const {
    out.open("tie:OtherAssociatedBodies").open("tie:AssociatedBody");
    write_names(out, "tie:AssociatedBodyName", bodies.names);
    if (!bodies.trade_names.empty()) {
      write_names(out, "tie:AssociatedBodyTradeName", bodies.trade_names);
    }
    write_address(out, "tie:AssociatedBodyAddress", bodies.address);
    write_uris(out, "tie:AssociatedBodyInformationURI", bodies.information_uris);
    if (!bodies.extensions.empty()) out.raw(bodies.extensions);
    out.close().close();
  }
  void operator()(const UnknownExtension& unknown) const { out.raw(unknown.xml); }
};

}  // namespace

void write_criteria(ListWriter& out, std::string_view element, const CriteriaList& criteria) {
  out.open(element);
  if (criteria.assertion) out.attribute("assert", to_string(*criteria.assertion));
  for (const auto& key_usage : criteria.key_usages) write_key_usage(out, key_usage);
  for (const auto& set : criteria.policy_sets) {
    write_identifiers(out, "q:PolicySet", "q:PolicyIdentifier", set.policies);
  }
  for (const auto& member : criteria.unreadable) out.raw(member.xml);
  for (const auto& list : criteria.lists) write_criteria(out, "q:CriteriaList", list);
  if (!criteria.description.empty()) out.leaf("q:Description", criteria.description);
  if (!criteria.others.empty()) {
    out.open("q:otherCriteriaList");
    for (const auto& other : criteria.others) std::visit(OtherCriterionWriter{out}, other);
    out.close();
  }
  out.close();
}

void write_additional_service_information(ListWriter& out,
                                          const AdditionalServiceInformation& information) {
  out.open("tsl:AdditionalServiceInformation");
  write_localised(out, "tsl:URI", information.uri);
  if (information.information_value) {
    out.leaf("tsl:InformationValue", *information.information_value);
  }
  if (information.other_xml) out.raw(*information.other_xml);
  out.close();
}

void write_extensions(ListWriter& out, std::string_view element,
                      const std::vector<Extension>& extensions) {
  if (extensions.empty()) return;
  out.open(element);
  for (const auto& extension : extensions) {
    const auto* unknown = std::get_if<UnknownExtension>(&extension.value);
    if (unknown != nullptr && unknown->name.empty()) {
      // Without an element inside, what was kept is the extension itself.
      out.raw(unknown->xml);
      continue;
    }
    out.open("tsl:Extension").attribute("Critical", extension.critical ? "true" : "false");
    std::visit(ExtensionWriter{out}, extension.value);
    out.close();
  }
  out.close();
}

}  // namespace accord::trustlist::build
