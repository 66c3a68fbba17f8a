// Bytes changed without a thought for what they mean.
#include <array>

#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;
using namespace std::string_view_literals;

Made flip(const BaseList& list, std::string_view where, Dice& dice) {
  auto text = list.markup.text();
  auto& byte = text[place_in(list, where, dice)];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << dice.below(8)));
  return text;
}

Made flip_several(const BaseList& list, std::string_view where, Dice& dice) {
  auto text = list.markup.text();
  for (auto count = 2 + dice.below(6); count > 0; --count) {
    auto& byte = text[place_in(list, where, dice)];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << dice.below(8)));
  }
  return text;
}

/// One of the bytes that mean something in XML.
Made set(const BaseList& list, std::string_view where, Dice& dice) {
  constexpr auto bytes = "<>\"'&/=#:;!?-[] \t\n\r\0aAZ09"sv;
  auto text = list.markup.text();
  text[place_in(list, where, dice)] = bytes[dice.below(bytes.size())];
  return text;
}

Made remove(const BaseList& list, std::string_view where, Dice& dice) {
  auto text = list.markup.text();
  return text.erase(place_in(list, where, dice), 1 + dice.below(12));
}

/// A stretch from elsewhere in the text.
Made copy(const BaseList& list, std::string_view where, Dice& dice) {
  auto text = list.markup.text();
  const auto from = dice.below(text.size());
  const auto piece = text.substr(from, 1 + dice.below(96));
  return text.insert(place_in(list, where, dice), piece);
}

Made swap(const BaseList& list, std::string_view where, Dice& dice) {
  auto text = list.markup.text();
  std::swap(text[place_in(list, where, dice)], text[place_in(list, where, dice)]);
  return text;
}

Made cut_off(const BaseList& list, std::string_view where, Dice& dice) {
  return list.markup.text().substr(0, place_in(list, where, dice));
}

/// Any byte at all, several of them.
Made noise(const BaseList& list, std::string_view where, Dice& dice) {
  auto text = list.markup.text();
  std::string bytes;
  for (auto count = 1 + dice.below(8); count > 0; --count) {
    bytes += static_cast<char>(static_cast<unsigned char>(dice.below(256)));
  }
  return text.insert(place_in(list, where, dice), bytes);
}

constexpr std::array<Kind, 8> kinds{{{"bytes", "flip", flip},
                                     {"bytes", "flip-several", flip_several},
                                     {"bytes", "set", set},
                                     {"bytes", "remove", remove},
                                     {"bytes", "copy", copy},
                                     {"bytes", "swap", swap},
                                     {"bytes", "cut-off", cut_off},
                                     {"bytes", "noise", noise}}};

}  // namespace

std::span<const Kind> byte_kinds() { return kinds; }

}  // namespace accord::tests::mutants
