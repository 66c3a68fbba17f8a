#include "cli/encodings.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/files.h"
#include "lib/der/base64.h"
#include "lib/x509/certificate_bag.h"

namespace accord::cli {
namespace {

using outcome::Result;

void add_each(const std::vector<der::ByteView>& views, std::string_view label,
              std::string_view name, std::vector<Encoding>& all) {
  std::size_t number = 0;
  for (const auto view : views) {
    all.push_back(
        {std::string(label), {view.begin(), view.end()}, fmt::format("{} {}", name, ++number)});
  }
}

bool is_message(const Encoding& encoding) {
  if (!encoding.label.empty() && !x509::is_message_label(encoding.label)) return false;
  return x509::is_certificate_bag(encoding.bytes);
}

Result<void> add(Encoding encoding, std::vector<Encoding>& all) {
  if (!is_message(encoding)) {
    all.push_back(std::move(encoding));
    return {};
  }
  const auto parts = x509::split_certificate_bag(encoding.bytes);
  if (!parts) return outcome::pass_on(parts);
  add_each(parts->certificates, "CERTIFICATE", "certificate", all);
  add_each(parts->crls, "X509 CRL", "CRL", all);
  return {};
}

std::string text_of(x509::ObjectKind kind, NameOption option) {
  const auto with = [&](std::string_view text, std::string_view name) {
    return option == NameOption::no ? std::string(text)
                                    : fmt::format("{} (give it with {})", text, name);
  };
  switch (kind) {
    case x509::ObjectKind::certificate:
      return with("a certificate", "--untrusted, or --anchor when you trust it");
    case x509::ObjectKind::crl:
      return with("a certificate revocation list", "--crl");
    case x509::ObjectKind::ocsp_response:
      return with("an OCSP response", "--ocsp");
    case x509::ObjectKind::request:
      return "a certification request, which no authority has signed";
    case x509::ObjectKind::timestamp:
      return "a time-stamp, or another signed message";
  }
  return std::string(to_string(InputKind::der));
}

}  // namespace

Result<std::vector<Encoding>> encodings_in(const std::string& bytes) {
  std::vector<Encoding> all;
  if (kind_of(bytes) != InputKind::pem) {
    const auto view = der::as_bytes(bytes);
    if (auto added = add({{}, {view.begin(), view.end()}}, all); !added) {
      return outcome::pass_on(added);
    }
    return all;
  }
  auto blocks = der::parse_pem(bytes);
  if (!blocks) return outcome::pass_on(std::move(blocks));
  for (auto& block : *blocks) {
    if (auto added = add({std::move(block.label), std::move(block.content)}, all); !added) {
      return outcome::pass_on(added);
    }
  }
  return all;
}

bool is_certificate_label(std::string_view label) noexcept {
  return label == "CERTIFICATE" || label == "X509 CERTIFICATE" || label == "X.509 CERTIFICATE";
}

std::optional<std::string> other_kind(der::ByteView bytes, x509::ObjectKind wanted,
                                      NameOption option) {
  const auto kind = x509::kind_of_structure(bytes);
  if (!kind || *kind == wanted) return std::nullopt;
  return text_of(*kind, option);
}

std::string described(const std::vector<Encoding>& encodings, NameOption option) {
  if (encodings.empty()) return "a message (PKCS #7) with nothing in it";
  std::vector<std::string_view> labels;
  for (const auto& one : encodings) {
    const bool known = std::find(labels.begin(), labels.end(), one.label) != labels.end();
    if (!known) labels.push_back(one.label);
  }
  const auto& first = encodings.front();
  if (labels.size() == 1) {
    const auto kind = first.label.empty() ? x509::kind_of_structure(first.bytes)
                                          : x509::kind_of_label(first.label);
    if (kind) return text_of(*kind, option);
  }
  if (labels.front().empty()) return std::string(to_string(InputKind::der));
  std::string text = labels.size() == 1 ? "PEM text with the label " : "PEM text with the labels ";
  for (const auto label : labels) {
    text += fmt::format("{}\"{}\"", label == labels.front() ? "" : ", ", label);
  }
  return text;
}

outcome::Finding left_out(const std::string& file, const Encoding& encoding,
                          const outcome::Finding& why) {
  auto reason = outcome::message(why);
  if (reason.ends_with('.')) reason.pop_back();
  if (!why.about.where.empty()) reason += " (" + why.about.where + ")";
  return outcome::make_finding(outcome::FindingId::evidence_left_out,
                               {.what = file, .where = encoding.place},
                               {{"reason", std::move(reason)}});
}

}  // namespace accord::cli
