#include "tests/support/http_server.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>
#include <sys/socket.h>
#include <unistd.h>

namespace accord::tests {
namespace {

bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Reads on until there are as many bytes, or nothing more comes.
bool read_until(int connection, std::string& bytes, std::size_t wanted) {
  std::array<char, 4096> piece{};
  while (bytes.size() < wanted) {
    const auto got = ::recv(connection, piece.data(), piece.size(), 0);
    if (got <= 0) return false;
    bytes.append(piece.data(), static_cast<std::size_t>(got));
  }
  return true;
}

std::size_t length_of_body(const std::string& headers) {
  constexpr std::string_view name = "content-length:";
  std::string lower = headers;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto at = lower.find(name);
  return at == std::string::npos ? 0 : std::stoul(lower.substr(at + name.size()));
}

bool read_request(int connection, ServerRequest& request) {
  constexpr std::string_view end_of_headers = "\r\n\r\n";
  std::string bytes;
  std::size_t end = std::string::npos;
  while ((end = bytes.find(end_of_headers)) == std::string::npos) {
    if (!read_until(connection, bytes, bytes.size() + 1)) return false;
  }
  const auto body_at = end + end_of_headers.size();
  const auto line_end = bytes.find("\r\n");
  const auto space = bytes.find(' ');
  request.method = bytes.substr(0, space);
  request.path = bytes.substr(space + 1, bytes.find(' ', space + 1) - space - 1);
  request.headers = bytes.substr(line_end + 2, body_at - line_end - 2);
  const auto length = length_of_body(request.headers);
  if (!read_until(connection, bytes, body_at + length)) return false;
  request.body = bytes.substr(body_at, length);
  return true;
}

void send_answer(int connection, const ServerAnswer& answer) {
  if (answer.is_silent) {
    std::string rest;
    while (read_until(connection, rest, rest.size() + 1)) continue;
    return;
  }
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " x\r\nConnection: close\r\n";
  for (const auto& header : answer.headers) head += header + "\r\n";
  if (!answer.is_endless && answer.has_length)
    head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
  bool goes_on = send_all(connection, head);
  while (goes_on && answer.are_headers_endless) goes_on = send_all(connection, "X-Filler: x\r\n");
  const auto length = answer.is_cut_off ? answer.body.size() / 2 : answer.body.size();
  goes_on = goes_on && send_all(connection, "\r\n") &&
            send_all(connection, std::string_view(answer.body).substr(0, length));
  while (goes_on && answer.is_endless) goes_on = send_all(connection, answer.body);
}

}  // namespace

HttpServer::HttpServer(const std::string& address) : address_(address) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  REQUIRE(::inet_pton(AF_INET, address.c_str(), &place.sin_addr) == 1);
  auto* const generic = reinterpret_cast<sockaddr*>(&place);
  socklen_t size = sizeof place;
  REQUIRE(::bind(listener_, generic, size) == 0);
  REQUIRE(::listen(listener_, 16) == 0);
  REQUIRE(::getsockname(listener_, generic, &size) == 0);
  port_ = ntohs(place.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HttpServer::~HttpServer() {
  ::shutdown(listener_, SHUT_RDWR);  // ends the thread's accept
  thread_.join();
  ::close(listener_);
}

std::string HttpServer::url(const std::string& path) const {
  return "http://" + address_ + ":" + std::to_string(port_) + path;
}

void HttpServer::answer(const std::string& path, ServerAnswer answer) {
  answer_by(path, [answer = std::move(answer)](const ServerRequest&) { return answer; });
}

void HttpServer::answer_by(const std::string& path, Handler handler) {
  const std::lock_guard lock(mutex_);
  handlers_[path] = std::move(handler);
}

std::vector<ServerRequest> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::serve() {
  for (;;) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    serve(connection);
    ::close(connection);
  }
}

void HttpServer::serve(int connection) {
  ServerRequest request;
  if (!read_request(connection, request)) return;
  send_answer(connection, answer_to(request));
}

ServerAnswer HttpServer::answer_to(const ServerRequest& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  const auto found = handlers_.find(request.path);
  return found == handlers_.end() ? ServerAnswer{.status = 404} : found->second(request);
}

}  // namespace accord::tests
