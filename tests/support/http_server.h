#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace accord::tests {

/// What a server got.
struct ServerRequest {
  std::string method;
  std::string path;
  std::string headers;  ///< as they stood
  std::string body;
};

/// What a server gives.
struct ServerAnswer {
  unsigned status = 200;
  std::string body{};
  std::vector<std::string> headers{};  ///< further ones, "Location: …"
  bool is_endless = false;             ///< the body is written over and over, until nobody reads on
  bool are_headers_endless = false;    ///< the same of a header
  bool is_cut_off = false;             ///< half of the body is written, and the connection ends
  bool is_silent = false;              ///< nothing is written until nobody waits any more
  bool has_length = true;              ///< the length of the body is announced, if it has an end
};

/// An HTTP server on this machine, in a thread of its own; one request at a time, each on its own
/// connection. What it was not told to answer it answers with 404.
class HttpServer {
 public:
  using Handler = std::function<ServerAnswer(const ServerRequest&)>;

  explicit HttpServer(const std::string& address = "127.0.0.1");
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// "http://127.0.0.1:12345/path".
  [[nodiscard]] std::string url(const std::string& path) const;

  void answer(const std::string& path, ServerAnswer answer);
  void answer_by(const std::string& path, Handler handler);

  /// All requests until now.
  [[nodiscard]] std::vector<ServerRequest> requests() const;

 private:
  void serve();
  void serve(int connection);
  [[nodiscard]] ServerAnswer answer_to(const ServerRequest& request);

  std::string address_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, Handler> handlers_;
  std::vector<ServerRequest> requests_;
  std::thread thread_;
};

}  // namespace accord::tests
