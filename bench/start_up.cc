// Whole processes, from start to exit: what a user or a script waits for.

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "bench/program_run.h"

namespace {

namespace fs = std::filesystem;
using accord::bench::median_run;

void row(const char* what, const std::vector<std::string>& words) {
  const auto result = median_run(words, 21);
  if (!result.started) {
    fmt::print("{:<52} not on this machine\n", what);
    return;
  }
  fmt::print("{:<52}{:>9.2f}{:>9.2f}{:>9.1f}{:>6}\n", what, result.wall_seconds * 1e3,
             result.cpu_seconds * 1e3, result.peak_mebibytes, result.exit_code);
}

// A chain of three with its CRLs, of 2048-bit RSA keys (NIST PKITS, 4.1.1).
void certificate_rows(const std::string& accord, const fs::path& pkits) {
  const auto certificate = [&](const char* name) { return (pkits / "certs" / name).string(); };
  const auto crl = [&](const char* name) { return (pkits / "crls" / name).string(); };
  if (!fs::exists(certificate("GoodCACert.crt"))) return;
  row("accord cert verify, chain of three with CRLs",
      {accord, "cert", "verify", certificate("ValidCertificatePathTest1EE.crt"), "--anchor",
       certificate("TrustAnchorRootCertificate.crt"), "--untrusted", certificate("GoodCACert.crt"),
       "--crl", crl("TrustAnchorRootCRL.crl"), "--crl", crl("GoodCACRL.crl"), "--at",
       "2011-04-15T00:00:00Z"});
  row("openssl verify, the same chain and CRLs",
      {"openssl", "verify", "-trusted", certificate("TrustAnchorRootCertificate.crt"), "-untrusted",
       certificate("GoodCACert.crt"), "-CRLfile", crl("TrustAnchorRootCRL.crl"), "-CRLfile",
       crl("GoodCACRL.crl"), "-crl_check_all", "-attime", "1302825600",
       certificate("ValidCertificatePathTest1EE.crt")});
}

}  // namespace

int main() {
  const char* binary = std::getenv("ACCORD_BINARY");
  const std::string accord = binary != nullptr ? binary : "build/release/bin/accord";
  const char* reference = std::getenv("ACCORD_REFERENCE_DIR");
  const fs::path shared = reference != nullptr ? reference : "../shared";
  const auto lists = shared / "lists/eu-2019";

  fmt::print("Whole processes, medians of 21\n\n{:<52}{:>9}{:>9}{:>9}{:>6}\n", "", "wall ms",
             "cpu ms", "peak MiB", "exit");
  row("accord version", {accord, "version"});
  row("openssl version", {"openssl", "version"});
  row("xmlsec1 --version", {"xmlsec1", "--version"});
  certificate_rows(accord, shared / "pkits");
  const auto list = lists / "LU.xml";
  if (!fs::exists(list)) return 0;
  row("accord tl verify, list of 100 KB, pointer of 390 KB",
      {accord, "tl", "verify", list.string(), "--pointer", (lists / "EU-LOTL-248.xml").string(),
       "--at", "2019-09-15T00:00:00Z"});
  row("accord tl verify, list of 100 KB, no signer",
      {accord, "tl", "verify", list.string(), "--at", "2019-09-15T00:00:00Z"});
  row("xmlsec1 --verify, the same list: signature only",
      {"xmlsec1", "--verify", "--insecure", "--id-attr:Id",
       "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", list.string()});
  return 0;
}
