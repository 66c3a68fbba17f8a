#include "trustlist/words/words.h"

#include <algorithm>
#include <array>

#include "lib/x509/identifier_names.h"

namespace accord::trustlist::words {
namespace {

struct Word {
  std::string_view short_name;
  std::string_view text;
};

constexpr std::string_view type_stem = "http://uri.etsi.org/TrstSvc/Svctype/";
constexpr std::string_view additional_stem = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";

// TS 119 612, 5.5.1.1 to 5.5.1.3.
constexpr std::array types{
    Word{"CA/QC", "certification authority for qualified certificates"},
    Word{"Certstatus/OCSP/QC", "status of qualified certificates by OCSP"},
    Word{"Certstatus/CRL/QC", "status of qualified certificates by revocation lists"},
    Word{"TSA/QTST", "qualified time stamps"},
    Word{"EDS/Q", "qualified electronic delivery"},
    Word{"EDS/REM/Q", "qualified registered electronic mail"},
    Word{"PSES/Q", "qualified preservation of signatures and seals"},
    Word{"QESValidation/Q", "qualified validation of signatures and seals"},
    Word{"RemoteQSigCDManagement/Q", "management of remote devices for qualified signatures"},
    Word{"RemoteQSealCDManagement/Q", "management of remote devices for qualified seals"},
    Word{"EAA/Q", "qualified attestations of attributes"},
    Word{"EAA/Pub-EAA", "attestations of attributes by a public body"},
    Word{"ElectronicArchiving/Q", "qualified electronic archiving"},
    Word{"Ledgers/Q", "qualified electronic ledger"},
    Word{"CA/PKC", "certification authority for certificates that are not qualified"},
    Word{"Certstatus/OCSP", "status of certificates by OCSP"},
    Word{"Certstatus/CRL", "status of certificates by revocation lists"},
    Word{"TSA", "time stamps"},
    Word{"TSA/TSS-QC", "time stamps of a qualified certification authority"},
    Word{"TSA/TSS-AdESQCandQES", "time stamps for signatures with qualified certificates"},
    Word{"EDS", "electronic delivery"},
    Word{"EDS/REM", "registered electronic mail"},
    Word{"PSES", "preservation of signatures and seals"},
    Word{"AdESValidation", "validation of signatures and seals"},
    Word{"AdESGeneration", "making of signatures and seals"},
    Word{"RemoteSigCDManagement", "management of remote devices for signatures"},
    Word{"RemoteSealCDManagement", "management of remote devices for seals"},
    Word{"EAA", "attestations of attributes"},
    Word{"ElectronicArchiving", "electronic archiving"},
    Word{"Ledgers", "electronic ledger"},
    Word{"RA", "registration authority"},
    Word{"IdV", "identity verification"},
    Word{"Archiv", "archiving"},
    Word{"KEscrow", "key escrow"},
    Word{"TLIssuer", "issuer of trusted lists"},
    Word{"NationalRootCA-QC", "national root authority for qualified certificates"},
    Word{"ACA", "attribute certification authority"},
    Word{"unspecified", "a kind that is not specified"},
};

// TS 119 612, 5.5.9.4.
constexpr std::array additional{
    Word{"ForeSignatures", "for electronic signatures"},
    Word{"ForeSeals", "for electronic seals"},
    Word{"ForWebSiteAuthentication", "for website authentication"},
    Word{"RootCA-QC", "a root under which qualified certificates are issued"},
};

// In the order of Qualifier. TS 119 612, 5.5.9.2.3.
constexpr std::array qualifiers{
    Word{"NotQualified", "not qualified, whatever the certificate says"},
    Word{"QCStatement", "qualified, even where the certificate does not say so"},
    Word{"QCWithSSCD", "the key is in a secure device"},
    Word{"QCNoSSCD", "the key is not in a secure device"},
    Word{"QCSSCDStatusAsInCert",
         "whether the key is in a secure device is as the certificate says"},
    Word{"QCWithQSCD", "the key is in a qualified device"},
    Word{"QCNoQSCD", "the key is not in a qualified device"},
    Word{"QCQSCDStatusAsInCert",
         "whether the key is in a qualified device is as the certificate says"},
    Word{"QCQSCDManagedOnBehalf", "the provider keeps the key in a qualified device for its owner"},
    Word{"QCForLegalPerson", "issued to legal persons"},
    Word{"QCForESig", "for electronic signatures"},
    Word{"QCForESeal", "for electronic seals"},
    Word{"QCForWSA", "for website authentication"},
};

template <typename Words>
std::string from_table(const Words& table, std::string_view stem, std::string_view uri) {
  if (uri.substr(0, stem.size()) == stem) {
    const auto name = uri.substr(stem.size());
    for (const auto& word : table) {
      if (word.short_name == name) return std::string(word.text) + " (" + std::string(name) + ")";
    }
  }
  return std::string(short_name(uri));
}

}  // namespace

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const auto& text : texts) {
    if (!all.empty()) all += separator;
    all += text;
  }
  return all;
}

std::string english(const LocalisedTexts& texts) { return text_in(texts, "en"); }

std::string status(std::string_view uri) {
  if (uri == uri::enacted) return "enacted";
  if (uri == uri::repealed) return "repealed";
  if (uri.empty()) return "listed without a status";
  const auto known = status_from_uri(uri);
  return known ? std::string(to_string(*known)) : std::string(uri);
}

Standing standing(std::string_view status_uri) noexcept {
  if (status_uri == uri::enacted) return Standing::good;
  if (status_uri == uri::repealed) return Standing::ended;
  const auto known = status_from_uri(status_uri);
  if (!known) return Standing::unknown;
  switch (*known) {
    case Status::granted:
    case Status::recognised_at_national_level:
    case Status::under_supervision:
    case Status::supervision_in_cessation:
    case Status::accredited:
    case Status::set_by_national_law:
      return Standing::good;
    case Status::withdrawn:
    case Status::deprecated_at_national_level:
    case Status::supervision_ceased:
    case Status::supervision_revoked:
    case Status::accreditation_ceased:
    case Status::accreditation_revoked:
    case Status::deprecated_by_national_law:
      return Standing::ended;
  }
  return Standing::unknown;
}

std::string service_type(std::string_view uri) {
  return uri.empty() ? "no type" : from_table(types, type_stem, uri);
}

std::string additional_information(std::string_view uri) {
  return from_table(additional, additional_stem, uri);
}

std::string qualifier(std::string_view uri) {
  const auto known = qualifier_from_uri(uri);
  if (!known) return std::string(uri);
  const auto& word = qualifiers.at(static_cast<std::size_t>(*known));
  return std::string(word.text) + " (" + std::string(word.short_name) + ")";
}

std::string taken_over(const TakenOverBy& extension) {
  auto text = "taken over by " + english(extension.provider_names);
  std::vector<std::string> facts;
  const auto operator_name = english(extension.operator_names);
  if (!operator_name.empty()) facts.push_back("in the list of " + operator_name);
  if (!extension.territory.empty()) facts.push_back("territory " + extension.territory);
  if (!extension.uri.text.empty()) facts.push_back(extension.uri.text);
  if (!facts.empty()) text += " (" + joined(facts) + ")";
  return text;
}

std::string extension(const Extension& extension) {
  if (const auto* info = std::get_if<AdditionalServiceInformation>(&extension.value)) {
    auto text = additional_information(info->uri.text);
    if (info->information_value) text += ", value " + *info->information_value;
    return text;
  }
  if (const auto* all = std::get_if<Qualifications>(&extension.value)) {
    std::vector<std::string> texts;
    for (const auto& element : all->elements) texts.push_back(qualification(element));
    return texts.empty() ? "qualifications, none in it" : joined(texts, "; ");
  }
  if (const auto* taken = std::get_if<TakenOverBy>(&extension.value)) return taken_over(*taken);
  if (const auto* kept = std::get_if<ExpiredCertsRevocationInfo>(&extension.value)) {
    return "revocation information is kept of certificates that expired since " +
           time::to_string(kept->since);
  }
  if (const auto* identifier = std::get_if<ServiceUniqueIdentifier>(&extension.value)) {
    return "unique identifier " + identifier->uri;
  }
  if (const auto* bodies = std::get_if<OtherAssociatedBodies>(&extension.value)) {
    return "associated body " + english(bodies->names);
  }
  const auto& unknown = std::get<UnknownExtension>(extension.value);
  return "an extension that is not known: " + (unknown.name.empty() ? unknown.xml : unknown.name);
}

std::string address(const PostalAddress& address) {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) parts.push_back(part);
  };
  add(address.street);
  auto town = address.postal_code.value_or("");
  if (!town.empty() && !address.locality.empty()) town += " ";
  add(town + address.locality);
  add(address.state_or_province.value_or(""));
  add(address.country);
  return joined(parts);
}

std::string_view digital_id_kind(const DigitalId& id) noexcept {
  if (std::holds_alternative<x509::Certificate>(id)) return "certificate";
  if (std::holds_alternative<SubjectNameId>(id)) return "subject name";
  if (std::holds_alternative<KeyIdentifierId>(id)) return "key identifier";
  if (std::holds_alternative<KeyValueId>(id)) return "key value";
  return "other identifier";
}

std::string digital_id(const DigitalId& id) {
  if (const auto* certificate = std::get_if<x509::Certificate>(&id)) {
    return certificate->subject().to_string() + ", SHA-256 " +
           der::to_hex(certificate->fingerprint().bytes());
  }
  if (const auto* name = std::get_if<SubjectNameId>(&id)) return name->text;
  if (const auto* identifier = std::get_if<KeyIdentifierId>(&id)) {
    return der::to_hex(identifier->value);
  }
  if (const auto* value = std::get_if<KeyValueId>(&id)) {
    return value->spki.empty() ? value->xml : der::to_hex(value->spki);
  }
  return std::get<OtherId>(id).xml;
}

std::string service_kind(const ServiceKind& kind) {
  auto text = std::string(short_name(kind.type));
  if (kind.additional) text += " " + additional_information(kind.additional->uri.text);
  return text;
}

std::string content_equivalence(const ContentEquivalence& equivalence) {
  const auto name = equivalence.context.substr(equivalence.context.rfind('/') + 1);
  return name + ": " + criteria(equivalence.pointed) + " counts as " +
         criteria(equivalence.pointing);
}

std::string qualifier_equivalence(const QualifierEquivalence& equivalence) {
  std::vector<std::string> texts;
  for (const auto& list : equivalence.lists) {
    for (const auto& pair : list) {
      texts.push_back(std::string(short_name(pair.pointed)) + " counts as " +
                      std::string(short_name(pair.pointing)));
    }
  }
  return texts.empty() ? "no qualifier" : joined(texts, "; ");
}

}  // namespace accord::trustlist::words
