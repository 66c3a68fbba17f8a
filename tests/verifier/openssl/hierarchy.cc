#include "tests/verifier/openssl/hierarchy.h"

#include <algorithm>

#include "lib/der/writer.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

namespace id = x509::extension;
using der::Writer;
using std::chrono::hours;

constexpr std::size_t most_authorities = 5;  // the root is one of them

time::Instant now() { return std::chrono::sys_days{std::chrono::year{2026} / 8 / 1}; }

// Keys of every hierarchy: of each authority, of the end entity, and one that signs what it must
// not.
crypto::SoftwareKey& key_of(std::size_t index) {
  static std::vector<crypto::SoftwareKey> keys = [] {
    std::vector<crypto::SoftwareKey> made;
    for (std::size_t i = 0; i < most_authorities + 2; ++i) {
      made.push_back(require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256)));
    }
    return made;
  }();
  return keys.at(index);
}
constexpr std::size_t leaf_key = most_authorities;
constexpr std::size_t wrong_key = most_authorities + 1;

der::Oid oid(unsigned last) {
  return der::Oid::literal("1.3.6.1.4.1.55555." + std::to_string(last));
}

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}

  Hierarchy make() {
    count_ = 1 + below(most_authorities);
    for (std::size_t i = 0; i < count_; ++i) specs_.push_back(authority(i));
    specs_.push_back(end_entity());
    Hierarchy result{certified(0), {}, certified(count_), {}, now(), {}, {}};
    for (std::size_t i = 1; i < count_; ++i) result.untrusted.push_back(certified(i));
    add_others(result);
    std::shuffle(result.untrusted.begin(), result.untrusted.end(), random_);
    ask(result);
    if (result.policy.revocation == revocation::Rule::require) add_crls(result);
    return result;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }

  void damage_dates(CertificateSpec& spec) {
    if (chance(3)) spec.not_after = now() - hours(1);
    if (chance(2)) spec.not_before = now() + hours(1);
  }

  CertificateSpec authority(std::size_t index) {
    CertificateSpec spec;
    spec.common_name = "Authority " + std::to_string(index);
    spec.ca = !chance(3);
    if (!spec.ca && chance(50)) spec.key_usage = x509::KeyUsage{};
    if (chance(15)) spec.path_length = static_cast<std::uint32_t>(below(4));
    if (chance(2)) spec.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::crl_sign);
    if (chance(4)) spec.key_usage = x509::KeyUsage{};
    if (index > 0 && chance(6)) spec.extended_key_usage = {purpose()};
    if (index > 0) damage_dates(spec);
    if (chance(8)) spec.further.push_back(name_constraints());
    add_policies(spec, true);
    if (chance(1)) spec.further.push_back({oid(99), true, {0x05, 0x00}});
    if (chance(4)) spec.further.push_back({oid(98), false, {0x05, 0x00}});
    return spec;
  }

  CertificateSpec end_entity() {
    CertificateSpec spec;
    spec.common_name = "End entity";
    damage_dates(spec);
    if (chance(5)) spec.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::key_agreement);
    if (chance(4)) spec.key_usage = x509::KeyUsage{}.with(x509::KeyUsageBit::data_encipherment);
    if (chance(30)) spec.extended_key_usage = {purpose()};
    if (chance(80)) spec.further.push_back(alternative_names());
    add_policies(spec, false);
    if (chance(1)) spec.further.push_back({oid(99), true, {0x05, 0x00}});
    return spec;
  }

  der::Oid purpose() {
    static const std::vector<der::Oid> all{
        der::Oid::literal("1.3.6.1.5.5.7.3.1"), der::Oid::literal("1.3.6.1.5.5.7.3.1"),
        der::Oid::literal("1.3.6.1.5.5.7.3.2"), der::Oid::literal("1.3.6.1.5.5.7.3.4")};
    return all[below(all.size())];
  }

  std::string one_of(std::initializer_list<const char*> words) {
    return *(words.begin() + static_cast<std::ptrdiff_t>(below(words.size())));
  }

  x509::NewExtension alternative_names() {
    Writer writer;
    writer.constructed(der::tag::sequence, [&](Writer& list) {
      list.value(der::tag::context(2),
                 der::as_bytes(one_of({"www.example.org", "www.example.com", "example.org",
                                       "*.example.org", "deep.www.example.org"})));
      if (chance(30)) {
        list.value(der::tag::context(1),
                   der::as_bytes(one_of({"user@example.org", "user@mail.example.org"})));
      }
      if (chance(20)) {
        list.value(der::tag::context(7), der::Bytes{10, 0, 0, static_cast<std::uint8_t>(below(4))});
      }
    });
    return {id::subject_alternative_name, false, writer.bytes()};
  }

  void write_base(Writer& subtree) {
    switch (below(4)) {
      case 0:
        subtree.value(
            der::tag::context(2),
            der::as_bytes(one_of({"example.org", "example.com", "org", "www.example.org"})));
        return;
      case 1:
        subtree.value(der::tag::context(1),
                      der::as_bytes(one_of({"example.org", ".example.org", "user@example.org"})));
        return;
      case 2:
        subtree.value(der::tag::context(7),
                      der::Bytes{10, 0, 0, 0, 255, 255, 255,
                                 chance(50) ? std::uint8_t{0} : std::uint8_t{254}});
        return;
      default: {
        const auto name = x509::Name::build(
            chance(50)
                ? std::vector<std::pair<der::Oid, std::string>>{{x509::attribute::country, "ZZ"}}
                : std::vector<std::pair<der::Oid, std::string>>{
                      {x509::attribute::country, "ZZ"},
                      {x509::attribute::organization,
                       one_of({"Test organisation", "TEST  Organisation", "Other"})}});
        subtree.constructed(der::tag::context_constructed(4),
                            [&](Writer& directory) { directory.raw(name.der()); });
      }
    }
  }

  x509::NewExtension name_constraints() {
    Writer writer;
    const auto write_list = [&](Writer& constraints, unsigned tag) {
      constraints.constructed(der::tag::context_constructed(tag), [&](Writer& bases) {
        const auto count = 1 + below(2);
        for (std::size_t i = 0; i < count; ++i) {
          bases.constructed(der::tag::sequence, [&](Writer& subtree) { write_base(subtree); });
        }
      });
    };
    writer.constructed(der::tag::sequence, [&](Writer& constraints) {
      const bool permitted = chance(70);
      if (permitted) write_list(constraints, 0);
      if (!permitted || chance(20)) write_list(constraints, 1);
    });
    return {id::name_constraints, true, writer.bytes()};
  }

  static void write_skip(Writer& to, std::uint8_t number, unsigned tag) {
    to.value(der::tag::context(tag), der::Bytes{number});
  }

  void add_policies(CertificateSpec& spec, bool is_authority) {
    if (chance(75)) {
      std::vector<der::Oid> policies;
      for (unsigned i = 1; i <= 3; ++i) {
        if (chance(60)) policies.push_back(oid(i));
      }
      if (chance(is_authority ? 30 : 5)) policies.push_back(path::any_policy());
      if (!policies.empty()) {
        spec.further.push_back(
            {id::certificate_policies, false, x509::write_certificate_policies(policies)});
      }
    }
    if (!is_authority) return;
    if (chance(8)) add_mapping(spec);
    if (chance(8)) {
      Writer writer;
      writer.constructed(der::tag::sequence, [&](Writer& list) {
        const bool require = chance(60);
        if (require) write_skip(list, static_cast<std::uint8_t>(below(3)), 0);
        if (!require || chance(30)) write_skip(list, static_cast<std::uint8_t>(below(3)), 1);
      });
      spec.further.push_back({id::policy_constraints, true, writer.bytes()});
    }
    if (chance(6)) {
      spec.further.push_back({id::inhibit_any_policy, true,
                              der::Bytes{0x02, 0x01, static_cast<std::uint8_t>(below(3))}});
    }
  }

  void add_mapping(CertificateSpec& spec) {
    Writer writer;
    writer.constructed(der::tag::sequence, [&](Writer& list) {
      list.constructed(der::tag::sequence, [&](Writer& mapping) {
        mapping.oid(oid(1 + static_cast<unsigned>(below(3))));
        mapping.oid(oid(1 + static_cast<unsigned>(below(3))));
      });
    });
    spec.further.push_back({id::policy_mappings, true, writer.bytes()});
  }

  // The certificate of one entity by the one above it, or by itself.
  x509::Certificate certified(std::size_t index) {
    const auto issuer = index == 0 ? 0 : index - 1;
    const auto own = index == count_ ? leaf_key : index;
    const bool forged = index > 0 && chance(2);
    return make_certificate(specs_[index], key_of(own).public_key(),
                            key_of(forged ? wrong_key : issuer), subject_name(specs_[issuer]));
  }

  // Certificates that may or may not be of use: of the same authority under another name's key,
  // with other dates, and by an authority higher up.
  void add_others(Hierarchy& result) {
    for (std::size_t i = 1; i < count_; ++i) {
      if (chance(15)) {
        auto spec = authority(i);
        const auto issuer = below(i);
        result.untrusted.push_back(make_certificate(spec, key_of(i).public_key(), key_of(issuer),
                                                    subject_name(specs_[issuer])));
      }
      if (chance(5)) {
        result.untrusted.push_back(make_certificate(specs_[i], key_of(wrong_key).public_key(),
                                                    key_of(wrong_key), subject_name(specs_[i])));
      }
      if (chance(6)) {  // a new key of the authority, certified by its old one
        result.untrusted.push_back(make_certificate(specs_[i], key_of(i).public_key(), key_of(i),
                                                    subject_name(specs_[i])));
      }
    }
  }

  void ask(Hierarchy& result) {
    auto& policy = result.policy;
    policy.purpose = chance(40) ? path::purpose::tls_server() : path::purpose::any();
    // What issuers must keep beyond path validation is no matter of this comparison.
    policy.purpose.strict_profile = false;
    policy.revocation = chance(40) ? revocation::Rule::require : revocation::Rule::off;
    if (chance(20)) {
      result.host = one_of({"www.example.org", "other.example.org", "example.org"});
      policy.names = {require_value(path::ReferenceName::dns(result.host))};
    }
    policy.initial_explicit_policy = chance(25);
    policy.initial_policy_mapping_inhibit = chance(10);
    policy.initial_any_policy_inhibit = chance(10);
    if (chance(40)) {
      policy.user_initial_policies = {oid(1)};
      if (chance(50)) policy.user_initial_policies.push_back(oid(2));
    }
  }

  void add_crls(Hierarchy& result) {
    for (std::size_t i = 0; i < count_; ++i) {
      if (chance(3)) continue;
      x509::CrlContent content;
      const bool forged = chance(3);
      auto& key = key_of(forged ? wrong_key : i);
      content.algorithm = key.algorithm();
      content.issuer = subject_name(specs_[i]);
      content.this_update = now() - hours(24);
      content.next_update = chance(4) ? now() - hours(1) : now() + hours(24);
      if (chance(6)) {
        const auto& revoked =
            i + 1 == count_ ? result.leaf : result.untrusted[below(result.untrusted.size())];
        content.entries = {{revoked.serial(), now() - hours(48),
                            x509::RevocationReason::key_compromise, std::nullopt}};
      }
      const auto der = require_value(x509::sign_tbs(x509::write_tbs_crl(content), key));
      result.crls.push_back(require_value(x509::Crl::parse(der)));
    }
  }

  std::mt19937 random_;
  std::size_t count_ = 0;
  std::vector<CertificateSpec> specs_;
};

}  // namespace

Hierarchy make_hierarchy(std::uint32_t seed) { return Maker(seed).make(); }

}  // namespace accord::tests
