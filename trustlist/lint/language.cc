#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "trustlist/lint/countries.h"
#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

outcome::Params of_element(const Inspection& inspection, const xml::QName& element) {
  return {{"element", std::string(inspection.name(element).local)}};
}

template <typename Texts>
bool has_english(const Texts& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [](const auto& text) { return is_english(text.language); });
}

void in_english(Inspection& inspection) {
  const auto& list = inspection.list();
  each_field(list, [&](const Field& field) {
    if (field.texts.empty() || has_english(field.texts)) return;
    inspection.report(FindingId::lint_no_english, field.spot,
                      of_element(inspection, field.element));
  });
  const auto postal = [&](const Address& address, const Spot& spot) {
    if (address.postal.empty() || has_english(address.postal)) return;
    inspection.report(FindingId::lint_no_english, spot / names::postal_addresses,
                      of_element(inspection, names::postal_addresses));
  };
  postal(list.operator_address, Spot() / names::scheme_information / names::operator_address);
  for (const auto& provider : list.providers) {
    postal(provider.address,
           Spot::of(provider) / names::provider_information / names::provider_address);
  }
}

/// Every language tag of the list. An empty one was reported when the list was read.
template <typename Visit>
void each_tag(const TrustedList& list, Visit visit) {
  each_text(list, [&](const Field& field, std::size_t i) {
    visit(field.texts[i].language, [&] { return field.spot_of(i); });
  });
  const auto postal = [&](const Address& address, const Spot& spot) {
    for (std::size_t i = 0; i < address.postal.size(); ++i) {
      visit(address.postal[i].language,
            [&] { return (spot / names::postal_addresses).nth(names::postal_address, i); });
    }
  };
  postal(list.operator_address, Spot() / names::scheme_information / names::operator_address);
  for (const auto& provider : list.providers) {
    postal(provider.address,
           Spot::of(provider) / names::provider_information / names::provider_address);
  }
}

void well_formed_tags(Inspection& inspection) {
  each_tag(inspection.list(), [&](const std::string& tag, auto spot) {
    if (tag.empty() || is_language_tag(tag)) return;
    inspection.report(FindingId::lint_language_malformed, spot(), {{"language", tag}});
  });
}

void lower_case_tags(Inspection& inspection) {
  each_tag(inspection.list(), [&](const std::string& tag, auto spot) {
    const auto language = primary_language(tag);
    const bool lower =
        std::none_of(language.begin(), language.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (lower) return;
    inspection.report(FindingId::lint_language_case, spot(), {{"language", tag}});
  });
}

void one_name_a_language(Inspection& inspection) {
  each_field(inspection.list(), [&](const Field& field) {
    if (field.kind != Field::Kind::name) return;
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < field.texts.size(); ++i) {
      const auto& language = field.texts[i].language;
      if (language.empty() || seen.insert(language).second) continue;
      inspection.report(
          FindingId::lint_language_repeated, field.spot_of(i),
          {{"element", std::string(inspection.name(field.element).local)}, {"language", language}});
    }
  });
}

void each_text_once(Inspection& inspection) {
  each_field(inspection.list(), [&](const Field& field) {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (std::size_t i = 0; i < field.texts.size(); ++i) {
      const auto& [language, text] = field.texts[i];
      if (seen.emplace(language, text).second) continue;
      inspection.report(
          FindingId::lint_text_repeated, field.spot_of(i),
          {{"element", std::string(inspection.name(field.element).local)}, {"text", text}});
    }
  });
}

/// Greek and everything behind it up to the Latin and Greek extensions; the scripts of Asia.
bool is_of_other_script(char32_t c) noexcept {
  return (c >= 0x0370 && c <= 0x1DFF) || (c >= 0x1F00 && c <= 0x1FFF) ||
         (c >= 0x2E80 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}
bool is_latin_letter(char32_t c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F);
}

void english_in_latin_letters(Inspection& inspection) {
  each_text(inspection.list(), [&](const Field& field, std::size_t i) {
    const auto& [language, text] = field.texts[i];
    if (field.kind == Field::Kind::uri || !is_english(language)) return;
    const auto points = code_points(text);
    if (std::none_of(points.begin(), points.end(), is_of_other_script)) return;
    if (std::any_of(points.begin(), points.end(), is_latin_letter)) return;
    inspection.report(FindingId::lint_english_not_latin, field.spot_of(i), {{"text", text}});
  });
}

void in_a_national_language(Inspection& inspection) {
  const auto& list = inspection.list();
  const auto languages = national_languages(list.territory);
  if (!inspection.is_member_state_list() || languages.empty()) return;
  const auto is_national = [&](const Localised& text) {
    const auto language = primary_language(text.language);
    return !language.empty() && languages.find(language) != std::string_view::npos;
  };
  const auto check = [&](const LocalisedTexts& texts, const xml::QName& element) {
    if (texts.empty() || std::any_of(texts.begin(), texts.end(), is_national)) return;
    inspection.report(FindingId::lint_national_language_missing,
                      Spot() / names::scheme_information / element,
                      {{"element", std::string(element.local)},
                       {"territory", list.territory},
                       {"languages", std::string(languages)}});
  };
  check(list.operator_names, names::operator_name);
  check(list.scheme_names, names::scheme_name);
}

bool is_line_break(char32_t c) noexcept { return c == '\n' || c == '\r'; }

/// Annex E.2, restrictions 4 to 6.
bool is_forbidden(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0xE000 && c <= 0xF8FF) ||
         (c >= 0xE0000 && c <= 0xE007F) || (c >= 0xF0000 && c <= 0x10FFFF);
}

void without_control_characters(Inspection& inspection) {
  each_text(inspection.list(), [&](const Field& field, std::size_t i) {
    if (field.kind == Field::Kind::uri) return;
    const auto points = code_points(field.texts[i].text);
    // Legal notices are whole pages, and published ones have lines.
    const bool is_notice = field.element == names::legal_notice;
    const auto found = std::find_if(points.begin(), points.end(), [&](char32_t c) {
      return is_forbidden(c) && !(is_notice && is_line_break(c));
    });
    if (found == points.end()) return;
    inspection.report(FindingId::lint_text_control, field.spot_of(i),
                      {{"element", std::string(inspection.name(field.element).local)},
                       {"character", fmt::format("U+{:04X}", static_cast<unsigned>(*found))}});
  });
}

void without_spaces_around(Inspection& inspection) {
  constexpr std::string_view space = " \t\r\n";
  each_text(inspection.list(), [&](const Field& field, std::size_t i) {
    const auto& text = field.texts[i].text;
    const bool is_name =
        field.kind == Field::Kind::name || field.element == names::provider_trade_name;
    if (!is_name || text.empty()) return;
    const bool around = space.find(text.front()) != std::string_view::npos ||
                        space.find(text.back()) != std::string_view::npos;
    if (!around) return;
    inspection.report(FindingId::lint_text_spaces, field.spot_of(i),
                      of_element(inspection, field.element));
  });
}

constexpr Rule rules[] = {
    {FindingId::lint_no_english, holds_in::both_forms,
     "Every text and every page that is named is there in English.", in_english},
    {FindingId::lint_language_malformed, holds_in::both_forms,
     "Every text says its language by a tag such as en or bg-Latn.", well_formed_tags},
    {FindingId::lint_language_case, holds_in::both_forms, "Languages are written in lower case.",
     lower_case_tags},
    {FindingId::lint_language_repeated, holds_in::all_but_plain,
     "Operators, schemes, providers and services have one name in each language.",
     one_name_a_language},
    {FindingId::lint_text_repeated, holds_in::all_but_plain, "Nothing is said twice.",
     each_text_once},
    {FindingId::lint_english_not_latin, holds_in::both_forms,
     "English texts are in Latin letters; what is not has a transliteration.",
     english_in_latin_letters},
    {FindingId::lint_national_language_missing, holds_in::eu,
     "The operator and the scheme have a name in a language of their country.",
     in_a_national_language},
    {FindingId::lint_text_control, holds_in::both_forms,
     "Names have no line breaks, and no text has characters of control or for private use.",
     without_control_characters},
    {FindingId::lint_text_spaces, holds_in::all_but_plain, "Names have no white space around them.",
     without_spaces_around},
};

}  // namespace

std::span<const Rule> language_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
