#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trustlist/model/list.h"

namespace accord::trustlist::index {

/// A service that was found, and in which of the lists.
struct Hit {
  std::size_t list{};  ///< which of the lists, from 0, in the order in which they were given
  const Provider* provider = nullptr;
  const Service* service = nullptr;
  IdentityMatch how{};  ///< of a look-up by certificate; `key_identifier` of one by identifier
};
struct ProviderHit {
  std::size_t list{};
  const Provider* provider = nullptr;
};

/// What to look for; everything that is given must hold.
struct Query {
  const x509::Certificate* certificate = nullptr;
  der::ByteView key_identifier{};  ///< empty: not asked for
  std::string provider{};          ///< part of a name, in any language and case
  std::string type{};              ///< service type: a URI or its short name, "CA/QC"
  std::string territory{};         ///< of the list: "LU"
};

/// The services of many lists, to be looked up by what identifies them. It says nothing of whether
/// the lists may be relied on: `VerifiedIndex` and `ClaimedIndex` do. Every look-up gives its hits
/// in the order of the lists and of the services in each.
class ServiceTable {
 public:
  ServiceTable() = default;
  /// The lists must outlive the table and stay where they are.
  explicit ServiceTable(const std::vector<const TrustedList*>& lists);

  /// Services whose identity, the present one or one of the history, is that of this certificate:
  /// what `find_services` gives for each list. The certificate itself, its key, or the SHA-1 of
  /// its key as X509SKI.
  [[nodiscard]] std::vector<Hit> services_of(const x509::Certificate& certificate) const;
  /// Services with this SubjectPublicKeyInfo in a certificate or key value, history included.
  [[nodiscard]] std::vector<Hit> services_with_key(der::ByteView spki) const;
  /// Services with this X509SKI, or with a certificate that claims this SubjectKeyIdentifier,
  /// history included. With a name: only those that have a certificate with that subject, or an
  /// X509SubjectName that may be it (its spelling in lists varies; the common name decides).
  [[nodiscard]] std::vector<Hit> services_with_key_identifier(
      der::ByteView identifier, const x509::Name* subject = nullptr) const;
  /// Services of a present type (URI or short name) in lists of a territory; an empty one is any.
  [[nodiscard]] std::vector<Hit> services_of_type(std::string_view type,
                                                  std::string_view territory) const;
  /// Providers with this text in a name or trade name; compared as names in certificates are
  /// (RFC 5280, 7.1), so without case. Nothing for a text without a letter or digit.
  [[nodiscard]] std::vector<ProviderHit> providers_named(std::string_view text) const;
  /// Services for which all of the query holds; nothing when it asks for nothing.
  [[nodiscard]] std::vector<Hit> search(const Query& query) const;

  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  /// Bytes that the table itself takes, without the lists.
  [[nodiscard]] std::size_t memory() const noexcept;

 private:
  struct Row {
    const Provider* provider;
    const Service* service;
    std::uint32_t list;
  };
  /// A hash of what is looked for, and the row that has it; sorted. Equal hashes are no proof: what
  /// is found is compared.
  struct Key {
    std::uint64_t hash;
    std::uint32_t row;
    friend bool operator<(const Key& a, const Key& b) noexcept {
      return a.hash != b.hash ? a.hash < b.hash : a.row < b.row;
    }
    friend bool operator==(const Key& a, const Key& b) noexcept {
      return a.hash == b.hash && a.row == b.row;
    }
  };
  struct ProviderRow {
    const Provider* provider;
    std::uint32_t list;
    std::uint32_t first_row, end_row;
    std::uint32_t end_names;  // in `names_`: where those of the next provider begin
  };

  void add(const Provider& provider, std::uint32_t list);
  void add(const ServiceEntry& entry, std::uint32_t row);
  [[nodiscard]] static std::vector<std::uint32_t> rows(const std::vector<Key>& keys,
                                                       std::uint64_t hash);
  void add_names(const Provider& provider);
  void index_names();
  /// The bytes of `names_` from `at` on as a number that compares as they do; eight are enough for
  /// a search to meet little else than what it looks for.
  [[nodiscard]] std::uint64_t beginning(std::size_t at) const noexcept;
  [[nodiscard]] Hit hit(std::uint32_t row, IdentityMatch how) const;
  [[nodiscard]] bool is_of_type(std::uint32_t row, std::string_view type,
                                std::string_view territory) const;

  std::vector<const TrustedList*> lists_;
  std::vector<Row> rows_;
  std::vector<Key> by_key_, by_identifier_, by_type_;
  std::vector<ProviderRow> providers_;
  std::string names_;                    // of all providers, prepared, each with a line feed behind
  std::vector<std::uint32_t> in_names_;  // every place where a text can begin, by `beginning`
};

}  // namespace accord::trustlist::index
