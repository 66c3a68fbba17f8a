#include "trustlist/index/service_table.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "lib/crypto/digest.h"
#include "lib/crypto/key_spelling.h"
#include "lib/der/reader.h"
#include "lib/x509/string_preparation.h"

namespace accord::trustlist::index {
namespace {

std::uint64_t hash_of(std::string_view text) noexcept {
  return std::hash<std::string_view>{}(text);
}
std::uint64_t hash_of(der::ByteView bytes) noexcept { return hash_of(der::as_text(bytes)); }

/// RFC 5280, 4.2.1.2, method 1: the SHA-1 of the key's bits. Without reading the key: one that
/// cannot be used is refused when identities are compared. Nothing when it is no
/// SubjectPublicKeyInfo.
std::optional<crypto::Digest> identifier_of(der::ByteView spki) {
  auto parts = der::Reader(spki).enter(der::tag::sequence);
  if (!parts || !parts->element(der::tag::sequence)) return std::nullopt;
  const auto bits = parts->element(der::tag::bit_string);
  if (!bits || bits->content.empty()) return std::nullopt;
  return crypto::digest(crypto::DigestAlgorithm::sha1, bits->content.subspan(1));
}

/// The same for every spelling of a key.
std::uint64_t hash_of_key(der::ByteView spki) {
  const auto usual = crypto::respelt(spki);
  return hash_of(usual.has_value() ? der::ByteView(*usual) : spki);
}

/// Up to eight bytes as a number that compares as they do; what is missing of eight is `rest`.
std::uint64_t number_of(std::string_view bytes, unsigned rest) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const unsigned byte = i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : rest;
    number = (number << 8U) | byte;
  }
  return number;
}

bool has_type(const ServiceEntry& entry, std::string_view type) {
  return type.empty() || entry.type == type || short_name(entry.type) == type;
}

template <typename Keys>
void sort_out(Keys& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  keys.shrink_to_fit();
}

/// Whether what `holds` of an entry holds of the present one or of one of the history.
template <typename Holds>
bool ever(const Service& service, Holds holds) {
  return holds(service.current) ||
         std::any_of(service.history.begin(), service.history.end(), holds);
}

}  // namespace

ServiceTable::ServiceTable(const std::vector<const TrustedList*>& lists) : lists_(lists) {
  std::size_t services = 0;
  for (const auto* list : lists_) services += list->service_count();
  rows_.reserve(services);
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    for (const auto& provider : lists_[i]->providers) add(provider, static_cast<std::uint32_t>(i));
  }
  sort_out(by_key_);
  sort_out(by_identifier_);
  sort_out(by_type_);
  index_names();
  providers_.shrink_to_fit();
}

void ServiceTable::add_names(const Provider& provider) {
  for (const auto* texts : {&provider.names, &provider.trade_names}) {
    for (const auto& one : *texts) {
      x509::append_prepared(names_, one.text);
      names_ += '\n';
    }
  }
}

std::uint64_t ServiceTable::beginning(std::size_t at) const noexcept {
  return number_of(std::string_view(names_).substr(at, 8), 0);
}

void ServiceTable::index_names() {
  names_.shrink_to_fit();
  std::vector<std::pair<std::uint64_t, std::uint32_t>> places;
  places.reserve(names_.size());
  for (std::size_t at = 0; at < names_.size(); ++at) {
    // No text begins within a character: its later bytes are 10xxxxxx.
    const bool within = (static_cast<unsigned char>(names_[at]) & 0xC0U) == 0x80U;
    if (within || names_[at] == '\n') continue;
    places.emplace_back(beginning(at), static_cast<std::uint32_t>(at));
  }
  std::sort(places.begin(), places.end());
  in_names_.reserve(places.size());
  for (const auto& [number, at] : places) in_names_.push_back(at);
}

void ServiceTable::add(const Provider& provider, std::uint32_t list) {
  const auto first = static_cast<std::uint32_t>(rows_.size());
  for (const auto& service : provider.services) {
    const auto row = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back({&provider, &service, list});
    add(service.current, row);
    for (const auto& past : service.history) add(past, row);
    by_type_.push_back({hash_of(short_name(service.current.type)), row});
  }
  add_names(provider);
  providers_.push_back({&provider, list, first, static_cast<std::uint32_t>(rows_.size()),
                        static_cast<std::uint32_t>(names_.size())});
}

void ServiceTable::add(const ServiceEntry& entry, std::uint32_t row) {
  for (const auto& id : entry.identity.ids) {
    if (const auto* certificate = std::get_if<x509::Certificate>(&id)) {
      by_key_.push_back({hash_of_key(certificate->spki()), row});
      const auto& claimed = certificate->subject_key_identifier();
      if (claimed.has_value()) by_identifier_.push_back({hash_of(*claimed), row});
    } else if (const auto* value = std::get_if<KeyValueId>(&id)) {
      if (!value->spki.empty()) by_key_.push_back({hash_of_key(value->spki), row});
    } else if (const auto* identifier = std::get_if<KeyIdentifierId>(&id)) {
      by_identifier_.push_back({hash_of(identifier->value), row});
    }
  }
}

std::vector<std::uint32_t> ServiceTable::rows(const std::vector<Key>& keys, std::uint64_t hash) {
  std::vector<std::uint32_t> result;
  auto at = std::lower_bound(keys.begin(), keys.end(), Key{hash, 0});
  for (; at != keys.end() && at->hash == hash; ++at) result.push_back(at->row);
  return result;
}

Hit ServiceTable::hit(std::uint32_t row, IdentityMatch how) const {
  const auto& one = rows_[row];
  return {one.list, one.provider, one.service, how};
}

std::vector<Hit> ServiceTable::services_of(const x509::Certificate& certificate) const {
  auto candidates = rows(by_key_, hash_of_key(certificate.spki()));
  const auto add_identified = [&](der::ByteView spki) {
    const auto identifier = identifier_of(spki);
    if (!identifier.has_value()) return;
    const auto more = rows(by_identifier_, hash_of(identifier->bytes()));
    std::vector<std::uint32_t> both;
    std::set_union(candidates.begin(), candidates.end(), more.begin(), more.end(),
                   std::back_inserter(both));
    candidates = std::move(both);
  };
  add_identified(certificate.spki());
  if (const auto usual = crypto::respelt(certificate.spki())) add_identified(*usual);
  std::vector<Hit> result;
  for (const auto row : candidates) {
    if (const auto how = match(*rows_[row].service, certificate)) result.push_back(hit(row, *how));
  }
  return result;
}

std::vector<Hit> ServiceTable::services_with_key(der::ByteView spki) const {
  std::vector<Hit> result;
  for (const auto row : rows(by_key_, hash_of_key(spki))) {
    const bool has = ever(*rows_[row].service,
                          [&](const ServiceEntry& entry) { return has_key(entry.identity, spki); });
    if (has) result.push_back(hit(row, IdentityMatch::key));
  }
  return result;
}

std::vector<Hit> ServiceTable::services_with_key_identifier(der::ByteView identifier,
                                                            const x509::Name* subject) const {
  std::vector<Hit> result;
  for (const auto row : rows(by_identifier_, hash_of(identifier))) {
    const bool has = ever(*rows_[row].service, [&](const ServiceEntry& entry) {
      return has_key_identifier(entry.identity, identifier) &&
             (subject == nullptr || may_be_named(entry.identity, *subject));
    });
    if (has) result.push_back(hit(row, IdentityMatch::key_identifier));
  }
  return result;
}

bool ServiceTable::is_of_type(std::uint32_t row, std::string_view type,
                              std::string_view territory) const {
  return (territory.empty() || lists_[rows_[row].list]->territory == territory) &&
         has_type(rows_[row].service->current, type);
}

std::vector<Hit> ServiceTable::services_of_type(std::string_view type,
                                                std::string_view territory) const {
  std::vector<Hit> result;
  const auto take = [&](std::uint32_t row) {
    if (is_of_type(row, type, territory)) result.push_back(hit(row, IdentityMatch::certificate));
  };
  if (type.empty()) {
    for (std::uint32_t row = 0; row < rows_.size(); ++row) take(row);
  } else {
    for (const auto row : rows(by_type_, hash_of(short_name(type)))) take(row);
  }
  return result;
}

std::vector<ProviderHit> ServiceTable::providers_named(std::string_view text) const {
  std::vector<ProviderHit> result;
  const auto wanted = x509::prepare(text);
  if (wanted.empty()) return result;
  const auto start = std::string_view(wanted).substr(0, 8);
  const auto first = number_of(start, 0);
  const auto last = number_of(start, 0xFF);
  auto place = std::lower_bound(
      in_names_.begin(), in_names_.end(), first,
      [&](std::uint32_t at, std::uint64_t number) { return beginning(at) < number; });
  std::vector<std::size_t> found;
  for (; place != in_names_.end() && beginning(*place) <= last; ++place) {
    if (names_.compare(*place, wanted.size(), wanted) != 0) continue;
    const auto provider = std::upper_bound(
        providers_.begin(), providers_.end(), *place,
        [](std::uint32_t at, const ProviderRow& row) { return at < row.end_names; });
    found.push_back(static_cast<std::size_t>(provider - providers_.begin()));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  for (const auto i : found) result.push_back({providers_[i].list, providers_[i].provider});
  return result;
}

std::vector<Hit> ServiceTable::search(const Query& query) const {
  std::vector<Hit> found;
  if (query.certificate != nullptr) {
    found = services_of(*query.certificate);
  } else if (!query.key_identifier.empty()) {
    found = services_with_key_identifier(query.key_identifier);
  } else if (!query.provider.empty() || !query.type.empty() || !query.territory.empty()) {
    found = services_of_type(query.type, query.territory);
  }
  std::vector<const Provider*> providers;
  if (!query.provider.empty()) {
    for (const auto& one : providers_named(query.provider)) providers.push_back(one.provider);
  }
  const auto fails = [&](const Hit& one) {
    const auto has_identifier = [&](const ServiceEntry& entry) {
      return has_key_identifier(entry.identity, query.key_identifier);
    };
    return (!query.key_identifier.empty() && !ever(*one.service, has_identifier)) ||
           !has_type(one.service->current, query.type) ||
           (!query.territory.empty() && lists_[one.list]->territory != query.territory) ||
           (!query.provider.empty() &&
            std::find(providers.begin(), providers.end(), one.provider) == providers.end());
  };
  found.erase(std::remove_if(found.begin(), found.end(), fails), found.end());
  return found;
}

std::size_t ServiceTable::memory() const noexcept {
  const std::size_t bytes =
      lists_.capacity() * sizeof(void*) + rows_.capacity() * sizeof(Row) +
      (by_key_.capacity() + by_identifier_.capacity() + by_type_.capacity()) * sizeof(Key) +
      providers_.capacity() * sizeof(ProviderRow) + names_.capacity() +
      in_names_.capacity() * sizeof(in_names_.front());
  return bytes;
}

}  // namespace accord::trustlist::index
