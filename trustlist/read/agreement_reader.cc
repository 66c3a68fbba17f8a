#include <charconv>

#include "trustlist/read/criteria_reader.h"
#include "trustlist/read/extension_reader.h"
#include "trustlist/read/names.h"
#include "trustlist/read/scheme_reader.h"
#include "trustlist/read/shape.h"

namespace accord::trustlist::read {
namespace {

using names::agreement;
using outcome::FindingId;

constexpr std::string_view model = "the recognition agreement's data model";

/// Reads one agreement and remembers whether all of it could be read.
class AgreementReader {
 public:
  explicit AgreementReader(Reading& reading) : reading_(reading) {}

  RecognitionAgreement read(const xml::Element& element);

 private:
  /// Notes the damage when a part comes twice: which of them was agreed is not for the reader to
  /// choose.
  void note(const Parts& parts) { damaged_ = damaged_ || parts.repeated(); }
  /// The child of that local name; reports and notes the damage when it is absent.
  xml::Element require(const Parts& parts, const xml::Element& parent, std::string_view local);
  std::string require_uri(const Parts& parts, const xml::Element& parent, std::string_view local);
  std::string require_uri_attribute(const xml::Element& element, std::string_view name);
  std::int64_t require_number_attribute(const xml::Element& element, std::string_view name);

  Equivalence equivalence(const xml::Element& element);
  EquivalenceTerms terms(const xml::Element& element, const Parts& parts);
  std::vector<ServiceKind> kinds(const xml::Element& element);
  StatusEquivalence statuses(const xml::Element& element);
  std::vector<std::string> status_list(const xml::Element& element);
  std::vector<ContentEquivalence> contents(const xml::Element& element);
  QualifierEquivalence qualifiers(const xml::Element& element);
  std::string qualifier(const Parts& parts, const xml::Element& parent, std::string_view local);
  void history(const xml::Element& element, Equivalence& result);

  Reading& reading_;
  bool damaged_ = false;
};

xml::Element AgreementReader::require(const Parts& parts, const xml::Element& parent,
                                      std::string_view local) {
  const auto found = parts[agreement(local)];
  if (!found) {
    reading_.missing(parent, agreement(local), model);
    damaged_ = true;
  }
  return found;
}

std::string AgreementReader::require_uri(const Parts& parts, const xml::Element& parent,
                                         std::string_view local) {
  const auto element = require(parts, parent, local);
  if (!element) return {};
  auto uri = read_uri(reading_, element);
  damaged_ = damaged_ || !uri.has_value();
  return std::move(uri).value_or(std::string{});
}

std::string AgreementReader::require_uri_attribute(const xml::Element& element,
                                                   std::string_view name) {
  const auto value = element.attribute(name);
  if (value.has_value() && !value->empty()) return std::string(*value);
  reading_.missing(element, {"", name}, model);
  damaged_ = true;
  return {};
}

std::int64_t AgreementReader::require_number_attribute(const xml::Element& element,
                                                       std::string_view name) {
  const auto text = require_uri_attribute(element, name);
  std::int64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || (error == std::errc{} && stop == text.data() + text.size())) return value;
  reading_.report(FindingId::list_value_wrong, element,
                  {{"value", text}, {"expected", "a whole number in " + std::string(name)}});
  damaged_ = true;
  return 0;
}

std::vector<ServiceKind> AgreementReader::kinds(const xml::Element& element) {
  std::vector<ServiceKind> result;
  each(reading_, element, agreement("TrustServiceTSLType"), [&](const xml::Element& child) {
    const Parts parts(reading_, child, {names::service_type, names::additional_service});
    note(parts);
    auto type =
        parts[names::service_type] ? read_uri(reading_, parts[names::service_type]) : std::nullopt;
    if (!parts[names::service_type]) reading_.missing(child, names::service_type, model);
    if (!type.has_value()) {
      damaged_ = true;
      return;
    }
    ServiceKind kind{std::move(*type), {}};
    if (const auto additional = parts[names::additional_service]) {
      kind.additional = read_additional_service_information(reading_, additional);
      damaged_ = damaged_ || !kind.additional.has_value();
    }
    result.push_back(std::move(kind));
  });
  if (result.empty()) {
    reading_.missing(element, agreement("TrustServiceTSLType"), model);
    damaged_ = true;
  }
  return result;
}

std::vector<std::string> AgreementReader::status_list(const xml::Element& element) {
  std::vector<std::string> result;
  each(reading_, element, names::service_status, [&](const xml::Element& child) {
    auto uri = read_uri(reading_, child);
    if (uri.has_value()) {
      result.push_back(std::move(*uri));
    } else {
      damaged_ = true;
    }
  });
  if (result.empty()) {
    reading_.missing(element, names::service_status, model);
    damaged_ = true;
  }
  return result;
}

StatusEquivalence AgreementReader::statuses(const xml::Element& element) {
  StatusEquivalence result;
  const Parts parts(reading_, element,
                    {agreement("TrustServiceTSLStatusListPointingParty"),
                     agreement("TrustServiceTSLStatusListPointedParty")});
  note(parts);
  if (const auto list = require(parts, element, "TrustServiceTSLStatusListPointingParty")) {
    result.pointing = status_list(list);
  }
  if (const auto list = require(parts, element, "TrustServiceTSLStatusListPointedParty")) {
    result.pointed = status_list(list);
  }
  return result;
}

std::vector<ContentEquivalence> AgreementReader::contents(const xml::Element& element) {
  std::vector<ContentEquivalence> result;
  each(
      reading_, element, agreement("CertificateContentReferenceEquivalence"),
      [&](const xml::Element& child) {
        const Parts parts(reading_, child,
                          {agreement("CertificateContentReferenceEquivalenceContext"),
                           agreement("CertificateContentDeclarationPointingParty"),
                           agreement("CertificateContentDeclarationPointedParty")});
        note(parts);
        ContentEquivalence one;
        one.context = require_uri(parts, child, "CertificateContentReferenceEquivalenceContext");
        if (const auto side = require(parts, child, "CertificateContentDeclarationPointingParty")) {
          one.pointing = read_criteria(reading_, side);
        }
        if (const auto side = require(parts, child, "CertificateContentDeclarationPointedParty")) {
          one.pointed = read_criteria(reading_, side);
        }
        damaged_ = damaged_ || !is_decidable(one.pointing) || !is_decidable(one.pointed);
        result.push_back(std::move(one));
      });
  return result;
}

std::string AgreementReader::qualifier(const Parts& parts, const xml::Element& parent,
                                       std::string_view local) {
  const auto element = require(parts, parent, local);
  return element ? require_uri_attribute(element, "uri") : std::string{};
}

QualifierEquivalence AgreementReader::qualifiers(const xml::Element& element) {
  QualifierEquivalence result;
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    if (child.is(agreement("TrustServiceTSLQualificationExtensionName"))) {
      const auto pointing = agreement("TrustServiceTSLQualificationExtensionNamePointingParty");
      const auto pointed = agreement("TrustServiceTSLQualificationExtensionNamePointedParty");
      const Parts parts(reading_, child, {pointing, pointed});
      note(parts);
      if (const auto name = require(parts, child, pointing.local)) {
        result.pointing_extension = name.trimmed_text();
      }
      if (const auto name = require(parts, child, pointed.local)) {
        result.pointed_extension = name.trimmed_text();
      }
    } else if (child.is(agreement("QualifierEquivalenceList"))) {
      auto& pairs = result.lists.emplace_back();
      each(reading_, child, agreement("QualifierEquivalence"), [&](const xml::Element& pair) {
        const Parts parts(
            reading_, pair,
            {agreement("QualifierPointingParty"), agreement("QualifierPointedParty")});
        note(parts);
        auto pointing = qualifier(parts, pair, "QualifierPointingParty");
        auto pointed = qualifier(parts, pair, "QualifierPointedParty");
        pairs.push_back({std::move(pointing), std::move(pointed)});
      });
    } else {
      reading_.unknown(child);
    }
  }
  return result;
}

EquivalenceTerms AgreementReader::terms(const xml::Element& element, const Parts& parts) {
  EquivalenceTerms result;
  result.place = place_of(element);
  if (const auto types = require(parts, element, "TrustServiceTSLTypeEquivalenceList")) {
    const Parts sides(reading_, types,
                      {agreement("TrustServiceTSLTypeListPointingParty"),
                       agreement("TrustServiceTSLTypeListPointedParty")});
    note(sides);
    if (const auto side = require(sides, types, "TrustServiceTSLTypeListPointingParty")) {
      result.pointing_kinds = kinds(side);
    }
    if (const auto side = require(sides, types, "TrustServiceTSLTypeListPointedParty")) {
      result.pointed_kinds = kinds(side);
    }
  }
  result.status = require_uri(parts, element, "TrustServiceEquivalenceStatus");
  if (const auto starting = require(parts, element, "TrustServiceEquivalenceStatusStartingTime")) {
    const auto instant = read_instant(reading_, starting);
    damaged_ = damaged_ || !instant.has_value();
    result.starting = instant.value_or(time::Instant{});
  }
  if (const auto list = require(parts, element, "TrustServiceTSLStatusEquivalenceList")) {
    const Parts sides(reading_, list,
                      {agreement("TrustServiceTSLStatusValidEquivalence"),
                       agreement("TrustServiceTSLStatusInvalidEquivalence")});
    note(sides);
    if (const auto side = require(sides, list, "TrustServiceTSLStatusValidEquivalence")) {
      result.valid = statuses(side);
    }
    if (const auto side = require(sides, list, "TrustServiceTSLStatusInvalidEquivalence")) {
      result.invalid = statuses(side);
    }
  }
  if (const auto list = parts[agreement("CertificateContentReferencesEquivalenceList")]) {
    result.contents = contents(list);
  }
  if (const auto list = parts[agreement("TrustServiceTSLQualificationExtensionEquivalenceList")]) {
    result.qualifiers = qualifiers(list);
  }
  return result;
}

void AgreementReader::history(const xml::Element& element, Equivalence& result) {
  each(reading_, element, agreement("TrustServiceEquivalenceHistoryInstance"),
       [&](const xml::Element& instance) {
         const Parts parts(reading_, instance,
                           {agreement("TrustServiceTSLTypeEquivalenceList"),
                            agreement("TrustServiceEquivalenceStatus"),
                            agreement("TrustServiceEquivalenceStatusStartingTime"),
                            agreement("TrustServiceTSLStatusEquivalenceList"),
                            agreement("CertificateContentReferencesEquivalenceList"),
                            agreement("TrustServiceTSLQualificationExtensionEquivalenceList")});
         note(parts);
         auto past = terms(instance, parts);
         const auto newer =
             result.history.empty() ? result.current.starting : result.history.back().starting;
         if (past.starting >= newer) {
           reading_.report(
               FindingId::list_history_order, instance,
               {{"starting", time::to_string(past.starting)}, {"newer", time::to_string(newer)}});
           damaged_ = true;
         }
         result.history.push_back(std::move(past));
       });
}

Equivalence AgreementReader::equivalence(const xml::Element& element) {
  Equivalence result;
  // The history may come several times: it is read apart, so that a repetition is not reported.
  const Parts parts(
      reading_, element,
      {agreement("TrustServiceLegalIdentifier"), agreement("TrustServiceTSLTypeEquivalenceList"),
       agreement("TrustServiceEquivalenceStatus"),
       agreement("TrustServiceEquivalenceStatusStartingTime"),
       agreement("TrustServiceTSLStatusEquivalenceList"),
       agreement("CertificateContentReferencesEquivalenceList"),
       agreement("TrustServiceTSLQualificationExtensionEquivalenceList")},
      {agreement("TrustServiceEquivalenceHistory")});
  note(parts);
  if (const auto identifier = require(parts, element, "TrustServiceLegalIdentifier")) {
    result.legal_identifier = identifier.trimmed_text();
  }
  result.current = terms(element, parts);
  for (const auto& instances : element.children(agreement("TrustServiceEquivalenceHistory"))) {
    history(instances, result);
  }
  return result;
}

RecognitionAgreement AgreementReader::read(const xml::Element& element) {
  RecognitionAgreement result;
  const auto passed_over = reading_.passed_over();
  result.technical_type = require_number_attribute(element, "technicalType");
  result.version = require_number_attribute(element, "version");
  result.depth = require_number_attribute(element, "MRADepth");
  result.pointing_legislation =
      require_uri_attribute(element, "pointingContractingPartyLegislation");
  result.pointed_legislation = require_uri_attribute(element, "pointedContractingPartyLegislation");
  each(reading_, element, agreement("TrustServiceEquivalenceInformation"),
       [&](const xml::Element& child) { result.equivalences.push_back(equivalence(child)); });
  if (result.equivalences.empty()) {
    reading_.missing(element, agreement("TrustServiceEquivalenceInformation"), model);
    damaged_ = true;
  }
  const bool whole = fits(reading_, element, shapes::agreement);
  // It could be what takes back the rest.
  damaged_ = damaged_ || reading_.passed_over() != passed_over;
  if (!whole || damaged_) {
    result.source = reading_.kept(element);
  }
  result.damaged = damaged_;
  if (damaged_) reading_.report(FindingId::agreement_damaged, element);
  return result;
}

}  // namespace

RecognitionAgreement read_agreement_element(Reading& reading, const xml::Element& element) {
  return reading.in_form(Form::trusted_list,
                         [&] { return AgreementReader(reading).read(element); });
}

}  // namespace accord::trustlist::read
