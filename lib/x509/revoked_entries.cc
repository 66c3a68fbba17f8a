#include "lib/x509/revoked_entries.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "lib/x509/decoding.h"
#include "lib/x509/general_name.h"
#include "lib/x509/signed_structure.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

std::uint64_t key_of(ByteView serial) noexcept {
  std::uint64_t key = 0;
  for (const auto octet : serial.last(std::min<std::size_t>(serial.size(), 8)))
    key = (key << 8U) | octet;
  return key;
}

int compare_bytes(ByteView a, ByteView b) noexcept {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.empty() ? 0 : std::memcmp(a.data(), b.data(), a.size());
}

Result<RevocationReason> read_reason(ByteView value) {
  Reader reader(value);
  const auto number = reader.small_integer(der::tag::enumerated);
  if (!number) return pass_on(number);
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  // RFC 5280, 5.3.1: the value 7 is not used.
  if (*number > 10 || *number == 7) return broken(0, fmt::format("there is no reason {}", *number));
  return static_cast<RevocationReason>(*number);
}

Result<time::Instant> read_invalidity_date(ByteView value) {
  Reader reader(value);
  auto date = reader.generalized_time();
  if (!date) return date;
  if (auto ended = reader.finish(); !ended) return pass_on(ended);
  return date;
}

Result<std::vector<Name>> read_certificate_issuer(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  const auto names = read_general_name_list(*reader);
  if (!names) return pass_on(names);
  std::vector<Name> issuers;
  for (const auto& name : *names) {
    if (name.name.has_value()) issuers.push_back(*name.name);
  }
  if (issuers.empty()) return broken(0, "there is no directory name among the issuer's names");
  return issuers;
}

// How little an entry leaves open: a hold may be lifted again; removeFromCRL lifts nothing in a
// full CRL (RFC 5280, 5.3.1), and anything else is for good.
int finality(const RevokedEntry& entry) noexcept {
  if (entry.reason == RevocationReason::certificate_hold) return 0;
  return entry.reason == RevocationReason::remove_from_crl ? 1 : 2;
}

bool is_worse(const RevokedEntry& entry, const RevokedEntry& than) noexcept {
  const int mine = finality(entry);
  const int its = finality(than);
  return mine != its ? mine > its : entry.revocation_date < than.revocation_date;
}

void take_earlier(std::optional<time::Instant>& date,
                  const std::optional<time::Instant>& other) noexcept {
  if (other.has_value() && (!date.has_value() || *other < *date)) date = other;
}

Result<void> interpret(const Extension& found, EntryExtensions& result) {
  if (found.id == extension::reason_code) {
    auto reason = named("reasonCode", read_reason(found.value));
    if (!reason) return pass_on(std::move(reason));
    result.reason = *reason;
    return {};
  }
  if (found.id == extension::invalidity_date) {
    auto date = named("invalidityDate", read_invalidity_date(found.value));
    if (!date) return pass_on(std::move(date));
    result.invalidity_date = *date;
    return {};
  }
  if (found.id == extension::certificate_issuer) {
    auto issuer = named("certificateIssuer", read_certificate_issuer(found.value));
    if (!issuer) return pass_on(std::move(issuer));
    result.certificate_issuer = std::move(*issuer);
    return {};
  }
  if (found.critical) result.unknown_critical.push_back(found.id);
  return {};
}

}  // namespace

// RFC 5280, 5.1: SEQUENCE { userCertificate, revocationDate, crlEntryExtensions OPTIONAL }.
Result<EntryView> read_entry(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  EntryView entry;
  const auto serial = reader->integer();
  if (!serial) return pass_on(serial);
  entry.serial = *serial;
  const auto date = reader->time();
  if (!date) return pass_on(date);
  entry.date = *date;
  if (!reader->at_end()) {
    const auto extensions = reader->element(der::tag::sequence);
    if (!extensions) return pass_on(extensions);
    entry.extensions = extensions->content;
    entry.extensions_at = reader->offset() - extensions->content.size();
    // Extensions ::= SEQUENCE SIZE (1..MAX): an empty one is told by reading on where nothing is.
    if (entry.extensions.empty()) {
      return fail(FindingId::der_missing_value, {.where = fmt::format("byte {}", reader->offset())},
                  {{"expected", der::tag_name(der::tag::sequence)}});
    }
    if (auto ended = reader->finish(); !ended) return pass_on(ended);
  }
  return entry;
}

Result<EntryExtensions> read_entry_extensions(const EntryView& entry) {
  EntryExtensions result;
  if (entry.extensions.empty()) return result;
  const auto list = read_extension_list(Reader(entry.extensions, entry.extensions_at),
                                        FindingId::crl_extension_duplicate);
  if (!list) return pass_on(list);
  for (const auto& found : *list) {
    if (auto read = interpret(found, result); !read) return pass_on(std::move(read));
  }
  return result;
}

Result<void> EntryIndex::build(ByteView content, std::size_t offset, bool extensions_allowed) {
  content_ = content;
  auto items = collect(offset, extensions_allowed);
  if (!items) return pass_on(std::move(items));
  size_ = items->size();
  sort(std::move(*items));
  std::sort(unknown_critical_.begin(), unknown_critical_.end());
  unknown_critical_.erase(std::unique(unknown_critical_.begin(), unknown_critical_.end()),
                          unknown_critical_.end());
  return {};
}

Result<std::vector<EntryIndex::Item>> EntryIndex::collect(std::size_t offset,
                                                          bool extensions_allowed) {
  std::vector<Item> items;
  ByteView checked;  // most entries have the very extensions of the entry before them
  Reader list(content_, offset);
  while (!list.at_end()) {
    const auto at = list.offset() - offset;
    const auto entry = read_entry(list);
    if (!entry) return pass_on(entry);
    // Room for as many entries as there can be when all are as long as the first.
    if (items.empty()) items.reserve(content_.size() / (list.offset() - offset) + 1);
    items.push_back({key_of(entry->serial), static_cast<std::uint32_t>(at)});
    if (entry->extensions.empty() || der::equal(entry->extensions, checked)) continue;
    if (!extensions_allowed) {
      return fail(FindingId::crl_version, {.where = fmt::format("byte {}", entry->extensions_at)},
                  {{"reason", "a CRL of version 1 has no entry extensions"}});
    }
    auto extensions = read_entry_extensions(*entry);
    if (!extensions)
      return in_field(fmt::format("entry at byte {}", offset + at), std::move(extensions).error());
    for (auto& id : extensions->unknown_critical) unknown_critical_.push_back(std::move(id));
    // Where it is absent, it is that of the entry before (5.3.3).
    if (!extensions->certificate_issuer.empty()) {
      issuers_.push_back(
          {static_cast<std::uint32_t>(at), std::move(extensions->certificate_issuer)});
    }
    checked = entry->extensions;
  }
  return items;
}

void EntryIndex::sort(std::vector<Item> items) {
  std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    if (a.key != b.key) return a.key < b.key;
    const int order = compare_bytes(serial_at(a.offset), serial_at(b.offset));
    return order != 0 ? order < 0 : a.offset < b.offset;
  });
  keys_.reserve(items.size());
  offsets_.reserve(items.size());
  for (const auto& item : items) {
    keys_.push_back(item.key);
    offsets_.push_back(item.offset);
  }
}

// The headers were checked when the entry was read.
ByteView EntryIndex::serial_at(std::uint32_t offset) const noexcept {
  der::Header outer, integer;
  static_cast<void>(der::read_header(content_, offset, outer));
  static_cast<void>(der::read_header(content_, offset + outer.size, integer));
  return content_.subspan(offset + outer.size + integer.size, integer.content_size);
}

// Everything here was read once before. Were that not so, the entry would still be there: an entry
// never becomes "not listed".
RevokedEntry EntryIndex::entry_at(std::uint32_t offset) const {
  RevokedEntry result{};
  Reader reader(content_.subspan(offset));
  const auto entry = read_entry(reader);
  if (!entry) return result;
  if (auto serial = der::SerialNumber::from_content(entry->serial); serial)
    result.serial = std::move(*serial);
  result.revocation_date = entry->date;
  if (const auto extensions = read_entry_extensions(*entry); extensions) {
    result.reason = extensions->reason;
    result.invalidity_date = extensions->invalidity_date;
  }
  return result;
}

bool EntryIndex::is_of(std::uint32_t offset, const Name* issuer, bool by_default) const {
  if (issuer == nullptr) return true;
  const auto after = std::upper_bound(
      issuers_.begin(), issuers_.end(), offset,
      [](std::uint32_t at, const IssuerChange& change) { return at < change.offset; });
  if (after == issuers_.begin()) return by_default;
  const auto& names = (after - 1)->names;
  return std::any_of(names.begin(), names.end(),
                     [&](const Name& name) { return name.matches(*issuer); });
}

std::optional<RevokedEntry> EntryIndex::find(ByteView serial, const Name* issuer,
                                             bool by_default) const {
  const auto key = key_of(serial);
  const auto [first, last] = std::equal_range(keys_.begin(), keys_.end(), key);
  const auto from = offsets_.begin() + (first - keys_.begin());
  const auto to = offsets_.begin() + (last - keys_.begin());
  auto at = std::lower_bound(from, to, serial, [&](std::uint32_t offset, ByteView wanted) {
    return compare_bytes(serial_at(offset), wanted) < 0;
  });
  std::optional<RevokedEntry> worst;
  time::Instant revoked{};
  std::optional<time::Instant> invalid;
  for (; at != to && der::equal(serial_at(*at), serial); ++at) {
    if (!is_of(*at, issuer, by_default)) continue;
    auto entry = entry_at(*at);
    revoked = worst.has_value() ? std::min(revoked, entry.revocation_date) : entry.revocation_date;
    take_earlier(invalid, entry.invalidity_date);
    if (!worst.has_value() || is_worse(entry, *worst)) worst = std::move(entry);
  }
  if (!worst.has_value()) return std::nullopt;
  worst->revocation_date = revoked;
  worst->invalidity_date = invalid;
  return worst;
}

std::vector<RevokedEntry> EntryIndex::all() const {
  std::vector<RevokedEntry> entries;
  entries.reserve(size_);
  Reader list(content_);
  for (std::size_t i = 0; i < size_; ++i) {
    entries.push_back(entry_at(static_cast<std::uint32_t>(list.offset())));
    if (!list.any()) break;
  }
  return entries;
}

}  // namespace accord::x509
