#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trustlist/model/list.h"

/// Static web pages of a trusted list, for people. They stand beside the published XML, which alone
/// counts: a page says so. Nothing on a page comes from elsewhere, and nothing in a list can put
/// markup, a script or a link other than http, https and mailto into one.
namespace accord::trustlist::render {

/// Stands at the end of every page, in this version and in all before.
inline constexpr std::string_view made_by = "Made from the published XML by Accord.";

/// What is known of the file that the pages show.
struct Publication {
  std::string name;            ///< that of its files: NAME.xml, NAME.sha2, NAME.html, NAME/…
  std::string sha256;          ///< of the XML, lower-case hexadecimal
  std::size_t size{};          ///< of the XML in octets
  bool verified = false;       ///< otherwise every page says that it was not
  std::string verdict;         ///< "valid", "indeterminate", "invalid": what the check gave
  time::Instant checked_at{};  ///< the moment for which it was checked
  std::optional<x509::Certificate> signer;    ///< of the intact signature
  std::optional<time::Instant> signing_time;  ///< as the signature says
};

/// Takes one finished file: its path below the folder of the pages ('/' between its parts) and its
/// bytes.
using Sink = std::function<void(std::string_view path, std::string_view bytes)>;

/// Whether it can name a publication: 1 to 80 ASCII letters, digits, '.', '-', '_', not beginning
/// with a dot, not "index".
[[nodiscard]] bool is_publication_name(std::string_view name) noexcept;

/// The pages of one list: NAME.html with the search, NAME/PROVIDER.html for each provider, and each
/// certificate once as NAME/certificates/SHA256.cer (DER). One file is in memory at a time.
void render_list(const TrustedList& list, const Publication& publication, const Sink& sink);

/// A line of the page of all lists.
struct IndexRow {
  Publication publication;
  std::string territory, scheme_name, operator_name;  ///< the names in English
  bool list_of_lists = false;
  std::uint64_t sequence{};
  time::Instant issued{};
  std::optional<time::Instant> next_update;
  std::size_t providers{}, services{}, pointers{};
};
[[nodiscard]] IndexRow index_row(const TrustedList& list, const Publication& publication);
/// index.html: the lists of one folder.
void render_index(const std::vector<IndexRow>& rows, const Sink& sink);

}  // namespace accord::trustlist::render
