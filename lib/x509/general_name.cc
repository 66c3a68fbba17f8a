#include "lib/x509/general_name.h"

#include "lib/der/writer.h"
#include "lib/x509/decoding.h"
#include "lib/x509/directory_string.h"

namespace accord::x509 {
namespace {

using der::Element;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

/// OtherName: the type, and a value behind the explicit tag [0].
Result<void> check_other_name(Reader content) {
  if (const auto type = content.oid(); !type) return pass_on(type);
  auto wrapped = content.enter(context_constructed(0));
  if (!wrapped) return pass_on(wrapped);
  if (const auto value = wrapped->any(); !value) return pass_on(value);
  if (auto ended = wrapped->finish(); !ended) return ended;
  return content.finish();
}

Result<void> fill_text(GeneralName& name, const Element& value, std::size_t at) {
  name.text = der::as_text(value.content);
  if (!is_ascii(name.text)) return broken(at, "an e-mail address, DNS name or URI is not ASCII");
  return {};
}

/// directoryName is explicitly tagged, since Name is a CHOICE: the content is the whole Name.
Result<void> fill_directory(GeneralName& name, const Element& value, std::size_t content_at) {
  auto directory = Name::parse(value.content, content_at);
  if (!directory) return pass_on(std::move(directory));
  name.name = std::move(*directory);
  return {};
}

Result<void> fill_registered_id(GeneralName& name, const Element& value, std::size_t at) {
  if (const auto id = der::Oid::from_content(value.content); !id) {
    return broken(at, "a registered ID is not an object identifier");
  }
  name.der.assign(value.content.begin(), value.content.end());
  return {};
}

Result<void> fill(GeneralName& name, const Element& value, std::size_t at, std::size_t content_at) {
  const auto kind = static_cast<GeneralNameKind>(value.tag & 0x1FU);
  name.kind = kind;
  switch (kind) {
    case GeneralNameKind::email:
    case GeneralNameKind::dns:
    case GeneralNameKind::uri:
      return fill_text(name, value, at);
    case GeneralNameKind::directory:
      return fill_directory(name, value, content_at);
    case GeneralNameKind::registered_id:
      return fill_registered_id(name, value, at);
    case GeneralNameKind::other:
      name.der.assign(value.content.begin(), value.content.end());
      return check_other_name(Reader(value.content, content_at));
    case GeneralNameKind::x400:
    case GeneralNameKind::edi:
    case GeneralNameKind::ip:
      name.der.assign(value.content.begin(), value.content.end());
      return {};
  }
  return broken(at, "a general name has a kind that does not exist");
}

/// Whether the tag is that of a GeneralName: [0] to [8], the structured ones constructed.
bool is_general_name_tag(der::Tag tag) noexcept {
  return tag == context_constructed(0) || tag == context(1) || tag == context(2) ||
         tag == context_constructed(3) || tag == context_constructed(4) ||
         tag == context_constructed(5) || tag == context(6) || tag == context(7) ||
         tag == context(8);
}

}  // namespace

Result<GeneralName> read_general_name(Reader& reader) {
  const auto at = reader.offset();
  const auto value = reader.any();
  if (!value) return pass_on(value);
  if (!is_general_name_tag(value->tag))
    return broken(at, "a general name has a kind that does not exist");
  GeneralName name;
  const auto content_at = reader.offset() - value->content.size();
  if (auto filled = fill(name, *value, at, content_at); !filled) return pass_on(std::move(filled));
  return name;
}

Result<std::vector<GeneralName>> read_general_name_list(Reader& content) {
  std::vector<GeneralName> names;
  const auto start = content.offset();
  while (!content.at_end()) {
    const auto at = content.offset();
    auto name = read_general_name(content);
    if (!name) return pass_on(std::move(name));
    if (name->kind == GeneralNameKind::ip && name->der.size() != 4 && name->der.size() != 16) {
      return broken(at, "an IP address has neither 4 nor 16 octets");
    }
    names.push_back(std::move(*name));
  }
  if (names.empty()) return broken(start, "a list of general names is empty");
  return names;
}

Result<DistributionPointName> read_distribution_point_name(Reader& reader) {
  auto choice = reader.enter(context_constructed(0));
  if (!choice) return pass_on(choice);
  DistributionPointName result;
  if (choice->next_is(context_constructed(1))) {
    // nameRelativeToCRLIssuer is an implicitly tagged SET: written with its own tag, it can stand
    // behind the issuer's relative names.
    const auto at = choice->offset();
    const auto rdn = choice->any();
    if (!rdn) return pass_on(rdn);
    der::Writer set;
    set.value(der::tag::set, rdn->content);
    der::Writer alone;
    alone.value(der::tag::sequence, set.bytes());
    // The SEQUENCE around it is ours: places are counted as if it were not there.
    const auto start = at - (alone.bytes().size() - set.bytes().size());
    if (auto read = Name::parse(alone.bytes(), start); !read) return pass_on(std::move(read));
    result.relative_name = std::move(set).bytes();
  } else {
    auto names = choice->enter(context_constructed(0));
    if (!names) return pass_on(names);
    auto list = read_general_name_list(*names);
    if (!list) return pass_on(std::move(list));
    result.full_name = std::move(*list);
  }
  if (auto ended = choice->finish(); !ended) return pass_on(ended);
  return result;
}

}  // namespace accord::x509
