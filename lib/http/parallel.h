#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "lib/http/fetcher.h"

namespace accord::http {

/// Makes a fetcher for one worker.
using MakeFetcher = std::function<std::unique_ptr<Fetcher>()>;
/// Told which URL is next; called by one thread at a time.
using WatchFetch = std::function<void(const std::string& url)>;

/// Gets all of them, at most `workers` at the same time, each worker with a fetcher of its own. One
/// answer for each request, in their order.
[[nodiscard]] std::vector<outcome::Result<Response>> fetch_all(const std::vector<Request>& requests,
                                                               std::size_t workers,
                                                               const MakeFetcher& make,
                                                               const WatchFetch& watch);

}  // namespace accord::http
