// Signed documents with bytes and elements changed: none verifies unless what canonicalisation
// makes of it is the same.
#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "lib/xml/canonical.h"
#include "lib/xmldsig/names.h"
#include "tests/lib/xmldsig/forge.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::tests {
namespace {

struct Span {
  std::size_t begin = 0, end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// Every element of a document that holds no "<" or ">" but in tags, comments and the like; by the
/// end of its end tag.
std::vector<Span> elements_of(const std::string& text) {
  std::vector<Span> done;
  std::vector<std::size_t> open;
  for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    const char next = text[at + 1];
    const auto close = text.find('>', at);
    if (close == std::string::npos) break;
    if (next == '!' || next == '?') continue;
    if (next == '/') {
      if (open.empty()) break;
      done.push_back({open.back(), close + 1});
      open.pop_back();
    } else if (text[close - 1] == '/') {
      done.push_back({at, close + 1});
    } else {
      open.push_back(at);
    }
  }
  return done;
}

/// The values of all attributes written with double quotes.
std::vector<Span> values_of(const std::string& text) {
  std::vector<Span> values;
  for (auto at = text.find("=\""); at != std::string::npos; at = text.find("=\"", at + 2)) {
    values.push_back({at + 2, text.find('"', at + 2)});
  }
  return values;
}

class Mutator {
 public:
  Mutator(std::string original, std::uint64_t seed)
      : original_(std::move(original)),
        elements_(elements_of(original_)),
        values_(values_of(original_)),
        random_(seed) {}

  std::string next() {
    auto text = original_;
    const auto rounds = 1 + below(10) / 8;  // now and then two changes at once
    for (std::size_t round = 0; round < rounds; ++round) {
      elements_ = elements_of(text);
      values_ = values_of(text);
      if (elements_.empty() || values_.empty()) break;
      text = below(2) == 0 ? change_bytes(std::move(text)) : change_structure(std::move(text));
    }
    return text;
  }

 private:
  // Not std::uniform_int_distribution: its values differ between libraries.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  Span element() { return elements_[below(elements_.size())]; }
  static std::string piece(const std::string& text, Span span) {
    return text.substr(span.begin, span.size());
  }

  std::string change_bytes(std::string text) {
    const auto at = below(text.size());
    switch (below(4)) {
      case 0:
        text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
        break;
      case 1:
        text[at] = std::string("<>\"'&/=#: \n0aAZ")[below(15)];
        break;
      case 2:
        text.erase(at, 1 + below(8));
        break;
      default:
        text.insert(at, text.substr(below(text.size()), 1 + below(64)));
    }
    return text;
  }

  std::string change_structure(std::string text) {
    const auto one = element();
    const auto other = element();
    switch (below(8)) {
      case 0:
        return text.erase(one.begin, one.size());
      case 1:
        return text.insert(one.end, piece(text, one));
      case 2:
        return moved(text, one, other.begin);
      case 3:
        return text.insert(text.find('>', other.begin) + 1, piece(text, one));
      case 4: {
        const auto value = values_[below(values_.size())];
        return text.replace(value.begin, value.size(), piece(text, values_[below(values_.size())]));
      }
      case 5:
        return text.replace(one.begin, one.size(), "<w>" + piece(text, one) + "</w>");
      case 6: {
        constexpr std::array<const char*, 6> added{" Id=\"root\"",        " Id=\"sig\"",
                                                   " ID=\"properties\"",  " xmlns=\"urn:x\"",
                                                   " xmlns:ds=\"urn:x\"", " xml:lang=\"fr\""};
        return text.insert(text.find_first_of(" />", one.begin + 1), added[below(added.size())]);
      }
      default:
        return text.replace(one.begin, one.size(), piece(text, other));
    }
  }

  static std::string moved(const std::string& text, Span from, std::size_t to) {
    if (to >= from.begin && to < from.end) return text;
    const auto what = piece(text, from);
    auto result = text;
    if (to >= from.end) {
      result.insert(to, what).erase(from.begin, from.size());
    } else {
      result.erase(from.begin, from.size()).insert(to, what);
    }
    return result;
  }

  std::string original_;
  std::vector<Span> elements_, values_;
  std::mt19937_64 random_;
};

/// What the signature covers, canonically: the document less the signature, and the signed
/// properties with the namespaces they stand in.
std::string covered(const xml::Document& document) {
  outcome::Budget budget;
  const auto signature = document.root().child(xmldsig::ds::signature);
  const auto properties = document.descendants(xmldsig::xades::signed_properties);
  REQUIRE(properties.size() == 1);
  const xml::CanonicalMethod exclusive{true, false, {}};
  return require_value(xml::canonical_text({document.root(), true, signature}, exclusive, budget)) +
         require_value(xml::canonical_text({properties.front(), false, {}}, exclusive, budget));
}

struct Tally {
  std::size_t mutants = 0, well_formed = 0, intact = 0;
};

void try_mutant(const std::string& text, const std::string& original, Tally& tally) {
  ++tally.mutants;
  outcome::Budget budget;
  const auto document = xml::Document::parse(text, budget);
  if (!document) return;
  ++tally.well_formed;
  outcome::Findings findings;
  xmldsig::VerifyOptions options;
  options.at = signing_moment();
  const auto intact = xmldsig::verify_enveloped(*document, options, budget, findings);
  if (intact.has_value() == findings.blocking()) FAIL("verdict and findings disagree:\n" << text);
  if (!intact) return;
  ++tally.intact;
  if (covered(*document) != original) FAIL("a changed document is called intact:\n" << text);
}

}  // namespace

TEST_CASE("documents signed by xmlsec1 are intact, as they were when they were made") {
  for (const std::string name :
       {"ecdsa-p256.xml", "rsa-2048.xml", "rsa-2048-properties-without-transform.xml"}) {
    CHECK(require_intact(read_file(test_vector("xmldsig/signed-by-xmlsec1/" + name))).empty());
  }
}

TEST_CASE("no mutant of a signed document verifies unless its signed content is unchanged") {
  Tally tally;
  std::uint64_t seed = 1;
  for (const std::string name :
       {"ecdsa-p256.xml", "rsa-2048.xml", "rsa-2048-properties-without-transform.xml"}) {
    const auto text = read_file(test_vector("xmldsig/signed-by-xmlsec1/" + name));
    outcome::Budget budget;
    const auto original = covered(require_value(xml::Document::parse(text, budget)));
    Mutator mutator(text, seed++);
    for (int count = 0; count < 1000; ++count) try_mutant(mutator.next(), original, tally);
  }
  // The mutants are of use only when many of them are XML, and some are changed where it does not
  // matter.
  CHECK(tally.mutants == 3000);
  CHECK(tally.well_formed > 1500);
  CHECK(tally.intact > 0);
}

}  // namespace accord::tests
