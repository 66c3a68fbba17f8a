#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace accord::tests {

/// Numbers that are the same on every machine and in every run for one seed (splitmix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}
  /// 0 to `bound` - 1.
  [[nodiscard]] std::size_t below(std::size_t bound) noexcept;
  [[nodiscard]] bool one_in(std::size_t count) noexcept { return below(count) == 0; }
  template <typename T>
  [[nodiscard]] const T& pick(const std::vector<T>& choices) noexcept {
    return choices[below(choices.size())];
  }

 private:
  std::uint64_t state_;
};

/// Makes well-formed documents with what is awkward in XML: namespaces declared, declared again,
/// taken back and rebound in every order, two prefixes of one namespace, xml: attributes,
/// references, CDATA, line ends of each kind, white space in attributes, comments and processing
/// instructions everywhere, characters of one to four bytes.
class XmlGenerator {
 public:
  explicit XmlGenerator(std::uint64_t seed) noexcept : random_(seed) {}
  [[nodiscard]] std::string document();

 private:
  struct Binding {
    std::string prefix;
    std::string uri;  // as written
  };

  void element(std::size_t depth);
  std::string declarations();
  std::string attributes();
  std::string prefixed_name();
  void content(std::size_t depth);
  void beside_root();
  void comment();
  void instruction();
  void text();
  std::string value();
  [[nodiscard]] std::string uri_of(std::string_view prefix) const;
  [[nodiscard]] std::vector<std::string> bound_prefixes() const;
  std::string space();

  Random random_;
  std::string out_;
  std::vector<Binding> scope_;
  std::size_t elements_left_ = 0;
  std::size_t next_id_ = 0;
};

/// The same document with some bytes changed, dropped, doubled or exchanged: mostly no longer
/// well-formed.
[[nodiscard]] std::string damaged(std::string document, Random& random);

}  // namespace accord::tests
