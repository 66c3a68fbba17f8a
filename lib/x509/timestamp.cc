#include "lib/x509/timestamp.h"

#include <array>

#include <fmt/format.h>

#include "lib/x509/directory_string.h"
#include "lib/x509/signed_structure.h"
#include "lib/x509/timestamp_reading.h"

namespace accord::x509 {

using der::ByteView;
using der::Reader;
using der::tag::context_constructed;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

namespace {

const der::Oid& signed_data() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.7.2");
  return id;
}
const der::Oid& tst_info() {
  static const der::Oid id = der::Oid::literal("1.2.840.113549.1.9.16.1.4");
  return id;
}

constexpr der::Tag octet_string_in_pieces = 0x24;

/// CMS may be BER: that is told as what it is, not as damage. And what is shared with extensions is
/// no extension here.
outcome::Finding as_timestamp(outcome::Finding finding) {
  std::string reason;
  if (finding.id == FindingId::der_indefinite_length) {
    reason = "it is BER with a length that is not said, and only DER is read";
  } else if (finding.id == FindingId::extension_malformed && finding.params.size() == 1) {
    reason = finding.params.front().second;
  } else {
    return finding;
  }
  return outcome::make_finding(FindingId::timestamp_malformed, std::move(finding.about),
                               {{"reason", std::move(reason)}});
}

}  // namespace

struct TimeStamp::State {
  explicit State(der::Bytes bytes) : der(std::move(bytes)) {}

  der::Bytes der;
  std::optional<TimeStampReply> reply;
  ByteView token, info_der;
  std::optional<TimeStampInfo> info;
  std::optional<TimeStampSigner> signer;
  std::vector<ByteView> certificates;

  Result<void> read();

 private:
  Result<void> read_reply(Reader& reader);
  Result<void> read_token(Reader& reader);
  Result<void> read_signed_data(Reader& wrapped);
  Result<void> read_content(Reader& data);
  Result<void> read_certificates(Reader& data);
  Result<void> read_signers(Reader& data);
};

namespace {

bool brings_token(TimeStampStatus status) noexcept {
  return status == TimeStampStatus::granted || status == TimeStampStatus::granted_with_mods;
}

Result<void> read_texts(Reader& status, TimeStampReply& reply) {
  if (!status.next_is(der::tag::sequence)) return {};
  auto list = status.enter(der::tag::sequence);
  if (!list) return pass_on(list);
  do {
    const auto at = list->offset();
    const auto value = list->element(der::tag::utf8_string);
    if (!value) return pass_on(value);
    auto text = decode_string(der::tag::utf8_string, value->content);
    if (!text) return timestamp_malformed(fmt::format("byte {}", at), "a text is not UTF-8");
    reply.texts.push_back(std::move(*text));
  } while (!list->at_end());
  return {};
}

Result<void> read_failures(Reader& status, TimeStampReply& reply) {
  if (!status.next_is(der::tag::bit_string)) return {};
  const auto at = status.offset();
  const auto bits = status.bit_string();
  if (!bits) return pass_on(bits);
  constexpr std::size_t most_octets = 8;
  if (bits->bytes.size() > most_octets) {
    return timestamp_malformed(fmt::format("byte {}", at), "there are too many kinds of failure");
  }
  for (std::uint32_t n = 0; n < bits->bytes.size() * 8; ++n) {
    if (bits->bit(n)) reply.failures.push_back(n);
  }
  return {};
}

/// Whether a TimeStampResp stands there: its first value is a SEQUENCE, a token's an identifier.
bool is_reply(const Reader& inside) noexcept { return inside.next_is(der::tag::sequence); }

}  // namespace

tl::unexpected<outcome::Finding> timestamp_malformed(std::string_view field, std::string reason) {
  return outcome::fail(FindingId::timestamp_malformed, {.where = std::string(field)},
                       {{"reason", std::move(reason)}});
}

std::string_view to_string(TimeStampStatus status) noexcept {
  switch (status) {
    case TimeStampStatus::granted:
      return "granted";
    case TimeStampStatus::granted_with_mods:
      return "grantedWithMods";
    case TimeStampStatus::rejection:
      return "rejection";
    case TimeStampStatus::waiting:
      return "waiting";
    case TimeStampStatus::revocation_warning:
      return "revocationWarning";
    case TimeStampStatus::revocation_notification:
      return "revocationNotification";
  }
  return "";
}

std::vector<std::string> failure_words(const std::vector<std::uint32_t>& bits) {
  struct Word {
    std::uint32_t bit;
    std::string_view word;
  };
  static constexpr std::array words{Word{0, "badAlg"},
                                    Word{2, "badRequest"},
                                    Word{5, "badDataFormat"},
                                    Word{14, "timeNotAvailable"},
                                    Word{15, "unacceptedPolicy"},
                                    Word{16, "unacceptedExtension"},
                                    Word{17, "addInfoNotAvailable"},
                                    Word{25, "systemFailure"}};
  std::vector<std::string> all;
  for (const auto bit : bits) {
    auto text = std::to_string(bit);
    for (const auto& row : words) {
      if (row.bit == bit) text = row.word;
    }
    all.push_back(std::move(text));
  }
  return all;
}

Result<void> TimeStamp::State::read() {
  Reader outer(der);
  auto ahead = outer;
  const auto inside = ahead.enter(der::tag::sequence);
  if (!inside) return pass_on(inside);
  if (!is_reply(*inside)) {
    if (auto read = read_token(outer); !read) return read;
    return outer.finish();
  }
  auto content = outer.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  if (auto ended = outer.finish(); !ended) return ended;
  return read_reply(*content);
}

// TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken OPTIONAL }
Result<void> TimeStamp::State::read_reply(Reader& reader) {
  auto status = reader.enter(der::tag::sequence);
  if (!status) return in_field("status", status.error());
  const auto number = status->small_integer();
  if (!number) return in_field("status", number.error());
  if (*number > 5)
    return timestamp_malformed("status", fmt::format("there is no status {}", *number));
  auto& all = reply.emplace();
  all.status = static_cast<TimeStampStatus>(*number);
  if (auto read = read_texts(*status, all); !read) return in_field("statusString", read.error());
  if (auto read = read_failures(*status, all); !read) return in_field("failInfo", read.error());
  if (auto ended = status->finish(); !ended) return in_field("status", ended.error());
  if (reader.at_end()) {
    if (!brings_token(all.status)) return {};
    return timestamp_malformed("timeStampToken", "a time-stamp is granted, and there is none");
  }
  // 2.4.2: "When the TimeStampToken is not present, the failInfo indicates the reason"; with
  // another status "a TimeStampToken MUST NOT be present".
  if (!brings_token(all.status))
    return timestamp_malformed("timeStampToken", "no time-stamp is granted, and there is one");
  if (auto read = read_token(reader); !read) return in_field("timeStampToken", read.error());
  return reader.finish();
}

// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT }
Result<void> TimeStamp::State::read_token(Reader& reader) {
  auto ahead = reader;
  const auto whole = ahead.element(der::tag::sequence);
  if (!whole) return pass_on(whole);
  token = whole->whole;
  auto info_reader = reader.enter(der::tag::sequence);
  if (!info_reader) return pass_on(info_reader);
  const auto type = info_reader->oid();
  if (!type) return in_field("contentType", type.error());
  if (*type != signed_data())
    return timestamp_malformed("contentType", type->to_string() + " is not id-signedData");
  auto wrapped = info_reader->enter(context_constructed(0));
  if (!wrapped) return in_field("content", wrapped.error());
  if (auto ended = info_reader->finish(); !ended) return ended;
  if (auto read = read_signed_data(*wrapped); !read) return read;
  return wrapped->finish();
}

// SignedData (RFC 5652, 5.1).
Result<void> TimeStamp::State::read_signed_data(Reader& wrapped) {
  auto data = wrapped.enter(der::tag::sequence);
  if (!data) return pass_on(data);
  const auto version = data->small_integer();
  if (!version) return in_field("version", version.error());
  if (*version == 0 || *version > 5) {
    return timestamp_malformed("version",
                               fmt::format("the number {} stands for no version", *version));
  }
  auto algorithms = data->enter(der::tag::set);
  if (!algorithms) return in_field("digestAlgorithms", algorithms.error());
  while (!algorithms->at_end()) {
    if (const auto frame = read_algorithm_frame(*algorithms); !frame)
      return in_field("digestAlgorithms", frame.error());
  }
  if (auto read = read_content(*data); !read) return in_field("encapContentInfo", read.error());
  if (auto read = read_certificates(*data); !read) return in_field("certificates", read.error());
  if (auto read = read_signers(*data); !read) return in_field("signerInfos", read.error());
  return data->finish();
}

// EncapsulatedContentInfo ::= SEQUENCE { eContentType, eContent [0] EXPLICIT OCTET STRING }
Result<void> TimeStamp::State::read_content(Reader& data) {
  auto reader = data.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  const auto type = reader->oid();
  if (!type) return pass_on(type);
  if (*type != tst_info())
    return timestamp_malformed("eContentType", type->to_string() + " is not id-ct-TSTInfo");
  auto wrapped = reader->enter(context_constructed(0));
  if (!wrapped) return pass_on(wrapped);
  if (auto ended = reader->finish(); !ended) return ended;
  if (wrapped->next_is(octet_string_in_pieces)) {
    return timestamp_malformed(fmt::format("eContent, byte {}", wrapped->offset()),
                               "it is BER with a string in pieces, and only DER is read");
  }
  const auto octets = wrapped->octet_string();
  if (!octets) return pass_on(octets);
  if (auto ended = wrapped->finish(); !ended) return ended;
  info_der = *octets;
  auto read = read_timestamp_info(*octets, wrapped->offset() - octets->size());
  if (!read) return in_field("TSTInfo", std::move(read).error());
  info = std::move(*read);
  return {};
}

/// CertificateSet [0] and RevocationInfoChoices [1] (RFC 5652, 10.2).
Result<void> TimeStamp::State::read_certificates(Reader& data) {
  if (data.next_is(context_constructed(0))) {
    auto list = data.enter(context_constructed(0));
    if (!list) return pass_on(list);
    while (!list->at_end()) {
      const auto one = list->any();
      if (!one) return pass_on(one);
      certificates.push_back(one->whole);
    }
  }
  if (!data.next_is(context_constructed(1))) return {};
  const auto lists = data.any();
  if (!lists) return pass_on(lists);
  return {};
}

// RFC 3161, 2.4.2: "The time-stamp token MUST NOT contain any signatures other than the signature
// of the TSA."
Result<void> TimeStamp::State::read_signers(Reader& data) {
  auto list = data.enter(der::tag::set);
  if (!list) return pass_on(list);
  if (list->at_end()) return timestamp_malformed({}, "nobody signed it");
  if (auto read = keep(read_timestamp_signer(*list), signer); !read) return read;
  if (!list->at_end()) return timestamp_malformed({}, "it has more than one signature");
  return {};
}

TimeStamp::TimeStamp(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<TimeStamp> TimeStamp::parse(ByteView der) {
  auto state = std::make_shared<State>(der::Bytes(der.begin(), der.end()));
  if (auto read = state->read(); !read)
    return tl::unexpected<outcome::Finding>(as_timestamp(std::move(read).error()));
  return TimeStamp(std::move(state));
}

ByteView TimeStamp::der() const noexcept { return state_->der; }
const std::optional<TimeStampReply>& TimeStamp::reply() const noexcept { return state_->reply; }
ByteView TimeStamp::token() const noexcept { return state_->token; }
const std::optional<TimeStampInfo>& TimeStamp::info() const noexcept { return state_->info; }
ByteView TimeStamp::info_der() const noexcept { return state_->info_der; }
const std::optional<TimeStampSigner>& TimeStamp::signer() const noexcept { return state_->signer; }
const std::vector<ByteView>& TimeStamp::certificate_encodings() const noexcept {
  return state_->certificates;
}

std::vector<Certificate> TimeStamp::certificates() const {
  std::vector<Certificate> all;
  for (const auto encoding : state_->certificates) {
    if (auto certificate = Certificate::parse(encoding)) all.push_back(std::move(*certificate));
  }
  return all;
}

}  // namespace accord::x509
