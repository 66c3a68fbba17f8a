#include "trustlist/render/html.h"

#include <algorithm>
#include <array>
#include <map>

#include "lib/crypto/digest.h"
#include "lib/der/base64.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::render {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// U+202A to U+202E and U+2066 to U+2069 turn or isolate the direction of what follows.
bool turns_direction(std::string_view text) noexcept {
  if (text.size() < 3 || text[0] != '\xE2') return false;
  const auto last = static_cast<unsigned char>(text[2]);
  if (text[1] == '\x80') return last >= 0xAA && last <= 0xAE;
  return text[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
}

bool is_control(char one) noexcept {
  const auto byte = static_cast<unsigned char>(one);
  return (byte < 0x20 && one != '\n' && one != '\t') || byte == 0x7F;
}

std::string cleaned(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_control(text[i])) {
      result += replacement;
    } else if (turns_direction(text.substr(i))) {
      result += replacement;
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string_view entity(char one) noexcept {
  switch (one) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool begins_with(std::string_view text, std::string_view scheme) noexcept {
  return text.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
         });
}

// RFC 3986: a URI has no space, control character, quote or bracket like these.
bool is_linkable(std::string_view uri) noexcept {
  constexpr std::array schemes{std::string_view{"https://"}, std::string_view{"http://"},
                               std::string_view{"mailto:"}};
  const bool known = std::any_of(schemes.begin(), schemes.end(),
                                 [&](std::string_view one) { return begins_with(uri, one); });
  return known && std::none_of(uri.begin(), uri.end(), [](char one) {
           const auto byte = static_cast<unsigned char>(one);
           return byte <= 0x20 || byte == 0x7F || one == '"' || one == '<' || one == '>' ||
                  one == '\\' || one == '^' || one == '`' || one == '{' || one == '}';
         });
}

using Show = std::string (*)(std::string_view);

std::string in_languages(const LocalisedTexts& texts, Show show) {
  std::vector<std::string> languages;
  std::map<std::string, std::string> by_language;
  for (const auto& text : texts) {
    auto& all = by_language[text.language];
    if (all.empty()) languages.push_back(text.language);
    all += (all.empty() ? "" : "<br>") + show(text.text);
  }
  if (languages.empty()) return {};
  const auto english = std::find(languages.begin(), languages.end(), "en");
  const auto first = english == languages.end() ? languages.front() : *english;
  std::string html = languages.size() > 1 ? "<span class=\"languages\">" : "";
  for (const auto& language : languages) {
    html += "<span lang=\"" + escape(language) + "\" dir=\"auto\"" +
            (language == first ? "" : " hidden") + ">" + by_language[language] + "</span>";
  }
  return html + (languages.size() > 1 ? "</span>" : "");
}

std::string csp_source(std::string_view content) {
  const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(content));
  return "'sha256-" + der::to_base64(digest.bytes()) + "'";
}

// Nothing is loaded, nothing is sent; only our own style and script, known by their digests, count.
const std::string& content_security_policy() {
  static const std::string policy = "default-src 'none'; style-src " + csp_source(style_sheet()) +
                                    "; script-src " + csp_source(script()) +
                                    "; base-uri 'none'; form-action 'none'";
  return policy;
}

std::string banners(const Page& page) {
  std::string html;
  if (page.publication != nullptr && !page.publication->verified) {
    html +=
        "<p class=\"banner bad\" role=\"alert\"><strong>Not verified.</strong> Nobody checked "
        "that this list is signed by its operator (the check gave: " +
        escape(page.publication->verdict) + "). Do not rely on this page.</p>";
  }
  if (page.next_update) {
    html +=
        "<p class=\"banner unsure\" id=\"outdated\" role=\"alert\" hidden><strong>Out of "
        "date.</strong> A newer list was due by " +
        moment(*page.next_update) + ".</p>";
  }
  return html;
}

std::string header_of(const Page& page) {
  if (page.navigation.empty() && !page.has_languages) return {};
  std::string html = "<header><nav>" + page.navigation + "</nav>";
  if (page.has_languages) {
    html +=
        "<label id=\"language-choice\" hidden>Language <select id=\"language\"></select></label>";
  }
  return html + "</header>\n";
}

}  // namespace

std::string escape(std::string_view text) {
  std::string html;
  for (const char one : cleaned(text)) {
    const auto special = entity(one);
    if (special.empty()) {
      html += one;
    } else {
      html += special;
    }
  }
  return html;
}

std::string link(std::string_view uri) {
  if (!is_linkable(uri)) return escape(uri);
  const auto safe = escape(uri);
  return "<a href=\"" + safe + "\" rel=\"noopener noreferrer\">" + safe + "</a>";
}

std::string localised(const LocalisedTexts& texts) { return in_languages(texts, escape); }
std::string localised_links(const LocalisedTexts& uris) { return in_languages(uris, link); }

std::string status_mark(std::string_view status_uri) {
  std::string_view tone = "unsure";
  switch (words::standing(status_uri)) {
    case words::Standing::good:
      tone = "good";
      break;
    case words::Standing::ended:
      tone = "bad";
      break;
    case words::Standing::unknown:
      break;
  }
  return "<span class=\"status " + std::string(tone) + "\">" + escape(words::status(status_uri)) +
         "</span>";
}

std::string moment(time::Instant instant) {
  const auto text = time::to_string(instant);
  auto shown = text;
  shown.replace(shown.size() - 1, 1, " UTC");
  const auto separator = shown.find('T');
  if (separator != std::string::npos) shown[separator] = ' ';
  return "<time datetime=\"" + escape(text) + "\">" + escape(shown) + "</time>";
}

std::string day(time::Instant instant) {
  const auto text = time::to_string(instant);
  return "<time datetime=\"" + escape(text) + "\">" + escape(text.substr(0, text.find('T'))) +
         "</time>";
}

std::string code(std::string_view text) { return "<code>" + escape(text) + "</code>"; }

std::string json(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result = "\"";
  for (const char one : cleaned(text)) {
    const auto byte = static_cast<unsigned char>(one);
    // "</script" and "<!--" would end the element or change how it is read.
    if (byte < 0x20 || one == '"' || one == '\\' || one == '<' || one == '>' || one == '&') {
      result += "\\u00";
      result += digits[byte >> 4U];
      result += digits[byte & 15U];
    } else {
      result += one;
    }
  }
  return result + "\"";
}

void Facts::add(std::string_view name, const std::string& value) {
  if (value.empty()) return;
  rows_ += "<div><dt>" + escape(name) + "</dt><dd>" + value + "</dd></div>";
}

std::string Facts::html() const {
  return rows_.empty() ? std::string() : "<dl class=\"facts\">" + rows_ + "</dl>";
}

void HtmlTable::add(const std::vector<std::string>& cells) {
  rows_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    rows_ += "<td data-label=\"" + escape(headings_.at(i)) + "\"><div>" + cells[i] + "</div></td>";
  }
  rows_ += "</tr>";
}

std::string HtmlTable::html() const {
  std::string html = "<table><thead><tr>";
  for (const auto& heading : headings_) html += "<th scope=\"col\">" + escape(heading) + "</th>";
  return html + "</tr></thead><tbody>" + rows_ + "</tbody></table>";
}

std::string html_of(const Page& page) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
      escape(content_security_policy()) +
      "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" "
      "content=\"light dark\">\n<title>" +
      escape(page.title) + "</title>\n<style>";
  html += style_sheet();
  html += "</style>\n</head>\n<body";
  if (page.next_update) html += " data-next-update=\"" + time::to_string(*page.next_update) + "\"";
  html += ">\n" + header_of(page) + "<main>\n" + banners(page) + page.body + "\n</main>\n";
  html += "<footer><p>" + std::string(made_by) + " The signed XML alone counts.</p></footer>\n";
  if (!page.index.empty()) {
    html += "<script type=\"application/json\" id=\"index\">" + page.index + "</script>\n";
  }
  html += "<script>";
  html += script();
  return html + "</script>\n</body>\n</html>\n";
}

}  // namespace accord::trustlist::render
