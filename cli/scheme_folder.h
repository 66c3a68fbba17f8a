#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trustlist/scheme/compose.h"
#include "trustlist/scheme/edit.h"

namespace accord::cli {

/// While it lives no other run of the program changes that folder; it waits until it may.
class FolderLock {
 public:
  /// A folder that is not there is not locked. Throws Refusal (io).
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  int descriptor_;
};

/// The folder of one scheme: scheme.xml, providers/*.xml, and the files that these name. Everything
/// throws Refusal when a file is missing or cannot be understood.
class SchemeFolder final : public trustlist::scheme::Files {
 public:
  explicit SchemeFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  /// The scheme that a person means by a path: its folder, its scheme.xml, or a folder or file
  /// below. Throws Refusal (bad input) when the path leads to several schemes.
  [[nodiscard]] static SchemeFolder of(const std::filesystem::path& path);
  /// The names of the folders with a scheme.xml right below that folder; none when the path means
  /// one scheme, as in `of`.
  [[nodiscard]] static std::vector<std::string> schemes_in(const std::filesystem::path& path);
  [[nodiscard]] FolderLock lock() const { return FolderLock(folder_); }

  [[nodiscard]] std::filesystem::path path(const std::filesystem::path& name) const {
    return folder_ / name;
  }
  [[nodiscard]] std::filesystem::path scheme_file() const { return path("scheme.xml"); }
  /// Where a provider of that name (in English) is looked for first.
  [[nodiscard]] std::filesystem::path provider_file(std::string_view provider_name) const;
  /// Where a new provider goes: that file or, where another provider has it whose name is written
  /// with the same letters or in other ones than a to z, one with a number at the end.
  [[nodiscard]] std::filesystem::path new_provider_file(std::string_view provider_name) const;
  /// The file of the provider that has that name in English, whatever the file is called.
  [[nodiscard]] std::optional<std::filesystem::path> find_provider(
      std::string_view provider_name) const;

  [[nodiscard]] trustlist::scheme::SchemeSource read_scheme() const;
  /// Every provider, in the order of the files' names.
  [[nodiscard]] std::vector<trustlist::scheme::NamedProvider> read_providers() const;
  [[nodiscard]] trustlist::scheme::ProviderSource read_provider(
      const std::filesystem::path& file) const;

  /// Both, as far as they could be read: what is wrong in any of these files is added.
  struct Sources {
    std::optional<trustlist::scheme::SchemeSource> scheme;
    std::vector<trustlist::scheme::NamedProvider> providers;
  };
  [[nodiscard]] Sources read_in_part(outcome::Findings& findings) const;

  /// The new text of a file, changed in the text that it has, or written anew where there is none.
  [[nodiscard]] std::string text_of(const trustlist::scheme::SchemeSource& scheme) const;
  [[nodiscard]] std::string text_of(const std::filesystem::path& file,
                                    const trustlist::scheme::ProviderSource& provider) const;

  [[nodiscard]] outcome::Result<std::string> read(const std::string& name) override;

  /// Removes a provider's file, when it has no service any more. Throws Refusal.
  static void remove_provider(const std::filesystem::path& file);

  /// The name of a file relative to the folder; empty for one that is not below it.
  [[nodiscard]] std::string name_of(const std::filesystem::path& file) const;

  /// Puts a file's bytes into the folder, below `where`, and returns its name relative to the
  /// folder. The same bytes may be there already; a file that lies in the folder stays where it is.
  /// Where other bytes have the name, the file gets a further part, the beginning of its SHA-256.
  [[nodiscard]] std::string take_in(const std::filesystem::path& file,
                                    const std::string& where) const;
  /// The same for a file with certificates, below `certificates`: the certificates themselves are
  /// written, as they were read, and nothing else that the file holds. Throws Refusal (bad input,
  /// `certificate_file_with_key`) when it holds a private key too.
  [[nodiscard]] std::string take_in_certificates(const std::filesystem::path& file) const;

 private:
  [[nodiscard]] std::string take_in_bytes(const std::filesystem::path& file, std::string_view bytes,
                                          const std::string& where) const;
  [[nodiscard]] std::vector<std::filesystem::path> provider_files() const;
  std::filesystem::path folder_;
};

}  // namespace accord::cli
