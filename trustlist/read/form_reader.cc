#include "trustlist/read/form_reader.h"

#include "trustlist/read/names.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

Form other_than(Form form) noexcept {
  return form == Form::trusted_list ? Form::trusted_entities : Form::trusted_list;
}

/// The first child in the namespace of that form's own elements; none when there is none.
xml::Element child_of_form(const xml::Element& parent, Form form) {
  const auto own = names::in(form, names::list_root).ns;
  for (auto child = parent.first_child(); child; child = child.next_sibling()) {
    if (child.name().ns == own) return child;
  }
  return {};
}

/// What in the document belongs to the other form, and where.
struct Stranger {
  xml::Element element;
  std::string what;
};

std::optional<Stranger> find_element(const xml::Element& root, Form other) {
  auto found = child_of_form(root, other);
  for (auto part = root.first_child(); part && !found; part = part.next_sibling()) {
    found = child_of_form(part, other);
  }
  if (!found) return std::nullopt;
  return Stranger{found, "the element " + std::string(found.name().local)};
}

std::optional<Stranger> find_stranger(const xml::Element& root, Form form) {
  const auto other = other_than(form);
  if (root.attribute(tag_attribute(other)).has_value()) {
    return Stranger{root, "the attribute " + std::string(tag_attribute(other))};
  }
  if (root.attribute(tag_attribute(form)) == tag_of(other)) {
    return Stranger{root, "the tag " + std::string(tag_of(other))};
  }
  if (auto element = find_element(root, other)) return element;
  const auto information = root.child(names::in(form, names::scheme_information));
  const auto type = information ? information.child(names::in(form, names::type)) : xml::Element{};
  if (type && form_of_type(type.trimmed_text()) == other) {
    return Stranger{type, "the type " + type.trimmed_text()};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Form> read_form(Reading& reading, const xml::Element& root) {
  for (const auto form : {Form::trusted_list, Form::trusted_entities}) {
    if (!root.is(names::in(form, names::list_root))) continue;
    const auto stranger = find_stranger(root, form);
    if (!stranger.has_value()) return form;
    reading.report(FindingId::list_form_mixed, stranger->element,
                   {{"form", std::string(to_string(form))},
                    {"what", stranger->what},
                    {"other", std::string(to_string(other_than(form)))}});
    return std::nullopt;
  }
  reading.report(FindingId::list_root_wrong, root, {{"found", expanded_name(root)}});
  return std::nullopt;
}

}  // namespace accord::trustlist::read
