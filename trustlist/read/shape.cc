#include "trustlist/read/shape.h"

#include <algorithm>
#include <charconv>

#include "lib/der/base64.h"
#include "trustlist/read/names.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

/// Checks one element and what is inside; the reader of the document limits the depth.
class Fitting {
 public:
  explicit Fitting(Reading& reading) : reading_(reading) {}

  bool fits(const xml::Element& element, const Shape& shape) {
    if (shape.content == Content::kept) return true;
    const bool attributes_fit = attributes(element, shape.attributes);
    return content(element, shape) && attributes_fit;
  }

 private:
  bool attributes(const xml::Element& element, std::span<const AttributeShape> known);
  bool content(const xml::Element& element, const Shape& shape);
  bool value(const xml::Element& element, Content content);
  bool only_elements(const xml::Element& element);
  bool no_elements(const xml::Element& element);
  bool parts(const xml::Element& element, std::span<const Member> members);
  bool choice(const xml::Element& element, const Shape& shape);
  void late(const xml::Element& child);

  Reading& reading_;
};

std::string shortened(std::string text) {
  constexpr std::size_t enough = 60;
  if (text.size() <= enough) return text;
  // Not within a character: its later octets are 10xxxxxx.
  auto end = enough;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

bool Fitting::attributes(const xml::Element& element, std::span<const AttributeShape> known) {
  bool whole = true;
  for (const auto& attribute : element.attributes()) {
    const auto shape = std::find_if(
        known.begin(), known.end(),
        [&](const AttributeShape& candidate) { return candidate.name == attribute.name; });
    if (shape != known.end()) {
      whole = whole && shape->fits(attribute.value);
      continue;
    }
    reading_.report(FindingId::list_attribute_unknown, element,
                    {{"attribute", std::string(attribute.name.local)}});
    whole = false;
  }
  return whole && std::all_of(known.begin(), known.end(), [&](const AttributeShape& shape) {
           return shape.need == Need::may || element.attribute(shape.name).has_value();
         });
}

bool Fitting::only_elements(const xml::Element& element) {
  if (!element.has_text()) return true;
  reading_.pass_over();
  reading_.report(FindingId::list_text_misplaced, element,
                  {{"text", shortened(element.trimmed_text())}});
  return false;
}

bool Fitting::no_elements(const xml::Element& element) {
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    reading_.unknown(child);
  }
  return !element.has_element_children();
}

bool is_number(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && stop == text.data() + text.size();
}

// A fraction of a second is cut off when a time is read.
bool is_whole_second(std::string_view text) {
  return time::parse_xs_date_time(text).has_value() && text.find('.') == std::string_view::npos;
}

bool Fitting::value(const xml::Element& element, Content content) {
  if (!no_elements(element)) return false;
  switch (content) {
    case Content::text:
      return true;
    case Content::filled_text:
      return !element.text().empty();
    case Content::bare_text: {
      const auto bare = element.trimmed_text();
      return !bare.empty() && bare.size() == element.text().size();
    }
    case Content::token:
      return !element.trimmed_text().empty();
    case Content::instant:
      return is_whole_second(element.trimmed_text());
    case Content::number:
      return is_number(element.trimmed_text());
    case Content::boolean:
      return read_boolean(element.trimmed_text()).has_value();
    case Content::certificate:
      return reading_.certificate(element).has_value();
    case Content::octets: {
      const auto octets = der::from_base64(element.text());
      return octets.has_value() && !octets->empty();
    }
    case Content::identifier:
      return is_object_identifier(element.trimmed_text());
    case Content::nothing:
    case Content::parts:
    case Content::any_order:
    case Content::one_of:
    case Content::one_kind:
    case Content::known:
    case Content::extension:
    case Content::kept:
      return false;
  }
  return false;
}

void Fitting::late(const xml::Element& child) {
  reading_.report(FindingId::list_order_wrong, child,
                  {{"element", std::string(child.name().local)}});
}

bool Fitting::parts(const xml::Element& element, std::span<const Member> members) {
  bool whole = true;
  const auto required = [&](const Member& one) { return one.required_in(reading_.form()); };
  auto next = members.begin();
  bool again = false;  // `next` was met before
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    const auto name = reading_.name_of(child);
    const auto is_child = [&](const Member& member) { return member.name == name; };
    const auto member = std::find_if(next, members.end(), is_child);
    if (member == members.end()) {
      const auto before = std::find_if(members.begin(), next, is_child);
      if (before != next) {
        late(child);
        (void)fits(child, *before->shape);
      }
      whole = false;
      continue;
    }
    const bool repeated = again && member == next;
    // What was met is not passed over.
    const auto passed_over =
        member != next && std::any_of(next + (again ? 1 : 0), member, required);
    if (passed_over || (repeated && !member->repeats)) whole = false;
    next = member;
    again = true;
    if (!fits(child, *member->shape)) whole = false;
  }
  return whole && std::none_of(next + (again ? 1 : 0), members.end(), required);
}

bool Fitting::choice(const xml::Element& element, const Shape& shape) {
  const bool others = shape.content == Content::known || shape.content == Content::extension;
  const bool single = shape.content == Content::one_of || shape.content == Content::extension;
  bool whole = true;
  std::size_t count = 0;
  const Member* kind = nullptr;
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    ++count;
    const auto name = reading_.name_of(child);
    const auto member = std::find_if(shape.members.begin(), shape.members.end(),
                                     [&](const Member& one) { return one.name == name; });
    if (member == shape.members.end()) {
      whole = whole && others;
      continue;
    }
    if (shape.content == Content::one_kind && kind != nullptr && kind != &*member) whole = false;
    kind = &*member;
    if (!fits(child, *member->shape)) whole = false;
  }
  return whole && (single ? count == 1 : count != 0);
}

bool Fitting::content(const xml::Element& element, const Shape& shape) {
  bool whole = true;
  if (element.has_instruction()) {
    reading_.report(FindingId::list_instruction_passed_over, element);
    whole = false;
  }
  switch (shape.content) {
    case Content::nothing:
      whole = only_elements(element) && whole;
      return no_elements(element) && whole;
    case Content::parts:
      whole = only_elements(element) && whole;
      return parts(element, shape.members) && whole;
    case Content::extension:
      // What has no element inside is kept with its text; text beside one is allowed.
      if (!element.has_element_children()) return whole;
      return choice(element, shape) && !element.has_text() && whole;
    case Content::any_order:
    case Content::one_of:
    case Content::one_kind:
    case Content::known:
      whole = only_elements(element) && whole;
      return choice(element, shape) && whole;
    case Content::text:
    case Content::filled_text:
    case Content::bare_text:
    case Content::token:
    case Content::instant:
    case Content::number:
    case Content::boolean:
    case Content::certificate:
    case Content::octets:
    case Content::identifier:
      return value(element, shape.content) && whole;
    case Content::kept:
      return true;
  }
  return false;
}

}  // namespace

bool fits(Reading& reading, const xml::Element& element, const Shape& shape) {
  return Fitting(reading).fits(element, shape);
}

}  // namespace accord::trustlist::read
