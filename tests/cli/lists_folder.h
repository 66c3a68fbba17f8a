#pragma once

#include <map>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/source_place.h"

namespace accord::tests {

constexpr auto founded = "2026-05-01T00:00:00Z";
constexpr auto granted = "2026-05-20T00:00:00Z";
constexpr auto first = "2026-06-01T00:00:00Z";
constexpr auto second = "2026-07-01T00:00:00Z";

/// A folder "lists" with the national lists of JP and KR, each with one granted service, and the
/// EU's list of lists, which points to the two by their folders.
class Lists {
 public:
  Lists() {
    CertificateSpec spec;
    spec.common_name = "Example CA";
    spec.organization = "Example Trust";
    spec.country = "JP";
    spec.ca = true;
    place.write("ca.crt", to_pem(make_self_signed(spec).certificate));
    found("jp", "JP", {});
    found("kr", "KR", {});
    found("eu", "EU", {"--list-of-lists"});
    for (const auto* name : {"jp", "kr"}) {
      place.done(service(
          name, "grant",
          {"--type", "CA/QC", "--certificate", "ca.crt", "--for", "eseals", "--at", granted}));
      place.done({"tl", "pointer", "add", "lists/eu", "--scheme", name});
    }
  }
  void found(const std::string& name, const std::string& territory,
             const std::vector<std::string>& further) const {
    std::vector<std::string> words{"scheme",      "new",        "lists/" + name,
                                   "--territory", territory,    "--operator",
                                   "Agency",      "--location", "https://" + name + ".example/list",
                                   "--at",        founded};
    words.insert(words.end(), further.begin(), further.end());
    place.done(words);
  }
  [[nodiscard]] static std::vector<std::string> service(const std::string& name,
                                                        const std::string& verb,
                                                        const std::vector<std::string>& further) {
    std::vector<std::string> words{"tl",         "service",       verb,        "lists/" + name,
                                   "--provider", "Example Trust", "--service", "Seals"};
    words.insert(words.end(), further.begin(), further.end());
    return words;
  }
  nlohmann::json build(const std::string& at, const std::vector<std::string>& further = {}) const {
    return run("build", at, further);
  }
  nlohmann::json sign(const std::string& at, const std::vector<std::string>& further = {}) const {
    return run("sign", at, further);
  }
  nlohmann::json publish(const std::string& at,
                         const std::vector<std::string>& further = {}) const {
    return run("publish", at, further);
  }
  void issue(const std::string& at) const {
    (void)build(at);
    (void)sign(at);
  }
  [[nodiscard]] static std::vector<std::string> words(const std::string& verb,
                                                      const std::string& at,
                                                      const std::vector<std::string>& further) {
    std::vector<std::string> all{"tl", verb, "lists"};
    all.insert(all.end(), further.begin(), further.end());
    all.insert(all.end(), {"--at", at});
    return all;
  }
  /// Refused with that finding among others, and nothing is written.
  nlohmann::json refused(int exit_code, const std::string& id, const std::string& verb,
                         const std::string& at, const std::vector<std::string>& further = {},
                         const std::string& where = {}) const {
    const auto before = files();
    const auto answer = accord_json(exit_code, words(verb, at, further), place.path());
    (void)require_json_finding(answer, id, where);
    CHECK(files() == before);
    return answer;
  }
  /// Every file below "lists" with its content.
  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place / "lists")) {
      if (!entry.is_regular_file()) continue;
      all[entry.path().lexically_relative(place / "lists").generic_string()] =
          read_file(entry.path());
    }
    return all;
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return std::filesystem::exists(place / ("lists/" + name));
  }
  void replace(const std::string& name, const std::string& from, const std::string& to) const {
    auto text = place.read("lists/" + name);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    place.write("lists/" + name, text.replace(at, from.size(), to));
  }

  Workplace place;

 private:
  nlohmann::json run(const std::string& verb, const std::string& at,
                     const std::vector<std::string>& further) const {
    return place.done(words(verb, at, further));
  }
};

/// What an answer says of one scheme.
inline const nlohmann::json& scheme_in(const nlohmann::json& answer, const std::string& name) {
  for (const auto& one : answer.at("schemes")) {
    if (one.at("name") == name) return one;
  }
  FAIL("no scheme " << name << " in " << answer.dump(2));
  return answer;
}

/// The schemes of an answer, in its order.
inline std::vector<std::string> names_in(const nlohmann::json& answer) {
  std::vector<std::string> names;
  for (const auto& one : answer.at("schemes")) names.push_back(one.at("name"));
  return names;
}

}  // namespace accord::tests
