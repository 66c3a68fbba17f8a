#include "ca/subject.h"

#include <algorithm>
#include <array>

namespace accord::ca {
namespace {

using outcome::FindingId;

struct Row {
  SubjectField field;
  std::string_view word;
  const der::Oid* oid;
};

constexpr std::array<Row, 7> rows{{
    {SubjectField::country, "countryName", &x509::attribute::country},
    {SubjectField::state, "stateOrProvinceName", &x509::attribute::state},
    {SubjectField::locality, "localityName", &x509::attribute::locality},
    {SubjectField::organization, "organizationName", &x509::attribute::organization},
    {SubjectField::organization_identifier, "organizationIdentifier",
     &x509::attribute::organization_identifier},
    {SubjectField::organizational_unit, "organizationalUnitName",
     &x509::attribute::organizational_unit},
    {SubjectField::common_name, "commonName", &x509::attribute::common_name},
}};

// RFC 5280, appendix A.1: ub-organization-name, ub-common-name and others are 64 characters.
constexpr std::size_t longest_value = 64;

bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }

bool is_country(std::string_view text) noexcept {
  return text.size() == 2 && is_capital(text[0]) && is_capital(text[1]);
}

// ETSI EN 319 412-1, 5.1.4: three letters of the registration, or two of a national scheme and a
// colon; the country; "-"; the number.
bool is_organization_identifier(std::string_view text) noexcept {
  if (text.size() < 7 || !is_country(text.substr(3, 2)) || text[5] != '-') return false;
  const auto registration = text.substr(0, 3);
  if (registration[2] == ':') return is_country(registration.substr(0, 2));
  return registration == "VAT" || registration == "NTR" || registration == "PSD" ||
         registration == "LEI";
}

std::size_t characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

bool has_control(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7f'; });
}

// Why a value cannot be used; empty when it can.
std::string_view complaint(SubjectField field, std::string_view value) {
  if (value.empty()) return "it is empty";
  if (x509::Name::build({{oid_of(field), std::string(value)}}).empty()) return "it is not UTF-8";
  if (has_control(value)) return "it has control characters";
  if (value.front() == ' ' || value.back() == ' ') return "it starts or ends with a space";
  if (characters(value) > longest_value) return "it has more than 64 characters";
  switch (field) {
    case SubjectField::country:
      return is_country(value) ? "" : "a country is two capital letters";
    case SubjectField::organization_identifier:
      return is_organization_identifier(value)
                 ? ""
                 : "it is not like NTRJP-0100-01-234567 (VAT, NTR, PSD, LEI or a national scheme)";
    case SubjectField::state:
    case SubjectField::locality:
    case SubjectField::organization:
    case SubjectField::organizational_unit:
    case SubjectField::common_name:
      return "";
  }
  return "its field is not known";
}

std::size_t count(const SubjectFields& fields, SubjectField field) noexcept {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](const auto& one) { return one.first == field; }));
}

bool has_rule(const std::vector<FieldRule>& rules, SubjectField field) noexcept {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const FieldRule& rule) { return rule.field == field; });
}

}  // namespace

std::string_view to_string(SubjectField field) noexcept {
  return rows[static_cast<std::size_t>(field)].word;
}

std::optional<SubjectField> subject_field_from(std::string_view word) noexcept {
  for (const auto& row : rows) {
    if (row.word == word) return row.field;
  }
  return std::nullopt;
}

const der::Oid& oid_of(SubjectField field) noexcept {
  return *rows[static_cast<std::size_t>(field)].oid;
}

outcome::Findings check_subject(const std::vector<FieldRule>& rules, const SubjectFields& fields) {
  outcome::Findings findings;
  const auto add = [&](FindingId id, SubjectField field, outcome::Params params = {}) {
    params.emplace_back("field", std::string(to_string(field)));
    findings.add(id, {.where = "subject"}, std::move(params));
  };
  for (const auto& rule : rules) {
    const auto given = count(fields, rule.field);
    if (rule.required && given == 0) add(FindingId::ca_subject_field_missing, rule.field);
    if (given > 1) {
      add(FindingId::ca_subject_field_unexpected, rule.field, {{"reason", "it is given twice"}});
    }
  }
  for (const auto& [field, value] : fields) {
    if (!has_rule(rules, field)) {
      add(FindingId::ca_subject_field_unexpected, field,
          {{"reason", "the profile has no such field"}});
      continue;
    }
    const auto reason = complaint(field, value);
    if (!reason.empty()) {
      add(FindingId::ca_subject_field_malformed, field,
          {{"value", value}, {"reason", std::string(reason)}});
    }
  }
  return findings;
}

x509::Name subject_name(const std::vector<FieldRule>& rules, const SubjectFields& fields) {
  std::vector<std::pair<der::Oid, std::string>> attributes;
  for (const auto& rule : rules) {
    for (const auto& [field, value] : fields) {
      if (field == rule.field) attributes.emplace_back(oid_of(field), value);
    }
  }
  return x509::Name::build(attributes);
}

}  // namespace accord::ca
