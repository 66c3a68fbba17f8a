// Reads, strictly checks, verifies and models every list of a folder, and says what each stage
// takes, beside xmlsec1 and xmllint on the same files in the same run. xmlsec1 checks the
// signatures only, xmllint reads the tree only; Accord also refuses what is not covered, checks the
// signer and builds the model. Rates are for a second of processor time, so that other work on the
// machine does not count; the tree of all lists is a cold process with all processors, by the
// clock.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/list_stages.h"
#include "bench/program_run.h"
#include "lib/crypto/digest.h"
#include "trustlist/read/verify.h"

namespace {

namespace fs = std::filesystem;
using namespace accord;

struct ListFile {
  fs::path path;
  std::string bytes;
};

struct Work {
  std::vector<ListFile> lists;  // the list of lists first
  std::size_t bytes = 0;
  std::size_t largest = 0;
};

constexpr int repeats = 5;

Work load(const fs::path& folder) {
  Work work;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    work.lists.push_back({entry.path(), {std::istreambuf_iterator<char>(in), {}}});
    work.bytes += work.lists.back().bytes.size();
    work.largest = std::max(work.largest, work.lists.back().bytes.size());
  }
  std::sort(work.lists.begin(), work.lists.end(), [](const auto& a, const auto& b) {
    const auto is_root = [](const ListFile& f) {
      return f.path.filename().string().find("LOTL") != std::string::npos;
    };
    return std::pair(!is_root(a), a.path) < std::pair(!is_root(b), b.path);
  });
  return work;
}

trustlist::read::ListVerdict verify(const ListFile& file, const trustlist::read::SignerSet& signers,
                                    time::Instant at) {
  outcome::Budget budget;
  return trustlist::read::verify_list(file.bytes, signers, at, {}, budget);
}

/// Processor time for all lists once; exits when a signature is not valid, for then nothing was
/// measured.
double verify_all(const Work& work, time::Instant at) {
  const auto& root = work.lists.front();
  const auto first = verify(root, trustlist::read::SignerSet::unknown(), at);
  if (!first.signer) {
    fmt::print(std::cerr, "{}: no intact signature\n", root.path.string());
    std::exit(65);
  }
  const auto start = bench::processor_seconds();
  const auto parent = verify(root, trustlist::read::SignerSet::given({*first.signer}), at);
  for (std::size_t i = 1; i < work.lists.size() && parent.verified; ++i) {
    const auto& file = work.lists[i];
    const auto signers = trustlist::read::SignerSet::announced_for(parent.verified->list(),
                                                                   file.path.stem().string());
    const auto answer = verify(file, signers, at);
    if (answer.signature != trustlist::read::SignatureState::valid) {
      fmt::print(std::cerr, "{}: signature not valid\n", file.path.string());
      std::exit(65);
    }
  }
  return bench::processor_seconds() - start;
}

/// Writes the list of lists' own signing certificate, in a process of its own so that this one
/// stays small.
bool write_root_signer(const fs::path& root, const fs::path& certificate, time::Instant at) {
  const pid_t child = fork();
  if (child == 0) {
    std::ifstream in(root, std::ios::binary);
    const ListFile file{root, {std::istreambuf_iterator<char>(in), {}}};
    const auto answer = verify(file, trustlist::read::SignerSet::unknown(), at);
    if (!answer.signer) _exit(1);
    const auto der = der::as_text(answer.signer->der());
    std::ofstream out(certificate, std::ios::binary);
    out.write(der.data(), static_cast<std::streamsize>(der.size())).flush();
    _exit(out ? 0 : 1);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

bench::ProgramRun run_tree(const std::string& accord, const fs::path& folder, time::Instant at) {
  const auto root = folder / "EU-LOTL-248.xml";
  const auto signer =
      fs::temp_directory_path() / fmt::format("accord-bench-{}.crt", static_cast<int>(getpid()));
  if (!write_root_signer(root, signer, at)) return {};
  const auto result =
      bench::median_run({accord, "tl", "tree", "--lotl", root.string(), "--signer", signer.string(),
                         "--offline", folder.string(), "--at", time::to_string(at)},
                        3);
  fs::remove(signer);
  return result;
}

double hash_all(const Work& work) {
  const auto start = bench::processor_seconds();
  for (const auto& file : work.lists) {
    (void)crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(file.bytes));
  }
  return bench::processor_seconds() - start;
}

template <typename Measure>
double median_seconds(Measure measure) {
  std::vector<double> times;
  (void)measure();
  for (int i = 0; i < repeats; ++i) times.push_back(measure());
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

std::vector<std::string> xmlsec(const std::vector<ListFile>& lists, int repeat) {
  std::vector<std::string> words{"xmlsec1",
                                 "--verify",
                                 "--insecure",
                                 "--id-attr:Id",
                                 "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                                 "--id-attr:Id",
                                 "http://uri.etsi.org/02231/v2#:TrustServiceStatusList",
                                 "--repeat",
                                 std::to_string(repeat)};
  for (const auto& file : lists) words.push_back(file.path.string());
  return words;
}

void row(std::string_view what, double seconds, const Work& work, double raw_rate,
         const std::string& memory) {
  const double rate = static_cast<double>(work.bytes) / 1e6 / seconds;
  fmt::print("{:<44}{:>9.1f}{:>9.2f}{:>10.0f}{:>10}{:>12.1f} %\n", what, rate, 1e3 / rate,
             static_cast<double>(work.lists.size()) / seconds, memory, 100 * rate / raw_rate);
}

struct Peers {
  bench::ProgramRun together;  // xmlsec1: all lists, `repeats` times, in one process
  bench::ProgramRun parsed;    // xmllint: all lists in one process
  double each_seconds{};       // xmlsec1: a process a list, added up
  double each_peak{};
};

bool good(const bench::ProgramRun& run) { return run.started && run.exit_code == 0; }

Peers run_peers(const fs::path& folder) {
  std::vector<ListFile> names;
  std::vector<std::string> parse{"xmllint", "--noout", "--huge"};
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    names.push_back({entry.path(), {}});
    parse.push_back(entry.path().string());
  }
  Peers peers{bench::median_run(xmlsec(names, repeats), 3), bench::median_run(parse, 3), 0, 0};
  for (const auto& name : names) {
    const auto one = bench::run(xmlsec({name}, 1));
    peers.each_seconds += one.cpu_seconds;
    peers.each_peak = std::max(peers.each_peak, one.peak_mebibytes);
  }
  return peers;
}

std::string mebibytes(double value) { return fmt::format("{:.1f}", value); }

void report_stages(const Work& work, time::Instant at, double whole) {
  std::vector<std::string> documents;
  for (const auto& file : work.lists) documents.push_back(file.bytes);
  fmt::print("\n{:<44}{:>9}{:>10}\n", "of that", "share", "ms/MB");
  for (const auto& stage : bench::measure_stages(documents, at, repeats, whole)) {
    fmt::print("  {:<42}{:>7.1f} %{:>10.2f}\n", stage.name, 100 * stage.seconds / whole,
               1e9 * stage.seconds / static_cast<double>(work.bytes));
  }
}

void report_peers(const Work& work, const Peers& peers, double raw_rate, double ours) {
  if (good(peers.parsed)) {
    row("xmllint --noout, a process: the tree only", peers.parsed.cpu_seconds, work, raw_rate,
        mebibytes(peers.parsed.peak_mebibytes));
  }
  if (!good(peers.together)) {
    fmt::print("xmlsec1: not on this machine, or it refused a list\n");
    return;
  }
  const double peer = peers.together.cpu_seconds / repeats;
  row(fmt::format("xmlsec1 --repeat {}: signature only", repeats), peer, work, raw_rate,
      mebibytes(peers.together.peak_mebibytes));
  row("xmlsec1, a process a list: signature only", peers.each_seconds, work, raw_rate,
      mebibytes(peers.each_peak));
  fmt::print(
      "\naccord's rate over xmlsec1's in one process: {:.1f}; over a process a list: {:.1f}\n",
      peer / ours, peers.each_seconds / ours);
}

void report(const Work& work, const Peers& peers, const bench::ProgramRun& tree, time::Instant at) {
  const double hash = median_seconds([&] { return hash_all(work); });
  const double ours = median_seconds([&] { return verify_all(work, at); });
  const double raw_rate = static_cast<double>(work.bytes) / 1e6 / hash;

  fmt::print("{} lists, {:.1f} MB, the largest {:.2f} MB; medians of processor time\n\n",
             work.lists.size(), static_cast<double>(work.bytes) / 1e6,
             static_cast<double>(work.largest) / 1e6);
  fmt::print("{:<44}{:>9}{:>9}{:>10}{:>10}{:>14}\n", "", "MB/s", "ms/MB", "lists/s", "peak MiB",
             "of SHA-256");
  row("SHA-256 alone", hash, work, raw_rate, "");
  row("accord: strict, verified, modelled", ours, work, raw_rate, "");
  if (tree.started) {
    row("accord tl tree: the same, a whole process", tree.cpu_seconds, work, raw_rate,
        mebibytes(tree.peak_mebibytes));
  }
  report_peers(work, peers, raw_rate, ours);
  if (tree.started) {
    fmt::print(
        "accord tl tree of all lists, a cold process: {:.0f} ms by the clock, {:.0f} ms of "
        "processors; peak memory over the largest list: {:.1f}\n",
        1e3 * tree.wall_seconds, 1e3 * tree.cpu_seconds,
        tree.peak_mebibytes * 1048576 / static_cast<double>(work.largest));
  }
  report_stages(work, at, ours);
}

}  // namespace

int main(int argc, char** argv) {
  const char* reference = std::getenv("ACCORD_REFERENCE_DIR");
  const fs::path folder =
      argc > 1 ? fs::path(argv[1])
               : fs::path(reference != nullptr ? reference : "../shared") / "lists/eu-2019";
  if (!fs::is_directory(folder)) {
    fmt::print(
        "lists: {} is not there; name a folder with a list of lists (EU-LOTL-248.xml) and the "
        "lists it "
        "points to (LU.xml …)\n",
        folder.string());
    return 0;
  }
  const auto at = *time::parse_rfc3339("2019-09-15T00:00:00Z");
  // Programs first: a child's peak memory includes what this process held when it started it.
  const auto peers = run_peers(folder);
  const char* binary = std::getenv("ACCORD_BINARY");
  const auto tree = run_tree(binary != nullptr ? binary : "build/release/bin/accord", folder, at);
  report(load(folder), peers, tree, at);
  return 0;
}
