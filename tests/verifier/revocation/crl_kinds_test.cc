#include <catch2/catch_test_macros.hpp>

#include "tests/verifier/revocation/revocation_case.h"

// CRLs made later than the moment asked about, CRLs for some reasons, and delta CRLs.
namespace accord::tests {
namespace {

TEST_CASE("a CRL made later shows that the certificate was not revoked, but no suspension") {
  Case one;
  one.content.this_update = asked + second;
  one.content.next_update = asked + std::chrono::hours(1);
  CHECK(is_good(one.ask()));
  const auto& shown =
      require_finding(one.findings, FindingId::revocation_shown_later, "certificate 42");
  CHECK(shown.severity == Severity::warning);

  Case with_one_of_then;
  auto later = Case::good();
  later.this_update = asked + second;
  with_one_of_then.sources.crls = {Case::made(later)};
  CHECK(is_good(with_one_of_then.ask()));
  CHECK(with_one_of_then.findings.empty());
}

TEST_CASE("a CRL made after the certificate expired shows nothing, unless it keeps the expired") {
  Case one;
  one.spec.not_after = asked;
  one.content.this_update = asked + second;
  one.content.next_update = asked + std::chrono::hours(1);
  CHECK(is_unknown(one.ask()));
  require_finding(one.findings, FindingId::revocation_made_later, "certificate 42");

  const auto kept_since = [](time::Instant instant) {
    der::Writer date;
    auto text = time::to_string(instant);  // 2026-08-01T00:00:00Z
    std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == 'T'; });
    date.text(der::tag::generalized_time, text);
    return x509::NewExtension{id::expired_certs_on_crl, false, date.bytes()};
  };
  Case kept;
  kept.spec.not_after = asked;
  kept.content = one.content;
  kept.content.extensions = {kept_since(asked)};
  CHECK(is_good(kept.ask()));

  Case kept_from_later;
  kept_from_later.spec.not_after = asked;
  kept_from_later.content = one.content;
  kept_from_later.content.extensions = {kept_since(asked + second)};
  CHECK(is_unknown(kept_from_later.ask()));
}

TEST_CASE("a hold that was lifted after the moment asked about held then") {
  Case one;
  one.content.entries = {revoked(asked - second, RevocationReason::certificate_hold)};
  auto later = Case::good();
  later.this_update = asked + std::chrono::hours(6);
  one.sources.crls = {Case::made(later)};
  CHECK(std::holds_alternative<revocation::Revoked>(one.ask()));
  require_only_blocking(one.findings, FindingId::certificate_on_hold, "certificate 42");
}

TEST_CASE("a hold stands until a newer statement lifts it, however old its own is") {
  const auto hold = revoked(asked - std::chrono::hours(30), RevocationReason::certificate_hold);
  const auto require_held = [](Case& one) {
    CHECK(std::holds_alternative<revocation::Revoked>(one.ask()));
    require_only_blocking(one.findings, FindingId::certificate_on_hold, "certificate 42");
  };
  // An older CRL, still in force, does not lift what a newer one tells that is out of date.
  Case stale;
  stale.content.this_update = asked - std::chrono::hours(40);
  auto newer = Case::good();
  newer.this_update = asked - std::chrono::hours(20);
  newer.next_update = asked - std::chrono::hours(10);
  newer.entries = {hold};
  stale.sources.crls = {Case::made(newer)};
  require_held(stale);

  // Nor does the absence of evidence, where that would be only a warning.
  Case alone;
  alone.with_crl = false;
  alone.rule = Rule::prefer;
  alone.sources.crls = {Case::made(newer)};
  require_held(alone);

  // A delta CRL made after the moment lifts nothing at the moment.
  Case before;
  before.content.entries = {hold};
  before.content.extensions = {{id::crl_number, false, x509::write_crl_number(5)}};
  auto delta = Case::good();
  delta.this_update = asked + second;
  delta.entries = {revoked(asked + second, RevocationReason::remove_from_crl)};
  delta.extensions = {{id::crl_number, false, x509::write_crl_number(6)},
                      {id::delta_crl_indicator, true, x509::write_crl_number(5)}};
  before.sources.crls = {Case::made(delta)};
  require_held(before);
}

TEST_CASE("CRLs for some reasons are enough when they cover all of them together") {
  const auto for_reasons = [](std::uint32_t bits) {
    der::Writer writer;
    writer.constructed(der::tag::sequence,
                       [&](der::Writer& point) { point.named_bits(bits, der::tag::context(3)); });
    return x509::NewExtension{id::issuing_distribution_point, true, writer.bytes()};
  };
  Case part;
  part.content.extensions = {for_reasons(0x02)};
  CHECK(is_unknown(part.ask()));
  require_only_blocking(part.findings, FindingId::revocation_some_reasons, "certificate 42");

  Case whole;
  whole.content.extensions = {for_reasons(0x02)};
  auto rest = Case::good();
  rest.extensions = {for_reasons(0x1FC)};
  whole.sources.crls = {Case::made(rest)};
  CHECK(is_good(whole.ask()));
}

TEST_CASE("a delta CRL changes what the full one says") {
  const auto delta_of = [](std::uint64_t base, std::vector<RevokedEntry> entries) {
    auto content = Case::good();
    content.this_update = asked - std::chrono::hours(1);
    content.entries = std::move(entries);
    content.extensions = {{id::crl_number, false, x509::write_crl_number(7)},
                          {id::delta_crl_indicator, true, x509::write_crl_number(base)}};
    return Case::made(content);
  };
  const auto full = [] {
    Case one;
    one.content.next_update = asked - second;  // out of date by itself
    one.content.extensions = {{id::crl_number, false, x509::write_crl_number(5)}};
    return one;
  };
  Case renewed = full();
  renewed.sources.crls = {delta_of(5, {})};
  CHECK(is_good(renewed.ask()));

  Case of_later_base = full();
  of_later_base.sources.crls = {delta_of(6, {})};
  CHECK(is_unknown(of_later_base.ask()));
  require_finding(of_later_base.findings, FindingId::revocation_crl_unsupported);

  Case added = full();
  added.sources.crls = {delta_of(4, {revoked(asked - second)})};
  CHECK(std::holds_alternative<revocation::Revoked>(added.ask()));

  Case removed = full();
  removed.content.entries = {
      revoked(asked - std::chrono::hours(20), RevocationReason::certificate_hold)};
  removed.sources.crls = {
      delta_of(5, {revoked(asked - std::chrono::hours(2), RevocationReason::remove_from_crl)})};
  CHECK(is_good(removed.ask()));

  Case revoked_for_good = full();
  revoked_for_good.content.entries = {revoked(asked - std::chrono::hours(20))};
  revoked_for_good.sources.crls = {
      delta_of(5, {revoked(asked - std::chrono::hours(2), RevocationReason::remove_from_crl)})};
  CHECK(std::holds_alternative<revocation::Revoked>(revoked_for_good.ask()));
}

TEST_CASE("an indirect CRL counts only when its issuer is known to be allowed") {
  const auto other = x509::Name::build({{x509::attribute::common_name, "CRL issuer"}});
  der::Writer points;
  points.constructed(der::tag::sequence, [&](der::Writer& list) {
    list.constructed(der::tag::sequence, [&](der::Writer& point) {
      point.constructed(der::tag::context_constructed(2), [&](der::Writer& issuer) {
        issuer.constructed(der::tag::context_constructed(4),
                           [&](der::Writer& name) { name.raw(other.der()); });
      });
    });
  });
  Case one;
  one.spec.further = {{id::crl_distribution_points, false, points.bytes()}};
  one.content.issuer = other;
  one.content.extensions = {scope("", 4)};
  CHECK(is_unknown(one.ask()));
  require_finding(one.findings, FindingId::revocation_crl_signer_unknown, "certificate 42");
}

}  // namespace
}  // namespace accord::tests
