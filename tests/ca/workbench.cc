#include "tests/ca/workbench.h"

#include <fstream>

namespace accord::ca {
namespace {

SubjectFields authority_subject(std::string name) {
  return {{SubjectField::country, "JP"},
          {SubjectField::organization, "Example Trust K.K."},
          {SubjectField::organization_identifier, "NTRJP-0100-01-000001"},
          {SubjectField::common_name, std::move(name)}};
}

crypto::SoftwareKey new_key() {
  return tests::require_value(crypto::SoftwareKey::generate(crypto::KeySpec::ec_p256));
}

}  // namespace

NewAuthority root_wanted() {
  return {"root",
          authority_subject("Example Root CA"),
          {"http://ca.example/root.crt", "http://ca.example/root.crl"},
          Days{7300}};
}

NewAuthority issuing_wanted() {
  return {"issuing",
          authority_subject("Example Issuing CA"),
          {"http://ca.example/issuing.crt", "http://ca.example/issuing.crl"},
          Days{3650}};
}

IssueRequest seal_request(const crypto::PublicKey& key) {
  IssueRequest request;
  request.profile = "eseal";
  request.subject = {{SubjectField::common_name, "Nara Example Hospital"},
                     {SubjectField::country, "JP"},
                     {SubjectField::organization, "奈良見本病院"},
                     {SubjectField::organization_identifier, "NTRJP-1500-05-000002"}};
  request.spki.assign(key.spki().begin(), key.spki().end());
  request.validity = Days{365};
  request.qc.pds = {{"https://ca.example/pds-en.pdf", "en"},
                    {"https://ca.example/pds-ja.pdf", "ja"}};
  request.qc.legislation = {"JP"};
  return request;
}

IssueRequest list_signer_request(const crypto::PublicKey& key) {
  IssueRequest request;
  request.profile = "list-signer";
  request.subject = {{SubjectField::country, "EU"},
                     {SubjectField::organization, "Example Commission"},
                     {SubjectField::common_name, "List signer 1"}};
  request.spki.assign(key.spki().begin(), key.spki().end());
  request.validity = Days{730};
  return request;
}

Workbench::Workbench()
    : registry(open()), root_key(new_key()), issuing_key(new_key()), seal_key(new_key()) {}

Registry Workbench::open() const {
  return tests::require_value(Registry::open(uri(), clock, {true, std::chrono::seconds(20)}));
}

void Workbench::write(const std::string& name, std::string_view bytes) const {
  std::ofstream(folder_.path() / name, std::ios::binary) << bytes;
}

void Workbench::found(bool rehearsal) {
  const auto first = rehearsal ? on(2026, 5, 10) : clock.now();
  const auto second = rehearsal ? on(2026, 5, 11) : clock.now();
  const auto made =
      require_answer(found_root(registry, root_wanted(), rehearsal, root_key, {first, "test"}));
  require_answer(found_issuing(registry, made, root_key, issuing_wanted(), issuing_key.public_key(),
                               {second, "test"}));
}

Answer<Issued> Workbench::issue_seal(time::Instant at) {
  return issue(registry, issuing(), issuing_key, seal_request(seal_key.public_key()), {at, "test"});
}

void Workbench::revoke_seal(const Issued& seal, x509::RevocationReason reason, time::Instant at) {
  tests::require_value(
      revoke(registry, issuing(), {seal.certificate.serial(), reason}, {at, "test"}));
}

}  // namespace accord::ca
