#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"

namespace accord::tests {

constexpr auto published_on = "2026-06-20T00:00:00Z";

/// A scheme with two signed issues of its list, each in a folder of its own as list.xml.
class Site {
 public:
  Site() {
    CertificateSpec spec;
    spec.common_name = "Example CA";
    spec.country = "JP";
    spec.ca = true;
    place.write("ca.crt", to_pem(make_self_signed(spec).certificate));
    place.done({"scheme", "new", "jp", "--territory", "JP", "--operator", "Example Agency", "--at",
                "2026-05-01T00:00:00Z"});
    place.done({"tl", "service", "grant", "jp", "--provider", "Example Trust", "--service", "Seals",
                "--type", "CA/QC", "--certificate", "ca.crt", "--for", "eseals", "--at",
                "2026-05-20T00:00:00Z"});
    issue("2026-06-01T00:00:00Z", "1");
    issue("2026-06-02T00:00:00Z", "2", {"--previous", "1/list.xml"});
  }
  void issue(const std::string& at, const std::string& folder,
             const std::vector<std::string>& further = {}) const {
    place.done({"tl", "build", "jp", "--at", at, "--out", folder + "/draft.xml"});
    std::vector<std::string> sign{"tl",
                                  "sign",
                                  "jp",
                                  "--at",
                                  at,
                                  "--list",
                                  folder + "/draft.xml",
                                  "--out",
                                  folder + "/list.xml"};
    sign.insert(sign.end(), further.begin(), further.end());
    place.done(sign);
  }
  [[nodiscard]] static std::vector<std::string> words(std::vector<std::string> lists,
                                                      const std::vector<std::string>& more = {
                                                          "--signer", "jp/list-signer.crt"}) {
    lists.insert(lists.begin(), {"tl", "publish"});
    lists.insert(lists.end(), {"--out", "site", "--at", published_on});
    lists.insert(lists.end(), more.begin(), more.end());
    return lists;
  }
  /// Every file of the site with its bytes.
  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place / "site")) {
      if (!entry.is_regular_file()) continue;
      all[entry.path().lexically_relative(place / "site").generic_string()] =
          read_file(entry.path());
    }
    return all;
  }
  /// Requires that the command is refused and that what is published stayed as it was.
  void refused(int exit_code, const std::string& id, const std::vector<std::string>& command,
               const std::string& where = {}) const {
    const auto before =
        std::filesystem::exists(place / "site") ? files() : std::map<std::string, std::string>{};
    const auto json = accord_json(exit_code, command, place.path());
    (void)require_json_finding(json, id, where);
    REQUIRE(json.at("findings").at(0).at("id") == id);
    const auto after =
        std::filesystem::exists(place / "site") ? files() : std::map<std::string, std::string>{};
    REQUIRE(before == after);
    for (const auto& entry : std::filesystem::directory_iterator(place.path())) {
      REQUIRE(entry.path().filename().string().find(".site.new.") != 0);
    }
  }
  Workplace place;
};

}  // namespace accord::tests
