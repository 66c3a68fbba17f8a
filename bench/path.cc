// Certification paths, in this process, beside OpenSSL in this process, over the same certificates:
// how much of the rate that the signature checks alone allow is left when everything is checked.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

#include <fmt/format.h>
#include <openssl/x509_vfy.h>

#include "lib/crypto/signer.h"
#include "lib/x509/write.h"
#include "verifier/path/find.h"

namespace {

using namespace accord;
using Clock = std::chrono::steady_clock;

template <typename T>
T must(outcome::Result<T> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", outcome::message(result.error()));
    std::exit(1);
  }
  return std::move(*result);
}
void must(bool holds, const char* what) {
  if (holds) return;
  fmt::print(stderr, "this does not hold: {}\n", what);
  std::exit(1);
}

const time::Instant at = std::chrono::sys_days{std::chrono::year{2026} / 8 / 1};

double seconds_of(const std::function<void()>& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

/// Times a second that each of several things is done. They take turns of a few hundredths of a
/// second, so that all of them meet the same machine; medians of the turns.
std::vector<double> rates_of(const std::vector<std::function<void()>>& works) {
  constexpr double least_turn = 0.03;
  constexpr int turns = 31;
  std::vector<std::size_t> times;
  for (const auto& work : works) {
    work();
    const auto once = seconds_of(work);
    times.push_back(1 + static_cast<std::size_t>(least_turn / once));
  }
  std::vector<std::vector<double>> taken(works.size());
  for (int turn = 0; turn < turns; ++turn) {
    for (std::size_t i = 0; i < works.size(); ++i) {
      taken[i].push_back(seconds_of([&] {
        for (std::size_t n = 0; n < times[i]; ++n) works[i]();
      }));
    }
  }
  std::vector<double> rates;
  for (std::size_t i = 0; i < works.size(); ++i) {
    rates.push_back(static_cast<double>(times[i]) / median(taken[i]));
  }
  return rates;
}

// --- what is verified

x509::Name name(std::string_view common_name) {
  return x509::Name::build({{x509::attribute::country, "ZZ"},
                            {x509::attribute::organization, "Bench"},
                            {x509::attribute::common_name, std::string(common_name)}});
}

struct Authority {
  x509::Name subject;
  crypto::SoftwareKey key;
};

x509::Certificate issue(const Authority& issuer_of, crypto::Signer& issuer,
                        const x509::Name& subject, const crypto::PublicKey& key, bool ca,
                        std::uint32_t serial) {
  namespace id = x509::extension;
  using Bit = x509::KeyUsageBit;
  x509::CertificateContent content;
  content.serial = der::SerialNumber::from_magnitude(der::Bytes{
      0x10, static_cast<std::uint8_t>(serial >> 24U), static_cast<std::uint8_t>(serial >> 16U),
      static_cast<std::uint8_t>(serial >> 8U), static_cast<std::uint8_t>(serial)});
  content.algorithm = issuer.algorithm();
  content.issuer = issuer_of.subject;
  content.subject = subject;
  content.not_before = at - std::chrono::hours(24 * 365);
  content.not_after = at + std::chrono::hours(24 * 365);
  content.spki.assign(key.spki().begin(), key.spki().end());
  if (ca) {
    content.extensions.push_back({id::basic_constraints, true,
                                  x509::write_basic_constraints({.ca = true, .path_length = {}})});
  }
  const auto usage = ca ? x509::KeyUsage{}.with(Bit::key_cert_sign).with(Bit::crl_sign)
                        : x509::KeyUsage{}.with(Bit::digital_signature);
  content.extensions.push_back({id::key_usage, true, x509::write_key_usage(usage)});
  content.extensions.push_back({id::subject_key_identifier, false,
                                x509::write_key_identifier(key.key_identifier().bytes())});
  content.extensions.push_back(
      {id::authority_key_identifier, false,
       x509::write_authority_key_identifier(issuer.public_key().key_identifier().bytes())});
  content.extensions.push_back({id::certificate_policies, false,
                                x509::write_certificate_policies({der::Oid::literal("1.2.3.4")})});
  return must(
      x509::Certificate::parse(must(x509::sign_tbs(x509::write_tbs_certificate(content), issuer))));
}

der::Bytes crl_of(Authority& issuer, std::vector<x509::RevokedEntry> entries) {
  x509::CrlContent content;
  content.algorithm = issuer.key.algorithm();
  content.issuer = issuer.subject;
  content.this_update = at - std::chrono::hours(1);
  content.next_update = at + std::chrono::hours(1);
  content.entries = std::move(entries);
  return must(x509::sign_tbs(x509::write_tbs_crl(content), issuer.key));
}

/// A root, an authority, and end entities of one key, with the CRLs of both issuers.
struct World {
  explicit World(crypto::KeySpec spec)
      : root{name("Root"), must(crypto::SoftwareKey::generate(spec))},
        authority{name("Authority"), must(crypto::SoftwareKey::generate(spec))},
        subject(must(crypto::SoftwareKey::generate(spec))),
        root_certificate(issue(root, root.key, root.subject, root.key.public_key(), true, 1)),
        authority_certificate(
            issue(root, root.key, authority.subject, authority.key.public_key(), true, 2)),
        root_crl(must(x509::Crl::parse(crl_of(root, {})))),
        authority_crl(must(x509::Crl::parse(crl_of(authority, {})))) {}

  x509::Certificate leaf(std::uint32_t serial) {
    return issue(authority, authority.key, name("Leaf " + std::to_string(serial)),
                 subject.public_key(), false, serial);
  }

  [[nodiscard]] path::Material material() const {
    path::Material result;
    result.anchors.emplace_back(root_certificate);
    result.untrusted = {authority_certificate};
    result.revocation.crls = {root_crl, authority_crl};
    return result;
  }

  Authority root, authority;
  crypto::SoftwareKey subject;
  x509::Certificate root_certificate, authority_certificate;
  x509::Crl root_crl, authority_crl;
};

path::Policy policy() {
  path::Policy result;
  result.purpose = path::purpose::any();
  result.now = at;
  return result;
}

bool is_valid(const x509::Certificate& leaf, const path::Material& material,
              const path::Policy& policy) {
  outcome::Budget budget;
  return std::holds_alternative<path::Valid>(path::find(leaf, material, policy, at, budget));
}

// --- OpenSSL

struct Openssl {
  Openssl(const World& world, const x509::Certificate& certificate) : store(X509_STORE_new()) {
    X509_STORE_add_cert(store, to_openssl(world.root_certificate));
    sk_X509_push(untrusted, to_openssl(world.authority_certificate));
    for (const auto* crl : {&world.root_crl, &world.authority_crl}) {
      const auto* data = crl->der().data();
      X509_STORE_add_crl(store, d2i_X509_CRL(nullptr, &data, static_cast<long>(crl->der().size())));
    }
    leaf = to_openssl(certificate);
  }

  static X509* to_openssl(const x509::Certificate& certificate) {
    const auto* data = certificate.der().data();
    return d2i_X509(nullptr, &data, static_cast<long>(certificate.der().size()));
  }

  [[nodiscard]] bool verify() const {
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, leaf, untrusted);
    auto* question = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_time(question, at.time_since_epoch().count());
    X509_VERIFY_PARAM_set_flags(
        question, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_POLICY_CHECK);
    const bool valid = X509_verify_cert(context) == 1;
    X509_STORE_CTX_free(context);
    return valid;
  }

  X509_STORE* store;
  STACK_OF(X509) * untrusted = sk_X509_new_null();
  X509* leaf = nullptr;
};

// --- the rows

void row(const std::string& what, double rate, double raw) {
  fmt::print("{:<62}{:>11.0f}{:>10.1f}", what, rate, 1e6 / rate);
  if (raw > 0) fmt::print("{:>9.1f} %", rate / raw * 100);
  fmt::print("\n");
  std::fflush(stdout);
}

void chain_rows(const char* kind, crypto::KeySpec spec) {
  World world(spec);
  const auto leaf = world.leaf(3);
  const auto question = policy();
  const auto& root_key = world.root.key.public_key();
  const auto& authority_key = world.authority.key.public_key();
  const Openssl other(world, leaf);
  must(other.verify(), "OpenSSL's verification");
  const auto rates = rates_of({
      [&] {
        must(leaf.check_signature(authority_key).has_value(), "the leaf's signature");
        must(world.authority_certificate.check_signature(root_key).has_value(), "the authority's");
        must(world.root_crl.check_signature(root_key).has_value(), "the root's CRL");
        must(world.authority_crl.check_signature(authority_key).has_value(), "the authority's CRL");
      },
      [&] { must(is_valid(leaf, world.material(), question), "the path"); },
      [&] { must(other.verify(), "OpenSSL"); },
  });
  row(fmt::format("{}: its four signatures alone", kind), rates[0], rates[0]);
  row(fmt::format("{}: chain of three with CRLs, nothing remembered", kind), rates[1], rates[0]);
  row(fmt::format("{}: OpenSSL, the same chain and CRLs", kind), rates[2], rates[0]);
}

void many_leaves() {
  World world(crypto::KeySpec::ec_p256);
  constexpr std::uint32_t count = 100'000;
  std::vector<der::Bytes> encoded;
  encoded.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto leaf = world.leaf(100 + i);
    encoded.emplace_back(leaf.der().begin(), leaf.der().end());
  }
  const auto& key = world.authority_certificate.public_key();
  const auto material = world.material();
  const auto question = policy();
  // In turns, so that all meet the same machine, and as they come: read, then looked at.
  constexpr std::size_t batch = 200;
  std::vector<double> parsing, raw, whole;
  for (std::size_t from = 0; from < count; from += batch) {
    std::vector<x509::Certificate> leaves;
    leaves.reserve(batch);
    parsing.push_back(seconds_of([&] {
      for (std::size_t i = from; i < from + batch; ++i) {
        leaves.push_back(must(x509::Certificate::parse(der::ByteView(encoded[i]))));
      }
    }));
    raw.push_back(seconds_of([&] {
      for (const auto& leaf : leaves) must(leaf.check_signature(*key).has_value(), "a signature");
    }));
    whole.push_back(seconds_of([&] {
      for (const auto& leaf : leaves) must(is_valid(leaf, material, question), "a path");
    }));
  }
  const auto raw_rate = batch / median(raw);
  row("100,000 leaves of one issuer: their signatures alone", raw_rate, raw_rate);
  row("100,000 leaves of one issuer: verified, with CRLs", batch / median(whole), raw_rate);
  row("100,000 leaves: read from DER (not in the row above)", batch / median(parsing), 0);
}

}  // namespace

int main() {
  fmt::print("One thread; medians\n\n{:<62}{:>11}{:>10}{:>11}\n", "", "per second", "µs each",
             "of raw");
  chain_rows("P-256", crypto::KeySpec::ec_p256);
  chain_rows("RSA-2048", crypto::KeySpec::rsa_2048);
  many_leaves();
  return 0;
}
