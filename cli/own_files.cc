#include "cli/own_files.h"

#include <algorithm>
#include <array>

#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/xml/document.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
namespace fs = std::filesystem;

fs::path resolved(const fs::path& path) {
  std::error_code error;
  auto result = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : result;
}

bool is_below(const fs::path& folder, const fs::path& path) {
  const auto relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

[[noreturn]] void refuse_source(const fs::path& out, std::string what) {
  refuse(Exit::usage, FindingId::output_is_source, {.what = out.string()},
         {{"what", std::move(what)}});
}

void check_not_one_of(const fs::path& out, const std::vector<OwnFile>& files) {
  const auto target = resolved(out);
  for (const auto& file : files) {
    std::error_code ignored;
    if (file.path.empty()) continue;
    if (target == resolved(file.path) || fs::equivalent(out, file.path, ignored)) {
      refuse_source(out, file.what);
    }
  }
}

std::vector<OwnFile> named_by(const trustlist::scheme::SchemeSource& scheme,
                              const SchemeFolder& folder) {
  std::vector<OwnFile> files;
  for (const auto& pointer : scheme.pointers) {
    for (const auto& name : pointer.signer_files) {
      files.push_back({folder.path(name), "a certificate that scheme.xml names"});
    }
    if (pointer.agreement_file) {
      files.push_back({folder.path(*pointer.agreement_file), "an agreement that scheme.xml names"});
    }
  }
  return files;
}

// Folders whose files are the source, whether they are named already or not.
void check_not_in_source(const fs::path& out, const SchemeFolder& folder) {
  constexpr std::array<std::string_view, 3> folders{"providers", "certificates", "agreements"};
  for (const auto name : folders) {
    if (is_below(resolved(folder.path(name)), resolved(out))) {
      refuse_source(out, "the folder " + std::string(name) + " holds the scheme's source");
    }
  }
}

bool is_list(const std::string& bytes) {
  outcome::Budget budget;
  const auto document = xml::Document::parse(bytes, budget);
  if (!document) return false;
  const auto root = document->root().name().local;
  return root == "TrustServiceStatusList" || root == "ListOfTrustedEntities";
}

void check_is_list(const fs::path& out) {
  std::error_code error;
  if (!fs::is_regular_file(out, error) || fs::file_size(out, error) == 0 || error) return;
  std::string bytes;
  try {
    bytes = read_input(out.string());
  } catch (const Refusal&) {
    bytes.clear();  // what cannot be read is no list that may be replaced
  }
  if (!is_list(bytes)) refuse(Exit::usage, FindingId::output_no_list, {.what = out.string()});
}

}  // namespace

void check_list_output(const fs::path& out, const SchemeFolder& folder,
                       const std::vector<OwnFile>& further) {
  std::vector<OwnFile> own{{folder.scheme_file(), "scheme.xml, the scheme's source"},
                           {folder.path("list-signer.key"), "the signer's private key"},
                           {folder.path("list-signer.crt"), "the signer's certificate"}};
  own.insert(own.end(), further.begin(), further.end());
  check_not_one_of(out, own);
  check_not_in_source(out, folder);
  check_not_one_of(out, named_by(folder.read_scheme(), folder));
  check_is_list(out);
}

void check_draft_output(const fs::path& out, const SchemeFolder& folder) {
  check_list_output(out, folder);
  const auto published = folder.read_scheme().published;
  if (!published || published->file.empty()) return;
  check_not_one_of(out, {{folder.path(published->file),
                          "the signed list that was published last, with which the next one is "
                          "compared"}});
}

}  // namespace accord::cli
