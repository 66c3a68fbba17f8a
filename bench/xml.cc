// Megabytes a second through each stage of reading XML, over the published lists
// (ACCORD_REFERENCE_DIR, default ../shared): the strict check, check and tree, canonical forms.
// Without the lists a made-up document of the same shape is read.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "lib/xml/canonical.h"

namespace {

using accord::outcome::Budget;
using accord::xml::CanonicalMethod;
using accord::xml::Document;

std::string made_up_list() {
  std::string text = "<l xmlns='urn:l' xmlns:x='urn:x'>\n";
  for (int i = 0; i < 5000; ++i) {
    text += "  <s>\n    <n xml:lang='en'>Service number " + std::to_string(i) + "</n>\n    <x:c>";
    for (int line = 0; line < 20; ++line)
      text += "MIIC2jCCAcKgAwIBAgIQAKrEx0J3kd8m+J+vRR4CMDANBgkqhkiG9w0BAQsFADAVMRMw\n";
    text += "</x:c>\n  </s>\n";
  }
  return text + "</l>\n";
}

std::vector<std::string> read_lists() {
  const char* const folder = std::getenv("ACCORD_REFERENCE_DIR");
  const auto lists = std::filesystem::path(folder != nullptr ? folder : "../shared") / "lists";
  std::vector<std::string> texts;
  if (std::filesystem::exists(lists)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(lists)) {
      if (entry.path().extension() != ".xml") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  }
  if (texts.empty()) texts.push_back(made_up_list());
  return texts;
}

const std::vector<std::string>& lists() {
  static const auto texts = read_lists();
  return texts;
}

std::size_t total_bytes() {
  std::size_t total = 0;
  for (const auto& text : lists()) total += text.size();
  return total;
}

void count_work(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(total_bytes()));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

void strict_check(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& text : lists()) {
      Budget budget;
      if (!accord::xml::check_strictly(text, budget)) state.SkipWithError("a list was refused");
    }
  }
  count_work(state);
}
BENCHMARK(strict_check)->Unit(benchmark::kMillisecond);

void check_and_tree(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& text : lists()) {
      Budget budget;
      if (!Document::parse(text, budget)) state.SkipWithError("a list was refused");
    }
  }
  count_work(state);
}
BENCHMARK(check_and_tree)->Unit(benchmark::kMillisecond);

void canonical_form(benchmark::State& state) {
  std::vector<Document> documents;
  for (const auto& text : lists()) {
    Budget budget;
    if (auto document = Document::parse(text, budget)) documents.push_back(std::move(*document));
  }
  const CanonicalMethod method{state.range(0) != 0, false, {}};
  for (auto _ : state) {
    for (const auto& document : documents) {
      Budget budget;
      std::size_t written = 0;
      const auto made =
          accord::xml::canonicalise({document.root(), true, {}}, method, budget,
                                    [&](std::string_view piece) { written += piece.size(); });
      if (!made) state.SkipWithError("a list has no canonical form");
      benchmark::DoNotOptimize(written);
    }
  }
  count_work(state);
}
BENCHMARK(canonical_form)->ArgName("exclusive")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
