#include "trustlist/compare/changes.h"

#include <algorithm>
#include <map>

#include "lib/crypto/digest.h"
#include "trustlist/compare/pairs.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

// Both without what they have in common, counting how often.
void drop_common(Parts& before, Parts& after) {
  std::map<std::pair<std::string, std::string>, std::size_t> counts;
  const auto key = [](const Part& part) { return std::pair(part.group, part.value.exact); };
  for (const auto& part : after) counts[key(part)] += 1;
  std::map<std::pair<std::string, std::string>, std::size_t> common;
  const auto in_both = [&](const Part& part) {
    auto& left = counts[key(part)];
    if (left == 0) return false;
    left -= 1;
    common[key(part)] += 1;
    return true;
  };
  before.erase(std::remove_if(before.begin(), before.end(), in_both), before.end());
  const auto is_common = [&](const Part& part) {
    auto& left = common[key(part)];
    if (left == 0) return false;
    left -= 1;
    return true;
  };
  after.erase(std::remove_if(after.begin(), after.end(), is_common), after.end());
}

std::map<std::string, std::size_t> by_group(const Parts& parts) {
  std::map<std::string, std::size_t> counts;
  for (const auto& part : parts) counts[part.group] += 1;
  return counts;
}

}  // namespace

Value moment(time::Instant instant) { return plain(time::to_string(instant)); }

Value status_value(const std::string& uri) { return {words::status(uri), uri}; }

Value certificate_value(const x509::Certificate& certificate) {
  return {words::digital_id(certificate), der::to_hex(certificate.fingerprint().bytes())};
}

std::optional<Value> unless_empty(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return plain(text);
}

std::optional<Value> unless_empty(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return plain(*text);
}

Parts parts_of(const LocalisedTexts& texts) {
  Parts parts;
  for (const auto& text : texts) parts.push_back({text.language, plain(text.text)});
  return parts;
}

Parts parts_of(const std::vector<PostalAddress>& addresses) {
  Parts parts;
  for (const auto& one : addresses) {
    // The fields are kept apart for the comparison, joined for people.
    const auto exact = one.street + "\n" + one.locality + "\n" +
                       one.state_or_province.value_or("") + "\n" + one.postal_code.value_or("") +
                       "\n" + one.country;
    parts.push_back({one.language, {words::address(one), exact}});
  }
  return parts;
}

Parts parts_of(const std::vector<std::string>& texts) {
  Parts parts;
  for (const auto& text : texts) parts.push_back({{}, plain(text)});
  return parts;
}

void Changes::add(Kind kind, Weight weight, std::optional<Value> before,
                  std::optional<Value> after) {
  auto change = about;
  change.kind = kind;
  change.weight = weight;
  change.before = std::move(before);
  change.after = std::move(after);
  all_.push_back(std::move(change));
}

void Changes::single(Kind kind, Weight weight, std::optional<Value> before,
                     std::optional<Value> after) {
  if (before != after) add(kind, weight, std::move(before), std::move(after));
}

void Changes::each(Kind kind, Weights weights, const Parts& before, const Parts& after,
                   bool as_language) {
  auto gone = before;
  auto come = after;
  drop_common(gone, come);
  if (as_language) other_languages(kind, weights.changed, gone, come);
  const auto gone_counts = by_group(gone);
  const auto come_counts = by_group(come);
  std::map<std::string, const Value*> replacing;
  for (const auto& now : come) {
    const auto old = gone_counts.find(now.group);
    const bool pairs = old != gone_counts.end() && old->second == 1;
    if (pairs && come_counts.at(now.group) == 1) replacing[now.group] = &now.value;
  }
  const auto put = [&](const std::string& group, Weight weight, std::optional<Value> was,
                       std::optional<Value> is) {
    const auto had = about.language;
    if (as_language) about.language = group;
    add(kind, weight, std::move(was), std::move(is));
    about.language = had;
  };
  for (const auto& old : gone) {
    const auto found = replacing.find(old.group);
    if (found == replacing.end()) {
      put(old.group, weights.removed, old.value, std::nullopt);
    } else {
      put(old.group, weights.changed, old.value, *found->second);
    }
  }
  for (const auto& now : come) {
    if (replacing.count(now.group) == 0) put(now.group, weights.added, std::nullopt, now.value);
  }
}

void Changes::kept(const KeptXml& before, const KeptXml& after, std::size_t since) {
  if (before == after) return;
  const auto value = [](const KeptXml& xml) -> std::optional<Value> {
    if (xml.empty()) return std::nullopt;
    const auto digest = crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(xml));
    const auto hex = der::to_hex(digest.bytes());
    return Value{std::to_string(xml.size()) + " octets of XML with the SHA-256 " + hex, hex};
  };
  const auto had = about.field;
  about.field = count() == since ? "" : "(or only what else is told of it)";
  // It may be anything.
  add(Kind::not_understood, Weight::serious, value(before), value(after));
  about.field = had;
}

// The same text under another language is one change.
void Changes::other_languages(Kind kind, Weight weight, Parts& before, Parts& after) {
  Pairs pairs(before.size(), after.size());
  pairs.match([&](std::size_t i) { return std::vector<std::string>{before[i].value.exact}; },
              [&](std::size_t i) { return std::vector<std::string>{after[i].value.exact}; });
  const auto value = [](const Part& part) {
    return Value{part.group + " for \"" + part.value.text + "\"", part.group};
  };
  Parts gone;
  Parts come;
  const auto had = about.field;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (pairs.of_old(i) == Pairs::none) {
      gone.push_back(before[i]);
      continue;
    }
    about.field = "(its language)";
    add(kind, weight, value(before[i]), value(after[pairs.of_old(i)]));
    about.field = had;
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (pairs.of_new(i) == Pairs::none) come.push_back(after[i]);
  }
  before = std::move(gone);
  after = std::move(come);
}

}  // namespace accord::trustlist::compare
