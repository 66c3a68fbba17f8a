#include "lib/http/curl_library.h"

#include <dlfcn.h>

namespace accord::http {
namespace {

// The interface's number has been 4 since 2006 (https://curl.se/libcurl/abi.html).
constexpr const char* library_name = "libcurl.so.4";

std::string last_error() {
  const char* error = ::dlerror();
  return error != nullptr ? error : "libcurl cannot be used";
}

CurlLibrary load() {
  CurlLibrary library;
  void* const handle = ::dlopen(library_name, RTLD_LAZY | RTLD_LOCAL);
  if (handle == nullptr) {
    library.missing = last_error();
    return library;
  }
  const auto find = [&](auto& function, const char* name) {
    void* const found = ::dlsym(handle, name);
    if (found == nullptr) library.missing = last_error();
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
  };
  find(library.global_init, "curl_global_init");
  find(library.easy_init, "curl_easy_init");
  find(library.easy_setopt, "curl_easy_setopt");
  find(library.easy_perform, "curl_easy_perform");
  find(library.easy_getinfo, "curl_easy_getinfo");
  find(library.easy_strerror, "curl_easy_strerror");
  find(library.easy_cleanup, "curl_easy_cleanup");
  find(library.slist_append, "curl_slist_append");
  find(library.slist_free_all, "curl_slist_free_all");
  if (!library.missing.empty()) return library;
  if (const auto code = library.global_init(CURL_GLOBAL_DEFAULT); code != CURLE_OK) {
    library.missing = library.easy_strerror(code);
  }
  return library;
}

}  // namespace

const CurlLibrary& curl_library() {
  static const CurlLibrary library = load();
  return library;
}

}  // namespace accord::http
