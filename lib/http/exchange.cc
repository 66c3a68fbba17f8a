#include "lib/http/exchange.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "lib/http/chunked.h"
#include "lib/http/curl_library.h"

namespace accord::http {
namespace {

using outcome::FindingId;

// Of all that is no body: header lines, those of provisional answers (100 to 199) too, and what the
// chunked coding adds, of which there may be any amount.
constexpr std::uint64_t most_header_bytes = 64ULL << 10U;
// Chunks of 4 KiB and more cost far less than this part of the body.
constexpr std::uint64_t body_for_each_chunking_byte = 16;
// libcurl reads the chunks too, and calls a trailer line of more than 4 KiB "out of memory".
constexpr std::uint64_t most_trailer_bytes = 3ULL << 10U;

/// What libcurl's calls back work on.
struct Receiver {
  const ExchangeLimits& limits;
  std::string body{};
  ChunkReader chunks{};
  bool is_chunked = false;
  bool has_headers = false;  ///< all of them
  std::uint64_t header_bytes = 0;
  std::uint64_t body_bytes = 0;  ///< as they came, with what the chunked coding adds
  std::string etag{}, last_modified{};
  bool too_large = false;
  bool headers_too_large = false;
  std::string broken{};  ///< why the answer cannot be read
  bool has_connected = false;
  std::string refused_address{};

  [[nodiscard]] std::uint64_t bytes() const noexcept { return header_bytes + body_bytes; }

  bool take_header(std::string_view line);
  bool take_body(std::string_view piece);

 private:
  void take_coding(std::string_view name, std::string_view value);
  void take_validator(std::string_view name, std::string_view value);
};

std::string_view without_space(std::string_view text) noexcept {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// RFC 9110, 8.4; RFC 9112, 6.1. Neither was asked for (no Accept-Encoding, no TE), and a few
// compressed bytes can stand for more than any limit.
void Receiver::take_coding(std::string_view name, std::string_view value) {
  const auto coding = in_lower_case(value);
  if (name == "transfer-encoding") {
    const bool is_first = !is_chunked;
    is_chunked = true;
    if (is_first && coding == "chunked") return;
    broken =
        fmt::format("the answer has the transfer coding \"{}\"; only \"chunked\" is read", value);
  } else if (name == "content-encoding" && !coding.empty() && coding != "identity") {
    broken = fmt::format("the answer is compressed (\"{}\"), which was not asked for", value);
  }
}

// Kept when it can be sent back as it is.
void Receiver::take_validator(std::string_view name, std::string_view value) {
  constexpr std::size_t longest = 512;
  if (name != "etag" && name != "last-modified") return;
  const bool plain =
      std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 127; });
  auto& kept = name == "etag" ? etag : last_modified;
  kept = plain && value.size() <= longest ? std::string(value) : std::string();
}

bool Receiver::take_header(std::string_view line) {
  header_bytes += line.size();
  if (header_bytes > most_header_bytes) {
    headers_too_large = true;
    return false;
  }
  if (line.substr(0, 5) == "HTTP/") {  // another answer begins
    is_chunked = false;
    has_headers = false;
    etag.clear();
    last_modified.clear();
    return true;
  }
  if (without_space(line).empty()) has_headers = true;
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  const auto name = in_lower_case(line.substr(0, colon));
  const auto value = without_space(line.substr(colon + 1));
  take_coding(name, value);
  take_validator(name, value);
  return broken.empty();
}

bool Receiver::take_body(std::string_view piece) {
  body_bytes += piece.size();
  if (!is_chunked) {
    if (body_bytes > limits.bytes) {
      too_large = true;
      return false;
    }
    body.append(piece);
    return true;
  }
  if (!chunks.take(piece, body)) {
    broken = "its chunks are not formed as they must be";
    return false;
  }
  too_large = body.size() > limits.bytes;
  const auto framing = body_bytes - body.size();
  headers_too_large = framing > most_header_bytes + body.size() / body_for_each_chunking_byte ||
                      chunks.trailer_bytes() > most_trailer_bytes;
  return !too_large && !headers_too_large;
}

// An answer that could not be kept ends the program (noexcept): libcurl is C.
std::size_t take_body(char* data, std::size_t, std::size_t count, void* context) noexcept {
  return static_cast<Receiver*>(context)->take_body({data, count}) ? count : CURL_WRITEFUNC_ERROR;
}

std::size_t take_header(char* data, std::size_t, std::size_t count, void* context) noexcept {
  return static_cast<Receiver*>(context)->take_header({data, count}) ? count : CURL_WRITEFUNC_ERROR;
}

Octets octets_of(const curl_sockaddr& address) noexcept {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(&address.addr);
  if (address.family == AF_INET) return {bytes + offsetof(sockaddr_in, sin_addr), 4};
  if (address.family == AF_INET6) return {bytes + offsetof(sockaddr_in6, sin6_addr), 16};
  return {};
}

// libcurl connects the socket made here to this very address.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) noexcept {
  auto& receiver = *static_cast<Receiver*>(context);
  const auto octets = octets_of(*address);
  if (!receiver.limits.may_reach(octets)) {
    receiver.refused_address = to_string(octets);
    return CURL_SOCKET_BAD;
  }
  receiver.has_connected = true;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// A transfer of libcurl's, with what lives as long.
class Transfer {
 public:
  Transfer(const CurlLibrary& library, const Url& url, const Request& request, Receiver& receiver)
      : library_(library), handle_(library.easy_init(), library.easy_cleanup) {
    if (handle_ == nullptr) return;
    set(CURLOPT_ERRORBUFFER, error_.data());
    set(CURLOPT_URL, url.text().c_str());
    confine();
    limit(receiver.limits);
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, &receiver);
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, &receiver);
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, &receiver);
    set(CURLOPT_PROXY,
        receiver.limits.proxy.c_str());  // empty: none, whatever the environment says
    if (request.method == Method::post) post(request);
    if (!request.if_none_match.empty()) header("If-None-Match: " + request.if_none_match);
    if (!request.if_modified_since.empty()) {
      header("If-Modified-Since: " + request.if_modified_since);
    }
    if (headers_ != nullptr) set(CURLOPT_HTTPHEADER, headers_);
  }
  ~Transfer() { library_.slist_free_all(headers_); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Nothing when the answer is there; otherwise why not.
  std::optional<std::string> perform() {
    if (handle_ == nullptr) return "out of memory";
    if (setting_ == CURLE_OK) setting_ = library_.easy_perform(handle_.get());
    if (setting_ == CURLE_OK) return std::nullopt;
    const std::string detail(error_.data());
    return detail.empty() ? library_.easy_strerror(setting_) : detail;
  }
  [[nodiscard]] bool is_over_limit() const noexcept { return setting_ == CURLE_FILESIZE_EXCEEDED; }
  /// libcurl keeps one line of 100 KiB at most, and says so as if memory had run out; later
  /// versions have a code for it (CURLE_TOO_LARGE).
  [[nodiscard]] bool is_line_too_long() const noexcept {
    return setting_ == CURLE_OUT_OF_MEMORY || static_cast<int>(setting_) == 100;
  }

  [[nodiscard]] long number(CURLINFO info) const {
    long value = 0;
    if (handle_ != nullptr) library_.easy_getinfo(handle_.get(), info, &value);
    return value;
  }
  [[nodiscard]] std::string text(CURLINFO info) const {
    char* value = nullptr;
    if (handle_ != nullptr) library_.easy_getinfo(handle_.get(), info, &value);
    return value != nullptr ? value : "";
  }
  [[nodiscard]] std::chrono::microseconds time() const {
    curl_off_t value = 0;
    if (handle_ != nullptr) library_.easy_getinfo(handle_.get(), CURLINFO_TOTAL_TIME_T, &value);
    return std::chrono::microseconds(value);
  }

 private:
  // The first option that cannot be set keeps anything from being sent: none of them is there for
  // nothing.
  template <typename Value>
  void set(CURLoption option, Value value) {
    if (setting_ == CURLE_OK) setting_ = library_.easy_setopt(handle_.get(), option, value);
  }

  void confine() {
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);  // each redirection is judged first
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_HTTP09_ALLOWED, 0L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_USERAGENT, "accord");
    set(CURLOPT_NOSIGNAL, 1L);
    // What comes is taken apart here, where its bytes are counted.
    set(CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
    // The system's look-up of a name cannot be stopped; without this, the end of a request waits
    // for it. Where libcurl does not have it, that is all that is lost.
    if (handle_ != nullptr) library_.easy_setopt(handle_.get(), CURLOPT_QUICK_EXIT, 1L);
  }

  void limit(const ExchangeLimits& limits) {
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.bytes));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connecting.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.answering.count()));
  }

  void post(const Request& request) {
    header("Content-Type: " + request.content_type);
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.c_str());
  }

  void header(const std::string& line) {
    auto* const longer = library_.slist_append(headers_, line.c_str());
    if (longer != nullptr) {
      headers_ = longer;
    } else if (setting_ == CURLE_OK) {
      setting_ = CURLE_OUT_OF_MEMORY;
    }
  }

  const CurlLibrary& library_;
  std::unique_ptr<CURL, decltype(CurlLibrary::easy_cleanup)> handle_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  CURLcode setting_ = CURLE_OK;
  curl_slist* headers_ = nullptr;
};

outcome::Finding failure_of(const Url& url, const Receiver& receiver, const Transfer& transfer,
                            std::string reason) {
  const outcome::About about{.what = url.text()};
  const bool long_line =
      receiver.has_connected && !receiver.has_headers && transfer.is_line_too_long();
  if (receiver.headers_too_large || long_line) {
    const bool in_trailer = receiver.chunks.trailer_bytes() > most_trailer_bytes;
    return outcome::make_finding(
        FindingId::http_too_large, about,
        {{"limit", fmt::format("{}", in_trailer ? most_trailer_bytes : most_header_bytes)}});
  }
  if (receiver.too_large || transfer.is_over_limit()) {
    return outcome::make_finding(FindingId::http_too_large, about,
                                 {{"limit", fmt::format("{}", receiver.limits.bytes)}});
  }
  if (!receiver.broken.empty()) reason = receiver.broken;
  // A name may have several addresses. When none of them could be tried, that is why.
  if (!receiver.refused_address.empty() && !receiver.has_connected) {
    return outcome::make_finding(FindingId::http_address_not_allowed, about,
                                 {{"address", receiver.refused_address}});
  }
  return outcome::make_finding(FindingId::http_failed, about, {{"reason", std::move(reason)}});
}

}  // namespace

Exchange exchange(const Url& url, const Request& request, const ExchangeLimits& limits) {
  Exchange result;
  const auto& library = curl_library();
  if (!library.missing.empty()) {
    result.failure = outcome::make_finding(FindingId::http_failed, {.what = url.text()},
                                           {{"reason", library.missing}});
    return result;
  }
  Receiver receiver{.limits = limits};
  Transfer transfer(library, url, request, receiver);
  auto reason = transfer.perform();
  result.status = transfer.number(CURLINFO_RESPONSE_CODE);
  result.content_type = transfer.text(CURLINFO_CONTENT_TYPE);
  result.redirection = transfer.text(CURLINFO_REDIRECT_URL);
  result.etag = std::move(receiver.etag);
  result.last_modified = std::move(receiver.last_modified);
  result.time = transfer.time();
  // RFC 9112, 6.1: a 304 may say how the body that it does not have would come.
  const bool has_body = result.status != 304;
  if (!reason && has_body && receiver.is_chunked && !receiver.chunks.is_complete()) {
    reason = "the answer ends before its last chunk";
  }
  if (reason) result.failure = failure_of(url, receiver, transfer, std::move(*reason));
  result.bytes = receiver.bytes();
  result.body = std::move(receiver.body);
  return result;
}

}  // namespace accord::http
