#include "bench/list_stages.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <stdexcept>

#include "lib/crypto/digest.h"
#include "lib/xml/canonical.h"
#include "lib/xmldsig/names.h"
#include "lib/xmldsig/verify.h"
#include "trustlist/read/read.h"

namespace accord::bench {
namespace {

void require(bool holds) {
  if (!holds) throw std::runtime_error("a document is not a list with an intact signature");
}

/// The median of some runs, after one that is not counted.
double median(int repeats, const std::function<double()>& measure) {
  std::vector<double> times;
  (void)measure();
  for (int i = 0; i < repeats; ++i) times.push_back(measure());
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// Processor time of `work` for each of the documents' trees, added up; making them is not counted.
double for_each_tree(const std::vector<std::string>& documents,
                     const std::function<void(const xml::Document&)>& work) {
  double total = 0;
  for (const auto& text : documents) {
    outcome::Budget budget;
    const auto document = xml::Document::parse(text, budget);
    require(document.has_value());
    const auto start = processor_seconds();
    work(*document);
    total += processor_seconds() - start;
  }
  return total;
}

double for_each_text(const std::vector<std::string>& documents,
                     const std::function<void(const std::string&)>& work) {
  const auto start = processor_seconds();
  for (const auto& text : documents) work(text);
  return processor_seconds() - start;
}

void canonicalise_signed(const xml::Document& document, const xml::Sink& sink) {
  outcome::Budget budget;
  const xml::CanonicalInput input{document.root(), true,
                                  document.root().child(xmldsig::ds::signature)};
  require(xml::canonicalise(input, {true, false, {}}, budget, sink).has_value());
}

}  // namespace

double processor_seconds() noexcept {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::vector<StageTime> measure_stages(const std::vector<std::string>& documents, time::Instant at,
                                      int repeats, double whole) {
  const auto texts = [&](const std::function<void(const std::string&)>& work) {
    return median(repeats, [&] { return for_each_text(documents, work); });
  };
  const auto trees = [&](const std::function<void(const xml::Document&)>& work) {
    return median(repeats, [&] { return for_each_tree(documents, work); });
  };
  const double file_digest = texts([](const std::string& text) {
    (void)crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(text));
  });
  const double strict = texts([](const std::string& text) {
    outcome::Budget budget;
    require(xml::check_strictly(text, budget).has_value());
  });
  const double tree = texts([](const std::string& text) {
    outcome::Budget budget;
    require(xml::Document::parse(text, budget).has_value());
  });
  const double canonical = trees([](const xml::Document& document) {
    canonicalise_signed(document, [](std::string_view) {});
  });
  const double digest = trees([](const xml::Document& document) {
    crypto::Hasher hasher(crypto::DigestAlgorithm::sha256);
    canonicalise_signed(document,
                        [&](std::string_view piece) { hasher.update(der::as_bytes(piece)); });
    (void)hasher.finish();
  });
  const double signature = trees([&](const xml::Document& document) {
    outcome::Budget budget;
    outcome::Findings findings;
    require(xmldsig::verify_enveloped(document, {crypto::AlgorithmPolicy::strict(), at}, budget,
                                      findings)
                .has_value());
  });
  const double model = trees([](const xml::Document& document) {
    outcome::Budget budget;
    outcome::Findings findings;
    require(trustlist::read::read_list(document.root(), budget, findings).has_value());
  });
  return {{"strict pass (the whole of XML's rules)", strict},
          {"tree, made in the same pass", tree - strict},
          {"canonical form", canonical},
          {"digest of it (SHA-256)", digest - canonical},
          {"signature: parts, properties, RSA or ECDSA", signature - digest},
          {"model, with every certificate read", model},
          {"digest of the file (SHA-256)", file_digest},
          {"the rest: rules, and freeing memory", whole - file_digest - tree - signature - model}};
}

}  // namespace accord::bench
