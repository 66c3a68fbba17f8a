#include "lib/x509/describing.h"
#include "lib/x509/general_name.h"

// QC statements one by one (RFC 3739, 3.2.6; ETSI EN 319 412-1, 5.1; EN 319 412-5, 4; TS 119 495,
// 5).
namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using outcome::pass_on;
using outcome::Result;

/// MonetaryValue (EN 319 412-5, 4.3.2): the amount is `amount` times ten to the power of
/// `exponent`.
Result<Description> read_limit(Reader& info) {
  auto reader = info.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto currency = read_described_value(*reader);
  if (!currency) return currency;
  auto amount = read_described_integer(*reader);
  if (!amount) return amount;
  auto exponent = read_described_integer(*reader);
  if (!exponent) return exponent;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  Description all;
  all.add("currency", std::move(*currency));
  return all.add("amount", std::move(*amount)).add("exponent", std::move(*exponent));
}

Result<Description> read_location(Reader& locations) {
  auto reader = locations.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto url = read_described_text(*reader);
  if (!url) return url;
  auto language = read_described_text(*reader);
  if (!language) return language;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  Description all;
  return all.add("url", std::move(*url)).add("language", std::move(*language));
}

/// SemanticsInformation (RFC 3739, 3.2.6.1; EN 319 412-1, 5.1).
Result<Description> read_semantics(Reader& info) {
  auto reader = info.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  Description all{Description::Record{}};
  if (reader->next_is(der::tag::oid)) {
    const auto id = reader->oid();
    if (!id) return pass_on(id);
    all.add("semantics_identifier", *id);
  }
  if (reader->next_is(der::tag::sequence)) {
    auto names = reader->enter(der::tag::sequence);
    if (!names) return pass_on(names);
    auto authorities = describe_list(*names, read_described_name);
    if (!authorities) return authorities;
    all.add("name_registration_authorities", std::move(*authorities));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

Result<Description> read_role(Reader& roles) {
  auto reader = roles.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto id = reader->oid();
  if (!id) return pass_on(id);
  auto name = read_described_text(*reader);
  if (!name) return name;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  Description all;
  return all.add("role", *id).add("role_name", std::move(*name));
}

/// PSD2QcType (TS 119 495, 5.1).
Result<Description> read_psd2(Reader& info) {
  auto reader = info.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto list = reader->enter(der::tag::sequence);
  if (!list) return pass_on(list);
  auto roles = describe_list(*list, read_role);
  if (!roles) return roles;
  auto authority = read_described_text(*reader);
  if (!authority) return authority;
  auto identifier = read_described_text(*reader);
  if (!identifier) return identifier;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  Description all;
  all.add("roles", std::move(*roles));
  return all.add("nca_name", std::move(*authority)).add("nca_id", std::move(*identifier));
}

template <typename Read>
Result<Description> read_sequence(Reader& info, const Read& read) {
  auto list = info.enter(der::tag::sequence);
  if (!list) return pass_on(list);
  return describe_list(*list, read);
}

struct Statement {
  std::string_view oid;
  std::string_view member;
  Result<Description> (*read)(Reader& info);
};

Result<Description> read_oid(Reader& list) { return described(list.oid()); }
Result<Description> read_oids(Reader& info) { return read_sequence(info, read_oid); }
Result<Description> read_texts(Reader& info) { return read_sequence(info, read_described_text); }
Result<Description> read_locations(Reader& info) { return read_sequence(info, read_location); }
Result<Description> read_years(Reader& info) { return described(info.small_integer()); }

constexpr Statement statements[] = {
    {"0.4.0.1862.1.2", "limit", read_limit},
    {"0.4.0.1862.1.3", "retention_years", read_years},
    {"0.4.0.1862.1.5", "locations", read_locations},
    {"0.4.0.1862.1.6", "types", read_oids},
    {"0.4.0.1862.1.7", "countries", read_texts},
    {"1.3.6.1.5.5.7.11.1", "semantics", read_semantics},
    {"1.3.6.1.5.5.7.11.2", "semantics", read_semantics},
    {"0.4.0.19495.2", "psd2", read_psd2},
};

const Statement* statement_of(const der::Oid& id) {
  const auto dotted = id.to_string();
  for (const auto& statement : statements) {
    if (statement.oid == dotted) return &statement;
  }
  return nullptr;
}

Result<Description> read_statement(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto id = reader->oid();
  if (!id) return pass_on(id);
  Description all;
  all.add("statement", *id);
  const auto* known = statement_of(*id);
  if (reader->at_end() && known == nullptr) return all;
  auto info = known != nullptr ? known->read(*reader) : read_described_value(*reader);
  if (!info) return info;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all.add(known != nullptr ? known->member : "info", std::move(*info));
}

}  // namespace

Result<Description> describe_qc_statements(ByteView value) {
  return describe_whole_list(value, read_statement);
}

}  // namespace accord::x509
