#include "trustlist/model/text.h"

#include <algorithm>

namespace accord::trustlist {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_language(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string text_in(const LocalisedTexts& texts, std::string_view language) {
  for (const auto& entry : texts) {
    if (same_language(entry.language, language)) return entry.text;
  }
  return texts.empty() ? std::string{} : texts.front().text;
}

}  // namespace accord::trustlist
