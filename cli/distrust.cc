#include "cli/distrust.h"

#include <optional>

#include "cli/encodings.h"
#include "cli/evidence_files.h"
#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/reader.h"
#include "lib/x509/describe.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

constexpr std::string_view wanted = "a certificate or a public key";

/// A structure that begins with a number: a private key, or a file of keys and certificates under a
/// password (PKCS #12).
bool begins_with_number(der::ByteView bytes) {
  auto inside = der::Reader(bytes).enter(der::tag::sequence);
  return inside && inside->next_is(der::tag::integer);
}

/// Whether an encoding is plainly neither a certificate nor a public key.
bool is_of_another_kind(const Encoding& one) {
  if (!one.label.empty()) return one.label != "PUBLIC KEY" && !is_certificate_label(one.label);
  const auto kind = x509::kind_of_structure(one.bytes);
  if (kind) return *kind != x509::ObjectKind::certificate;
  return begins_with_number(one.bytes);
}

void add(const std::string& file, const Encoding& one, revocation::Distrust& distrust) {
  const der::ByteView bytes(one.bytes);
  if (one.label == "PUBLIC KEY") {
    distrust.add(need(crypto::PublicKey::from_spki(bytes), file));
    return;
  }
  if (one.label.empty()) {
    if (const auto key = crypto::PublicKey::from_spki(bytes)) return distrust.add(*key);
  }
  distrust.add(need(x509::Certificate::parse(bytes), file));
}

/// One of a path's files.
class Source {
 public:
  Source(revocation::Distrust& distrust, outcome::Findings& findings, bool is_named)
      : distrust_(distrust), findings_(findings), is_named_(is_named) {}

  /// How many certificates and keys were in it.
  std::size_t read(const std::string& file) {
    const auto bytes = bytes_of(file);
    if (!bytes) return 0;
    const auto encodings = need(encodings_in(*bytes), file);
    std::size_t count = 0;
    for (const auto& one : encodings) {
      if (is_of_another_kind(one)) {
        // In a message, CRLs stand beside certificates.
        if (one.place.empty()) pass_over(file, described({one}));
        continue;
      }
      add(file, one, distrust_);
      ++count;
    }
    if (count == 0 && is_named_) pass_over(file, described(encodings));
    return count;
  }

 private:
  std::optional<std::string> bytes_of(const std::string& file) {
    if (is_named_) return read_der_input(file, wanted);
    try {
      auto bytes = read_input(file);
      const auto kind = kind_of(bytes);
      if (kind == InputKind::pem || kind == InputKind::der) return bytes;
      pass_over(file, std::string(to_string(kind)));
    } catch (const Refusal& refusal) {
      if (!refusal.findings().has(FindingId::input_empty)) throw;
      pass_over(file, "an empty file");
    }
    return std::nullopt;
  }

  void pass_over(const std::string& file, const std::string& found) {
    if (is_named_) {
      refuse(Exit::bad_input, FindingId::input_wrong_kind, {.what = file},
             {{"found", found}, {"wanted", std::string(wanted)}});
    }
    findings_.add(FindingId::folder_entry_passed_over, {.what = file},
                  {{"reason", "it is " + found}});
  }

  revocation::Distrust& distrust_;
  outcome::Findings& findings_;
  bool is_named_;
};

}  // namespace

revocation::Distrust read_distrust(const std::vector<std::string>& paths,
                                   outcome::Findings& findings) {
  revocation::Distrust distrust;
  for (const auto& path : paths) {
    const auto files = files_at(path, &findings);
    const bool is_named = files.size() == 1 && files.front() == path;
    Source source(distrust, findings, is_named);
    std::size_t count = 0;
    for (const auto& file : files) count += source.read(file);
    if (count == 0) refuse(Exit::bad_input, FindingId::distrust_nothing, {.what = path});
  }
  return distrust;
}

}  // namespace accord::cli
