#include "lib/x509/decoding.h"
#include "lib/x509/directory_string.h"
#include "lib/x509/extensions.h"

namespace accord::x509 {
namespace {

using der::Element;
using der::Reader;
using outcome::pass_on;
using outcome::Result;

/// A string of a fixed type that is ASCII.
Result<std::string> ascii_string(Reader& reader, der::Tag type) {
  const auto at = reader.offset();
  const auto value = reader.element(type);
  if (!value) return pass_on(value);
  std::string text(der::as_text(value->content));
  if (!is_ascii(text)) return broken(at, "a string is not ASCII");
  return text;
}

/// EN 319 412-5, 4.3.3: QcEuRetentionPeriod ::= INTEGER.
Result<void> read_retention(Reader info, QcStatements& result) {
  const auto at = info.offset();
  const auto years = info.small_integer();
  if (!years) return pass_on(years);
  if (*years > 10'000) return broken(at, "the retention period is longer than any calendar");
  result.retention_years = static_cast<std::uint32_t>(*years);
  return info.finish();
}

/// EN 319 412-5, 4.3.4: PdsLocations ::= SEQUENCE SIZE (1..MAX) OF PdsLocation.
Result<void> read_pds(Reader info, QcStatements& result) {
  auto locations = info.enter(der::tag::sequence);
  if (!locations) return pass_on(locations);
  do {
    auto location = locations->enter(der::tag::sequence);
    if (!location) return pass_on(location);
    auto url = ascii_string(*location, der::tag::ia5_string);
    if (!url) return pass_on(std::move(url));
    auto language = ascii_string(*location, der::tag::printable_string);
    if (!language) return pass_on(std::move(language));
    if (auto ended = location->finish(); !ended) return ended;
    result.pds.push_back({std::move(*url), std::move(*language)});
  } while (!locations->at_end());
  return info.finish();
}

/// EN 319 412-5, 4.2.3: QcType ::= SEQUENCE OF OBJECT IDENTIFIER.
Result<void> read_types(Reader info, QcStatements& result) {
  auto types = info.enter(der::tag::sequence);
  if (!types) return pass_on(types);
  while (!types->at_end()) {
    auto type = types->oid();
    if (!type) return pass_on(std::move(type));
    result.types.push_back(std::move(*type));
  }
  return info.finish();
}

/// EN 319 412-5, 4.2.4: QcCClegislation ::= SEQUENCE OF CountryName, two letters each.
Result<void> read_legislation(Reader info, QcStatements& result) {
  auto countries = info.enter(der::tag::sequence);
  if (!countries) return pass_on(countries);
  while (!countries->at_end()) {
    const auto at = countries->offset();
    auto country = ascii_string(*countries, der::tag::printable_string);
    if (!country) return pass_on(std::move(country));
    if (country->size() != 2) return broken(at, "a country is not written with two letters");
    result.legislation.push_back(std::move(*country));
  }
  return info.finish();
}

/// What a statement of EN 319 412-5 says; others are kept as they are.
Result<void> interpret(const der::Oid& id, Reader info, QcStatements& result) {
  if (id == qc::compliance || id == qc::sscd) {
    if (auto ended = info.finish(); !ended)
      return broken(info.offset(), "a statement that has no parameter has one");
    (id == qc::compliance ? result.compliance : result.sscd) = true;
    return {};
  }
  if (id == qc::retention_period) return read_retention(info, result);
  if (id == qc::pds) return read_pds(info, result);
  if (id == qc::type) return read_types(info, result);
  if (id == qc::legislation) return read_legislation(info, result);
  return {};
}

Result<void> read_statement(Reader& statements, QcStatements& result) {
  auto reader = statements.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto id = reader->oid();
  if (!id) return pass_on(std::move(id));
  const auto info = *reader;
  QcStatement statement{std::move(*id), std::nullopt};
  if (!reader->at_end()) {
    const auto value = reader->any();
    if (!value) return pass_on(value);
    statement.info = der::Bytes(value->whole.begin(), value->whole.end());
  }
  if (auto ended = reader->finish(); !ended) return ended;
  if (auto understood = interpret(statement.id, info, result); !understood) return understood;
  result.all.push_back(std::move(statement));
  return {};
}

Result<QcStatements> statements(der::ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  QcStatements result;
  while (!reader->at_end()) {
    if (auto read = read_statement(*reader, result); !read) return pass_on(std::move(read));
  }
  return result;
}

}  // namespace

Result<QcStatements> read_qc_statements(der::ByteView value) {
  return named("qcStatements", statements(value));
}

}  // namespace accord::x509
