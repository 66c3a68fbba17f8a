#include "ca/subject.h"

#include <catch2/catch_test_macros.hpp>

#include "ca/profile.h"
#include "tests/support/expect.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using tests::require_only_blocking;

const std::vector<FieldRule>& rules() { return (*find_profile("eseal"))->subject; }

SubjectFields right() {
  return {{SubjectField::country, "JP"},
          {SubjectField::organization, "Hospital"},
          {SubjectField::organization_identifier, "NTRJP-1"},
          {SubjectField::common_name, "Seal"}};
}

SubjectFields with(SubjectField field, std::string value) {
  auto fields = right();
  for (auto& one : fields) {
    if (one.first == field) one.second = value;
  }
  return fields;
}

}  // namespace

TEST_CASE("the fields of a subject are written in the profile's order") {
  auto fields = right();
  std::swap(fields.front(), fields.back());
  fields.emplace_back(SubjectField::locality, "Nara");
  CHECK(check_subject(rules(), fields).empty());
  CHECK(subject_name(rules(), fields).to_string() ==
        "CN=Seal,organizationIdentifier=NTRJP-1,O=Hospital,L=Nara,C=JP");
}

TEST_CASE("every field that the profile asks for is needed") {
  for (const auto field : {SubjectField::country, SubjectField::organization,
                           SubjectField::organization_identifier, SubjectField::common_name}) {
    SubjectFields fields;
    for (const auto& one : right()) {
      if (one.first != field) fields.push_back(one);
    }
    const auto findings = check_subject(rules(), fields);
    const auto& finding =
        require_only_blocking(findings, FindingId::ca_subject_field_missing, "subject");
    CHECK(outcome::message(finding).find(to_string(field)) != std::string::npos);
  }
}

TEST_CASE("a field that the profile does not have, or given twice, is refused") {
  auto fields = right();
  SECTION("not in the profile") { fields.emplace_back(SubjectField::state, "Nara"); }
  SECTION("twice") { fields.emplace_back(SubjectField::common_name, "Seal"); }
  require_only_blocking(check_subject(rules(), fields), FindingId::ca_subject_field_unexpected,
                        "subject");
}

TEST_CASE("values that cannot be written are refused") {
  const std::vector<std::pair<SubjectField, std::string>> wrong = {
      {SubjectField::country, "jp"},
      {SubjectField::country, "JPN"},
      {SubjectField::country, ""},
      {SubjectField::organization, ""},
      {SubjectField::organization, " Hospital"},
      {SubjectField::organization, "Hospital "},
      {SubjectField::organization, "Hos\npital"},
      {SubjectField::organization, std::string("Hos\0pital", 9)},
      {SubjectField::organization, "\xff\xfe"},
      {SubjectField::common_name, std::string(65, 'x')},
      {SubjectField::organization_identifier, "JP-1"},
      {SubjectField::organization_identifier, "NTRJP1"},
      {SubjectField::organization_identifier, "NTRJP-"},
      {SubjectField::organization_identifier, "ABCJP-1"},
      {SubjectField::organization_identifier, "ntrJP-1"},
      {SubjectField::organization_identifier, "NTRjp-1"},
      {SubjectField::organization_identifier, "1X:JP-1"},
  };
  for (const auto& [field, value] : wrong) {
    INFO(to_string(field) << " \"" << value << "\"");
    require_only_blocking(check_subject(rules(), with(field, value)),
                          FindingId::ca_subject_field_malformed, "subject");
  }
}

TEST_CASE("values at the limits are taken") {
  std::string characters;
  for (int i = 0; i < 64; ++i) characters += "病";
  CHECK(check_subject(rules(), with(SubjectField::common_name, characters)).empty());
  for (const auto* value : {"VATJP-1", "PSDDE-BAFIN-1", "LEIXG-529900T8BM49AURSDO55", "GO:JP-1"}) {
    INFO(value);
    CHECK(check_subject(rules(), with(SubjectField::organization_identifier, value)).empty());
  }
}

TEST_CASE("all that is wrong with a subject is told at once") {
  const SubjectFields fields{{SubjectField::country, "japan"}, {SubjectField::state, "Nara"}};
  const auto findings = check_subject(rules(), fields);
  CHECK(findings.all().size() == 5);
}

TEST_CASE("fields are found by the names of X.520") {
  for (const auto field : {SubjectField::country, SubjectField::state, SubjectField::locality,
                           SubjectField::organization, SubjectField::organization_identifier,
                           SubjectField::organizational_unit, SubjectField::common_name}) {
    CHECK(subject_field_from(to_string(field)) == field);
  }
  CHECK_FALSE(subject_field_from("CN").has_value());
}

TEST_CASE("profiles are found by name, and an unknown one is told") {
  for (const auto& profile : built_in_profiles()) {
    CHECK(*find_profile(profile.name) == &profile);
    CHECK_FALSE(profile.title.empty());
  }
  const auto unknown = find_profile("tls");
  CHECK(outcome::message(tests::require_failure(unknown, FindingId::ca_profile_unknown))
            .find("tls") != std::string::npos);
}

}  // namespace accord::ca
