#include "verifier/qualification/kinds.h"

namespace accord::qualification {

std::string_view to_string(CertificateType type) noexcept {
  switch (type) {
    case CertificateType::esignature:
      return "electronic signatures";
    case CertificateType::eseal:
      return "electronic seals";
    case CertificateType::web_authentication:
      return "website authentication";
  }
  return "";
}

std::string_view to_string(Decision decision) noexcept {
  switch (decision) {
    case Decision::unknown:
      return "unknown";
    case Decision::no:
      return "no";
    case Decision::yes:
      return "yes";
  }
  return "unknown";
}

std::string_view to_string(SignatureKind kind) noexcept {
  switch (kind) {
    case SignatureKind::qesig:
      return "QESig";
    case SignatureKind::adesig_qc:
      return "AdESig-QC";
    case SignatureKind::adesig:
      return "AdESig";
    case SignatureKind::qeseal:
      return "QESeal";
    case SignatureKind::adeseal_qc:
      return "AdESeal-QC";
    case SignatureKind::adeseal:
      return "AdESeal";
    case SignatureKind::unknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view in_words(SignatureKind kind) noexcept {
  switch (kind) {
    case SignatureKind::qesig:
      return "qualified electronic signature";
    case SignatureKind::adesig_qc:
      return "advanced electronic signature based on a qualified certificate";
    case SignatureKind::adesig:
      return "advanced electronic signature";
    case SignatureKind::qeseal:
      return "qualified electronic seal";
    case SignatureKind::adeseal_qc:
      return "advanced electronic seal based on a qualified certificate";
    case SignatureKind::adeseal:
      return "advanced electronic seal";
    case SignatureKind::unknown:
      return "signature or seal of a kind that was not established";
  }
  return "";
}

std::string_view to_string(Moment moment) noexcept {
  switch (moment) {
    case Moment::issuance:
      return "when the certificate was issued";
    case Moment::use:
      return "at the moment asked about";
  }
  return "";
}

}  // namespace accord::qualification
