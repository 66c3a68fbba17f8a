#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace accord::cli {

/// What a file looks like from its first bytes; for the message when it is something else than a
/// command needs.
enum class InputKind : std::uint8_t {
  xml,
  pem,
  der,
  html,
  pdf,
  zip,
  gzip,
  json,
  utf16,
  program,
  image,
  text,
  unknown,
};
[[nodiscard]] InputKind kind_of(std::string_view bytes) noexcept;
[[nodiscard]] std::string_view to_string(InputKind kind) noexcept;

/// A whole file; `-` is standard input. Throws Refusal (bad input) when it is missing, a folder,
/// not to be opened, empty, over 160 MB or an address of the web, (io) when it may not be read or
/// reading fails.
[[nodiscard]] std::string read_input(const std::string& path);
/// A file that this program has stored. Unlike one that a person names it is an ordinary file:
/// `-`, pipes and devices are refused (bad input), and not waited for.
[[nodiscard]] std::string read_stored(const std::string& path);
/// What `read_input` gives, and refused when it is no XML by its first bytes.
[[nodiscard]] std::string read_xml_input(const std::string& path);
/// The same, and refused when it is neither PEM nor DER by its first bytes. `wanted` says what was:
/// "a certificate".
[[nodiscard]] std::string read_der_input(const std::string& path, std::string_view wanted);

/// How a file is written.
struct WriteMode {
  bool replace = false;  ///< what is there already may be replaced
  bool secret = false;   ///< for the owner only (0600)
};

/// Writes a file so that after a crash at any moment there is the old one or the whole new one: a
/// temporary file beside it, its data and then its name made durable. Missing folders are made.
/// What is a terminal, a pipe or another stream is written to, and never replaced. Throws Refusal
/// (usage: it is there and may not be replaced; io).
void write_output(const std::filesystem::path& path, std::string_view bytes, WriteMode mode = {});

/// Makes an empty file for the owner only (0600), when there is none. Throws Refusal (io).
void make_private_file(const std::filesystem::path& path);

/// Refuses when that file is there already, before any work is done; `write_output` checks again,
/// without a gap.
void check_free(const std::filesystem::path& path, bool replace);

}  // namespace accord::cli
