#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace accord::cli {

/// A folder that is published as a whole. The new one is written beside the old one and takes its
/// place in one step, so that after a crash at any moment there is the old or the whole new folder.
/// `SHA256SUMS` in it lists its files, so that `sha256sum --check` proves them, and the mark
/// (`publication_mark_name`) says that this list is ours: so nothing is ever taken away that was
/// not published, or was changed afterwards. A folder without the mark is ours when every file
/// shows that by itself (`file_without_proof`). One program at a time works on a folder; what one
/// that was killed left beside it, the next one clears away.
class PublicationFolder {
 public:
  static constexpr std::string_view sums_name = "SHA256SUMS";

  /// Looks at what is there. Waits while another program publishes there. Throws Refusal (usage:
  /// `publish_folder_strange`, `publish_folder_changed`, `publish_folder_mounted`, it is a file;
  /// io).
  explicit PublicationFolder(const std::filesystem::path& folder);
  ~PublicationFolder();
  PublicationFolder(const PublicationFolder&) = delete;
  PublicationFolder& operator=(const PublicationFolder&) = delete;

  /// Where it is, with links resolved.
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  /// The XML files that are published there now.
  [[nodiscard]] std::vector<std::filesystem::path> lists() const;

  /// Writes a file of the new folder; `name` is a path with '/' below it. Throws Refusal (io).
  void add(std::string_view name, std::string_view bytes);
  /// How many files the new folder has, with the two that `publish` adds.
  [[nodiscard]] std::size_t files() const noexcept { return sums_.size() + 2; }
  /// Makes the new folder durable, looks at the old one again, puts the new one in its place and
  /// removes what was published of it. Throws Refusal (as the constructor).
  void publish();

 private:
  void lock();
  void look();
  [[nodiscard]] std::string fresh_beginning() const;
  void clear_left_over() const;
  void read_record();
  void check_unchanged(const std::string& name) const;
  void check_entry(const std::filesystem::directory_entry& entry) const;
  [[nodiscard]] bool is_folder_of_ours(const std::string& name) const;
  void write_sums();
  void exchange();
  void remove_old();

  std::filesystem::path path_, parent_, fresh_;
  std::map<std::string, std::string> there_;  // files of the old folder and their digests
  bool has_mark_ = false;
  std::set<std::string> folders_;  // of the new folder, to be made durable
  std::vector<std::string> sums_;  // lines
  int lock_ = -1;
};

}  // namespace accord::cli
