#include <algorithm>

#include "tests/structure/source_tree.h"

namespace accord::tests::structure {
namespace {

// A module and those that it may include, between spaces; what those may include, it may include
// too.
struct Arrow {
  std::string_view from;
  std::string_view to;
};

constexpr Arrow arrows[] = {
    {"lib/outcome", ""},
    {"lib/time", "lib/outcome"},
    {"lib/der", "lib/time"},
    {"lib/crypto", "lib/der"},
    {"lib/x509", "lib/crypto"},
    {"lib/xml", "lib/time"},
    {"lib/policy", "lib/crypto lib/xml"},
    {"lib/xmldsig", "lib/x509 lib/xml"},
    {"lib/store", "lib/time"},
    {"lib/http", "lib/time"},
    {"ca", "lib/xmldsig lib/store"},
    {"trustlist/model", "lib/xmldsig lib/store"},
    {"trustlist/words", "trustlist/model"},
    {"trustlist/compare", "trustlist/words"},
    {"trustlist/render", "trustlist/words"},
    {"trustlist/read", "trustlist/model"},
    {"trustlist/index", "trustlist/read"},
    {"trustlist/follow", "trustlist/read"},
    {"trustlist/lint", "trustlist/read"},
    {"trustlist/build", "trustlist/lint"},
    {"trustlist/scheme", "trustlist/read trustlist/build"},
    {"verifier/revocation", "trustlist/read"},
    {"verifier/path", "verifier/revocation"},
    {"verifier/fetch", "verifier/path lib/http"},
    {"verifier/signature", "verifier/path"},
    {"verifier/qualification", "verifier/path"},
    {"verifier/recognition", "verifier/qualification"},
    {"verifier", "verifier/signature verifier/recognition lib/policy trustlist/index"},
    {"cli",
     "ca trustlist/follow trustlist/scheme trustlist/compare trustlist/render verifier "
     "verifier/fetch lib/policy"},
    {"tests", "cli"},
    {"bench", "cli tests"},
};

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    result.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

const Arrow* find(std::string_view module) {
  const auto* found = std::find_if(std::begin(arrows), std::end(arrows),
                                   [&](const Arrow& arrow) { return arrow.from == module; });
  return found == std::end(arrows) ? nullptr : found;
}

// A library that hides behind one module: nobody else may include its headers.
struct Library {
  std::string_view prefix;
  std::string_view users;
};

constexpr Library libraries[] = {
    {"botan/", "lib/crypto tests bench"},
    {"p11-kit/", "lib/crypto"},
    {"sqlite3.h", "lib/store"},
    {"curl/", "lib/http"},
    {"libxml/", "trustlist/lint tests bench"},
    {"boost/", "cli"},
    {"openssl/", "tests bench"},
};

std::string place(const SourceFile& file, const Include& include) {
  return file.path + ":" + std::to_string(include.line) + ": ";
}

void check_library(const SourceFile& file, const Include& include, const std::string& module,
                   std::vector<std::string>& broken) {
  for (const auto& library : libraries) {
    if (include.target.rfind(library.prefix, 0) != 0) continue;
    const auto users = words(library.users);
    if (std::find(users.begin(), users.end(), module) == users.end()) {
      broken.push_back(place(file, include) + module + " must not use <" + include.target + ">");
    }
  }
}

// The installed headers stand alone: they include the standard library and each other.
void check_installed(const SourceFile& file, const Include& include,
                     std::vector<std::string>& broken) {
  const bool own = include.target.rfind("accord/", 0) == 0;
  const bool standard = !include.quoted && include.target.find_first_of("/.") == std::string::npos;
  if (!own && !standard) {
    broken.push_back(place(file, include) + "an installed header must not include " +
                     include.target);
  }
}

}  // namespace

std::string module_of(std::string_view path) {
  std::string_view folder = path.substr(0, path.rfind('/'));
  if (folder.rfind("accord", 0) == 0) return "verifier";
  while (find(folder) == nullptr && folder.find('/') != std::string_view::npos) {
    folder = folder.substr(0, folder.rfind('/'));
  }
  return std::string(folder);
}

std::vector<std::string> known_modules() {
  std::vector<std::string> names;
  for (const auto& arrow : arrows) names.emplace_back(arrow.from);
  return names;
}

bool may_include(std::string_view from, std::string_view to) {
  if (from == to) return true;
  const auto* arrow = find(from);
  if (arrow == nullptr) return false;
  const auto next = words(arrow->to);
  return std::any_of(next.begin(), next.end(),
                     [&](std::string_view module) { return may_include(module, to); });
}

std::vector<std::string> broken_arrows(const SourceFile& file) {
  std::vector<std::string> broken;
  const auto module = module_of(file.path);
  const bool installed = file.path.rfind("verifier/include/", 0) == 0;
  for (const auto& include : includes_of(file)) {
    if (installed) check_installed(file, include, broken);
    check_library(file, include, module, broken);
    const bool own = include.quoted || include.target.rfind("accord/", 0) == 0;
    if (!own) continue;
    const auto target = module_of(include.target);
    if (!may_include(module, target)) {
      broken.push_back(place(file, include) + module + " must not include " + include.target);
    }
  }
  return broken;
}

}  // namespace accord::tests::structure
