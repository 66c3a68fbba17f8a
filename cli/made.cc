#include "cli/made.h"

#include <fmt/format.h>

#include "cli/certificates.h"
#include "cli/refusal.h"

namespace accord::cli {

using outcome::FindingId;

void Made::file(const std::filesystem::path& path, std::string_view bytes, std::string_view what,
                WriteMode mode) {
  StagedFile file(path, bytes, mode);
  placed(file, what);
}

void Made::placed(StagedFile& file, std::string_view what) {
  file.take_place();
  const auto& path = file.path();
  text_ += fmt::format("wrote {}  {}\n", session_.style().paint(Tone::strong, path.string()),
                       session_.style().paint(Tone::quiet, what));
  files_.push(Json::object({{"path", path.string()}, {"what", what}}));
}

void Made::key(const std::filesystem::path& path, const KeyRing::Key& key,
               const crypto::Passphrase& passphrase) {
  const auto pem = need(key->encrypt(passphrase), path.string(), Exit::internal);
  file(path, pem, "private key, encrypted", {.replace = false, .secret = true});
  const auto& ring = session_.outside().keys;
  if (ring) ring->keep(pem, passphrase, key);
}

void Made::issued(const std::filesystem::path& path, const x509::Certificate& certificate,
                  const std::string& authority, WriteMode mode) {
  const auto serial = certificate.serial().to_hex();
  try {
    file(path, to_pem(certificate),
         fmt::format("certificate of {}, serial {}", short_subject(certificate), serial), mode);
  } catch (const Refusal& refusal) {
    auto findings = refusal.findings();
    findings.add(FindingId::certificate_not_written, {.what = authority}, {{"serial", serial}});
    refuse(refusal.exit(), std::move(findings));
  }
}

void Made::note(std::string_view text) { text_ += wrap(text, session_.style().width, "", "  "); }

Answer Made::answer() && {
  Answer answer;
  answer.fields.set("files", std::move(files_));
  answer.text = std::move(text_);
  return answer;
}

KeyRing::Key new_key(crypto::KeySpec spec) {
  return std::make_shared<crypto::SoftwareKey>(
      need(crypto::SoftwareKey::generate(spec), {}, Exit::internal));
}

KeyRing::Key read_key(const Session& session, const std::string& path,
                      const crypto::Passphrase& passphrase) {
  const auto pem = read_input(path);
  const auto& ring = session.outside().keys;
  auto key = ring ? ring->find(pem, passphrase) : nullptr;
  if (key) return key;
  key = std::make_shared<crypto::SoftwareKey>(
      need(crypto::SoftwareKey::decrypt(pem, passphrase), path));
  if (ring) ring->keep(pem, passphrase, key);
  return key;
}

namespace {

[[noreturn]] void refuse_type(std::string_view word, std::string_view wanted) {
  refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
         {{"option", "--type"}, {"value", std::string(word)}, {"wanted", std::string(wanted)}});
}

}  // namespace

crypto::KeySpec key_spec_from_option(std::string_view word) {
  const auto spec = crypto::key_spec_from(word);
  if (!spec) refuse_type(word, key_types);
  return *spec;
}

crypto::KeySpec list_key_spec_from_option(std::string_view word) {
  const auto spec = crypto::key_spec_from(word);
  const bool named = spec && *spec != crypto::KeySpec::ml_dsa_44 &&
                     *spec != crypto::KeySpec::ml_dsa_65 && *spec != crypto::KeySpec::ml_dsa_87;
  if (!named) refuse_type(word, list_key_types);
  return *spec;
}

}  // namespace accord::cli
