#include "lib/http/exchange.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "lib/http/curl_library.h"

namespace accord::http {
namespace {

using outcome::FindingId;

constexpr std::uint64_t most_header_bytes = 64ULL << 10U;

/// What libcurl's calls back work on.
struct Receiver {
  const ExchangeLimits& limits;
  std::string body{};
  std::uint64_t header_bytes = 0;
  std::string etag{}, last_modified{};
  bool too_large = false;
  bool has_connected = false;
  std::string refused_address{};
};

// An answer that could not be kept ends the program (noexcept): libcurl is C.
std::size_t take_body(char* data, std::size_t, std::size_t count, void* context) noexcept {
  auto& receiver = *static_cast<Receiver*>(context);
  if (count > receiver.limits.bytes - receiver.body.size()) {
    receiver.too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  receiver.body.append(data, count);
  return count;
}

// The value of the header of that name (small letters), when this line is it and what it says can
// be sent back as it is.
void take_validator(std::string_view line, std::string_view name, std::string& value) {
  constexpr std::size_t longest = 512;
  if (line.size() <= name.size() || line[name.size()] != ':') return;
  const bool same = std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
    return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
  });
  if (!same) return;
  line.remove_prefix(name.size() + 1);
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  while (!line.empty() && (line.back() <= ' ')) line.remove_suffix(1);
  const bool plain =
      std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < 127; });
  value = plain && line.size() <= longest ? std::string(line) : std::string();
}

// Also those of provisional answers (100 to 199), of which there may be any number, and trailers.
std::size_t take_header(char* data, std::size_t, std::size_t count, void* context) noexcept {
  auto& receiver = *static_cast<Receiver*>(context);
  receiver.header_bytes += count;
  if (receiver.header_bytes > most_header_bytes) {
    receiver.too_large = true;
    return CURL_WRITEFUNC_ERROR;
  }
  take_validator({data, count}, "etag", receiver.etag);
  take_validator({data, count}, "last-modified", receiver.last_modified);
  return count;
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
  if (receiver.too_large || transfer.is_over_limit()) {
    const bool in_headers = receiver.header_bytes > most_header_bytes;
    const auto limit = in_headers ? most_header_bytes : receiver.limits.bytes;
    return outcome::make_finding(FindingId::http_too_large, about,
                                 {{"limit", fmt::format("{}", limit)}});
  }
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
  if (reason) result.failure = failure_of(url, receiver, transfer, std::move(*reason));
  result.body = std::move(receiver.body);
  return result;
}

}  // namespace accord::http
