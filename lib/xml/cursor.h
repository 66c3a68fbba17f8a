#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "lib/outcome/finding.h"

namespace accord::xml {

/// A name as it is spelled, and where its parts are.
struct RawName {
  std::string_view full;
  std::string_view prefix;  ///< empty when there is none
  std::string_view local;
};

/// A place in the bytes of a document, the tokens that can stand there, and the first thing that
/// was wrong. Functions that return bool return false when they failed; the failure is then kept,
/// with its line and byte offset.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) noexcept
      : begin_(bytes.data()), at_(begin_), end_(begin_ + bytes.size()) {}

  [[nodiscard]] const char* at() const noexcept { return at_; }
  [[nodiscard]] const char* end() const noexcept { return end_; }
  [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }
  [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
  [[nodiscard]] bool is(char c) const noexcept { return at_ != end_ && *at_ == c; }
  [[nodiscard]] bool starts_with(std::string_view token) const noexcept {
    return std::string_view(at_, left()).substr(0, token.size()) == token;
  }
  void move_to(const char* at) noexcept { at_ = at; }
  void advance(std::size_t count) noexcept { at_ += count; }

  /// Steps over production S; false when there is none (that is no failure).
  bool skip_space() noexcept;
  /// Steps over `token`, or fails with `expected`.
  bool take(std::string_view token, std::string_view expected);

  /// Steps over an NCName and returns it; empty when none begins here (that is no failure).
  [[nodiscard]] std::string_view take_ncname() noexcept;
  /// Steps over a QName. `what` is said when there is no name.
  bool take_qname(RawName& name, std::string_view what);

  /// Steps over text up to the next '<' or '&' or the end of input.
  bool take_text();
  /// Steps over a character or entity reference; stands at '&'.
  bool take_reference();
  /// Steps over everything up to and with `stop`, all of it characters of XML. `what` is said when
  /// the document ends before. The view leaves `stop` out.
  bool take_until(std::string_view stop, std::string_view what, std::string_view& taken);
  /// Steps over one character that is not ASCII.
  bool take_beyond_ascii();

  /// Fails: `what` should stand at the cursor. Says instead that the document ends, or that the
  /// bytes here are no character, when that is so.
  bool expected(std::string_view what);
  bool fail(outcome::FindingId id, const char* where, outcome::Params params = {});
  bool fail(outcome::Finding finding);
  [[nodiscard]] outcome::About about(const char* where) const;
  [[nodiscard]] outcome::Finding take_failure() { return std::move(*failure_); }

 private:
  bool take_character_reference();
  bool refuse_character(const char* where);
  bool check_characters(const char* from, const char* to);

  const char* begin_;
  const char* at_;
  const char* end_;
  std::optional<outcome::Finding> failure_;
};

}  // namespace accord::xml
