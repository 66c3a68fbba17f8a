#include "tests/trustlist/normal_form.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "lib/time/instant.h"
#include "lib/xml/canonical.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

// The types of the schema's elements in which white space around the value, or within it, and the
// spelling of the value are no content. All others are texts.
enum class Type : std::uint8_t { text, uri, base64, instant, number, boolean, empty };

Type type_of(const std::string& local) {
  static const std::map<std::string, Type> types{
      {"URI", Type::uri},
      {"TSLLocation", Type::uri},
      {"TSLType", Type::uri},
      {"TSLPolicy", Type::uri},
      {"LoTELocation", Type::uri},
      {"LoTEType", Type::uri},
      {"LoTEPolicy", Type::uri},
      {"ServiceUniqueIdentifier", Type::uri},
      {"LoTEVersionIdentifier", Type::number},
      {"LoTESequenceNumber", Type::number},
      {"TrustedEntityServices", Type::empty},
      {"TrustedEntitiesList", Type::empty},
      {"PointersToOtherLoTE", Type::empty},
      {"StatusDeterminationApproach", Type::uri},
      {"ServiceTypeIdentifier", Type::uri},
      {"ServiceStatus", Type::uri},
      {"ServiceSupplyPoint", Type::uri},
      {"Identifier", Type::uri},
      {"DocumentationReference", Type::uri},
      {"TrustServiceEquivalenceStatus", Type::uri},
      {"CertificateContentReferenceEquivalenceContext", Type::uri},
      {"X509Certificate", Type::base64},
      {"X509SKI", Type::base64},
      {"ListIssueDateTime", Type::instant},
      {"dateTime", Type::instant},
      {"StatusStartingTime", Type::instant},
      {"ExpiredCertsRevocationInfo", Type::instant},
      {"TrustServiceEquivalenceStatusStartingTime", Type::instant},
      {"TSLVersionIdentifier", Type::number},
      {"TSLSequenceNumber", Type::number},
      {"HistoricalInformationPeriod", Type::number},
      {"KeyUsageBit", Type::boolean},
      {"NextUpdate", Type::empty},
      {"ServiceDigitalIdentity", Type::empty},
      {"DigitalId", Type::empty},
      {"ServiceHistory", Type::empty},
      {"TSPServices", Type::empty},
      {"TrustServiceProviderList", Type::empty},
      {"PointersToOtherTSL", Type::empty},
      {"CriteriaList", Type::empty},
      {"Qualifier", Type::empty},
      {"QualifierPointingParty", Type::empty},
      {"QualifierPointedParty", Type::empty}};
  const auto found = types.find(local);
  return found == types.end() ? Type::text : found->second;
}

std::string boolean(const std::string& text) {
  if (text == "1") return "true";
  return text == "0" ? "false" : text;
}

std::string value_of(Type type, const std::string& text) {
  const auto bare = trimmed(text);
  switch (type) {
    case Type::text:
      return text;
    case Type::uri:
    case Type::empty:
      return bare;
    case Type::base64: {
      std::string octets;
      std::copy_if(text.begin(), text.end(), std::back_inserter(octets),
                   [](char c) { return !is_space(c); });
      return octets;
    }
    case Type::instant: {
      const auto instant = time::parse_xs_date_time(bare);
      return instant && bare.find('.') == std::string::npos ? time::to_string(*instant) : bare;
    }
    case Type::number: {
      const auto digits = bare.find_first_not_of("+0");
      return digits == std::string::npos || bare.find_first_not_of("+0123456789") != bare.npos
                 ? bare
                 : bare.substr(digits);
    }
    case Type::boolean:
      return boolean(bare);
  }
  return text;
}

/// Reads canonical text, which has no comments, declarations or empty-element tags and writes every
/// character in one way.
class Normaliser {
 public:
  explicit Normaliser(std::string_view canonical) : rest_(canonical) {}

  std::string run() {
    std::string text;
    while (!rest_.empty()) {
      if (rest_.front() != '<') {
        const auto end = std::min(rest_.find('<'), rest_.size());
        text = rest_.substr(0, end);
        rest_.remove_prefix(end);
        continue;
      }
      if (rest_.substr(0, 2) == "</") {
        end_tag(text);
      } else if (rest_.substr(0, 2) == "<?") {
        text_between(text);
        line("?", take("?>"));
      } else {
        text_between(text);
        start_tag();
      }
      text.clear();
    }
    return out_;
  }

 private:
  struct Open {
    std::string local;
    std::map<std::string, std::string> prefixes;
    bool has_children = false;
  };

  std::string take(std::string_view stop) {
    const auto end = rest_.find(stop);
    REQUIRE(end != std::string_view::npos);
    std::string taken(rest_.substr(0, end));
    rest_.remove_prefix(end + stop.size());
    return taken;
  }

  void line(std::string_view mark, std::string_view what) {
    out_.append(mark).append(what).append("\n");
  }

  void text_between(const std::string& text) {
    if (!trimmed(text).empty()) line("\"", text);
  }

  std::string expanded(const std::string& name, const Open& scope, bool attribute) {
    const auto colon = name.find(':');
    const auto prefix = colon == std::string::npos ? std::string() : name.substr(0, colon);
    if (attribute && prefix.empty()) return name;
    if (prefix == "xml") return name;
    const auto ns = scope.prefixes.find(prefix);
    const auto local = colon == std::string::npos ? name : name.substr(colon + 1);
    return "{" + (ns == scope.prefixes.end() ? std::string() : ns->second) + "}" + local;
  }

  void start_tag() {
    rest_.remove_prefix(1);
    const auto end = rest_.find_first_of(" >");
    const std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end);
    Open open;
    if (!open_.empty()) {
      open.prefixes = open_.back().prefixes;
      open_.back().has_children = true;
    }
    open.local = name.substr(name.find(':') + 1);
    std::vector<std::pair<std::string, std::string>> attributes;
    while (rest_.front() == ' ') {
      rest_.remove_prefix(1);
      const auto attribute = take("=\"");
      const auto value = take("\"");
      if (attribute == "xmlns") {
        open.prefixes[""] = value;
      } else if (attribute.rfind("xmlns:", 0) == 0) {
        open.prefixes[attribute.substr(6)] = value;
      } else {
        attributes.emplace_back(attribute, attribute == "Critical" ? boolean(value) : value);
      }
    }
    rest_.remove_prefix(1);
    std::set<std::string> sorted;
    for (const auto& [attribute, value] : attributes) {
      sorted.insert(expanded(attribute, open, true) + "=" + value);
    }
    line("<", expanded(name, open, false));
    for (const auto& one : sorted) line("@", one);
    open_.push_back(std::move(open));
  }

  void end_tag(const std::string& text) {
    const auto name = take(">");
    const auto open = std::move(open_.back());
    open_.pop_back();
    if (open.has_children) {
      text_between(text);
    } else {
      const auto value = value_of(type_of(open.local), text);
      if (!value.empty()) line("\"", value);
    }
    line(">", open.local);
  }

  std::string_view rest_;
  std::vector<Open> open_;
  std::string out_;
};

}  // namespace

std::string normal_form(const std::string& document) {
  outcome::Budget budget;
  const auto parsed = require_value(xml::Document::parse(document, budget));
  const auto signature = parsed.root().child({"http://www.w3.org/2000/09/xmldsig#", "Signature"});
  return Normaliser(require_value(xml::canonical_text({parsed.root(), false, signature},
                                                      {true, false, {}}, budget)))
      .run();
}

std::string first_difference(const std::string& a, const std::string& b) {
  if (a == b) return {};
  std::istringstream one(a);
  std::istringstream other(b);
  std::string before;
  std::string x;
  std::string y;
  for (std::size_t number = 1;; ++number) {
    const bool more_x = static_cast<bool>(std::getline(one, x));
    const bool more_y = static_cast<bool>(std::getline(other, y));
    if (!more_x || !more_y || x != y) {
      return "line " + std::to_string(number) + "\n" + before + "- " + (more_x ? x : "end") +
             "\n+ " + (more_y ? y : "end") + "\n";
    }
    before = before.substr(before.size() > 600 ? before.find('\n', before.size() - 600) + 1 : 0);
    before += "  " + x + "\n";
  }
}

}  // namespace accord::tests
