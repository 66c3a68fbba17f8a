#pragma once

#include <filesystem>
#include <memory>
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
  bool durable = true;   ///< false: whoever writes many files makes all of them durable afterwards
};

/// A file that is written, whole and durable, under another name beside its place, and then takes
/// that place in one step. What is there is not touched before. A stream (a terminal, a pipe) has
/// no other name: all of it is written when the place is taken.
class StagedFile {
 public:
  /// `bytes` must live until the place is taken. Missing folders are made. Throws Refusal (usage:
  /// it is there and may not be replaced; io, also when it is there and locked against changes).
  StagedFile(std::filesystem::path path, std::string_view bytes, WriteMode mode = {});
  ~StagedFile();
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  /// Throws Refusal as above.
  void take_place();

 private:
  class File;
  std::filesystem::path path_, folder_;
  std::string_view bytes_;
  WriteMode mode_;
  std::unique_ptr<File> file_;  // none for a stream
};

/// Writes a file so that after a crash at any moment there is the old one or the whole new one: a
/// temporary file beside it, its data and then its name made durable. Missing folders are made.
/// What is a terminal, a pipe or another stream is written to, and never replaced. A file that is
/// replaced keeps its mode, and its owner where the system lets that be; a symbolic link stays, and
/// the file that it leads to is replaced. Throws Refusal (usage: it is there and may not be
/// replaced; io).
void write_output(const std::filesystem::path& path, std::string_view bytes, WriteMode mode = {});

/// Makes an empty file for the owner only (0600), when there is none. Throws Refusal (io).
void make_private_file(const std::filesystem::path& path);

/// The rights that a new folder gets, as the system would give them (mkdtemp gives fewer).
[[nodiscard]] std::filesystem::perms ordinary_folder_permissions();

/// Refuses when that file is there already, before any work is done; `write_output` checks again,
/// without a gap.
void check_free(const std::filesystem::path& path, bool replace);

}  // namespace accord::cli
