#include "lib/http/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace accord::http {

std::vector<outcome::Result<Response>> fetch_all(const std::vector<Request>& requests,
                                                 std::size_t workers, const MakeFetcher& make,
                                                 const WatchFetch& watch) {
  std::vector<std::optional<outcome::Result<Response>>> got(requests.size());
  std::atomic<std::size_t> next{0};
  std::mutex watching;
  const auto work = [&] {
    const auto fetcher = make();
    for (auto i = next++; i < requests.size(); i = next++) {
      {
        const std::lock_guard lock(watching);
        watch(requests[i].url);
      }
      got[i] = fetcher->fetch(requests[i]);
    }
  };
  std::vector<std::thread> threads;
  const auto count = std::min(std::max<std::size_t>(workers, 1), requests.size());
  for (std::size_t i = 1; i < count; ++i) threads.emplace_back(work);
  if (count != 0) work();
  for (auto& thread : threads) thread.join();
  std::vector<outcome::Result<Response>> all;
  all.reserve(got.size());
  for (auto& one : got) all.push_back(std::move(*one));
  return all;
}

}  // namespace accord::http
