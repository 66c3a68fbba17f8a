#pragma once

#include <span>

#include "trustlist/read/reading.h"

/// What of a list the model holds. The readers take what they understand; whether that was all is
/// asked here, of the elements alone: an element that fits its shape can be written again from the
/// model, and one that does not is kept as it stood. A shape is what the schema has (TS 119 612,
/// annex B), less what the readers change or pass over.
namespace accord::trustlist::read {

/// What stands in an element.
enum class Content : std::uint8_t {
  nothing,
  parts,        ///< the members, in their order
  any_order,    ///< members in any order, at least one
  one_of,       ///< one of the members, once
  one_kind,     ///< one of the members, once or more
  known,        ///< members, and elements of other names, which the model keeps; at least one
  extension,    ///< the same, but one element
  text,         ///< any text
  filled_text,  ///< a text that is not empty
  bare_text,    ///< a text that is not empty, without white space around it
  token,        ///< a URI or a word: white space around it is none of it
  instant,      ///< whole seconds
  number,       ///< from 0 up
  boolean,
  certificate,
  octets,      ///< base64 of at least one octet
  identifier,  ///< an OID, as `read_object_identifier` takes it
  kept  ///< anything: the model keeps the element as it stood, or has a shape of its own for it
};

/// Whether a member has to be there. A list of trusted entities leaves more out (TS 119 602, 6.6).
enum class Need : std::uint8_t { must, may, must_in_trusted_list };

struct AttributeShape {
  xml::QName name;
  Need need;
  bool (*fits)(std::string_view value);
};

struct Shape;
struct Member {
  xml::QName name;  ///< as TS 119 612 has it
  const Shape* shape;
  Need need;
  bool repeats;

  [[nodiscard]] constexpr bool required_in(Form form) const noexcept {
    return need == Need::must || (need == Need::must_in_trusted_list && form == Form::trusted_list);
  }
};

struct Shape {
  Content content{};
  std::span<const Member> members{};
  std::span<const AttributeShape> attributes{};
};

/// Whether the element fits. Reports what no reader does: `list_attribute_unknown`,
/// `list_text_misplaced`, `list_instruction_passed_over`, `list_order_wrong`; all of them, also
/// where it is clear already that it does not fit.
[[nodiscard]] bool fits(Reading& reading, const xml::Element& element, const Shape& shape);

namespace shapes {
extern const Shape scheme_information;  ///< pointers have their own shape
extern const Shape pointer;             ///< so has the agreement in one
extern const Shape agreement;
extern const Shape provider;  ///< without what is in TSPInformation and in each TSPService
extern const Shape provider_information;
extern const Shape service;
}  // namespace shapes

}  // namespace accord::trustlist::read
