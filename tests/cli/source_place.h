#pragma once

#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/support/certificate_maker.h"

namespace accord::tests {

/// A folder with a scheme of JP, founded and with nothing listed, and the certificate of an
/// authority, ca.crt.
class SourcePlace {
 public:
  explicit SourcePlace(const std::vector<std::string>& further = {}) {
    CertificateSpec spec;
    spec.common_name = "Example CA";
    spec.organization = "Example Trust";
    spec.country = "JP";
    spec.ca = true;
    place.write("ca.crt", to_pem(make_self_signed(spec).certificate));
    std::vector<std::string> words{"scheme",         "new",  "jp",
                                   "--territory",    "JP",   "--operator",
                                   "Example Agency", "--at", "2026-05-01T00:00:00Z"};
    words.insert(words.end(), further.begin(), further.end());
    place.done(words);
  }

  /// `tl service VERB jp` of the one service, with further words.
  [[nodiscard]] static std::vector<std::string> service(const std::string& verb,
                                                        const std::vector<std::string>& further) {
    std::vector<std::string> words{"tl",         "service",       verb,        "jp",
                                   "--provider", "Example Trust", "--service", "Seals"};
    words.insert(words.end(), further.begin(), further.end());
    return words;
  }
  void grant(const std::string& at) const {
    place.done(service(
        "grant", {"--type", "CA/QC", "--certificate", "ca.crt", "--for", "eseals", "--at", at}));
  }
  void build(const std::string& at) const {
    place.done({"tl", "build", "jp", "--force", "--at", at});
  }
  nlohmann::json sign(const std::string& at, const std::vector<std::string>& further = {}) const {
    std::vector<std::string> words{"tl", "sign", "jp", "--force", "--at", at};
    words.insert(words.end(), further.begin(), further.end());
    return place.done(words);
  }
  [[nodiscard]] std::string provider() const {
    return place.read("jp/providers/example-trust.xml");
  }

  Workplace place;
};

/// Requires that xmllint finds a list of version 6 fit by the official schema, and xmlsec1 its
/// signature right, where these programs and the schema are there.
inline void require_right_for_others(const Workplace& place, const std::string& list,
                                     const std::string& signer) {
  if (program_exists("xmlsec1")) {
    const auto result =
        run_program({"xmlsec1", "--verify", "--id-attr:Id",
                     "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", "--trusted-pem",
                     (place / signer).string(), (place / list).string()});
    INFO(result.output << result.errors);
    REQUIRE(result.exit_code == 0);
  }
  const auto folder = reference_file("reference/etsi-xsd");
  if (!program_exists("xmllint")) return;
  const auto result = run_program(
      {"env", "XML_CATALOG_FILES=" + (folder / "catalog.xml").string(), "xmllint", "--nonet",
       "--noout", "--schema", (folder / "driver-tl-v6-mra.xsd").string(), (place / list).string()});
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
}

}  // namespace accord::tests
