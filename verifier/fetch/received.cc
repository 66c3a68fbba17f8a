#include "verifier/fetch/received.h"

#include <algorithm>

#include <fmt/format.h>

#include "lib/der/base64.h"
#include "lib/x509/certificate_bag.h"

namespace accord::fetch {
namespace {

using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

// Of parts of one answer that could not be read; of the others, how many.
constexpr std::size_t most_named = 8;

// ContentInfo begins with an object identifier, a certificate with a SEQUENCE.
bool is_message(der::ByteView bytes) {
  der::Reader reader(bytes);
  const auto inside = reader.enter(der::tag::sequence);
  return inside && inside->next_is(der::tag::oid);
}

/// What something is that is neither DER nor PEM.
std::string_view other_kind(std::string_view text) noexcept {
  if (text.empty()) return "nothing (an empty answer)";
  if (text.substr(0, 2) == "\x1F\x8B") return "gzip-compressed data";
  const auto start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == std::string_view::npos) return "white space";
  if (text[start] == '<') return "a web page or another document with tags (HTML, XML)";
  return "neither DER nor PEM";
}

std::string_view wanted_name(Kind kind) noexcept {
  switch (kind) {
    case Kind::certificates:
      return "a certificate";
    case Kind::crl:
      return "a certificate revocation list";
    case Kind::ocsp:
      return "an OCSP response";
  }
  return "";
}

void add_left_out(outcome::Findings& findings, std::string place, std::string reason) {
  if (reason.ends_with('.')) reason.pop_back();
  findings.add(FindingId::evidence_left_out, {.where = std::move(place)},
               {{"reason", std::move(reason)}});
}

/// Takes the first parts of one answer, and tells of the others.
class Parts {
 public:
  explicit Parts(Received& received) : received_(received) {}

  void take(const x509::LeftOut& one) {
    if (++failed_ <= most_named) {
      auto reason = outcome::message(one.why);
      if (!one.why.about.where.empty()) reason += " (" + one.why.about.where + ")";
      add_left_out(received_.left_out, one.place, std::move(reason));
    }
    if (!first_) first_ = one.why;
  }
  template <typename Value>
  void limit(std::vector<Value>& values) {
    count_ += values.size();
    const auto room = most_of_one_answer - kept_;
    if (values.size() > room) values.erase(values.begin() + static_cast<long>(room), values.end());
    kept_ += values.size();
  }
  Result<void> finish() {
    if (count_ == 0 && first_) return tl::unexpected<outcome::Finding>(std::move(*first_));
    if (failed_ > most_named) {
      add_left_out(received_.left_out, {},
                   fmt::format("{} more of its parts could not be read", failed_ - most_named));
    }
    if (count_ > kept_) {
      received_.left_out.add(FindingId::fetched_too_many, {},
                             {{"count", fmt::format("{}", count_)},
                              {"limit", fmt::format("{}", kept_)},
                              {"scope", "of one answer"},
                              {"left_out", fmt::format("{}", count_ - kept_)}});
    }
    return {};
  }

 private:
  Received& received_;
  std::size_t failed_ = 0, count_ = 0, kept_ = 0;
  std::optional<outcome::Finding> first_;
};

Result<Received> read_message(der::ByteView bytes) {
  auto bag = x509::read_certificate_bag(bytes);
  if (!bag) return pass_on(std::move(bag));
  Received received;
  Parts parts(received);
  for (const auto& one : bag->left_out) parts.take(one);
  parts.limit(bag->certificates);
  parts.limit(bag->crls);
  received.certificates = std::move(bag->certificates);
  received.crls = std::move(bag->crls);
  if (auto finished = parts.finish(); !finished) return pass_on(finished);
  return received;
}

/// The blocks of PEM with one of the labels, or the one value in DER.
template <typename Value>
Result<Received> read_values(der::ByteView bytes, std::vector<Value> Received::*where,
                             std::initializer_list<std::string_view> labels, std::string_view name,
                             FindingId none) {
  Received received;
  auto& values = received.*where;
  if (der::is_der(bytes)) {
    auto value = Value::parse(bytes);
    if (!value) return pass_on(std::move(value));
    values.push_back(std::move(*value));
    return received;
  }
  const auto blocks = der::parse_pem(der::as_text(bytes));
  if (!blocks) return pass_on(blocks);
  Parts parts(received);
  std::size_t number = 0;
  for (const auto& block : *blocks) {
    if (std::find(labels.begin(), labels.end(), block.label) == labels.end()) continue;
    auto value = Value::parse(der::ByteView(block.content));
    ++number;
    if (value) {
      values.push_back(std::move(*value));
    } else {
      parts.take({fmt::format("{} {}", name, number), std::move(value).error()});
    }
  }
  if (number == 0) return fail(none);
  parts.limit(values);
  if (auto finished = parts.finish(); !finished) return pass_on(finished);
  return received;
}

Result<Received> read_certificates(der::ByteView bytes) {
  if (der::is_der(bytes) && is_message(bytes)) return read_message(bytes);
  if (!der::is_der(bytes)) {
    const auto blocks = der::parse_pem(der::as_text(bytes));
    if (!blocks) return pass_on(blocks);
    const auto& first = blocks->front();
    if (x509::is_message_label(first.label)) return read_message(first.content);
  }
  return read_values<x509::Certificate>(bytes, &Received::certificates,
                                        {"CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE"},
                                        "certificate", FindingId::certificate_none);
}

Result<Received> read_response(der::ByteView bytes) {
  auto response = x509::OcspResponse::parse(bytes);
  if (!response) return pass_on(std::move(response));
  return Received{{}, {}, {std::move(*response)}, {}};
}

}  // namespace

Result<Received> read(Kind kind, der::ByteView bytes) {
  const auto text = der::as_text(bytes);
  if (!der::is_der(bytes) && text.find("-----BEGIN ") == std::string_view::npos) {
    return fail(
        FindingId::fetched_wrong_kind, {},
        {{"found", std::string(other_kind(text))}, {"wanted", std::string(wanted_name(kind))}});
  }
  switch (kind) {
    case Kind::certificates:
      return read_certificates(bytes);
    case Kind::crl:
      return read_values<x509::Crl>(bytes, &Received::crls, {"X509 CRL", "CRL"}, "CRL",
                                    FindingId::crl_none);
    case Kind::ocsp:
      return read_response(bytes);
  }
  return Received{};
}

Intake::Intake(path::Material& material) : material_(material) {
  for (const auto& one : material_.untrusted) is_new(one, List::untrusted);
  for (const auto& one : material_.revocation.certificates) is_new(one, List::signers);
  for (const auto& one : material_.revocation.crls) is_new(one, List::crls);
  for (const auto& one : material_.revocation.ocsp) is_new(one, List::ocsp);
}

template <typename Value>
bool Intake::is_new(const Value& value, List list) {
  auto key = std::string(der::as_text(value.fingerprint().bytes()));
  key.push_back(static_cast<char>(list));
  return known_.insert(std::move(key)).second;
}

template <typename Value>
std::size_t Intake::add_new(std::vector<Value> values, List list, std::vector<Value>& all) {
  std::size_t left_out = 0;
  for (auto& value : values) {
    if (!is_new(value, list)) continue;
    if (added_ == most_of_all_answers) {
      ++left_out;
      continue;
    }
    ++added_;
    all.push_back(std::move(value));
  }
  return left_out;
}

std::size_t Intake::add(Received received, outcome::Findings& findings) {
  const auto before = added_;
  const auto count = received.certificates.size() + received.crls.size() + received.ocsp.size();
  // Signers of evidence and responders are looked for there; the same certificates count once.
  for (const auto& one : received.certificates) {
    const bool has_room = added_ < most_of_all_answers;
    if (has_room && is_new(one, List::signers)) material_.revocation.certificates.push_back(one);
  }
  auto left_out = add_new(std::move(received.certificates), List::untrusted, material_.untrusted);
  left_out += add_new(std::move(received.crls), List::crls, material_.revocation.crls);
  left_out += add_new(std::move(received.ocsp), List::ocsp, material_.revocation.ocsp);
  if (left_out != 0) {
    findings.add(FindingId::fetched_too_many, {},
                 {{"count", fmt::format("{}", count)},
                  {"limit", fmt::format("{}", most_of_all_answers)},
                  {"scope", "for one question"},
                  {"left_out", fmt::format("{}", left_out)}});
  }
  return added_ - before;
}

}  // namespace accord::fetch
