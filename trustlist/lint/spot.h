#pragma once

#include <array>
#include <cstdint>

#include "lib/xml/document.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::lint {

/// Where in the document something of the model stood: steps from the root, by name (as TS 119 612
/// has it) and number. A small value that refers to nothing but constants; the element is looked up
/// only for a finding.
class Spot {
 public:
  /// The root of the list.
  Spot() = default;
  [[nodiscard]] static Spot of(const Pointer& pointer) noexcept;
  [[nodiscard]] static Spot of(const Provider& provider) noexcept;
  [[nodiscard]] static Spot of(const Provider& provider, const Service& service) noexcept;
  /// The current entry (ServiceInformation), or one of the history.
  [[nodiscard]] static Spot of(const Provider& provider, const Service& service,
                               const ServiceEntry& entry) noexcept;

  /// The first child of that name. The name is a constant: it is kept by its address.
  [[nodiscard]] Spot operator/(const xml::QName& name) const noexcept { return nth(name, 0); }
  /// The child of that name with that number, from 0 up.
  [[nodiscard]] Spot nth(const xml::QName& name, std::size_t number) const noexcept;
  /// What is inside the extension with that number in the model: an Extension that holds several
  /// things is several in the model.
  [[nodiscard]] Spot extension(std::size_t number) const noexcept;

 private:
  friend class Finder;
  struct Step {
    const xml::QName* name = nullptr;  // nullptr: content of an extension
    std::uint32_t number = 0;
  };
  static constexpr std::size_t most_steps = 10;
  void add(const xml::QName* name, std::size_t number) noexcept;

  std::array<Step, most_steps> steps_{};
  std::size_t count_ = 0;
};

/// Finds elements by their spots. Children are looked for from the last one found, so that all
/// findings of one rule, which come in order, cost one walk.
class Finder {
 public:
  Finder(const xml::Element& root, Form form) noexcept : root_(root), form_(form) {}
  /// The element there; where a step leads nowhere, the one before it.
  [[nodiscard]] xml::Element find(const Spot& spot);

 private:
  struct Last {
    xml::Element parent, child;
    std::size_t number = 0;
    const xml::QName* name = nullptr;
  };
  [[nodiscard]] xml::Element child(std::size_t depth, const xml::Element& parent,
                                   const Spot::Step& step);

  xml::Element root_;
  Form form_;
  std::array<Last, Spot::most_steps> last_{};
};

}  // namespace accord::trustlist::lint
