#pragma once

#include <string>
#include <vector>

#include "lib/outcome/finding.h"
#include "lib/x509/describe.h"
#include "lib/x509/ocsp.h"

namespace accord::cli {

/// Certificates, CRLs and OCSP responses from files that may hold one or many, in PEM or DER, the
/// first two also in messages with certificates only (.p7c), or
/// from folders of such files (not from folders in them). Nothing of it is trusted by itself, so
/// what cannot be read is left out with the finding `evidence_left_out`, which says of a file of
/// another kind what it is and where to give it; in a folder, files of
/// another kind are passed over. Throws Refusal (bad input, io) for a file or folder that is named
/// and is not there.
class EvidenceFiles {
 public:
  explicit EvidenceFiles(outcome::Findings& findings) : findings_(findings) {}

  [[nodiscard]] std::vector<x509::Certificate> certificates(const std::vector<std::string>& paths);
  [[nodiscard]] std::vector<x509::Crl> crls(const std::vector<std::string>& paths);
  [[nodiscard]] std::vector<x509::OcspResponse> ocsp(const std::vector<std::string>& paths);

 private:
  template <typename Evidence>
  std::vector<Evidence> read(const std::vector<std::string>& paths, std::string_view wanted,
                             x509::ObjectKind kind, std::initializer_list<std::string_view> labels);

  outcome::Findings& findings_;
};

/// The files that a path stands for: itself, or the regular files in a folder, by name. Other
/// entries of a folder are told as `folder_entry_passed_over`, where there is somewhere to tell
/// them. Throws Refusal (io).
[[nodiscard]] std::vector<std::string> files_at(const std::string& path,
                                                outcome::Findings* passed_over = nullptr);

}  // namespace accord::cli
