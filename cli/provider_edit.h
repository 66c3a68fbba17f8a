#pragma once

#include <optional>
#include <string>

#include "cli/made.h"
#include "cli/scheme_folder.h"
#include "cli/session.h"

namespace accord::cli {

/// One change of a provider's source by a command with DIR, --provider and --service: the folder is
/// locked, the file is read, changed and written in its own text. Everything throws Refusal.
class ProviderEdit {
 public:
  enum class Provider : std::uint8_t { known, may_be_new };
  /// `provider_unknown` when it has to be known and is not.
  ProviderEdit(const Arguments& arguments, Session& session, Provider which);

  [[nodiscard]] const SchemeFolder& folder() const noexcept { return folder_; }
  [[nodiscard]] const trustlist::scheme::SchemeSource& scheme() const noexcept { return scheme_; }
  [[nodiscard]] trustlist::scheme::ProviderSource& provider() noexcept { return provider_; }
  [[nodiscard]] const std::string& provider_name() const noexcept { return name_; }
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }
  [[nodiscard]] const std::string& service_name() const noexcept { return service_; }
  [[nodiscard]] time::Instant at() const noexcept { return at_; }

  /// The service as it is. `service_not_found`.
  [[nodiscard]] const trustlist::scheme::ServiceSource& service() const;
  /// Refuses a status that no list of the EU may have (`check_status_in_eu`).
  void check_status(std::string_view type_uri, std::string_view status_uri) const;

  /// Writes the file; `what` says what it says now.
  [[nodiscard]] Answer finish(const std::string& what) &&;

 private:
  SchemeFolder folder_;
  FolderLock lock_;
  trustlist::scheme::SchemeSource scheme_;
  std::string name_, service_;
  time::Instant at_;
  std::filesystem::path file_;
  trustlist::scheme::ProviderSource provider_;
  const Session& session_;
};

/// What is given with --for, as URIs, each for services of that type. Throws Refusal (usage).
[[nodiscard]] std::vector<std::string> uses_from(const Arguments& arguments,
                                                 std::string_view type_uri);

inline constexpr Operand scheme_operand[] = {{"DIR", "the scheme's folder, or its scheme.xml"}};
inline constexpr Option option_provider{"provider", "NAME",
                                        "the trust service provider, in English", Count::one};
inline constexpr Option option_service{"service", "NAME", "the service, in English", Count::one};

}  // namespace accord::cli
