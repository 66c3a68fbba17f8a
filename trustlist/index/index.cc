#include "trustlist/index/index.h"

namespace accord::trustlist::index {
namespace {

const TrustedList* plain(const std::shared_ptr<const read::VerifiedList>& list) {
  return &list->list();
}
const TrustedList* plain(const std::shared_ptr<const TrustedList>& list) { return list.get(); }

template <typename List>
ServiceTable table_of(const std::vector<std::shared_ptr<const List>>& lists) {
  std::vector<const TrustedList*> all;
  all.reserve(lists.size());
  for (const auto& one : lists) all.push_back(plain(one));
  return ServiceTable(all);
}

}  // namespace

VerifiedIndex::VerifiedIndex(std::vector<std::shared_ptr<const read::VerifiedList>> lists)
    : lists_(std::move(lists)), table_(table_of(lists_)) {}

ClaimedIndex::ClaimedIndex(std::vector<TrustedList> lists) {
  lists_.reserve(lists.size());
  for (auto& one : lists) lists_.push_back(std::make_shared<const TrustedList>(std::move(one)));
  table_ = table_of(lists_);
}

}  // namespace accord::trustlist::index
