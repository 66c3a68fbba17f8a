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

/// What a command reads from files.
struct Wanted {
  x509::ObjectKind kind;
  std::string_view text, name;
  bool (*has_label)(std::string_view) noexcept;
};
constexpr Wanted certificates{x509::ObjectKind::certificate, "a certificate", "certificate",
                              is_certificate_label};
constexpr Wanted lists{x509::ObjectKind::crl, "a certificate revocation list", "CRL",
                       is_list_label};

[[noreturn]] void refuse_kind(const std::string& path, const Wanted& wanted, std::string found) {
  refuse(Exit::bad_input, FindingId::input_wrong_kind, {.what = path},
         {{"found", std::move(found)}, {"wanted", std::string(wanted.text)}});
}

/// The encodings in a file; one in PEM that holds nothing of what is wanted is refused by its
/// labels.
std::vector<Encoding> read_encodings(const std::string& path, const Wanted& wanted,
                                     NameOption option) {
  auto encodings = need(encodings_in(read_der_input(path, wanted.text)), path);
  const bool any = std::any_of(encodings.begin(), encodings.end(), [&](const Encoding& one) {
    return one.label.empty() || wanted.has_label(one.label);
  });
  if (any) return encodings;
  refuse_kind(path, wanted, described(encodings, option));
}

/// Those of the encodings that are wanted, read.
template <typename Value>
void add_wanted(const std::vector<Encoding>& encodings, const std::string& path,
                const Wanted& wanted, NameOption option, std::vector<Value>& all) {
  std::size_t number = 0;
  for (const auto& one : encodings) {
    if (!one.label.empty() && !wanted.has_label(one.label)) continue;
    auto value = Value::parse(der::ByteView(one.bytes));
    ++number;
    if (!value) {
      if (auto found = other_kind(one.bytes, wanted.kind, option)) {
        refuse_kind(path, wanted, std::move(*found));
      }
      auto finding = std::move(value).error();
      const auto place = fmt::format("{} {}", wanted.name, number);
      finding.about.where =
          finding.about.where.empty() ? place : place + ", " + finding.about.where;
      refuse(Exit::bad_input, std::move(finding), path);
    }
    all.push_back(std::move(*value));
  }
}

}  // namespace

std::vector<x509::Certificate> read_certificate_files(const std::vector<std::string>& paths,
                                                      NameOption option) {
  std::vector<x509::Certificate> all;
  for (const auto& path : paths) {
    const auto encodings = read_encodings(path, certificates, option);
    add_wanted(encodings, path, certificates, option, all);
  }
  return all;
}

std::string certificates_alone(const std::string& path) {
  const auto encodings = read_encodings(path, certificates, NameOption::no);
  for (const auto& one : encodings) {
    if (one.label.find("PRIVATE KEY") == std::string::npos) continue;
    refuse(Exit::bad_input, FindingId::certificate_file_with_key, {.what = path});
  }
  std::vector<x509::Certificate> all;
  add_wanted(encodings, path, certificates, NameOption::no, all);
  if (encodings.size() == 1 && encodings.front().label.empty()) {
    return std::string(der::as_text(all.front().der()));
  }
  std::string text;
  for (const auto& one : all) text += to_pem(one);
  return text;
}

x509::Certificate read_one_certificate(const std::string& path) {
  auto all = read_certificate_files({path});
  if (all.size() != 1) {
    refuse(Exit::bad_input, FindingId::certificate_count, {.what = path},
           {{"count", fmt::format("{}", all.size())}});
  }
  return std::move(all.front());
}

std::vector<x509::Crl> read_crl_files(const std::vector<std::string>& paths) {
  std::vector<x509::Crl> all;
  for (const auto& path : paths) {
    const auto encodings = read_encodings(path, lists, NameOption::no);
    add_wanted(encodings, path, lists, NameOption::no, all);
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
  auto json = Json::object({{"subject", certificate.subject().to_string()},
                            {"issuer", certificate.issuer().to_string()},
                            {"serial", certificate.serial().to_hex()},
                            {"not_before", time::to_string(certificate.not_before())},
                            {"not_after", time::to_string(certificate.not_after())},
                            {"sha256", sha256_of(certificate)}});
  const auto negative = x509::negative_value(certificate.serial().content());
  if (!negative.empty()) json.set("serial_value", negative);
  return json;
}

std::string short_subject(const x509::Certificate& certificate) {
  const auto& name = certificate.subject();
  auto text = name.first(x509::attribute::common_name);
  if (!text) text = name.first(x509::attribute::organization);
  return outcome::printable(text.value_or(name.to_string()));
}

}  // namespace accord::cli
