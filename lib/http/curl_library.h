#pragma once

#include <string>

#include <curl/curl.h>

namespace accord::http {

/// libcurl's functions, found when something is first fetched. The library brings some thirty
/// others with it, which would cost every command of the program 8 ms to read in, were it linked.
/// Only sources of this folder include this header.
struct CurlLibrary {
  decltype(&curl_global_init) global_init = nullptr;
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_setopt) easy_setopt = nullptr;
  decltype(&curl_easy_perform) easy_perform = nullptr;
  decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&curl_easy_strerror) easy_strerror = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_slist_append) slist_append = nullptr;
  decltype(&curl_slist_free_all) slist_free_all = nullptr;

  std::string missing;  ///< why it cannot be used; empty when it can
};

/// Reads in libcurl and sets up its global state, once in a process.
[[nodiscard]] const CurlLibrary& curl_library();

}  // namespace accord::http
