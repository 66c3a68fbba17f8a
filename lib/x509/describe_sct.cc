#include <array>

#include <fmt/format.h>

#include "lib/x509/describing.h"

// SignedCertificateTimestampList (RFC 6962, 3.3): structures of TLS (RFC 5246, 4) in an OCTET
// STRING.
namespace accord::x509 {
namespace {

using der::ByteView;
using outcome::Result;

/// Numbers and vectors of TLS, one after the other. Offsets count within the extension's value.
class TlsReader {
 public:
  TlsReader(ByteView input, std::size_t offset) noexcept : input_(input), offset_(offset) {}

  [[nodiscard]] bool at_end() const noexcept { return input_.empty(); }
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }

  Result<ByteView> take(std::size_t count) {
    if (count > input_.size()) return broken(offset_, "the list of time-stamps is cut off");
    const auto taken = input_.first(count);
    input_ = input_.subspan(count);
    offset_ += count;
    return taken;
  }
  Result<std::uint64_t> number(std::size_t octets) {
    const auto taken = take(octets);
    if (!taken) return outcome::pass_on(taken);
    std::uint64_t value = 0;
    for (const auto octet : *taken) value = value << 8U | octet;
    return value;
  }
  /// A vector with its length in two octets before it.
  Result<ByteView> vector() {
    const auto size = number(2);
    if (!size) return outcome::pass_on(size);
    return take(*size);
  }

 private:
  ByteView input_;
  std::size_t offset_;
};

// RFC 5246, 7.4.1.4.1.
std::string hash_word(std::uint64_t number) {
  static constexpr std::array words{"none",    "MD5",     "SHA-1",  "SHA-224",
                                    "SHA-256", "SHA-384", "SHA-512"};
  return number < words.size() ? words[number] : fmt::format("{}", number);
}
std::string signature_word(std::uint64_t number) {
  static constexpr std::array words{"anonymous", "RSA", "DSA", "ECDSA"};
  return number < words.size() ? words[number] : fmt::format("{}", number);
}

/// Milliseconds since 1970 (RFC 6962, 3.2).
Description moment(std::uint64_t milliseconds) {
  constexpr std::uint64_t end = 253'402'300'800'000;  // the year 10000
  if (milliseconds >= end) return milliseconds;
  const time::Instant instant{std::chrono::seconds(milliseconds / 1000)};
  auto text = time::to_string(instant);
  text.insert(text.size() - 1, fmt::format(".{:03}", milliseconds % 1000));
  return text;
}

Result<void> read_fields(TlsReader& sct, Description& all) {
  const auto log = sct.take(32);
  if (!log) return outcome::pass_on(log);
  all.add("log_id", *log);
  const auto when = sct.number(8);
  if (!when) return outcome::pass_on(when);
  all.add("timestamp", moment(*when));
  const auto extensions = sct.vector();
  if (!extensions) return outcome::pass_on(extensions);
  if (!extensions->empty()) all.add("extensions_octets", *extensions);
  const auto hash = sct.number(1);
  if (!hash) return outcome::pass_on(hash);
  const auto signature = sct.number(1);
  if (!signature) return outcome::pass_on(signature);
  all.add("hash_algorithm", hash_word(*hash));
  all.add("signature_algorithm", signature_word(*signature));
  const auto value = sct.vector();
  if (!value) return outcome::pass_on(value);
  all.add("signature", *value);
  if (!sct.at_end()) return broken(sct.offset(), "something follows a time-stamp of a log");
  return {};
}

/// A version that is not 1 has another form (3.3: "must be ignored").
Result<Description> read_sct(ByteView encoding, std::size_t offset) {
  TlsReader sct(encoding, offset);
  const auto version = sct.number(1);
  if (!version) return outcome::pass_on(version);
  Description all;
  all.add("version", *version + 1);
  if (*version != 0) return all.add("octets", encoding);
  if (auto read = read_fields(sct, all); !read) return outcome::pass_on(std::move(read));
  return all;
}

}  // namespace

Result<Description> describe_sct_list(ByteView value) {
  der::Reader reader(value);
  const auto octets = reader.octet_string();
  if (!octets) return outcome::pass_on(octets);
  if (auto ended = reader.finish(); !ended) return outcome::pass_on(ended);
  TlsReader outer(*octets, value.size() - octets->size());
  const auto content = outer.vector();
  if (!content) return outcome::pass_on(content);
  if (!outer.at_end()) return broken(outer.offset(), "something follows the list of time-stamps");
  TlsReader list(*content, outer.offset() - content->size());
  Description all{Description::List{}};
  while (!list.at_end()) {
    const auto encoding = list.vector();
    if (!encoding) return outcome::pass_on(encoding);
    auto sct = read_sct(*encoding, list.offset() - encoding->size());
    if (!sct) return sct;
    all.push(std::move(*sct));
  }
  return all;
}

}  // namespace accord::x509
