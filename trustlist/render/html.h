#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trustlist/render/render.h"

namespace accord::trustlist::render {

/// Text made safe between tags and in quoted attributes. Control characters and those that turn the
/// direction of text around become U+FFFD: a name must look like what it is.
[[nodiscard]] std::string escape(std::string_view text);
/// A link for an http, https or mailto address; the escaped text alone for everything else.
[[nodiscard]] std::string link(std::string_view uri);
/// Text in each of its languages, of which one is shown; the reader chooses.
[[nodiscard]] std::string localised(const LocalisedTexts& texts);
/// The same for addresses.
[[nodiscard]] std::string localised_links(const LocalisedTexts& uris);
/// "<span class=…>granted</span>".
[[nodiscard]] std::string status_mark(std::string_view status_uri);
/// "<time datetime=…>2026-06-01 00:00:00 UTC</time>".
[[nodiscard]] std::string moment(time::Instant instant);
/// The same with the day alone shown: "2026-06-01".
[[nodiscard]] std::string day(time::Instant instant);
/// A value that is copied rather than read.
[[nodiscard]] std::string code(std::string_view text);
/// A text in JSON, also safe inside a script element.
[[nodiscard]] std::string json(std::string_view text);

/// Rows of "name: value" under each other. A row without a value is left out. `value` is HTML.
class Facts {
 public:
  void add(std::string_view name, const std::string& value);
  [[nodiscard]] std::string html() const;

 private:
  std::string rows_;
};

/// A table that becomes blocks on a narrow screen; cells are HTML.
class HtmlTable {
 public:
  explicit HtmlTable(std::vector<std::string> headings) : headings_(std::move(headings)) {}
  void add(const std::vector<std::string>& cells);
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] std::string html() const;

 private:
  std::vector<std::string> headings_;
  std::string rows_;
};

/// One whole page.
struct Page {
  std::string title;                         ///< text
  std::string navigation;                    ///< HTML
  std::string body;                          ///< HTML
  const Publication* publication = nullptr;  ///< of the list that it shows; none: the index
  std::optional<time::Instant> next_update;
  bool has_languages = false;
  std::string index;  ///< JSON for the search; empty: none
};
[[nodiscard]] std::string html_of(const Page& page);

/// Our own style sheet and script, whose digests the page's Content-Security-Policy names.
[[nodiscard]] std::string_view style_sheet() noexcept;
[[nodiscard]] std::string_view script() noexcept;

}  // namespace accord::trustlist::render
