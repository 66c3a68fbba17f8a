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
  const auto pointers = pointers_to(parent, territory, form);
  const auto is_of_type = [&](const Pointer* pointer) { return pointer->list_type == type; };
  // Who may sign another list of the territory may not sign this one.
  const bool some = std::any_of(pointers.begin(), pointers.end(), is_of_type);
  for (const auto* pointer : pointers) {
    const bool of_other_type = pointer->list_type.has_value() && !is_of_type(pointer) &&
                               (some || form == Form::trusted_entities);
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
