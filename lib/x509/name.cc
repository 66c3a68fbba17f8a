#include "lib/x509/name.h"

#include <algorithm>

#include <fmt/format.h>

#include "lib/der/writer.h"
#include "lib/x509/directory_string.h"
#include "lib/x509/string_preparation.h"

namespace accord::x509 {

namespace attribute {
const der::Oid common_name = der::Oid::literal("2.5.4.3");
const der::Oid surname = der::Oid::literal("2.5.4.4");
const der::Oid serial_number = der::Oid::literal("2.5.4.5");
const der::Oid country = der::Oid::literal("2.5.4.6");
const der::Oid locality = der::Oid::literal("2.5.4.7");
const der::Oid state = der::Oid::literal("2.5.4.8");
const der::Oid street = der::Oid::literal("2.5.4.9");
const der::Oid organization = der::Oid::literal("2.5.4.10");
const der::Oid organizational_unit = der::Oid::literal("2.5.4.11");
const der::Oid title = der::Oid::literal("2.5.4.12");
const der::Oid given_name = der::Oid::literal("2.5.4.42");
const der::Oid pseudonym = der::Oid::literal("2.5.4.65");
const der::Oid organization_identifier = der::Oid::literal("2.5.4.97");
const der::Oid email_address = der::Oid::literal("1.2.840.113549.1.9.1");
const der::Oid domain_component = der::Oid::literal("0.9.2342.19200300.100.1.25");
const der::Oid user_id = der::Oid::literal("0.9.2342.19200300.100.1.1");
}  // namespace attribute

namespace {

using der::ByteView;
using der::Reader;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

tl::unexpected<outcome::Finding> malformed(std::size_t offset, std::string reason) {
  return fail(FindingId::name_malformed, {.where = fmt::format("byte {}", offset)},
              {{"reason", std::move(reason)}});
}

constexpr std::size_t size_octets = 4;

void put_size(std::string& key, std::size_t at, std::size_t size) noexcept {
  for (std::size_t i = 0; i < size_octets; ++i) {
    key[at + i] = static_cast<char>((size >> (8 * (size_octets - 1 - i))) & 0xFFU);
  }
}

void append_size(std::string& key, std::size_t size) {
  key.append(size_octets, '\0');
  put_size(key, key.size() - size_octets, size);
}

/// Type and prepared value, each with its size before it, so that no two different attributes make
/// the same key.
void append_attribute_key(std::string& key, const NameAttribute& attribute) {
  const auto type = der::as_text(attribute.type.content());
  append_size(key, type.size());
  key += type;
  const bool text = is_string_type(attribute.string_type);
  key += text ? 'T' : '#';
  const auto size_at = key.size();
  append_size(key, 0);
  if (text) {
    append_prepared(key, attribute.value);
  } else {
    key += attribute.value;
  }
  put_size(key, size_at, key.size() - size_at - size_octets);
}

void append_rdn_key(std::string& key, const std::vector<NameAttribute>& rdn) {
  const auto size_at = key.size();
  append_size(key, 0);
  if (rdn.size() == 1) {
    append_attribute_key(key, rdn.front());
  } else {
    // The attributes of a relative name match in any order (X.501, 9.3).
    std::vector<std::string> parts(rdn.size());
    for (std::size_t i = 0; i < rdn.size(); ++i) append_attribute_key(parts[i], rdn[i]);
    std::sort(parts.begin(), parts.end());
    for (const auto& part : parts) key += part;
  }
  put_size(key, size_at, key.size() - size_at - size_octets);
}

/// AttributeTypeAndValue (RFC 5280, 4.1.2.4); the reader stands on its content.
Result<NameAttribute> read_attribute(Reader reader) {
  auto type = reader.oid();
  if (!type) return pass_on(std::move(type));
  const auto at = reader.offset();
  const auto value = reader.any();
  if (!value) return pass_on(value);
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  NameAttribute attribute{std::move(*type), value->tag, {}};
  if (!is_string_type(value->tag)) {
    attribute.value = "#" + der::to_hex(value->whole);
    return attribute;
  }
  auto text = decode_string(value->tag, value->content);
  if (!text.has_value()) {
    return malformed(at,
                     fmt::format("a value is not text of the type {}", der::tag_name(value->tag)));
  }
  attribute.value = std::move(*text);
  return attribute;
}

Result<std::vector<NameAttribute>> read_rdn(Reader& names) {
  const auto at = names.offset();
  auto set = names.enter(der::tag::set);
  if (!set) return pass_on(set);
  std::vector<NameAttribute> rdn;
  ByteView previous;
  while (!set->at_end()) {
    const auto element = set->set_of_element(der::tag::sequence, previous);
    if (!element) return pass_on(element);
    auto attribute =
        read_attribute(Reader(element->content, set->offset() - element->content.size()));
    if (!attribute) return pass_on(std::move(attribute));
    rdn.push_back(std::move(*attribute));
  }
  if (rdn.empty()) return malformed(at, "a relative name is empty");
  return rdn;
}

der::Tag string_type_for(const der::Oid& type, std::string_view value) noexcept {
  const bool printable = type == attribute::country || type == attribute::serial_number;
  if (printable && is_printable(value)) return der::tag::printable_string;
  const bool ia5 = type == attribute::email_address || type == attribute::domain_component;
  return ia5 && is_ascii(value) ? der::tag::ia5_string : der::tag::utf8_string;
}

struct ShortName {
  const der::Oid& type;
  std::string_view name;
};

/// RFC 4514, 3, and the names that other programs use for the rest.
std::string type_name(const der::Oid& type) {
  static const ShortName names[] = {{attribute::common_name, "CN"},
                                    {attribute::locality, "L"},
                                    {attribute::state, "ST"},
                                    {attribute::organization, "O"},
                                    {attribute::organizational_unit, "OU"},
                                    {attribute::country, "C"},
                                    {attribute::street, "STREET"},
                                    {attribute::domain_component, "DC"},
                                    {attribute::user_id, "UID"},
                                    {attribute::surname, "SN"},
                                    {attribute::given_name, "GN"},
                                    {attribute::title, "title"},
                                    {attribute::serial_number, "serialNumber"},
                                    {attribute::pseudonym, "pseudonym"},
                                    {attribute::organization_identifier, "organizationIdentifier"},
                                    {attribute::email_address, "emailAddress"}};
  for (const auto& entry : names) {
    if (entry.type == type) return std::string(entry.name);
  }
  return type.to_string();
}

/// RFC 4514, 2.4.
std::string escape(std::string_view value) {
  constexpr std::string_view special = "\"+,;<>\\";
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    const bool first = i == 0 && (c == ' ' || c == '#');
    const bool last = i + 1 == value.size() && c == ' ';
    if (c == '\0') {
      text += "\\00";
      continue;
    }
    if (first || last || special.find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

std::string rdn_text(const std::vector<NameAttribute>& rdn) {
  std::string text;
  for (const auto& attribute : rdn) {
    if (!text.empty()) text += '+';
    text += type_name(attribute.type);
    text += '=';
    text += is_string_type(attribute.string_type) ? escape(attribute.value) : attribute.value;
  }
  return text;
}

}  // namespace

Result<Name> Name::parse(ByteView der, std::size_t offset) {
  Reader outer(der, offset);
  auto names = outer.enter(der::tag::sequence);
  if (!names) return pass_on(names);
  if (auto ended = outer.finish(); !ended) return pass_on(ended);
  auto data = std::make_shared<Data>();
  data->key.reserve(der.size() * 2);
  while (!names->at_end()) {
    auto rdn = read_rdn(*names);
    if (!rdn) return pass_on(std::move(rdn));
    append_rdn_key(data->key, *rdn);
    data->rdns.push_back(std::move(*rdn));
  }
  data->der.assign(der.begin(), der.end());
  return Name(std::move(data));
}

const std::shared_ptr<const Name::Data>& Name::no_names() {
  static const std::shared_ptr<const Data> none = std::make_shared<Data>();
  return none;
}

Name Name::build(const std::vector<std::pair<der::Oid, std::string>>& attributes) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& names) {
    for (const auto& attribute : attributes) {
      const auto& type = attribute.first;
      const auto& value = attribute.second;
      names.constructed(der::tag::set, [&](der::Writer& set) {
        set.constructed(der::tag::sequence, [&](der::Writer& pair) {
          pair.oid(type);
          pair.text(string_type_for(type, value), value);
        });
      });
    }
  });
  auto name = parse(writer.bytes());
  return name ? std::move(*name) : Name();
}

Result<Name> Name::with(ByteView rdn) const {
  Reader outer(der());
  const auto own = outer.any();
  if (!own) return pass_on(own);
  der::Bytes content(own->content.begin(), own->content.end());
  content.insert(content.end(), rdn.begin(), rdn.end());
  der::Writer writer;
  writer.value(der::tag::sequence, content);
  return parse(writer.bytes());
}

std::optional<std::string> Name::first(const der::Oid& type) const {
  for (auto rdn = rdns().rbegin(); rdn != rdns().rend(); ++rdn) {
    for (const auto& attribute : *rdn) {
      if (attribute.type == type) return attribute.value;
    }
  }
  return std::nullopt;
}

std::string Name::to_string() const {
  std::string text;
  for (auto rdn = rdns().rbegin(); rdn != rdns().rend(); ++rdn) {
    if (!text.empty()) text += ',';
    text += rdn_text(*rdn);
  }
  return text;
}

}  // namespace accord::x509
