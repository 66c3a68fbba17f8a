#include <algorithm>

#include "lib/x509/certificate.h"
#include "lib/x509/describing.h"
#include "lib/x509/directory_string.h"
#include "lib/x509/general_name.h"
#include "lib/x509/general_name_text.h"

namespace accord::x509 {
namespace {

using der::Element;
using der::Reader;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

/// OtherName (RFC 5280, 4.2.1.6): checked when the name was read.
Description other_name(const der::Bytes& content) {
  Description all;
  Reader reader(content);
  const auto type = reader.oid();
  if (!type) return content;
  auto wrapped = reader.enter(context_constructed(0));
  if (!wrapped) return content;
  const auto value = wrapped->any();
  if (!value) return content;
  all.add("type", *type);
  all.add("value", describe_value(*value));
  return all;
}

/// EDIPartyName ::= SEQUENCE { nameAssigner [0] OPTIONAL, partyName [1] }, explicitly tagged.
Description edi_party(const der::Bytes& content) {
  Description all;
  Reader reader(content);
  for (const auto& [number, name] : {std::pair{0U, "name_assigner"}, std::pair{1U, "party_name"}}) {
    if (!reader.next_is(context_constructed(number))) continue;
    auto wrapped = reader.enter(context_constructed(number));
    if (!wrapped) return content;
    auto text = read_described_text(*wrapped);
    if (!text || !wrapped->at_end()) return content;
    all.add(name, std::move(*text));
  }
  return reader.at_end() && !all.empty() ? all : Description(content);
}

Description registered_id(const der::Bytes& content) {
  auto id = der::Oid::from_content(content);
  return id ? Description(std::move(*id)) : Description(content);
}

}  // namespace

Description describe_integer(der::ByteView content) {
  if (content.empty() || content.size() > sizeof(std::uint64_t)) return content;
  const bool negative = (content[0] & 0x80U) != 0;
  std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
  for (const auto octet : content) value = value << 8U | octet;
  if (!negative) return value;
  return "-" + std::to_string(~value + 1);
}

std::string negative_value(der::ByteView content) {
  if (content.empty() || (content[0] & 0x80U) == 0) return {};
  const auto value = describe_integer(content);
  const auto* text = std::get_if<std::string>(&value.value());
  return text == nullptr ? "below zero" : *text;
}

void add_serial(Description& all, const der::SerialNumber& serial) {
  all.add("serial", serial.to_hex());
  if (auto value = negative_value(serial.content()); !value.empty()) {
    all.add("serial_value", std::move(value));
  }
}

Result<Description> read_described_integer(Reader& reader, der::Tag tag) {
  const auto content = reader.integer(tag);
  if (!content) return pass_on(content);
  return describe_integer(*content);
}

Description describe_value(const Element& value) {
  if (is_string_type(value.tag)) {
    if (auto text = decode_string(value.tag, value.content)) return std::move(*text);
    return value.whole;
  }
  Reader reader(value.whole);
  auto read = [&]() -> Result<Description> {
    switch (value.tag) {
      case der::tag::oid:
        return described(reader.oid());
      case der::tag::boolean:
        return described(reader.boolean());
      case der::tag::integer:
        return read_described_integer(reader);
      case der::tag::octet_string:
        return described(reader.octet_string());
      case der::tag::utc_time:
      case der::tag::generalized_time:
        return described(reader.time_of_either_type());
      default:
        return Description(value.whole);
    }
  }();
  return read ? std::move(*read) : Description(value.whole);
}

Result<Description> read_described_value(Reader& reader) {
  const auto value = reader.any();
  if (!value) return pass_on(value);
  return describe_value(*value);
}

Result<Description> read_described_text(Reader& reader) {
  const auto at = reader.offset();
  const auto value = reader.any();
  if (!value) return pass_on(value);
  if (!is_string_type(value->tag)) return broken(at, "a text is of no string type");
  auto text = decode_string(value->tag, value->content);
  if (!text) return broken(at, "a text is not of the type that it says");
  return Description(std::move(*text));
}

Description describe_bits(std::uint16_t bits, std::initializer_list<std::string_view> words) {
  Description set{Description::List{}};
  unsigned left = bits;
  for (const auto word : words) {
    if ((left & 1U) != 0) set.push(word);
    left >>= 1U;
  }
  return set;
}

Description describe(const GeneralName& name) {
  Description all;
  switch (name.kind) {
    case GeneralNameKind::email:
      return all.add("email", name.text);
    case GeneralNameKind::dns:
      return all.add("dns", name.text);
    case GeneralNameKind::uri:
      return all.add("uri", name.text);
    case GeneralNameKind::directory:
      return all.add("directory", name.name ? name.name->to_string() : std::string());
    case GeneralNameKind::ip:
      return all.add("ip", addresses_text(name.der));
    case GeneralNameKind::other:
      return all.add("other_name", other_name(name.der));
    case GeneralNameKind::x400:
      return all.add("x400", name.der);
    case GeneralNameKind::edi:
      return all.add("edi_party", edi_party(name.der));
    case GeneralNameKind::registered_id:
      return all.add("registered_id", registered_id(name.der));
  }
  return all;
}

Description describe(const std::vector<GeneralName>& names) {
  Description all;
  for (const auto& name : names) all.push(describe(name));
  return all;
}

Result<Description> read_described_name(Reader& reader) {
  const auto name = read_general_name(reader);
  if (!name) return pass_on(name);
  return describe(*name);
}

Description describe_relative_name(const std::optional<der::Bytes>& rdn) {
  if (!rdn) return {};
  const auto name = Name().with(*rdn);
  return name ? Description(name->to_string()) : Description(*rdn);
}

Description describe_reasons(const std::optional<std::uint16_t>& flags) {
  if (!flags) return {};
  return describe_bits(
      *flags, {"unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
               "cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise"});
}

Description describe_failure(const outcome::Finding& finding) {
  Description all;
  all.add("reason", outcome::message(finding));
  if (!finding.about.where.empty()) all.add("where", finding.about.where);
  return all;
}

Description describe_inner_certificates(const std::vector<der::ByteView>& encodings) {
  Description all;
  for (const auto encoding : encodings) {
    Description one;
    if (const auto read = Certificate::parse(encoding)) {
      one.add("subject", read->subject().to_string());
      one.add("issuer", read->issuer().to_string());
      add_serial(one, read->serial());
      one.add("not_before", read->not_before()).add("not_after", read->not_after());
      one.add("extensions", describe_extensions(read->extensions()));
    } else {
      one.add("unreadable", describe_failure(read.error()));
    }
    one.add("sha256", crypto::digest(crypto::DigestAlgorithm::sha256, encoding).bytes());
    all.push(std::move(one));
  }
  return all;
}

}  // namespace accord::x509
