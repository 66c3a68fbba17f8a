#include "tests/trustlist/mutator/base_list.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/reference.h"
#include "tests/trustlist/list_maker.h"
#include "tests/trustlist/mutator/made_lists.h"

namespace accord::tests::mutants {
namespace {

using namespace trustlist;

/// What cannot be found is not there to be changed: then the list is not one to start from.
std::size_t required(const Markup& markup, std::string_view local, std::size_t inside) {
  const auto found = markup.find(local, inside);
  INFO("an element " << local);
  REQUIRE(found != none);
  return found;
}

read::ListVerdict verdict_on(const BaseList& list, const read::SignerSet& signers,
                             time::Instant at) {
  outcome::Budget budget;
  return read::verify_list(list.markup.text(), signers, at, {}, budget);
}

/// The list as whoever has its signer's certificate sees it at the moment of its issue.
void settle(BaseList& list) {
  INFO(list.name);
  const auto first = verdict_on(list, read::SignerSet::unknown(), {});
  REQUIRE(first.signer.has_value());
  REQUIRE(first.list() != nullptr);
  list.signers = read::SignerSet::given({*first.signer});
  list.at = std::max(first.list()->issued, *first.signing_time);
  list.signer = first.signer->fingerprint();
  list.signing_time = *first.signing_time;
}

std::vector<std::string> published_files() {
  const char* set = std::getenv("ACCORD_REFERENCE_DIR");
  const std::filesystem::path folder =
      std::filesystem::path(set != nullptr && *set != '\0' ? set : "../shared") / "lists";
  if (!std::filesystem::is_directory(folder)) return {};
  std::vector<std::pair<std::uintmax_t, std::string>> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") found.emplace_back(entry.file_size(), entry.path());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> files;
  for (auto& [size, file] : found) files.push_back(std::move(file));
  return files;
}

}  // namespace

BaseList::BaseList(std::string list_name, std::string text)
    : name(std::move(list_name)), markup(std::move(text)) {
  INFO(name);
  for (const auto node : markup.find_all("Signature")) {
    if (markup.nodes()[node].parent == 0) signature = node;
  }
  REQUIRE(signature != none);
  signed_info = required(markup, "SignedInfo", signature);
  canonicalization_method = required(markup, "CanonicalizationMethod", signed_info);
  signature_method = required(markup, "SignatureMethod", signed_info);
  signature_value = required(markup, "SignatureValue", signature);
  key_info = required(markup, "KeyInfo", signature);
  object = required(markup, "Object", signature);
  qualifying_properties = required(markup, "QualifyingProperties", object);
  signed_properties = required(markup, "SignedProperties", object);
  for (const auto node : markup.find_all("Reference", signed_info)) {
    const auto type = markup.attribute(node, "Type");
    const bool typed = type && type->value.size() != 0;
    (typed ? properties_reference : document_reference) = node;
  }
  REQUIRE(document_reference != none);
  REQUIRE(properties_reference != none);
  settle(*this);
}

std::string BaseList::reference_id() const {
  const auto uri = markup.piece(markup.attribute(document_reference, "URI")->value);
  return std::string(uri.substr(uri.empty() ? 0 : 1));
}

std::string BaseList::root_id() const {
  const auto id = markup.attribute(0, "Id");
  return id ? std::string(markup.piece(id->value)) : std::string();
}

const Covered& BaseList::covered() const {
  if (covered_ == nullptr) {
    auto computed = covered_by_libxml2(markup.text(), !reference_id().empty());
    INFO(name);
    REQUIRE(computed.has_value());
    covered_ = std::make_unique<Covered>(std::move(*computed));
  }
  return *covered_;
}

BaseLists::BaseLists() : files_(published_files()), published_(files_.size()) {
  for (auto& list : make_lists()) {
    made_.push_back(std::make_unique<BaseList>(std::move(list.name), std::move(list.text)));
  }
}

const BaseList& BaseLists::published(std::size_t number) {
  auto& list = published_[number];
  if (list == nullptr) {
    const std::filesystem::path file = files_[number];
    list = std::make_unique<BaseList>(file.filename().string(), read_file(file));
  }
  return *list;
}

}  // namespace accord::tests::mutants
