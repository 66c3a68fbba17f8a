#include "trustlist/lint/spot.h"

#include <algorithm>

#include "trustlist/read/names.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;

std::size_t from_zero(const Place& place) noexcept {
  return place.number == 0 ? 0 : place.number - 1;
}

std::size_t contents(const xml::Element& extension) {
  std::size_t count = 0;
  for (auto child = extension.first_child(); child; child = child.next_sibling()) ++count;
  return count;
}

/// The reader takes an Extension without anything in it for one thing.
xml::Element content_of_extension(const xml::Element& extensions, Form form, std::size_t number) {
  for (auto one = extensions.first_child(); one; one = one.next_sibling()) {
    if (!one.is(names::in(form, names::extension))) continue;
    const auto count = contents(one);
    if (number >= std::max<std::size_t>(count, 1)) {
      number -= std::max<std::size_t>(count, 1);
      continue;
    }
    auto content = one.first_child();
    for (; number > 0; --number) content = content.next_sibling();
    return content ? content : one;
  }
  return {};
}

}  // namespace

void Spot::add(const xml::QName* name, std::size_t number) noexcept {
  // A spot that would be deeper stays at the element above.
  if (count_ == most_steps) return;
  steps_[count_] = {name, static_cast<std::uint32_t>(number)};
  ++count_;
}

Spot Spot::nth(const xml::QName& name, std::size_t number) const noexcept {
  auto result = *this;
  result.add(&name, number);
  return result;
}

Spot Spot::extension(std::size_t number) const noexcept {
  auto result = *this;
  result.add(nullptr, number);
  return result;
}

Spot Spot::of(const Pointer& pointer) noexcept {
  return (Spot() / names::scheme_information / names::pointers)
      .nth(names::pointer, from_zero(pointer.place));
}

Spot Spot::of(const Provider& provider) noexcept {
  return (Spot() / names::provider_list).nth(names::provider, from_zero(provider.place));
}

Spot Spot::of(const Provider& provider, const Service& service) noexcept {
  return (of(provider) / names::services).nth(names::service, from_zero(service.current.place));
}

Spot Spot::of(const Provider& provider, const Service& service,
              const ServiceEntry& entry) noexcept {
  const auto whole = of(provider, service);
  if (&entry == &service.current) return whole / names::service_information;
  return (whole / names::service_history).nth(names::history_instance, from_zero(entry.place));
}

xml::Element Finder::child(std::size_t depth, const xml::Element& parent, const Spot::Step& step) {
  if (step.name == nullptr) return content_of_extension(parent, form_, step.number);
  const auto name = names::in(form_, *step.name);
  auto& last = last_[depth];
  const bool goes_on =
      last.child && last.parent == parent && last.name == step.name && last.number <= step.number;
  auto found = goes_on ? last.child : parent.child(name);
  auto number = goes_on ? last.number : 0;
  while (found && number < step.number) {
    found = found.next_sibling();
    while (found && !found.is(name)) found = found.next_sibling();
    ++number;
  }
  if (found) last = {parent, found, number, step.name};
  return found;
}

xml::Element Finder::find(const Spot& spot) {
  auto element = root_;
  for (std::size_t i = 0; i < spot.count_; ++i) {
    const auto next = child(i, element, spot.steps_[i]);
    if (!next) break;
    element = next;
  }
  return element;
}

}  // namespace accord::trustlist::lint
