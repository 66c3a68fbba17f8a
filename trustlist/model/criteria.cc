#include "trustlist/model/criteria.h"

#include <algorithm>
#include <array>

namespace accord::trustlist {
namespace {

// TS 119 612, annex C: the words of KeyUsageBit/@name. Bit 1 has its old name there.
constexpr std::array<std::string_view, 9> key_usage_words{
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign",      "crlSign",        "encipherOnly",    "decipherOnly"};

constexpr std::array<std::string_view, 3> assertion_words{"all", "atLeastOne", "none"};

template <std::size_t Size>
std::optional<std::size_t> index_of(const std::array<std::string_view, Size>& words,
                                    std::string_view word) noexcept {
  const auto* const found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

}  // namespace

ObjectIdentifier ObjectIdentifier::as_urn(const der::Oid& oid) {
  return {oid, "urn:oid:" + oid.to_string(), Qualifier::oid_as_urn, {}};
}

std::string_view to_string(Assertion assertion) noexcept {
  return assertion_words[static_cast<std::size_t>(assertion)];
}

std::optional<Assertion> assertion_from(std::string_view word) noexcept {
  const auto index = index_of(assertion_words, word);
  if (!index.has_value()) return std::nullopt;
  return static_cast<Assertion>(*index);
}

std::string_view key_usage_word(x509::KeyUsageBit bit) noexcept {
  return key_usage_words[static_cast<std::size_t>(bit)];
}

std::optional<x509::KeyUsageBit> key_usage_bit_from(std::string_view word) noexcept {
  const auto index = index_of(key_usage_words, word);
  if (!index.has_value()) return std::nullopt;
  return static_cast<x509::KeyUsageBit>(*index);
}

bool is_decidable(const CriteriaList& criteria) noexcept {
  return criteria.assertion.has_value() && criteria.unreadable.empty() && criteria.size() != 0 &&
         std::none_of(criteria.others.begin(), criteria.others.end(),
                      [](const OtherCriterion& other) {
                        return std::holds_alternative<UnknownCriterion>(other);
                      }) &&
         std::all_of(criteria.lists.begin(), criteria.lists.end(), is_decidable);
}

}  // namespace accord::trustlist
