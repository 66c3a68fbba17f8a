#include "lib/x509/describing.h"
#include "lib/x509/directory_string.h"
#include "lib/x509/general_name.h"
#include "lib/x509/name.h"

// Extensions that no path depends on.
namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

// TLS extension numbers (RFC 7633, 4.1; RFC 6066, 8; RFC 6961).
Result<Description> read_feature(Reader& list) {
  const auto number = list.small_integer();
  if (!number) return pass_on(number);
  if (*number == 5) return Description("status_request (5)");
  if (*number == 17) return Description("status_request_v2 (17)");
  return Description(*number);
}

Result<Description> read_zone(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto zone = read_described_integer(*reader);
  if (!zone) return zone;
  const auto user = reader->octet_string();
  if (!user) return pass_on(user);
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  Description all;
  return all.add("zone", std::move(*zone)).add("user", *user);
}

}  // namespace

Result<Description> describe_attribute(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto type = reader->oid();
  if (!type) return pass_on(type);
  auto set = reader->enter(der::tag::set);
  if (!set) return pass_on(set);
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  auto values = describe_list(*set, read_described_value);
  if (!values) return values;
  Description all;
  return all.add("type", *type).add("values", std::move(*values));
}

Result<Description> describe_directory_attributes(ByteView value) {
  return describe_whole_list(value, describe_attribute);
}

Result<Description> describe_key_period(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  Description all{Description::Record{}};
  for (const auto& [number, name] : {std::pair{0U, "not_before"}, std::pair{1U, "not_after"}}) {
    if (!reader->next_is(context(number))) continue;
    const auto moment = reader->generalized_time(context(number));
    if (!moment) return pass_on(moment);
    all.add(name, *moment);
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

Result<Description> describe_netscape_type(ByteView value) {
  Reader reader(value);
  constexpr unsigned count = 8;
  const auto bits = read_named_bits(reader, count);
  if (!bits) return pass_on(bits);
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return describe_bits(*bits, {"sslClient", "sslServer", "smime", "objectSigning", "reserved",
                               "sslCA", "smimeCA", "objectSigningCA"});
}

// CertificateTemplate of Microsoft (MS-WCCE, 2.2.2.7.7.2).
Result<Description> describe_template(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  const auto id = reader->oid();
  if (!id) return pass_on(id);
  Description all;
  all.add("template", *id);
  for (const auto* name : {"major_version", "minor_version"}) {
    if (reader->at_end()) break;
    auto number = read_described_integer(*reader);
    if (!number) return number;
    all.add(name, std::move(*number));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

Result<Description> describe_tls_features(ByteView value) {
  return describe_whole_list(value, read_feature);
}

// ProxyCertInfo (RFC 3820, 3.8).
Result<Description> describe_proxy(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  Description all;
  if (reader->next_is(der::tag::integer)) {
    auto length = read_described_integer(*reader);
    if (!length) return length;
    all.add("path_length", std::move(*length));
  }
  auto policy = reader->enter(der::tag::sequence);
  if (!policy) return pass_on(policy);
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  const auto language = policy->oid();
  if (!language) return pass_on(language);
  all.add("policy_language", *language);
  if (policy->at_end()) return all;
  const auto text = policy->octet_string();
  if (!text) return pass_on(text);
  if (auto ended = policy->finish(); !ended) return pass_on(ended);
  return all.add("policy", *text);
}

// CABFOrganizationIdentifier (EV guidelines, 9.8.2).
Result<Description> describe_organization(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  Description all;
  const auto take = [&](std::string_view name) -> Result<void> {
    auto text = read_described_text(*reader);
    if (!text) return pass_on(std::move(text));
    all.add(name, std::move(*text));
    return {};
  };
  if (auto read = take("registration_scheme"); !read) return pass_on(std::move(read));
  if (auto read = take("registration_country"); !read) return pass_on(std::move(read));
  if (reader->next_is(context(0))) {
    const auto at = reader->offset();
    const auto state = reader->octet_string(context(0));
    if (!state) return pass_on(state);
    auto text = decode_string(der::tag::printable_string, *state);
    if (!text) return broken(at, "a text is not of the type that it says");
    all.add("registration_state", std::move(*text));
  }
  if (auto read = take("registration_reference"); !read) return pass_on(std::move(read));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

// SXNet of Thawte: zones and who is meant in each.
Result<Description> describe_zones(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  auto version = read_described_integer(*reader);
  if (!version) return version;
  auto list = reader->enter(der::tag::sequence);
  if (!list) return pass_on(list);
  auto zones = describe_list(*list, read_zone);
  if (!zones) return zones;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  Description all;
  return all.add("version", std::move(*version)).add("zones", std::move(*zones));
}

// CrlID (RFC 6960, 4.4.2).
Result<Description> describe_ocsp_crl_id(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  Description all{Description::Record{}};
  for (const auto& [number, name] :
       {std::pair{0U, "url"}, std::pair{1U, "number"}, std::pair{2U, "time"}}) {
    if (!reader->next_is(context_constructed(number))) continue;
    auto wrapped = reader->enter(context_constructed(number));
    if (!wrapped) return pass_on(wrapped);
    auto member = read_described_value(*wrapped);
    if (!member) return member;
    if (auto ended = wrapped->finish(); !ended) return pass_on(ended);
    all.add(name, std::move(*member));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

// ServiceLocator (RFC 6960, 4.4.6).
Result<Description> describe_service_locator(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  const auto at = reader->offset();
  const auto name = reader->element(der::tag::sequence);
  if (!name) return pass_on(name);
  const auto issuer = Name::parse(name->whole, at);
  if (!issuer) return pass_on(issuer);
  Description all;
  all.add("issuer", issuer->to_string());
  if (reader->at_end()) return all;
  const auto locator = reader->element(der::tag::sequence);
  if (!locator) return pass_on(locator);
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  auto access = describe_access(locator->whole);
  if (!access) return access;
  return all.add("locator", std::move(*access));
}

// CertHash (Common PKI, part 4): what the responder knows of the certificate that it calls good.
Result<Description> describe_cert_hash(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  auto algorithm = read_described_algorithm(*reader);
  if (!algorithm) return algorithm;
  const auto hash = reader->octet_string();
  if (!hash) return pass_on(hash);
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return algorithm->add("certificate_hash", *hash);
}

}  // namespace accord::x509
