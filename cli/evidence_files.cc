#include "cli/evidence_files.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "cli/encodings.h"
#include "cli/files.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

namespace fs = std::filesystem;
using outcome::FindingId;

bool is_of_known_kind(const der::Bytes& bytes) {
  return x509::Certificate::parse(der::ByteView(bytes)).has_value() ||
         x509::Crl::parse(der::ByteView(bytes)).has_value() ||
         x509::OcspResponse::parse(bytes).has_value();
}

bool may_hold_evidence(const std::string& bytes) {
  const auto kind = bytes.empty() ? InputKind::unknown : kind_of(bytes);
  return kind == InputKind::pem || kind == InputKind::der;
}

outcome::Finding without(const std::string& file, std::string_view wanted,
                         const std::vector<Encoding>& encodings) {
  return outcome::make_finding(
      FindingId::evidence_left_out, {.what = file},
      {{"reason", fmt::format("it is {}, where {} is wanted", described(encodings, NameOption::yes),
                              wanted)}});
}

/// A file that was named, and is not what was wanted or cannot be read.
outcome::Finding unread(const std::string& file, const Encoding& one, std::string_view wanted,
                        x509::ObjectKind kind, const outcome::Finding& why) {
  const auto other = other_kind(one.bytes, kind, NameOption::yes);
  if (!other) return left_out(file, one, why);
  return outcome::make_finding(
      FindingId::evidence_left_out, {.what = file, .where = one.place},
      {{"reason", fmt::format("it is {}, where {} is wanted", *other, wanted)}});
}

/// A file that nobody named: what cannot be read is left out.
std::string read_from_folder(const std::string& file, outcome::Findings& findings) {
  try {
    return read_input(file);
  } catch (const Refusal& refusal) {
    for (const auto& finding : refusal.findings().all()) {
      if (finding.id != FindingId::input_empty) findings.add(left_out(file, {}, finding));
    }
    return {};
  }
}

}  // namespace

std::vector<std::string> files_at(const std::string& path, outcome::Findings* passed_over) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> files, others;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code of_entry;
    auto& kind = at->is_regular_file(of_entry) ? files : others;
    kind.push_back(at->path().string());
  }
  if (error) {
    refuse(Exit::io, FindingId::input_unreadable, {.what = path}, {{"reason", error.message()}});
  }
  std::sort(files.begin(), files.end());
  std::sort(others.begin(), others.end());
  for (const auto& other : others) {
    if (passed_over == nullptr) continue;
    const bool is_folder = fs::is_directory(other, error);
    passed_over->add(
        FindingId::folder_entry_passed_over, {.what = other},
        {{"reason", is_folder ? "it is a folder" : "it is no file, or leads to none"}});
  }
  return files;
}

template <typename Evidence>
std::vector<Evidence> EvidenceFiles::read(const std::vector<std::string>& paths,
                                          std::string_view wanted, x509::ObjectKind kind,
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
      const auto encodings = encodings_in(bytes);
      if (!encodings) {
        findings_.add(left_out(file, {}, encodings.error()));
        continue;
      }
      const bool any = std::any_of(encodings->begin(), encodings->end(),
                                   [&](const Encoding& one) { return is_wanted(one.label); });
      if (named && !any) findings_.add(without(file, wanted, *encodings));
      for (const auto& one : *encodings) {
        if (!is_wanted(one.label)) continue;
        auto evidence = Evidence::parse(der::ByteView(one.bytes));
        if (evidence) {
          all.push_back(std::move(*evidence));
        } else if (named) {
          findings_.add(unread(file, one, wanted, kind, evidence.error()));
        } else if (!is_of_known_kind(one.bytes)) {
          findings_.add(left_out(file, one, evidence.error()));
        }
      }
    }
  }
  return all;
}

std::vector<x509::Certificate> EvidenceFiles::certificates(const std::vector<std::string>& paths) {
  return read<x509::Certificate>(paths, "a certificate", x509::ObjectKind::certificate,
                                 {"CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"});
}

std::vector<x509::Crl> EvidenceFiles::crls(const std::vector<std::string>& paths) {
  return read<x509::Crl>(paths, "a certificate revocation list", x509::ObjectKind::crl,
                         {"X509 CRL", "CRL"});
}

std::vector<x509::OcspResponse> EvidenceFiles::ocsp(const std::vector<std::string>& paths) {
  return read<x509::OcspResponse>(paths, "an OCSP response", x509::ObjectKind::ocsp_response,
                                  {"OCSP RESPONSE"});
}

}  // namespace accord::cli
