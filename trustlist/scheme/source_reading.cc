#include "trustlist/scheme/source_reading.h"

#include <algorithm>
#include <charconv>

#include "lib/xml/characters.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

xml::QName source(std::string_view local) { return {source_namespace, local}; }

bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

Localised read_localised(const xml::Element& element, outcome::Findings& findings) {
  return {required_attribute(element, "lang", findings), element.text()};
}

}  // namespace

bool is_uri(std::string_view text) noexcept {
  const auto colon = text.find(':');
  return colon != std::string_view::npos && colon != 0 && colon + 1 < text.size() &&
         is_letter(text.front()) && std::none_of(text.begin(), text.end(), is_blank);
}

bool is_name(std::string_view text) noexcept {
  bool blank = true;
  const auto* const end = text.data() + text.size();
  for (const auto* at = text.data(); at != end;) {
    const auto one = xml::decode_utf8(at, end);
    const bool control = one.code < 0x20 || (one.code >= 0x7f && one.code < 0xa0);
    if (one.length == 0 || control || !xml::is_xml_character(one.code)) return false;
    blank = blank && one.code == ' ';
    at += one.length;
  }
  return !blank;
}

bool is_territory(std::string_view text) noexcept {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void report_wrong(const xml::Element& element, std::string_view value, std::string_view expected,
                  outcome::Findings& findings) {
  if (value.find(fill_in) != std::string_view::npos) return;
  findings.add(FindingId::source_value_wrong, element.about(),
               {{"value", std::string(value)}, {"expected", std::string(expected)}});
}

namespace {

// "FILL-IN:page-about-the-scheme" -> "page about the scheme".
std::string asked_for(std::string_view value) {
  value.remove_prefix(value.find(fill_in) + fill_in.size());
  value.remove_prefix(std::min(value.find_first_not_of(" :-\t\r\n"), value.size()));
  std::string what(value);
  if (what.find(' ') == std::string::npos) std::replace(what.begin(), what.end(), '-', ' ');
  return what.empty() ? "the schema says what belongs here" : what;
}

void report_gap(const xml::Element& element, std::string_view name, std::string_view value,
                outcome::Findings& findings) {
  if (value.find(fill_in) == std::string_view::npos) return;
  findings.add(FindingId::source_to_fill_in, element.about(),
               {{"element", std::string(name)}, {"what", asked_for(value)}});
}

}  // namespace

void report_to_fill_in(const xml::Element& element, outcome::Findings& findings) {
  const std::string name(element.name().local);
  for (const auto& attribute : element.attributes()) {
    report_gap(element, name + "/@" + std::string(attribute.name.local), attribute.value, findings);
  }
  if (!element.has_element_children()) {
    report_gap(element, name, element.trimmed_text(), findings);
    return;
  }
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    report_to_fill_in(child, findings);
  }
}

std::string required_attribute(const xml::Element& element, std::string_view name,
                               outcome::Findings& findings) {
  const auto value = element.attribute(name);
  if (value.has_value() && !value->empty()) return std::string(*value);
  findings.add(FindingId::source_element_missing, element.about(),
               {{"element", "@" + std::string(name)}});
  return {};
}

Form form_attribute(const xml::Element& root, outcome::Findings& findings) {
  const auto word = root.attribute("form");
  if (!word.has_value()) return Form::trusted_list;
  const auto form = form_from(*word);
  if (!form.has_value()) report_wrong(root, *word, "trusted-list or trusted-entities", findings);
  return form.value_or(Form::trusted_list);
}

void report_not_of_form(const xml::Element& element, Form form, std::string reason,
                        outcome::Findings& findings) {
  findings.add(FindingId::source_not_of_form, element.about(),
               {{"what", "The element " + std::string(element.name().local)},
                {"form", std::string(to_string(form))},
                {"reason", std::move(reason)}});
}

time::Instant instant_attribute(const xml::Element& element, std::string_view name,
                                outcome::Findings& findings) {
  const auto text = required_attribute(element, name, findings);
  if (text.empty()) return {};
  const auto instant = time::parse_xs_date_time(text);
  if (instant) return *instant;
  report_wrong(element, text, "a time such as 2026-11-21T00:00:00Z", findings);
  return {};
}

std::string file_attribute(const xml::Element& element, std::string_view name,
                           outcome::Findings& findings) {
  auto file = required_attribute(element, name, findings);
  const bool absolute = !file.empty() && (file.front() == '/' || file.front() == '\\');
  const bool upwards = ("/" + file + "/").find("/../") != std::string::npos;
  if (absolute || upwards) {
    report_wrong(element, file, "the name of a file below the scheme's folder", findings);
    return {};
  }
  return file;
}

SourceReader::~SourceReader() {
  for (; next_; next_ = next_.next_sibling()) {
    findings_.add(FindingId::source_element_unknown, next_.about(),
                  {{"element", std::string(next_.name().local)}});
  }
}

bool SourceReader::next_is(std::string_view local) const {
  return next_ && next_.is(source(local));
}

xml::Element SourceReader::take(std::string_view local) {
  if (!next_is(local)) return {};
  const auto taken = next_;
  next_ = next_.next_sibling();
  return taken;
}

xml::Element SourceReader::require(std::string_view local) {
  const auto taken = take(local);
  if (!taken) {
    findings_.add(FindingId::source_element_missing, parent_.about(),
                  {{"element", std::string(local)}});
  }
  return taken;
}

std::string SourceReader::uri(std::string_view local) {
  const auto element = require(local);
  if (!element) return {};
  auto text = element.trimmed_text();
  if (!is_uri(text)) report_wrong(element, text, "a URI", findings_);
  return text;
}

std::vector<std::string> SourceReader::uris(std::string_view local) {
  std::vector<std::string> result;
  while (next_ && next_.is(source(local))) result.push_back(uri(local));
  return result;
}

std::string SourceReader::line(std::string_view local) {
  const auto element = require(local);
  if (!element) return {};
  auto text = element.trimmed_text();
  if (text.empty()) report_wrong(element, text, "a text", findings_);
  return text;
}

std::optional<std::string> SourceReader::optional_line(std::string_view local) {
  if (!next_ || !next_.is(source(local))) return std::nullopt;
  return line(local);
}

std::uint32_t SourceReader::number(std::string_view local, std::uint32_t least,
                                   std::uint32_t most) {
  const auto element = require(local);
  if (!element) return least;
  const auto text = element.trimmed_text();
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && stop == text.data() + text.size() && value >= least &&
      value <= most) {
    return value;
  }
  report_wrong(element, text,
               "a number from " + std::to_string(least) + " to " + std::to_string(most), findings_);
  return least;
}

LocalisedTexts SourceReader::lines(std::string_view local, bool required) {
  LocalisedTexts result;
  while (const auto element = take(local)) {
    result.push_back(read_localised(element, findings_));
    if (element.trimmed_text().empty()) report_wrong(element, "", "a text", findings_);
  }
  if (required && result.empty()) (void)require(local);
  return result;
}

LocalisedTexts SourceReader::localised_uris(std::string_view local, bool required) {
  LocalisedTexts result;
  while (const auto element = take(local)) {
    auto entry = read_localised(element, findings_);
    entry.text = element.trimmed_text();
    if (!is_uri(entry.text)) report_wrong(element, entry.text, "a URI", findings_);
    result.push_back(std::move(entry));
  }
  if (required && result.empty()) (void)require(local);
  return result;
}

Address SourceReader::address(std::string_view local) {
  Address result;
  const auto element = require(local);
  if (!element) return result;
  SourceReader parts(element, findings_);
  while (const auto postal = parts.take("postal")) {
    SourceReader fields(postal, findings_);
    PostalAddress one;
    one.language = required_attribute(postal, "lang", findings_);
    one.street = fields.line("street");
    one.locality = fields.line("locality");
    one.state_or_province = fields.optional_line("state");
    one.postal_code = fields.optional_line("postal-code");
    one.country = fields.line("country");
    result.postal.push_back(std::move(one));
  }
  if (result.postal.empty()) (void)parts.require("postal");
  result.electronic = parts.localised_uris("electronic", true);
  return result;
}

}  // namespace accord::trustlist::scheme
