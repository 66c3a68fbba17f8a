#pragma once

#include <vector>

#include "lib/x509/crl.h"

// The entries of a CRL in their encoding. Not for use outside this module.
namespace accord::x509 {

/// One entry as it stands: views into the CRL.
struct EntryView {
  der::ByteView serial;  ///< content octets
  time::Instant date;
  der::ByteView extensions;  ///< content of the SEQUENCE; empty when there is none
  std::size_t extensions_at{};
};

/// What the extensions of an entry say (RFC 5280, 5.3).
struct EntryExtensions {
  std::optional<RevocationReason> reason;
  std::optional<time::Instant> invalidity_date;
  std::vector<Name> certificate_issuer;  ///< directory names only; empty when it is not there
  std::vector<der::Oid> unknown_critical;
};

/// Reads the entry that stands next. Errors: DER and time errors.
[[nodiscard]] outcome::Result<EntryView> read_entry(der::Reader& list);
/// Reads an entry's extensions. Errors: `extension_malformed`, `crl_extension_duplicate`, DER
/// errors.
[[nodiscard]] outcome::Result<EntryExtensions> read_entry_extensions(const EntryView& entry);

/// Finds entries by serial number. The bytes that it was made from must outlive it.
class EntryIndex {
 public:
  /// Reads and checks every entry of revokedCertificates: `content` of the SEQUENCE, which starts
  /// at `offset` in the CRL. Errors: those above, and `crl_version` when a CRL of version 1 has
  /// entry extensions.
  [[nodiscard]] outcome::Result<void> build(der::ByteView content, std::size_t offset,
                                            bool extensions_allowed);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Some entry says whose certificate it revokes (5.3.3), which only indirect CRLs may.
  [[nodiscard]] bool names_issuers() const noexcept { return !issuers_.empty(); }
  /// Critical entry extensions that are not known, each once.
  [[nodiscard]] const std::vector<der::Oid>& unknown_critical() const noexcept {
    return unknown_critical_;
  }
  /// What all entries with that serial number say together; see `Crl::find`. Without an issuer:
  /// whoever issued the certificates. With one: only entries of certificates of that issuer;
  /// `by_default` when it is the CRL's own, whose the entries before the first certificateIssuer
  /// are.
  [[nodiscard]] std::optional<RevokedEntry> find(der::ByteView serial, const Name* issuer = nullptr,
                                                 bool by_default = true) const;
  [[nodiscard]] std::vector<RevokedEntry> all() const;

 private:
  struct Item {
    std::uint64_t
        key;  // the last eight octets of the serial number: those before them tend to be alike
    std::uint32_t offset;  // of the entry in `content_`
  };
  /// From this entry on, the certificates are of one of these issuers.
  struct IssuerChange {
    std::uint32_t offset;
    std::vector<Name> names;
  };
  [[nodiscard]] bool is_of(std::uint32_t offset, const Name* issuer, bool by_default) const;
  [[nodiscard]] der::ByteView serial_at(std::uint32_t offset) const noexcept;
  [[nodiscard]] RevokedEntry entry_at(std::uint32_t offset) const;
  outcome::Result<std::vector<Item>> collect(std::size_t offset, bool extensions_allowed);
  void sort(std::vector<Item> items);

  der::ByteView content_;
  std::size_t size_ = 0;
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> offsets_;
  std::vector<IssuerChange> issuers_;  // in order of the encoding
  std::vector<der::Oid> unknown_critical_;
};

}  // namespace accord::x509
