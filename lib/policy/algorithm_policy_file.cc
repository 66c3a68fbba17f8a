#include "lib/policy/algorithm_policy_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "lib/xml/writer.h"

namespace accord::policy {
namespace {

using crypto::AlgorithmPolicy;
using crypto::DigestAlgorithm;
using crypto::KeyKind;
using crypto::SignatureFamily;
using outcome::FindingId;
using outcome::Findings;

template <typename T>
struct Word {
  std::string_view word;
  T value;
};

constexpr std::array<Word<DigestAlgorithm>, crypto::digest_algorithm_count> digests{{
    {"sha-1", DigestAlgorithm::sha1},
    {"sha-224", DigestAlgorithm::sha224},
    {"sha-256", DigestAlgorithm::sha256},
    {"sha-384", DigestAlgorithm::sha384},
    {"sha-512", DigestAlgorithm::sha512},
    {"sha3-256", DigestAlgorithm::sha3_256},
    {"sha3-384", DigestAlgorithm::sha3_384},
    {"sha3-512", DigestAlgorithm::sha3_512},
}};
constexpr std::array<Word<SignatureFamily>, 9> families{{
    {"rsa-pkcs1", SignatureFamily::rsa_pkcs1},
    {"rsa-pss", SignatureFamily::rsa_pss},
    {"ecdsa", SignatureFamily::ecdsa},
    {"ed25519", SignatureFamily::ed25519},
    {"ed448", SignatureFamily::ed448},
    {"dsa", SignatureFamily::dsa},
    {"ml-dsa-44", SignatureFamily::ml_dsa_44},
    {"ml-dsa-65", SignatureFamily::ml_dsa_65},
    {"ml-dsa-87", SignatureFamily::ml_dsa_87},
}};
constexpr std::array<Word<KeyKind>, 8> kinds{{
    {"rsa", KeyKind::rsa},
    {"ec", KeyKind::ec},
    {"ed25519", KeyKind::ed25519},
    {"ed448", KeyKind::ed448},
    {"dsa", KeyKind::dsa},
    {"ml-dsa-44", KeyKind::ml_dsa_44},
    {"ml-dsa-65", KeyKind::ml_dsa_65},
    {"ml-dsa-87", KeyKind::ml_dsa_87},
}};

/// Reads the rows of one document; what is wrong is collected.
class PolicyReader {
 public:
  explicit PolicyReader(Findings& findings) : findings_(findings) {}

  AlgorithmPolicy::Tables read(const xml::Element& root) {
    check_attributes(root, {"base"});
    auto tables = base_of(root);
    for (auto row = root.first_child(); row; row = row.next_sibling()) read_row(row, tables);
    return tables;
  }

 private:
  AlgorithmPolicy::Tables base_of(const xml::Element& root) {
    const auto base = root.attribute("base").value_or("strict");
    if (base == "strict") return AlgorithmPolicy::strict().tables();
    if (base == "old-lists") return AlgorithmPolicy::old_lists().tables();
    if (base != "none") wrong(root, base, "strict, old-lists or none");
    return {};
  }

  void read_row(const xml::Element& row, AlgorithmPolicy::Tables& tables) {
    const auto name = row.name();
    if (name.ns == algorithm_policy_namespace && name.local == "digest") {
      check_attributes(row, {"algorithm", "until", "warning"});
      const auto digest = word_of(row, "algorithm", digests);
      tables.digests.push_back({digest, term_of(row)});
    } else if (name.ns == algorithm_policy_namespace && name.local == "signature") {
      check_attributes(row, {"family", "until", "warning"});
      const auto family = word_of(row, "family", families);
      tables.families.push_back({family, term_of(row)});
    } else if (name.ns == algorithm_policy_namespace && name.local == "key") {
      check_attributes(row, {"kind", "least-bits", "until", "warning"});
      const auto kind = word_of(row, "kind", kinds);
      tables.keys.push_back({kind, bits_of(row), term_of(row)});
    } else {
      unexpected(row, name.local);
    }
  }

  // An attribute that is not known could be a limit that is then not kept.
  void check_attributes(const xml::Element& element,
                        std::initializer_list<std::string_view> allowed) {
    for (const auto& attribute : element.attributes()) {
      const bool known =
          attribute.name.ns.empty() &&
          std::find(allowed.begin(), allowed.end(), attribute.name.local) != allowed.end();
      if (!known) unexpected(element, "@" + std::string(attribute.name.local));
    }
  }

  AlgorithmPolicy::Term term_of(const xml::Element& row) {
    AlgorithmPolicy::Term term;
    if (const auto until = row.attribute("until")) {
      const auto instant = time::parse_rfc3339(*until);
      if (instant) {
        term.until = *instant;
      } else {
        wrong(row, *until, "a time such as 2030-01-01T00:00:00Z");
      }
    }
    const auto warning = row.attribute("warning").value_or("false");
    if (warning != "true" && warning != "false") wrong(row, warning, "true or false");
    term.with_warning = warning == "true";
    return term;
  }

  std::uint32_t bits_of(const xml::Element& row) {
    const auto text = row.attribute("least-bits").value_or("0");
    std::uint32_t bits = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, bits);
    if (read.ec != std::errc() || read.ptr != end) wrong(row, text, "a number of bits");
    return bits;
  }

  template <typename T, std::size_t count>
  T word_of(const xml::Element& row, std::string_view attribute,
            const std::array<Word<T>, count>& words) {
    const auto value = row.attribute(attribute).value_or("");
    std::string known;
    for (const auto& one : words) {
      if (one.word == value) return one.value;
      known += (known.empty() ? "" : ", ") + std::string(one.word);
    }
    wrong(row, value, "one of " + known);
    return words.front().value;
  }

  void wrong(const xml::Element& element, std::string_view value, std::string_view expected) {
    findings_.add(FindingId::policy_value_wrong, element.about(),
                  {{"value", std::string(value)}, {"expected", std::string(expected)}});
  }
  void unexpected(const xml::Element& element, std::string_view name) {
    findings_.add(FindingId::policy_element_wrong, element.about(),
                  {{"element", std::string(name)}});
  }

  Findings& findings_;
};

template <typename T, std::size_t count>
std::string_view word_for(T value, const std::array<Word<T>, count>& words) {
  const auto* const found = std::find_if(words.begin(), words.end(),
                                         [&](const Word<T>& one) { return one.value == value; });
  return found->word;
}

void write_term(xml::Writer& out, const AlgorithmPolicy::Term& term) {
  if (term.until) out.attribute("until", time::to_string(*term.until));
  if (term.with_warning) out.attribute("warning", "true");
  out.close();
}

}  // namespace

std::string write_algorithm_policy(const AlgorithmPolicy& policy) {
  xml::Writer out;
  out.open("algorithm-policy")
      .attribute("xmlns", algorithm_policy_namespace)
      .attribute("base", "none");
  for (const auto& row : policy.tables().digests) {
    out.open("digest").attribute("algorithm", word_for(row.digest, digests));
    write_term(out, row.term);
  }
  for (const auto& row : policy.tables().families) {
    out.open("signature").attribute("family", word_for(row.family, families));
    write_term(out, row.term);
  }
  for (const auto& row : policy.tables().keys) {
    out.open("key").attribute("kind", word_for(row.kind, kinds));
    if (row.least_bits != 0) out.attribute("least-bits", std::to_string(row.least_bits));
    write_term(out, row.term);
  }
  out.close();
  return std::move(out).finish();
}

tl::expected<AlgorithmPolicy, Findings> read_algorithm_policy(std::string document,
                                                              outcome::Budget& budget) {
  Findings findings;
  const auto parsed = xml::Document::parse(std::move(document), budget);
  if (!parsed) {
    findings.add(parsed.error());
    return tl::unexpected(std::move(findings));
  }
  const auto root = parsed->root();
  if (!root.is({algorithm_policy_namespace, "algorithm-policy"})) {
    findings.add(FindingId::policy_element_wrong, root.about(),
                 {{"element", std::string(root.name().local)}});
    return tl::unexpected(std::move(findings));
  }
  auto tables = PolicyReader(findings).read(root);
  if (!findings.empty()) return tl::unexpected(std::move(findings));
  return AlgorithmPolicy(std::move(tables));
}

}  // namespace accord::policy
