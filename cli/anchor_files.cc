#include "cli/anchor_files.h"

#include <algorithm>

#include "cli/encodings.h"
#include "cli/evidence_files.h"
#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/reader.h"
#include "lib/x509/trust_anchor_list.h"

namespace accord::cli {
namespace {

path::TrustAnchor anchor_of(x509::TrustAnchorInfo info) {
  path::AnchorConstraints constraints;
  constraints.policies = std::move(info.policies);
  // A flag is an initial value of RFC 5280, 6.1.1, which is as if nothing were to be skipped.
  if (info.require_explicit_policy) constraints.policy_constraints.require_explicit_policy = 0;
  if (info.inhibit_policy_mapping) constraints.policy_constraints.inhibit_policy_mapping = 0;
  if (info.inhibit_any_policy) constraints.inhibit_any_policy = 0;
  constraints.name_constraints = std::move(info.name_constraints);
  constraints.path_length = info.path_length;
  return {std::move(info.name), std::move(info.key), std::move(constraints)};
}

/// A TrustAnchorList begins with an anchor that is no certificate, or with a certificate, which
/// begins with a SEQUENCE of its own where a certificate's first field is none.
bool looks_like_list(der::ByteView bytes) {
  auto outer = der::Reader(bytes).enter(der::tag::sequence);
  if (!outer || outer->at_end()) return false;
  if (!outer->next_is(der::tag::sequence)) return true;
  const auto first = outer->enter(der::tag::sequence);
  return first && first->next_is(der::tag::sequence);
}

constexpr std::string_view wanted = "a certificate or a list of trust anchors";

[[noreturn]] void refuse_kind(const std::string& file, std::string found) {
  refuse(Exit::bad_input, outcome::FindingId::input_wrong_kind, {.what = file},
         {{"found", std::move(found)}, {"wanted", std::string(wanted)}});
}

/// The value; where there is none, what the file is instead, or the reader's finding.
template <typename T>
T need_of_kind(outcome::Result<T> result, der::ByteView bytes, const std::string& file) {
  if (!result) {
    auto found = other_kind(bytes, x509::ObjectKind::certificate, NameOption::yes);
    if (found) refuse_kind(file, std::move(*found));
  }
  return need(std::move(result), file);
}

void add_der(const std::string& file, der::ByteView bytes,
             std::vector<path::TrustAnchor>& anchors) {
  if (!looks_like_list(bytes)) {
    anchors.emplace_back(need_of_kind(x509::Certificate::parse(bytes), bytes, file));
    return;
  }
  auto list = need_of_kind(x509::read_trust_anchor_list(bytes), bytes, file);
  for (auto& certificate : list.certificates) anchors.emplace_back(std::move(certificate));
  for (auto& info : list.anchors) anchors.push_back(anchor_of(std::move(info)));
}

void add_encoding(const std::string& file, const Encoding& one,
                  std::vector<path::TrustAnchor>& anchors, outcome::Findings& findings) {
  if (one.label.empty()) return add_der(file, one.bytes, anchors);
  if (!is_certificate_label(one.label)) return;
  auto certificate = x509::Certificate::parse(der::ByteView(one.bytes));
  if (!certificate && !one.place.empty()) {
    findings.add(left_out(file, one, certificate.error()));
    return;
  }
  anchors.emplace_back(need_of_kind(std::move(certificate), one.bytes, file));
}

void add_file(const std::string& file, std::vector<path::TrustAnchor>& anchors,
              outcome::Findings& findings) {
  const auto encodings = need(encodings_in(read_der_input(file, wanted)), file);
  const bool any = std::any_of(encodings.begin(), encodings.end(), [](const Encoding& one) {
    return one.label.empty() || is_certificate_label(one.label);
  });
  if (!any) refuse_kind(file, described(encodings, NameOption::yes));
  for (const auto& one : encodings) add_encoding(file, one, anchors, findings);
}

}  // namespace

std::vector<path::TrustAnchor> read_anchor_files(const std::vector<std::string>& paths,
                                                 outcome::Findings& findings) {
  std::vector<path::TrustAnchor> anchors;
  for (const auto& path : paths) {
    for (const auto& file : files_at(path, &findings)) add_file(file, anchors, findings);
  }
  return anchors;
}

}  // namespace accord::cli
