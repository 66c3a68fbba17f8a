#include "verifier/path/purpose.h"

#include <algorithm>
#include <array>

namespace accord::path {
namespace {

using der::Oid;
using x509::KeyUsageBit;

bool contains(const std::vector<Oid>& all, const Oid& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

Oid kp(unsigned number) { return Oid::literal("1.3.6.1.5.5.7.3." + std::to_string(number)); }
const Oid& server_auth() {
  static const Oid id = kp(1);
  return id;
}
const Oid& client_auth() {
  static const Oid id = kp(2);
  return id;
}
const Oid& email_protection() {
  static const Oid id = kp(4);
  return id;
}
const Oid& stamping() {
  static const Oid id = kp(8);
  return id;
}
const Oid& ocsp() {
  static const Oid id = kp(9);
  return id;
}
const Oid& lists() {
  static const Oid id = Oid::literal("0.4.0.2231.3.0");
  return id;
}

const std::vector<Oid>& for_documents() {
  static const std::vector<Oid> all{
      kp(36),                                   // id-kp-documentSigning (RFC 9336)
      Oid::literal("1.3.6.1.4.1.311.10.3.12"),  // Microsoft: document signing
      Oid::literal("1.2.840.113583.1.1.5"),     // Adobe: authentic documents
      email_protection(),
      client_auth(),
  };
  return all;
}

bool is_for_something_else(const Oid& id) {
  static const std::vector<Oid> all{
      server_auth(),
      kp(3),  // id-kp-codeSigning
      kp(5),  // id-kp-ipsecEndSystem
      kp(6),  // id-kp-ipsecTunnel
      kp(7),  // id-kp-ipsecUser
      stamping(),    ocsp(),
      kp(17),  // id-kp-ipsecIKE
      lists(),
  };
  return contains(all, id);
}

}  // namespace

const Oid& any_extended_key_usage() {
  static const Oid id = Oid::literal("2.5.29.37.0");
  return id;
}

PurposeFit fits(const Purpose& purpose, const std::vector<Oid>& extended_key_usages) {
  const auto& wanted = purpose.extended_key_usages;
  if (wanted.empty()) return PurposeFit::yes;
  const auto begin = extended_key_usages.begin();
  const auto end = extended_key_usages.end();
  const bool one_fits = std::any_of(begin, end, [&](const Oid& id) {
    return contains(wanted, id) ||
           (purpose.any_extended_key_usage && id == any_extended_key_usage());
  });
  if (one_fits) return PurposeFit::yes;
  if (!purpose.unknown_may_fit) return PurposeFit::no;
  return std::all_of(begin, end, is_for_something_else) ? PurposeFit::no : PurposeFit::unknown;
}

namespace purpose {
namespace {

Purpose for_document(std::string_view id, std::string_view name) {
  return {.id = id,
          .name = name,
          .key_usage_any = {KeyUsageBit::content_commitment, KeyUsageBit::digital_signature},
          .extended_key_usages = for_documents(),
          .unknown_may_fit = true,
          .end_entity_only = true};
}

}  // namespace

const Purpose& any() {
  static const Purpose value{
      .id = "any", .name = "any purpose", .key_usage_any = {}, .extended_key_usages = {}};
  return value;
}

const Purpose& signature() {
  static const Purpose value = for_document("signature", "signatures");
  return value;
}

const Purpose& seal() {
  static const Purpose value = for_document("seal", "seals");
  return value;
}

const Purpose& tls_server() {
  static const Purpose value{
      .id = "tls-server",
      .name = "authenticating a TLS server",
      .key_usage_any = {KeyUsageBit::digital_signature, KeyUsageBit::key_encipherment,
                        KeyUsageBit::key_agreement},
      .extended_key_usages = {server_auth()},
      .end_entity_only = true,
      .strict_profile = true};
  return value;
}

const Purpose& tls_client() {
  static const Purpose value{
      .id = "tls-client",
      .name = "authenticating a TLS client",
      .key_usage_any = {KeyUsageBit::digital_signature, KeyUsageBit::key_agreement},
      .extended_key_usages = {client_auth()},
      .end_entity_only = true,
      .strict_profile = true};
  return value;
}

const Purpose& email() {
  static const Purpose value{
      .id = "email",
      .name = "protecting e-mail",
      .key_usage_any = {KeyUsageBit::digital_signature, KeyUsageBit::content_commitment,
                        KeyUsageBit::key_encipherment, KeyUsageBit::key_agreement},
      .extended_key_usages = {email_protection()},
      .end_entity_only = true,
      .strict_profile = true};
  return value;
}

const Purpose& time_stamping() {
  static const Purpose value{
      .id = "time-stamping",
      .name = "time-stamping",
      .key_usage_any = {KeyUsageBit::digital_signature, KeyUsageBit::content_commitment},
      .extended_key_usages = {stamping()},
      .any_extended_key_usage = false,
      .extended_key_usage_required = true,
      .alone_and_critical = true};
  return value;
}

const Purpose& ocsp_signing() {
  static const Purpose value{
      .id = "ocsp-signing",
      .name = "signing OCSP responses",
      .key_usage_any = {KeyUsageBit::digital_signature, KeyUsageBit::content_commitment},
      .extended_key_usages = {ocsp()},
      .any_extended_key_usage = false,
      .extended_key_usage_required = true};
  return value;
}

const Purpose& list_signing() {
  static const Purpose value{
      .id = "list-signing",
      .name = "signing trusted lists",
      .key_usage_any = {KeyUsageBit::digital_signature, KeyUsageBit::content_commitment},
      .extended_key_usages = {lists()},
      .any_extended_key_usage = false,
      .extended_key_usage_required = true,
      .end_entity_only = true};
  return value;
}

const Purpose& crl_signing() {
  static const Purpose value{.id = "crl-signing",
                             .name = "signing CRLs",
                             .key_usage_any = {KeyUsageBit::crl_sign},
                             .extended_key_usages = {}};
  return value;
}

const std::vector<const Purpose*>& all() {
  static const std::vector<const Purpose*> table{
      &any(),   &signature(),     &seal(),         &tls_server(),   &tls_client(),
      &email(), &time_stamping(), &ocsp_signing(), &list_signing(), &crl_signing()};
  return table;
}

const Purpose* find(std::string_view id) {
  const auto& table = all();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Purpose* purpose) { return purpose->id == id; });
  return found == table.end() ? nullptr : *found;
}

}  // namespace purpose

}  // namespace accord::path
