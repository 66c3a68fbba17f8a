#include <map>
#include <set>

#include "trustlist/render/parts.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::render {
namespace {

void add_texts(const LocalisedTexts& texts, std::string& all) {
  for (const auto& text : texts) all += text.text + " ";
}

void add_identity(const Identity& identity, std::string& all) {
  for (const auto& certificate : identity.certificates()) {
    all += certificate.subject().to_string() + " " +
           der::to_hex(certificate.fingerprint().bytes()) + " ";
    const auto& identifier = certificate.subject_key_identifier();
    if (identifier) all += der::to_hex(*identifier) + " ";
  }
  for (const auto& name : identity.subject_names()) all += name + " ";
  for (const auto& identifier : identity.key_identifiers()) all += der::to_hex(identifier) + " ";
}

std::string_view tone(std::string_view status) {
  switch (words::standing(status)) {
    case words::Standing::good:
      return "good";
    case words::Standing::ended:
      return "bad";
    case words::Standing::unknown:
      return "unsure";
  }
  return {};
}

/// u: address, t: title, p: what it belongs to, s: status, g: its tone, x: what else is searched.
/// `status`: nullptr for what has none, such as a provider.
void add_entry(std::string& index, const std::string& address, const std::string& title,
               const std::string& part_of, const std::string* status, const std::string& more) {
  index += (index.size() > 1 ? ",\n" : "\n");
  index += "{\"u\":" + json(address) + ",\"t\":" + json(title) + ",\"p\":" + json(part_of);
  if (status != nullptr) {
    index += ",\"s\":" + json(words::status(*status)) + ",\"g\":" + json(tone(*status));
  }
  index += ",\"x\":" + json(more) + "}";
}

std::string slug_of(const std::string& name) {
  constexpr std::size_t longest = 60;
  std::string slug;
  for (const char one : name) {
    const bool is_upper = one >= 'A' && one <= 'Z';
    const bool is_plain = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
    if (is_upper || is_plain) {
      slug += is_upper ? static_cast<char>(one - 'A' + 'a') : one;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() == longest) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? "provider" : slug;
}

}  // namespace

std::vector<std::string> provider_slugs(const TrustedList& list) {
  // "certificates" is a folder beside the pages.
  std::set<std::string> taken{"certificates"};
  std::map<std::string, std::size_t> next;
  std::vector<std::string> slugs;
  for (const auto& provider : list.providers) {
    const auto slug = slug_of(words::english(provider.names));
    auto unique = slug;
    auto& number = next.emplace(slug, 2).first->second;
    while (!taken.insert(unique).second) unique = slug + "-" + std::to_string(number++);
    slugs.push_back(unique);
  }
  return slugs;
}

std::string search_index(const TrustedList& list, const Publication& publication,
                         const std::vector<std::string>& slugs) {
  std::string index = "[";
  for (std::size_t i = 0; i < list.providers.size(); ++i) {
    const auto& provider = list.providers[i];
    const auto page = publication.name + "/" + slugs.at(i) + ".html";
    const auto name = words::english(provider.names);
    std::string more;
    add_texts(provider.names, more);
    add_texts(provider.trade_names, more);
    add_entry(index, page, name, "provider", nullptr, more);
    std::size_t number = 0;
    for (const auto& service : provider.services) {
      number += 1;
      more.clear();
      add_texts(service.current.names, more);
      more += words::service_type(service.current.type) + " ";
      add_identity(service.current.identity, more);
      add_entry(index, page + "#" + service_anchor(number), words::english(service.current.names),
                name, &service.current.status, more);
    }
  }
  std::size_t number = 0;
  for (const auto& pointer : list.pointers) {
    number += 1;
    std::string more = pointer.location + " ";
    add_texts(pointer.operator_names, more);
    for (const auto& identity : pointer.signers) add_identity(identity, more);
    add_entry(index, "#pointer-" + std::to_string(number),
              pointer.territory.value_or(pointer.location), "pointer to another list", nullptr,
              more);
  }
  return index + "\n]";
}

}  // namespace accord::trustlist::render
