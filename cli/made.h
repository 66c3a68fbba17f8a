#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "cli/answer.h"
#include "cli/files.h"
#include "cli/session.h"
#include "lib/crypto/signer.h"
#include "lib/x509/certificate.h"

namespace accord::cli {

/// The files that a command writes, told to whoever reads its answer: a line each, and "files" in
/// JSON.
class Made {
 public:
  explicit Made(const Session& session) : session_(session) {}

  /// Writes a file; `what` says in a few words what it is. Throws Refusal.
  void file(const std::filesystem::path& path, std::string_view bytes, std::string_view what,
            WriteMode mode = {});
  /// Lets a file that is written take its place. Throws Refusal.
  void placed(StagedFile& file, std::string_view what);
  /// Writes a private key, encrypted, for the owner only; what is there is never replaced. Throws
  /// Refusal.
  void key(const std::filesystem::path& path, const KeyRing::Key& key,
           const crypto::Passphrase& passphrase);
  /// Writes a certificate that is recorded as issued by that authority. Throws Refusal that says
  /// how to get at it when its file cannot be written.
  void issued(const std::filesystem::path& path, const x509::Certificate& certificate,
              const std::string& authority, WriteMode mode);
  /// A line about something that is no file.
  void note(std::string_view text);
  /// Lines as they are.
  void text(std::string_view lines) { text_ += lines; }

  /// The answer of a command that made something and judged nothing.
  [[nodiscard]] Answer answer() &&;

 private:
  const Session& session_;
  std::string text_;
  Json files_ = Json::array();
};

/// Makes a private key.
[[nodiscard]] KeyRing::Key new_key(crypto::KeySpec spec);
/// Opens a private key's file. Throws Refusal (bad input).
[[nodiscard]] KeyRing::Key read_key(const Session& session, const std::string& path,
                                    const crypto::Passphrase& passphrase);

/// The kind of key that `--type` names; P-256 without it. Throws Refusal (usage).
[[nodiscard]] crypto::KeySpec key_spec_from_option(std::string_view word);
/// The same for a key that signs lists: none that XML signatures have no name for.
[[nodiscard]] crypto::KeySpec list_key_spec_from_option(std::string_view word);
inline constexpr std::string_view list_key_types =
    "p256, p384, p521, rsa2048, rsa3072, rsa4096, ed25519, ed448, brainpool256, brainpool384, "
    "brainpool512";
inline constexpr std::string_view key_types =
    "p256, p384, p521, rsa2048, rsa3072, rsa4096, ed25519, ed448, brainpool256, brainpool384, "
    "brainpool512, mldsa44, mldsa65, mldsa87";

}  // namespace accord::cli
