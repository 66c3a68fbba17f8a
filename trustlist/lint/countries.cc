#include "trustlist/lint/countries.h"

#include <algorithm>
#include <array>

namespace accord::trustlist::lint {
namespace {

// ISO 3166-1 alpha-2, one line a first letter. Codes are at even distances.
constexpr std::string_view iso_3166 =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZ"
    "BABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ"
    "CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ"
    "DEDJDKDMDODZ"
    "ECEEEGEHERESET"
    "FIFJFKFMFOFR"
    "GAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGY"
    "HKHMHNHRHTHU"
    "IDIEILIMINIOIQIRISIT"
    "JEJMJOJP"
    "KEKGKHKIKMKNKPKRKWKYKZ"
    "LALBLCLILKLRLSLTLULVLY"
    "MAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZ"
    "NANCNENFNGNINLNONPNRNUNZ"
    "OM"
    "PAPEPFPGPHPKPLPMPNPRPSPTPWPY"
    "QA"
    "RERORSRURW"
    "SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZ"
    "TCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZ"
    "UAUGUMUSUYUZ"
    "VAVCVEVGVIVNVU"
    "WFWS"
    "YEYT"
    "ZAZMZW"
    "EUELUK";

struct Languages {
  std::string_view territory, languages;
};
constexpr std::array<Languages, 32> table_e_1{{
    {"BE", "fr de nl"}, {"BG", "bg"},    {"CZ", "cs"},    {"DK", "da"},          {"DE", "de"},
    {"EE", "et"},       {"IE", "ga en"}, {"EL", "el"},    {"ES", "es ca eu gl"}, {"FR", "fr"},
    {"HR", "hr"},       {"IT", "it"},    {"CY", "el tr"}, {"LV", "lv"},          {"LT", "lt"},
    {"LU", "fr de lb"}, {"HU", "hu"},    {"MT", "mt en"}, {"NL", "nl"},          {"AT", "de"},
    {"PL", "pl"},       {"PT", "pt"},    {"RO", "ro"},    {"SI", "sl"},          {"SK", "sk"},
    {"FI", "fi sv"},    {"SE", "sv"},    {"UK", "en"},    {"IS", "is"},          {"LI", "de"},
    {"NO", "no nb nn"}, {"GR", "el"},
}};

}  // namespace

bool is_country_form(std::string_view code) noexcept {
  return code.size() == 2 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_known_country(std::string_view code) noexcept {
  if (!is_country_form(code)) return false;
  for (std::size_t at = 0; at < iso_3166.size(); at += 2) {
    if (iso_3166.substr(at, 2) == code) return true;
  }
  return false;
}

std::string_view code_in_lists(std::string_view code) noexcept {
  if (code == "GR") return "EL";
  if (code == "GB") return "UK";
  return {};
}

std::string_view national_languages(std::string_view territory) noexcept {
  const auto* const row =
      std::find_if(table_e_1.begin(), table_e_1.end(),
                   [&](const Languages& one) { return one.territory == territory; });
  return row == table_e_1.end() ? std::string_view{} : row->languages;
}

}  // namespace accord::trustlist::lint
