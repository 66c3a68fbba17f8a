#include "cli/publication_mark.h"

#include <sstream>

#include "cli/files.h"
#include "lib/crypto/digest.h"
#include "lib/der/bytes.h"
#include "trustlist/render/render.h"

namespace accord::cli {
namespace {

namespace fs = std::filesystem;

crypto::Digest sha256(std::string_view bytes) {
  return crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes));
}

// "jp/x.html"; neither "/etc/x" nor "../x" nor "jp/../x".
bool is_below(const fs::path& name) {
  return name.is_relative() && name.lexically_normal() == name && *name.begin() != ".." &&
         name.has_filename();
}

/// What a name in the folder says: "jp/certificates/00.cer" is a certificate of the list "jp".
struct Name {
  explicit Name(const std::string& text) : path(text) {
    list = path.has_parent_path() ? path.begin()->string() : path.stem().string();
    for (auto part = path.begin(); part != path.end(); ++part) parts += 1;
  }
  [[nodiscard]] bool is_page() const { return path.extension() == ".html" && parts <= 2; }
  [[nodiscard]] bool is_certificate() const {
    return path.extension() == ".cer" && parts == 3 &&
           path.parent_path().filename() == "certificates";
  }
  [[nodiscard]] bool is_list() const { return path.extension() == ".xml" && parts == 1; }
  [[nodiscard]] bool is_digest() const { return path.extension() == ".sha2" && parts == 1; }

  fs::path path;
  std::string list;
  int parts = 0;
};

bool is_complete(const std::string& list, const std::map<std::string, std::string>& digests) {
  return digests.count(list + ".xml") != 0 && digests.count(list + ".sha2") != 0 &&
         digests.count(list + ".html") != 0;
}

bool is_proven(const fs::path& folder, const std::string& text,
               const std::map<std::string, std::string>& digests) {
  const Name name(text);
  if (text != "index.html" && !is_complete(name.list, digests)) return false;
  if (name.is_list()) return true;  // its digest beside it is proven, and its page
  const auto bytes = read_published(folder / text);
  if (name.is_page()) return bytes.find(trustlist::render::made_by) != std::string::npos;
  if (name.is_certificate()) return sha256_hex(bytes) == name.path.stem().string();
  return name.is_digest() && der::to_hex(der::as_bytes(bytes)) == digests.at(name.list + ".xml");
}

}  // namespace

std::string publication_mark(std::string_view sums) {
  return "`accord tl publish` wrote this folder, and replaces it as a whole. What it wrote stands "
         "in\nSHA256SUMS; without this file, or with another SHA256SUMS, it takes nothing away.\n" +
         sha256_hex(sums) + "  SHA256SUMS\n";
}

std::string read_published(const fs::path& file) {
  std::error_code error;
  if (fs::file_size(file, error) == 0 && !error) return {};
  return read_stored(file.string());
}

// Lines of "sha256sum": 64 hexadecimal digits, two spaces, a name.
std::map<std::string, std::string> digests_in(const std::string& sums) {
  constexpr std::size_t before_name = 66;
  std::map<std::string, std::string> digests;
  std::istringstream lines(sums);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() <= before_name || line.compare(64, 2, "  ") != 0) continue;
    const auto name = line.substr(before_name);
    if (is_below(name)) digests[name] = line.substr(0, 64);
  }
  return digests;
}

std::string sha256_hex(std::string_view bytes) { return der::to_hex(sha256(bytes).bytes()); }

std::optional<std::string> file_without_proof(const fs::path& folder,
                                              const std::map<std::string, std::string>& digests) {
  for (const auto& [name, digest] : digests) {
    std::error_code ignored;
    if (!fs::exists(folder / name, ignored)) continue;
    if (!is_proven(folder, name, digests)) return name;
  }
  return std::nullopt;
}

}  // namespace accord::cli
