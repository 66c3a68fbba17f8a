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

}  // namespace

int main() {
  const char* binary = std::getenv("ACCORD_BINARY");
  const std::string accord = binary != nullptr ? binary : "build/release/bin/accord";
  const char* reference = std::getenv("ACCORD_REFERENCE_DIR");
  const fs::path lists = fs::path(reference != nullptr ? reference : "../shared") / "lists/eu-2019";

  fmt::print("Whole processes, medians of 21\n\n{:<52}{:>9}{:>9}{:>9}{:>6}\n", "", "wall ms",
             "cpu ms", "peak MiB", "exit");
  row("accord version", {accord, "version"});
  row("openssl version", {"openssl", "version"});
  row("xmlsec1 --version", {"xmlsec1", "--version"});
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
