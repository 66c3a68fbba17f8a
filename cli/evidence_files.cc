#include "cli/evidence_files.h"

#include <algorithm>
#include <filesystem>

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/base64.h"

namespace accord::cli {
namespace {

namespace fs = std::filesystem;
using outcome::FindingId;

/// One encoding in a file.
struct Piece {
  std::string label;  ///< of its PEM block; empty for DER
  der::Bytes bytes;
};

/// The encodings in a file; a failure when its PEM is broken.
outcome::Result<std::vector<Piece>> pieces_of(const std::string& bytes) {
  std::vector<Piece> pieces;
  if (kind_of(bytes) != InputKind::pem) {
    const auto view = der::as_bytes(bytes);
    pieces.push_back({{}, {view.begin(), view.end()}});
    return pieces;
  }
  auto blocks = der::parse_pem(bytes);
  if (!blocks) return outcome::pass_on(std::move(blocks));
  for (auto& block : *blocks) {
    pieces.push_back({std::move(block.label), std::move(block.content)});
  }
  return pieces;
}

bool is_of_known_kind(const der::Bytes& bytes) {
  return x509::Certificate::parse(der::ByteView(bytes)).has_value() ||
         x509::Crl::parse(der::ByteView(bytes)).has_value() ||
         x509::OcspResponse::parse(bytes).has_value();
}

bool may_hold_evidence(const std::string& bytes) {
  return !bytes.empty() && (kind_of(bytes) == InputKind::pem || bytes.front() == '\x30');
}

outcome::Finding left_out(const std::string& file, const outcome::Finding& why) {
  auto reason = outcome::message(why);
  if (reason.ends_with('.')) reason.pop_back();
  if (!why.about.where.empty()) reason += " (" + why.about.where + ")";
  return outcome::make_finding(FindingId::evidence_left_out, {.what = file},
                               {{"reason", std::move(reason)}});
}

outcome::Finding without(const std::string& file, std::string_view wanted) {
  return outcome::make_finding(FindingId::evidence_left_out, {.what = file},
                               {{"reason", "it holds something else than " + std::string(wanted)}});
}

/// A file that nobody named: what cannot be read is left out.
std::string read_from_folder(const std::string& file, outcome::Findings& findings) {
  try {
    return read_input(file);
  } catch (const Refusal& refusal) {
    for (const auto& finding : refusal.findings().all()) {
      if (finding.id != FindingId::input_empty) findings.add(left_out(file, finding));
    }
    return {};
  }
}

}  // namespace

std::vector<std::string> files_at(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(error)) files.push_back(at->path().string());
  }
  if (error) {
    refuse(Exit::io, FindingId::input_unreadable, {.what = path}, {{"reason", error.message()}});
  }
  std::sort(files.begin(), files.end());
  return files;
}

template <typename Evidence>
std::vector<Evidence> EvidenceFiles::read(const std::vector<std::string>& paths,
                                          std::string_view wanted,
                                          std::initializer_list<std::string_view> labels) {
  const auto is_wanted = [&](const std::string& label) {
    return label.empty() || std::find(labels.begin(), labels.end(), label) != labels.end();
  };
  std::vector<Evidence> all;
  for (const auto& path : paths) {
    const auto files = files_at(path);
    const bool named = files.size() == 1 && files.front() == path;
    for (const auto& file : files) {
      const auto bytes = named ? read_der_input(file, wanted) : read_from_folder(file, findings_);
      if (!named && !may_hold_evidence(bytes)) continue;
      const auto pieces = pieces_of(bytes);
      if (!pieces) {
        findings_.add(left_out(file, pieces.error()));
        continue;
      }
      const bool any = std::any_of(pieces->begin(), pieces->end(),
                                   [&](const Piece& piece) { return is_wanted(piece.label); });
      if (named && !any) findings_.add(without(file, wanted));
      for (const auto& piece : *pieces) {
        if (!is_wanted(piece.label)) continue;
        auto evidence = Evidence::parse(der::ByteView(piece.bytes));
        if (evidence) {
          all.push_back(std::move(*evidence));
        } else if (named || !is_of_known_kind(piece.bytes)) {
          findings_.add(left_out(file, evidence.error()));
        }
      }
    }
  }
  return all;
}

std::vector<x509::Certificate> EvidenceFiles::certificates(const std::vector<std::string>& paths) {
  return read<x509::Certificate>(paths, "a certificate",
                                 {"CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"});
}

std::vector<x509::Crl> EvidenceFiles::crls(const std::vector<std::string>& paths) {
  return read<x509::Crl>(paths, "a certificate revocation list", {"X509 CRL", "CRL"});
}

std::vector<x509::OcspResponse> EvidenceFiles::ocsp(const std::vector<std::string>& paths) {
  return read<x509::OcspResponse>(paths, "an OCSP response", {"OCSP RESPONSE"});
}

}  // namespace accord::cli
