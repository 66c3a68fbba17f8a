// A made-up list of 50,000 services: how long it takes to verify it and how much memory, by the
// library with the whole model kept and by `accord tl verify`. And a list of 1,000 providers: how
// long it takes to write, lint and sign it. Everything is made in a temporary folder, by this
// program started again, so that the processes that are measured begin small.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <unistd.h>

#include "bench/made_list.h"
#include "bench/program_run.h"
#include "trustlist/build/sign.h"
#include "trustlist/build/write.h"
#include "trustlist/read/verify.h"

namespace {

namespace fs = std::filesystem;
using namespace accord;

constexpr std::string_view asked_about = "2026-08-01T00:00:00Z";
constexpr std::size_t big_providers = 1'000, big_services = 50;
constexpr std::size_t built_providers = 1'000, built_services = 1;

class Folder {
 public:
  Folder()
      : path_(fs::temp_directory_path() /
              fmt::format("accord-bench-{}", static_cast<int>(getpid()))) {
    fs::create_directory(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

[[nodiscard]] int fail(std::string_view what) {
  fmt::print(std::cerr, "big_list: {}\n", what);
  return 70;
}

bool write_file(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
  return static_cast<bool>(out);
}

std::string read_file(const std::string& path) {
  std::string bytes(fs::file_size(path), '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

/// The big list and its signer's certificate, into two files.
int make(const std::string& list, const std::string& certificate) {
  auto signer = bench::make_list_signer();
  outcome::Budget budget;
  budget.set_limit(outcome::Cost::input_bytes, std::uint64_t{1} << 29U);
  const auto text =
      trustlist::build::write_list(bench::make_list(big_providers, big_services), budget);
  if (!text) return fail(outcome::message(text.error()));
  const auto signed_text = bench::sign_made(*text, signer);
  return write_file(list, signed_text) &&
                 write_file(certificate, der::as_text(signer.certificate.der()))
             ? 0
             : fail("the list could not be written");
}

/// Verifies it with everything kept.
int verify(const std::string& list, const std::string& certificate) {
  const auto der = read_file(certificate);
  const auto signer = x509::Certificate::parse(der::as_bytes(der));
  if (!signer) return fail(outcome::message(signer.error()));
  outcome::Budget budget;
  const auto answer =
      trustlist::read::verify_list(read_file(list), trustlist::read::SignerSet::given({*signer}),
                                   *time::parse_rfc3339(asked_about), {}, budget);
  if (answer.verified && answer.services == big_providers * big_services) return 0;
  for (const auto& finding : answer.findings.all()) {
    fmt::print(std::cerr, "{}\n", outcome::message(finding));
  }
  return fail("the list is not valid");
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int build_and_sign() {
  auto signer = bench::make_list_signer();
  const auto list = bench::make_list(built_providers, built_services);
  auto start = std::chrono::steady_clock::now();
  auto text = trustlist::build::write_list(list);
  const double written = seconds_since(start);
  if (!text) return fail(outcome::message(text.error()));
  const double megabytes = static_cast<double>(text->size()) / 1e6;
  start = std::chrono::steady_clock::now();
  outcome::Budget budget;
  outcome::Findings findings;
  auto linted = trustlist::build::lint_to_sign(std::move(*text), budget, findings);
  const double lint = seconds_since(start);
  if (!linted) return fail("lint refuses the made-up list");
  start = std::chrono::steady_clock::now();
  trustlist::build::SignAs how;
  how.signing_time = list.issued;
  const auto signed_text =
      trustlist::build::sign_list(std::move(*linted), signer.key, signer.certificate, how, budget);
  const double sign = seconds_since(start);
  if (!signed_text) return fail(outcome::message(signed_text.error()));
  fmt::print(
      "\n{} providers, {:.1f} MB, P-256: written and read again {:.0f} ms, linted {:.0f} ms, "
      "signed and verified {:.0f} ms; together {:.0f} ms\n",
      built_providers, megabytes, 1e3 * written, 1e3 * lint, 1e3 * sign,
      1e3 * (written + lint + sign));
  return 0;
}

void row(std::string_view what, const bench::ProgramRun& run, double megabytes) {
  if (!run.started || run.exit_code != 0) {
    fmt::print("{:<48} not on this machine, or it failed (exit code {})\n", what, run.exit_code);
    return;
  }
  fmt::print("{:<48}{:>9.2f} s{:>9.2f} s{:>9.1f}{:>10.0f}\n", what, run.wall_seconds,
             run.cpu_seconds, megabytes / run.cpu_seconds, run.peak_mebibytes);
}

int run_all() {
  const Folder folder;
  const auto self = fs::read_symlink("/proc/self/exe").string();
  const auto list = folder.file("list.xml");
  const auto certificate = folder.file("signer.crt");
  const auto made = bench::run({self, "make", list, certificate});
  if (made.exit_code != 0) return fail("the list could not be made; run with: make LIST CERT");
  const char* binary = std::getenv("ACCORD_BINARY");
  const std::string accord = binary != nullptr ? binary : "build/release/bin/accord";
  const double megabytes = static_cast<double>(fs::file_size(list)) / 1e6;
  fmt::print("a made-up list of {} services, {:.1f} MB; one thread; medians of 3\n\n",
             big_providers * big_services, megabytes);
  fmt::print("{:<48}{:>11}{:>11}{:>9}{:>10}\n", "", "wall", "processor", "MB/s", "peak MiB");
  row("the library, with the whole model kept",
      bench::median_run({self, "verify", list, certificate}, 3), megabytes);
  row("accord tl verify",
      bench::median_run(
          {accord, "tl", "verify", list, "--signer", certificate, "--at", std::string(asked_about)},
          3),
      megabytes);
  row("xmlsec1 --verify (the signature only)",
      bench::median_run({"xmlsec1", "--verify", "--insecure", "--id-attr:Id",
                         "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", list},
                        3),
      megabytes);
  row("xmllint --noout --huge (the tree only)",
      bench::median_run({"xmllint", "--noout", "--huge", list}, 3), megabytes);
  return build_and_sign();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    if (words.size() == 3 && words[0] == "make") return make(words[1], words[2]);
    if (words.size() == 3 && words[0] == "verify") return verify(words[1], words[2]);
    return run_all();
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
