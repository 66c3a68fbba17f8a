#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace accord::cli {

/// The file in a published folder that says who wrote it, and which SHA256SUMS is its record.
inline constexpr std::string_view publication_mark_name = ".accord-published";
/// Its text, for that text of SHA256SUMS.
[[nodiscard]] std::string publication_mark(std::string_view sums);

/// The files below its folder that a SHA256SUMS lists, as `sha256sum` writes it, and their digests.
[[nodiscard]] std::map<std::string, std::string> digests_in(const std::string& sums);

/// Lower-case hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
/// What a file holds; unlike where a person names a file, an empty one is no error. Throws Refusal.
[[nodiscard]] std::string read_published(const std::filesystem::path& file);

/// Versions before the mark wrote only SHA256SUMS, which other programs write too. So each file has
/// to show by itself that `tl publish` wrote it: a page by its last line, a digest and a
/// certificate by what they are named after, a list by its digest and its page. The first that does
/// not; files that are listed and not there count for nothing. Throws Refusal when one cannot be
/// read.
[[nodiscard]] std::optional<std::string> file_without_proof(
    const std::filesystem::path& folder, const std::map<std::string, std::string>& digests);

}  // namespace accord::cli
