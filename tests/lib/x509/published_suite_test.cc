// The NIST PKITS certificates and CRLs, as they are and as openssl reads them.
#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/x509/crl.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using tests::require_value;

std::vector<std::filesystem::path> files_in(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(tests::reference_file(folder))) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// "Jan  1 08:30:00 2010 GMT", as openssl shows a time.
std::string shown_time(time::Instant instant) {
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto text = time::to_string(instant);
  const auto month = std::stoul(text.substr(5, 2));
  auto day = text.substr(8, 2);
  if (day[0] == '0') day[0] = ' ';
  return std::string(months[month - 1]) + " " + day + " " + text.substr(11, 8) + " " +
         text.substr(0, 4) + " GMT";
}

/// "C=US, O=Test Certificates 2011, CN=Good CA", as openssl shows a name of plain characters.
std::string shown_name(const Name& name) {
  static const std::map<std::string, std::string> short_names = {
      {"2.5.4.3", "CN"},
      {"2.5.4.4", "SN"},
      {"2.5.4.5", "serialNumber"},
      {"2.5.4.6", "C"},
      {"2.5.4.7", "L"},
      {"2.5.4.8", "ST"},
      {"2.5.4.10", "O"},
      {"2.5.4.11", "OU"},
      {"2.5.4.12", "title"},
      {"2.5.4.42", "GN"},
      {"2.5.4.43", "initials"},
      {"2.5.4.44", "generationQualifier"},
      {"2.5.4.46", "dnQualifier"},
      {"2.5.4.65", "pseudonym"},
      {"0.9.2342.19200300.100.1.25", "DC"},
      {"1.2.840.113549.1.9.1", "emailAddress"}};
  std::string text;
  for (const auto& rdn : name.rdns()) {
    for (const auto& attribute : rdn) {
      if (!text.empty()) text += &attribute == &rdn.front() ? ", " : "+";
      const auto found = short_names.find(attribute.type.to_string());
      text += found == short_names.end() ? attribute.type.to_string() : found->second;
      text += "=";
      const bool quoted = attribute.value.find_first_of(",+\"\\<>;#") != std::string::npos;
      text += quoted ? "\"" + attribute.value + "\"" : attribute.value;
    }
  }
  return text;
}

/// The serial numbers' octets from a text dump: "Serial Number: 5 (0x5)" or, for long ones, a line
/// of hex of its own.
std::string shown_serial(const std::string& line, const std::string& next_line) {
  std::string hex;
  const auto open = line.find("(0x");
  const auto negative = line.find("(-0x");
  const auto& from = open != std::string::npos || negative != std::string::npos ? line : next_line;
  const auto start = open != std::string::npos       ? open + 3
                     : negative != std::string::npos ? negative + 4
                                                     : 0;
  for (const char c : from.substr(start)) {
    if (c == ')') break;
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0) hex += c;
  }
  return hex;
}

/// What openssl says of one certificate.
struct Shown {
  std::string serial, issuer, subject, not_before, not_after;
};

std::string after(const std::string& line, const std::string& mark) {
  return line.substr(line.find(mark) + mark.size());
}

void replace_all(std::string& text, const std::string& mark, const std::string& by) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size())) {
    text.replace(at, mark.size(), by);
  }
}

/// Versions of openssl differ in the spaces around '=' and '+', and in what stands before a type
/// with a long name.
std::string in_one_style(std::string name) {
  replace_all(name, " = ", "=");
  replace_all(name, " + ", "+");
  for (const auto* type : {"emailAddress", "serialNumber", "dnQualifier", "initials", "pseudonym",
                           "generationQualifier", "title"}) {
    replace_all(name, std::string("/") + type, std::string(", ") + type);
  }
  return name;
}

std::vector<Shown> parse_dump(const std::string& dump) {
  std::vector<Shown> all;
  std::istringstream lines(dump);
  std::string line;
  while (std::getline(lines, line)) {
    if (line.find("Serial Number:") != std::string::npos) {
      std::string next;
      if (line.find("0x") == std::string::npos) std::getline(lines, next);
      all.push_back({shown_serial(line, next), {}, {}, {}, {}});
    } else if (all.empty()) {
      continue;
    } else if (line.find("        Issuer: ") == 0) {
      all.back().issuer = in_one_style(after(line, "Issuer: "));
    } else if (line.find("        Subject: ") == 0) {
      all.back().subject = in_one_style(after(line, "Subject: "));
    } else if (line.find("Not Before: ") != std::string::npos) {
      all.back().not_before = after(line, "Not Before: ");
    } else if (line.find("Not After : ") != std::string::npos) {
      all.back().not_after = after(line, "Not After : ");
    }
  }
  return all;
}

/// Hexadecimal without the zeros in front that one of the two writes.
std::string trimmed(const std::string& hex) {
  const auto first = hex.find_first_not_of('0');
  return first == std::string::npos ? "0" : hex.substr(first);
}

TEST_CASE("every certificate of the PKITS suite is read") {
  std::size_t count = 0;
  for (const auto& path : files_in("pkits/certs")) {
    INFO(path.filename());
    const auto file = tests::read_file(path);
    const auto certificates = require_value(read_certificates(der::as_bytes(file)));
    CHECK(certificates.size() == 1);
    ++count;
  }
  CHECK(count == 405);
}

TEST_CASE("every CRL of the PKITS suite is read") {
  std::size_t count = 0;
  for (const auto& path : files_in("pkits/crls")) {
    INFO(path.filename());
    const auto file = tests::read_file(path);
    const auto crls = require_value(read_crls(der::as_bytes(file)));
    REQUIRE(crls.size() == 1);
    for (const auto& entry : crls.front().entries())
      CHECK(crls.front().find(entry.serial).has_value());
    ++count;
  }
  CHECK(count == 173);
}

TEST_CASE("openssl and this reader say the same of every PKITS certificate") {
  const auto files = files_in("pkits/certs");
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  const tests::TemporaryFolder folder;
  std::vector<Certificate> ours;
  {
    std::ofstream all(folder.path() / "all.pem", std::ios::binary);
    for (const auto& path : files) {
      const auto file = tests::read_file(path);
      ours.push_back(require_value(Certificate::parse(der::as_bytes(file))));
      all << der::to_pem("CERTIFICATE", der::as_bytes(file));
    }
  }
  const auto dumped = tests::run_program(
      {"openssl", "storeutl", "-noout", "-text", "-certs", "all.pem"}, folder.path());
  REQUIRE(dumped.exit_code == 0);
  const auto theirs = parse_dump(dumped.output);
  REQUIRE(theirs.size() == ours.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    INFO(files[i].filename());
    const bool negative = (ours[i].serial().content()[0] & 0x80U) != 0;
    if (!negative) CHECK(trimmed(theirs[i].serial) == trimmed(ours[i].serial().to_hex()));
    CHECK(theirs[i].issuer == shown_name(ours[i].issuer()));
    CHECK(theirs[i].subject == shown_name(ours[i].subject()));
    CHECK(theirs[i].not_before == shown_time(ours[i].not_before()));
    CHECK(theirs[i].not_after == shown_time(ours[i].not_after()));
  }
}

TEST_CASE("openssl and this reader find the same entries in PKITS CRLs") {
  if (!tests::program_exists("openssl")) SKIP("openssl not present");
  std::size_t compared = 0;
  for (const auto& path : files_in("pkits/crls")) {
    const auto file = tests::read_file(path);
    const auto crl = require_value(Crl::parse(der::as_bytes(file)));
    if (crl.size() == 0) continue;
    INFO(path.filename());
    const auto dumped = tests::run_program(
        {"openssl", "crl", "-inform", "DER", "-in", path.string(), "-noout", "-text"});
    REQUIRE(dumped.exit_code == 0);
    std::vector<std::string> serials;
    std::istringstream lines(dumped.output);
    for (std::string line; std::getline(lines, line);) {
      if (line.find("    Serial Number: ") == 0)
        serials.push_back(trimmed(after(line, "Serial Number: ")));
    }
    const auto entries = crl.entries();
    REQUIRE(serials.size() == entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto hex = entries[i].serial.to_hex();
      std::transform(hex.begin(), hex.end(), hex.begin(),
                     [](char c) { return static_cast<char>(std::toupper(c)); });
      const bool negative = (entries[i].serial.content()[0] & 0x80U) != 0;
      if (!negative) CHECK(serials[i] == trimmed(hex));
    }
    ++compared;
  }
  CHECK(compared > 5);
}

}  // namespace
}  // namespace accord::x509
