#include <array>

#include "trustlist/build/parts.h"

namespace accord::trustlist::build {
namespace {

/// A pointer's AdditionalInformation: each kind as often, and in the order, as the pointer says;
/// what it does not say, and has, comes last.
class PointerInformationWriter {
 public:
  PointerInformationWriter(ListWriter& out, const Pointer& pointer)
      : out_(out), pointer_(pointer) {}

  void write() {
    for (const auto kind : pointer_.order) write_next(kind);
    for (auto kind = 0; kind <= static_cast<int>(PointerInformation::other); ++kind) {
      while (write_next(static_cast<PointerInformation>(kind))) continue;
    }
  }

 private:
  // False when there is no more of that kind.
  bool write_next(PointerInformation kind) {
    auto& count = counts_.at(static_cast<std::size_t>(kind));
    if (count >= available(kind)) return false;
    const auto index = count++;
    switch (kind) {
      case PointerInformation::textual:
        write_localised(out_, "tsl:TextualInformation", pointer_.textual_information[index]);
        return true;
      case PointerInformation::other:
        out_.raw(pointer_.other_xml[index]);
        return true;
      case PointerInformation::list_type:
      case PointerInformation::territory:
      case PointerInformation::mime_type:
      case PointerInformation::operator_names:
      case PointerInformation::community_rules:
      case PointerInformation::agreement:
        break;
    }
    out_.open("tsl:OtherInformation");
    write_known(kind);
    out_.close();
    return true;
  }

  [[nodiscard]] std::size_t available(PointerInformation kind) const {
    switch (kind) {
      case PointerInformation::textual:
        return pointer_.textual_information.size();
      case PointerInformation::list_type:
        return pointer_.list_type.has_value() ? 1 : 0;
      case PointerInformation::territory:
        return pointer_.territory.has_value() ? 1 : 0;
      case PointerInformation::mime_type:
        return pointer_.mime_type.has_value() ? 1 : 0;
      case PointerInformation::operator_names:
        return pointer_.operator_names.empty() ? 0 : 1;
      case PointerInformation::community_rules:
        return pointer_.community_rules.empty() ? 0 : 1;
      case PointerInformation::agreement:
        return pointer_.agreement.has_value() ? 1 : 0;
      case PointerInformation::other:
        return pointer_.other_xml.size();
    }
    return 0;
  }

  void write_known(PointerInformation kind) {
    switch (kind) {
      case PointerInformation::list_type:
        out_.leaf("tsl:TSLType", *pointer_.list_type);
        break;
      case PointerInformation::territory:
        out_.leaf("tsl:SchemeTerritory", *pointer_.territory);
        break;
      case PointerInformation::mime_type:
        out_.leaf("x:MimeType", *pointer_.mime_type);
        break;
      case PointerInformation::operator_names:
        write_names(out_, "tsl:SchemeOperatorName", pointer_.operator_names);
        break;
      case PointerInformation::community_rules:
        write_uris(out_, "tsl:SchemeTypeCommunityRules", pointer_.community_rules);
        break;
      case PointerInformation::agreement:
        write_agreement_element(out_, *pointer_.agreement, false);
        break;
      case PointerInformation::textual:
      case PointerInformation::other:
        break;
    }
  }

  ListWriter& out_;
  const Pointer& pointer_;
  std::array<std::size_t, static_cast<std::size_t>(PointerInformation::other) + 1> counts_{};
};

}  // namespace

void write_pointer(ListWriter& out, const Pointer& pointer) {
  if (!pointer.source.empty()) {
    out.raw(pointer.source);
    return;
  }
  out.open("tsl:OtherTSLPointer");
  if (!pointer.signers.empty()) {
    out.open("tsl:ServiceDigitalIdentities");
    for (const auto& signer : pointer.signers) write_identity(out, signer);
    out.close();
  }
  out.leaf("tsl:TSLLocation", pointer.location).open("tsl:AdditionalInformation");
  PointerInformationWriter(out, pointer).write();
  out.close().close();
}

}  // namespace accord::trustlist::build
