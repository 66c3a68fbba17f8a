#include "lib/x509/name_text.h"

#include <vector>

#include "lib/der/writer.h"
#include "lib/x509/directory_string.h"
#include "lib/x509/identifier_names.h"
#include "lib/x509/name.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;

std::string hexadecimal(ByteView bytes) { return "#" + der::to_hex(bytes); }

/// The text with the type's name in place of its numbers, where it begins with those.
std::string with_name(std::string text, const der::Oid& type) {
  const auto numbers = type.to_string() + "=";
  const auto name = identifier_name(type);
  if (name.empty() || text.compare(0, numbers.size(), numbers) != 0) return text;
  return std::string(name) + "=" + text.substr(numbers.size());
}

/// As in RFC 4514, 2.4: a value must not read like the beginning of another attribute.
std::string escaped(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (std::string_view("\"+,;<=>\\").find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

/// What `Name` refuses.
std::string unsound_text(const der::Oid& type, const der::Element& value) {
  const auto name = identifier_name(type);
  auto text = (name.empty() ? type.to_string() : std::string(name)) + "=";
  if (!is_string_type(value.tag)) return text + hexadecimal(value.whole);
  return text + escaped(der::as_text(value.content));
}

std::string attribute_text(const der::Element& attribute) {
  Reader inside(attribute.content);
  const auto type = inside.oid();
  const auto value = type ? inside.any() : outcome::pass_on(type);
  if (!value || !inside.at_end()) return hexadecimal(attribute.whole);
  der::Writer set;
  set.value(der::tag::set, attribute.whole);
  if (const auto alone = Name().with(set.bytes())) return with_name(alone->to_string(), *type);
  return unsound_text(*type, *value);
}

std::string part_text(const der::Element& part) {
  Reader attributes(part.content);
  std::string text;
  while (!attributes.at_end()) {
    const auto attribute = attributes.any();
    if (!attribute) return hexadecimal(part.whole);
    text += (text.empty() ? "" : "+") + attribute_text(*attribute);
  }
  return text.empty() ? "()" : text;
}

}  // namespace

std::string name_text(ByteView name) {
  if (name.empty()) return {};
  Reader outer(name);
  auto parts = outer.enter(der::tag::sequence);
  if (!parts || !outer.at_end()) return hexadecimal(name);
  std::vector<std::string> texts;
  while (!parts->at_end()) {
    const auto part = parts->any();
    if (!part) return hexadecimal(name);
    texts.push_back(part_text(*part));
  }
  std::string text;
  for (auto part = texts.rbegin(); part != texts.rend(); ++part) {
    if (part != texts.rbegin()) text += ',';
    text += *part;
  }
  return text;
}

}  // namespace accord::x509
