#include "lib/x509/certificate_bag.h"

#include <fmt/format.h>

#include "lib/x509/signed_structure.h"

namespace accord::x509 {
namespace {

using der::Reader;
using der::tag::context_constructed;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

/// A value of the message that only another kind of message has.
tl::unexpected<outcome::Finding> of_another_kind(std::string_view field) {
  return fail(FindingId::certificate_none, {.where = std::string(field)});
}

Result<void> read_type(Reader& reader, std::string_view field, const der::Oid& wanted) {
  const auto type = reader.oid();
  if (!type) return in_field(field, type.error());
  if (*type != wanted) return of_another_kind(field);
  return {};
}

Result<void> read_empty_set(Reader& reader, std::string_view field) {
  const auto set = reader.enter(der::tag::set);
  if (!set) return in_field(field, set.error());
  if (!set->at_end()) return of_another_kind(field);
  return {};
}

// certificates [0] IMPLICIT CertificateSet, crls [1] IMPLICIT RevocationInfoChoices: of the
// choices, those that are a Certificate and a CertificateList.
Result<std::vector<der::ByteView>> read_values(Reader& reader, unsigned tag,
                                               std::string_view field) {
  std::vector<der::ByteView> values;
  if (!reader.next_is(context_constructed(tag))) return values;
  auto set = reader.enter(context_constructed(tag));
  if (!set) return in_field(field, set.error());
  while (!set->at_end()) {
    const auto one = set->element(der::tag::sequence);
    if (!one) return in_field(fmt::format("{} {}", field, values.size() + 1), one.error());
    values.push_back(one->whole);
  }
  return values;
}

template <typename Value>
void parse_each(const std::vector<der::ByteView>& encodings, std::string_view name,
                std::vector<Value>& values, std::vector<LeftOut>& left_out) {
  std::size_t number = 0;
  for (const auto encoding : encodings) {
    ++number;
    auto value = Value::parse(encoding);
    if (value) {
      values.push_back(std::move(*value));
    } else {
      left_out.push_back({fmt::format("{} {}", name, number), std::move(value).error()});
    }
  }
}

// encapContentInfo: "the eContent field […] MUST be omitted" when there is nothing to sign (RFC
// 5652, 5.2).
Result<void> read_no_content(Reader& data) {
  static const auto id_data = der::Oid::literal("1.2.840.113549.1.7.1");
  auto content = data.enter(der::tag::sequence);
  if (!content) return in_field("encapContentInfo", content.error());
  if (auto type = read_type(*content, "eContentType", id_data); !type) return type;
  if (!content->at_end()) return of_another_kind("eContent");
  return {};
}

// SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0], crls
// [1], signerInfos }
Result<BagParts> read_signed_data(Reader data) {
  const auto version = data.small_integer();
  if (!version) return in_field("version", version.error());
  if (*version != 1) return of_another_kind("version");
  if (auto none = read_empty_set(data, "digestAlgorithms"); !none) return pass_on(none);
  if (auto none = read_no_content(data); !none) return pass_on(none);
  BagParts bag;
  auto certificates = read_values(data, 0, "certificate");
  if (!certificates) return pass_on(std::move(certificates));
  bag.certificates = std::move(*certificates);
  auto crls = read_values(data, 1, "CRL");
  if (!crls) return pass_on(std::move(crls));
  bag.crls = std::move(*crls);
  if (auto none = read_empty_set(data, "signerInfos"); !none) return pass_on(none);
  if (auto ended = data.finish(); !ended) return pass_on(ended);
  return bag;
}

// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT } (RFC 5652, 3); a reader of the
// SignedData's content.
Result<Reader> enter_signed_data(der::ByteView der) {
  static const auto id_signed_data = der::Oid::literal("1.2.840.113549.1.7.2");
  Reader outer(der);
  auto info = outer.enter(der::tag::sequence);
  if (!info) return pass_on(info);
  if (auto ended = outer.finish(); !ended) return pass_on(ended);
  if (auto type = read_type(*info, "contentType", id_signed_data); !type) return pass_on(type);
  auto content = info->enter(context_constructed(0));
  if (!content) return in_field("content", content.error());
  if (auto ended = info->finish(); !ended) return pass_on(ended);
  auto data = content->enter(der::tag::sequence);
  if (!data) return in_field("content", data.error());
  if (auto ended = content->finish(); !ended) return pass_on(ended);
  return *data;
}

}  // namespace

bool is_message_label(std::string_view label) noexcept {
  return label == "PKCS7" || label == "CMS" || label == "PKCS #7 SIGNED DATA";
}

bool is_certificate_bag(der::ByteView der) {
  auto data = enter_signed_data(der);
  if (!data || !data->small_integer() || !data->element(der::tag::set)) return false;
  return read_no_content(*data).has_value();
}

Result<BagParts> split_certificate_bag(der::ByteView der) {
  const auto data = enter_signed_data(der);
  if (!data) return pass_on(data);
  return read_signed_data(*data);
}

Result<CertificateBag> read_certificate_bag(der::ByteView der) {
  const auto parts = split_certificate_bag(der);
  if (!parts) return pass_on(parts);
  CertificateBag bag;
  parse_each(parts->certificates, "certificate", bag.certificates, bag.left_out);
  parse_each(parts->crls, "CRL", bag.crls, bag.left_out);
  return bag;
}

}  // namespace accord::x509
