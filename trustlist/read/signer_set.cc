#include <algorithm>

#include "trustlist/read/verify.h"

namespace accord::trustlist::read {

SignerSet SignerSet::given(std::vector<x509::Certificate> certificates) {
  SignerSet result;
  result.known_ = !certificates.empty();
  result.certificates_ = std::move(certificates);
  return result;
}

SignerSet SignerSet::announced_by(const Pointer& pointer) {
  auto result = given(pointer.signer_certificates());
  result.territory_ = pointer.territory;
  result.list_type_ = pointer.list_type;
  return result;
}

SignerSet SignerSet::announced_for(const TrustedList& parent, std::string_view territory,
                                   std::optional<Form> form, std::string_view type) {
  SignerSet result;
  for (const auto* pointer : pointers_to(parent, territory, form)) {
    const bool of_other_type = form == Form::trusted_entities && pointer->list_type.has_value() &&
                               *pointer->list_type != type;
    if (of_other_type) continue;
    auto one = announced_by(*pointer);
    if (!result.list_type_.has_value()) result.list_type_ = one.list_type_;
    for (auto& certificate : one.certificates_) {
      if (!result.contains(certificate)) result.certificates_.push_back(std::move(certificate));
    }
  }
  result.known_ = !result.certificates_.empty();
  if (result.known_) result.territory_ = std::string(territory);
  return result;
}

bool SignerSet::contains(const x509::Certificate& certificate) const noexcept {
  return std::find(certificates_.begin(), certificates_.end(), certificate) != certificates_.end();
}

}  // namespace accord::trustlist::read
