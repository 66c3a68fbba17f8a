#pragma once

#include "verifier/fetch/planner.h"

namespace accord::fetch {

/// Of one answer, and of all answers to a question, no more things than this are read: bridges
/// publish some hundred cross-certificates in one message.
inline constexpr std::size_t most_of_one_answer = 256;
inline constexpr std::size_t most_of_all_answers = 1024;

/// What was got from one address, read. It is material and nothing more: nothing of it is trusted.
struct Received {
  std::vector<x509::Certificate> certificates;
  std::vector<x509::Crl> crls;
  std::vector<x509::OcspResponse> ocsp;
  /// `evidence_left_out` for parts that could not be read, each with its place ("certificate 2"),
  /// `fetched_too_many`.
  outcome::Findings left_out;
};

/// Reads what was got as the kind of thing that was asked for, whatever the server called it.
/// Certificates: one in DER, any number in PEM, or a "certs-only" CMS message in either (RFC 5280,
/// 4.2.2.1, which knows DER only; PEM is in use). CRLs: DER or PEM. OCSP response: DER. Parts that
/// cannot be read are left out, as long as one can. Errors: `fetched_wrong_kind` for what is
/// neither DER nor PEM, those of the readers.
[[nodiscard]] outcome::Result<Received> read(Kind kind, der::ByteView bytes);

/// Puts what was received into the material of one question, each thing once.
class Intake {
 public:
  /// What is in the material already is known, and does not count. It must outlive the object.
  explicit Intake(path::Material& material);

  /// Adds what is new, up to `most_of_all_answers` things. Returns how many; the finding
  /// `fetched_too_many` goes to `findings`.
  std::size_t add(Received received, outcome::Findings& findings);

 private:
  enum class List : std::uint8_t { untrusted, signers, crls, ocsp };
  template <typename Value>
  bool is_new(const Value& value, List list);
  /// Returns how many had no room.
  template <typename Value>
  std::size_t add_new(std::vector<Value> values, List list, std::vector<Value>& all);

  path::Material& material_;
  std::set<std::string> known_;  // digests, each with its list
  std::size_t added_ = 0;
};

}  // namespace accord::fetch
