#include "cli/certificates.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/encodings.h"
#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/base64.h"
#include "lib/outcome/finding.h"

namespace accord::cli {

using outcome::FindingId;

namespace {

bool is_list_label(std::string_view label) noexcept {
  return label == "X509 CRL" || label == "CRL";
}

/// The encodings in a file; one in PEM that holds nothing of what is wanted is refused by its
/// labels.
std::vector<Encoding> read_encodings(const std::string& path, std::string_view wanted,
                                     bool (*is_wanted)(std::string_view) noexcept) {
  auto encodings = need(encodings_in(read_der_input(path, wanted)), path);
  const bool any = std::any_of(encodings.begin(), encodings.end(), [&](const Encoding& one) {
    return one.label.empty() || is_wanted(one.label);
  });
  if (any) return encodings;
  refuse(Exit::bad_input, FindingId::input_wrong_kind, {.what = path},
         {{"found", described(encodings)}, {"wanted", std::string(wanted)}});
}

/// Those of the encodings that are wanted, read.
template <typename Value>
void add_wanted(const std::vector<Encoding>& encodings, const std::string& path,
                std::string_view name, bool (*is_wanted)(std::string_view) noexcept,
                std::vector<Value>& all) {
  std::size_t number = 0;
  for (const auto& one : encodings) {
    if (!one.label.empty() && !is_wanted(one.label)) continue;
    auto value = Value::parse(der::ByteView(one.bytes));
    ++number;
    if (!value) {
      auto finding = std::move(value).error();
      const auto place = fmt::format("{} {}", name, number);
      finding.about.where =
          finding.about.where.empty() ? place : place + ", " + finding.about.where;
      refuse(Exit::bad_input, std::move(finding), path);
    }
    all.push_back(std::move(*value));
  }
}

}  // namespace

std::vector<x509::Certificate> read_certificate_files(const std::vector<std::string>& paths) {
  std::vector<x509::Certificate> all;
  for (const auto& path : paths) {
    const auto encodings = read_encodings(path, "a certificate", is_certificate_label);
    add_wanted(encodings, path, "certificate", is_certificate_label, all);
  }
  return all;
}

x509::Certificate read_one_certificate(const std::string& path) {
  auto certificates = read_certificate_files({path});
  if (certificates.size() != 1) {
    refuse(Exit::bad_input, FindingId::certificate_count, {.what = path},
           {{"count", fmt::format("{}", certificates.size())}});
  }
  return std::move(certificates.front());
}

std::vector<x509::Crl> read_crl_files(const std::vector<std::string>& paths) {
  std::vector<x509::Crl> all;
  for (const auto& path : paths) {
    const auto encodings = read_encodings(path, "a certificate revocation list", is_list_label);
    add_wanted(encodings, path, "CRL", is_list_label, all);
  }
  return all;
}

std::string to_pem(const x509::Certificate& certificate) {
  return der::to_pem("CERTIFICATE", certificate.der());
}

std::string sha256_of(const x509::Certificate& certificate) {
  return der::to_hex(certificate.fingerprint().bytes());
}

Json facts_of(const x509::Certificate& certificate) {
  return Json::object({{"subject", certificate.subject().to_string()},
                       {"issuer", certificate.issuer().to_string()},
                       {"serial", certificate.serial().to_hex()},
                       {"not_before", time::to_string(certificate.not_before())},
                       {"not_after", time::to_string(certificate.not_after())},
                       {"sha256", sha256_of(certificate)}});
}

std::string short_subject(const x509::Certificate& certificate) {
  const auto& name = certificate.subject();
  auto text = name.first(x509::attribute::common_name);
  if (!text) text = name.first(x509::attribute::organization);
  return outcome::printable(text.value_or(name.to_string()));
}

}  // namespace accord::cli
