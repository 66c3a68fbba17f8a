#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "trustlist/follow/refresh.h"

namespace accord::cli {

/// What is kept of one anchor at one time, opened once: whatever a refresh does meanwhile, this
/// stays one generation.
struct OpenedTrust {
  std::string name;              ///< the anchor's; a snapshot's folder
  std::filesystem::path folder;  ///< with anchor.xml, generation.xml and the lists
  trustlist::follow::Anchor anchor;
  trustlist::follow::Generation generation;
  std::optional<crypto::AlgorithmPolicy> algorithms;  ///< that of a snapshot
};

/// The files of one generation, each checked against its SHA-256 when it is read.
class TrustFiles final : public trustlist::follow::KeptBytes {
 public:
  explicit TrustFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] outcome::Result<std::string> bytes_of(
      const trustlist::follow::KeptFile& file) override;

 private:
  std::filesystem::path folder_;
};

/// Opens a folder that holds one generation: a snapshot. Throws Refusal (bad input).
[[nodiscard]] OpenedTrust open_trust_folder(const std::filesystem::path& folder);

/// What is durable when, while a generation takes the place of the one before; for tests that stop
/// the process there.
enum class TrustStep : std::uint8_t {
  cleared,    ///< what an interrupted run left is gone
  written,    ///< one file is written
  described,  ///< all files and their description are on the disk
  named,      ///< the generation has its name
  linked,     ///< the link to it is made, under a name of its own
  switched,   ///< readers see it
  pruned,     ///< the oldest generations are gone
};
using OnTrustStep = std::function<void(TrustStep step)>;

/// The relying party's trust anchors, a folder each:
///
///     HOME/trust/NAME/generations/00000007/anchor.xml, generation.xml, *.xml
///     HOME/trust/NAME/current -> generations/00000007
///
/// Readers follow `current` once. Writers hold a lock (HOME/trust/.locks/NAME) that ends with the
/// process.
class TrustStore {
 public:
  explicit TrustStore(const std::filesystem::path& home) : folder_(home / "trust") {}

  [[nodiscard]] std::vector<std::string> names() const;
  /// Throws Refusal (usage) when there is none of that name, or it can be no name.
  void check_known(const std::string& name) const;
  /// Throws Refusal (usage: there is none; bad input: its files are damaged).
  [[nodiscard]] OpenedTrust open(const std::string& name) const;

  /// Keeps other writers away from one anchor while it lives.
  class Lock {
   public:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    ~Lock();
    Lock(Lock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    Lock& operator=(Lock&&) = delete;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

   private:
    int descriptor_;
  };
  /// Throws Refusal (io) with `trust_busy` when somebody else has it, (usage) for a name that is
  /// none.
  [[nodiscard]] Lock lock(const std::string& name) const;

  /// Writes a generation and then, in one step, makes it what readers see. Files with bytes in
  /// `files` are written; the others are those of `before`. What a crash leaves at any moment is
  /// the generation before or this one, whole. The lock must be held. Throws Refusal (io).
  void publish(const std::string& name, const trustlist::follow::Anchor& anchor,
               const trustlist::follow::Generation& generation,
               const std::map<std::string, std::string>& files, const OpenedTrust* before,
               const OnTrustStep& on_step = {}) const;

  /// Readers no longer see it, and then its files go. The lock must be held. Throws Refusal (usage,
  /// io).
  void remove(const std::string& name) const;

  [[nodiscard]] bool exists(const std::string& name) const;

 private:
  [[nodiscard]] std::filesystem::path place(const std::string& name) const {
    return folder_ / name;
  }
  std::filesystem::path folder_;
};

/// Writes the files of a generation into an empty folder and makes them durable; `on_written` is
/// told of each. Throws Refusal (io).
void write_generation_files(const std::filesystem::path& folder,
                            const trustlist::follow::Anchor& anchor,
                            const trustlist::follow::Generation& generation,
                            const std::map<std::string, std::string>& files,
                            const OpenedTrust* before, const std::function<void()>& on_written);

/// The same for a snapshot: with the algorithm policy by which its verdicts are.
void write_snapshot_files(const std::filesystem::path& folder, const OpenedTrust& trust,
                          const std::map<std::string, std::string>& files);

/// Generations that stay, that which readers see included.
inline constexpr std::size_t generations_kept = 5;

}  // namespace accord::cli
