#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trustlist/scheme/compose.h"
#include "trustlist/scheme/edit.h"

namespace accord::cli {

/// The folder of one scheme: scheme.xml, providers/*.xml, and the files that these name. Everything
/// throws Refusal when a file is missing or cannot be understood.
class SchemeFolder final : public trustlist::scheme::Files {
 public:
  explicit SchemeFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::filesystem::path path(const std::filesystem::path& name) const {
    return folder_ / name;
  }
  [[nodiscard]] std::filesystem::path scheme_file() const { return path("scheme.xml"); }
  [[nodiscard]] std::filesystem::path provider_file(std::string_view provider_name) const;

  [[nodiscard]] trustlist::scheme::SchemeSource read_scheme() const;
  /// Every provider, in the order of the files' names.
  [[nodiscard]] std::vector<trustlist::scheme::NamedProvider> read_providers() const;
  [[nodiscard]] trustlist::scheme::ProviderSource read_provider(
      const std::filesystem::path& file) const;

  [[nodiscard]] outcome::Result<std::string> read(const std::string& name) override;

  /// Removes a provider that has no service any more.
  void remove_provider(std::string_view provider_name) const;

  /// Puts a file's bytes into the folder, below `where`, and returns its name relative to the
  /// folder. The same bytes may be there already; a file that lies in the folder stays where it is.
  /// Where other bytes have the name, the file gets a further part, the beginning of its SHA-256.
  [[nodiscard]] std::string take_in(const std::filesystem::path& file,
                                    const std::string& where) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace accord::cli
