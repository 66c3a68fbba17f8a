#pragma once

#include <string>
#include <vector>

#include "cli/encodings.h"
#include "cli/json.h"
#include "lib/x509/certificate.h"
#include "lib/x509/crl.h"

namespace accord::cli {

/// The certificates of all these files (PEM with any number, DER, or a message with certificates
/// only), in order. Throws Refusal (bad input) that names the file, and says what it is when it is
/// of another kind.
[[nodiscard]] std::vector<x509::Certificate> read_certificate_files(
    const std::vector<std::string>& paths, NameOption option = NameOption::no);
/// The certificates of a file, to be kept: in DER for a file that is one certificate in DER, else
/// in PEM; nothing else that the file holds is among them. Throws Refusal (bad input) as
/// `read_certificate_files`, and `certificate_file_with_key` when there is a private key in it.
[[nodiscard]] std::string certificates_alone(const std::string& path);
/// The certificate of a file that must hold exactly one. Throws Refusal (bad input).
[[nodiscard]] x509::Certificate read_one_certificate(const std::string& path);
/// The CRLs of all these files. Throws Refusal (bad input).
[[nodiscard]] std::vector<x509::Crl> read_crl_files(const std::vector<std::string>& paths);

/// PEM of a certificate.
[[nodiscard]] std::string to_pem(const x509::Certificate& certificate);
/// SHA-256 of its DER, lower-case hexadecimal.
[[nodiscard]] std::string sha256_of(const x509::Certificate& certificate);
/// {"subject", "issuer", "serial", "not_before", "not_after", "sha256"}; "serial_value" of a serial
/// number below zero.
[[nodiscard]] Json facts_of(const x509::Certificate& certificate);
/// The common name, else the organisation, else the whole subject: for one line on a screen.
[[nodiscard]] std::string short_subject(const x509::Certificate& certificate);

}  // namespace accord::cli
