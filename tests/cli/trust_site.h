#pragma once

#include <fstream>

#include "tests/cli/program.h"
#include "tests/support/http_server.h"
#include "tests/trustlist/list_maker.h"

namespace accord::tests {

/// A server of this machine with a list of lists of EU (number 9) that points to a list of JP
/// (number 7), and a home in which a trust anchor can be kept.
struct TrustSite {
  TrustSite() {
    place.write("eu.crt", to_pem(list_signer().certificate));
    publish_root(root(9));
    publish_jp(jp(7));
  }

  [[nodiscard]] trustlist::TrustedList root(std::uint64_t sequence) const {
    auto list = sample_list_of_lists();
    list.sequence = sequence;
    list.information_uris = {{"en", notice}};
    list.pointers.front().location = server.url("/jp.xml");
    list.pointers.push_back(pointer_to_itself(list, {&list_signer()}, server.url("/lotl.xml")));
    return list;
  }
  [[nodiscard]] static trustlist::TrustedList jp(std::uint64_t sequence) {
    auto list = sample_list();
    list.sequence = sequence;
    return list;
  }
  void publish(const std::string& path, const std::string& bytes) {
    server.answer(path, {.body = bytes});
  }
  void publish_root(const trustlist::TrustedList& list, Identity& signer = list_signer()) {
    publish("/lotl.xml", signed_text(list, signer));
  }
  void publish_jp(const trustlist::TrustedList& list, Identity& signer = list_signer()) {
    publish("/jp.xml", signed_text(list, signer));
  }

  [[nodiscard]] nlohmann::json run(int exit_code, std::vector<std::string> words,
                                   const std::string& at = "2026-08-01T00:00:00Z") const {
    for (const auto* word : {"--fetch-private", "--allow-http", "--proxy", "none", "--at"}) {
      words.emplace_back(word);
    }
    words.push_back(at);
    return accord_json(exit_code, words, place.path());
  }
  [[nodiscard]] std::vector<std::string> adding() const {
    return {"trust",    "add",    "eu",        "--location", server.url("/lotl.xml"),
            "--signer", "eu.crt", "--journal", notice};
  }
  void add() const { (void)run(0, adding()); }
  [[nodiscard]] nlohmann::json refresh(int exit_code, std::vector<std::string> further = {},
                                       const std::string& at = "2026-08-01T00:00:00Z") const {
    std::vector<std::string> words{"trust", "refresh", "eu"};
    words.insert(words.end(), further.begin(), further.end());
    return run(exit_code, words, at);
  }

  /// What stands in the anchor's folder, by relative name, with every file's content.
  [[nodiscard]] std::map<std::string, std::string> seen() const {
    std::map<std::string, std::string> files;
    const auto current = std::filesystem::canonical(place / "home/trust/eu/current");
    for (const auto& entry : std::filesystem::directory_iterator(current)) {
      files[entry.path().filename().string()] = read_file(entry.path());
    }
    return files;
  }

  static constexpr auto notice = "https://journal.example/2026/C1";
  Workplace place;
  HttpServer server;
};

/// The list of JP in an answer of `trust add` or `trust refresh`.
inline const nlohmann::json& jp_in(const nlohmann::json& answer) {
  return answer.at("anchors").at(0).at("lists").at(1);
}
inline const nlohmann::json& root_in(const nlohmann::json& answer) {
  return answer.at("anchors").at(0).at("lists").at(0);
}

}  // namespace accord::tests
