#include <algorithm>
#include <map>

#include "trustlist/lint/rule.h"
#include "trustlist/lint/spelling.h"
#include "trustlist/lint/walk.h"

namespace accord::trustlist::lint {
namespace {

namespace names = read::names;
using outcome::FindingId;

constexpr std::string_view pdf = "application/pdf";
constexpr std::string_view type_stem = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/";

void says_what_it_leads_to(Inspection& inspection) {
  for (const auto& pointer : inspection.list().pointers) {
    const auto need = [&](bool there, const xml::QName& element) {
      if (there) return;
      inspection.report(FindingId::lint_pointer_information_missing, Spot::of(pointer),
                        {{"element", std::string(element.local)}});
    };
    need(pointer.list_type.has_value(), names::type);
    need(!pointer.operator_names.empty(), names::operator_name);
    need(!pointer.community_rules.empty(), names::community_rules);
    need(pointer.territory.has_value(), names::territory);
    need(pointer.mime_type.has_value(), names::mime_type);
  }
}

void announces_signers(Inspection& inspection) {
  for (const auto& pointer : inspection.list().pointers) {
    const auto& signers = pointer.signers;
    const bool there = std::any_of(signers.begin(), signers.end(), [](const Identity& one) {
      return one.has_certificate() || one.lost_parts();
    });
    if (there) continue;
    inspection.report(FindingId::lint_pointer_no_signers, Spot::of(pointer));
  }
}

void known_media_type(Inspection& inspection) {
  for (const auto& pointer : inspection.list().pointers) {
    const auto& type = pointer.mime_type;
    if (!type.has_value() || *type == uri::list_mime_type || *type == pdf) continue;
    inspection.report(FindingId::lint_pointer_mime_type,
                      Spot::of(pointer) / names::additional_information, {{"found", *type}});
  }
}

void each_location_once(Inspection& inspection) {
  std::map<std::string_view, std::uint32_t> lines;
  for (const auto& pointer : inspection.list().pointers) {
    const auto [seen, fresh] = lines.emplace(pointer.location, pointer.place.line);
    if (fresh) continue;
    inspection.report(FindingId::lint_pointer_repeated, Spot::of(pointer) / names::location,
                      {{"location", pointer.location}, {"line", std::to_string(seen->second)}});
  }
}

void signers_in_force(Inspection& inspection) {
  const auto issued = inspection.list().issued;
  for (const auto& pointer : inspection.list().pointers) {
    const auto signers = pointer.signer_certificates();
    const bool expired =
        std::all_of(signers.begin(), signers.end(),
                    [&](const x509::Certificate& one) { return one.not_after() < issued; });
    if (signers.empty() || !expired) continue;
    inspection.report(FindingId::lint_pointer_signers_expired,
                      Spot::of(pointer) / names::identities, {{"issued", time::to_string(issued)}});
  }
}

/// Of the EU, or of that territory (D.5 and D.6), or not one of ETSI's at all.
bool is_type_of(std::string_view type, std::string_view territory) {
  if (!starts_with(type, type_stem)) return true;
  if (type == uri::eu_list_of_lists) return territory == "EU";
  // A state that joins or leaves keeps its lists: the territory is not asked.
  return type == uri::eu_generic || type == uri::list_of(territory) ||
         type == uri::list_of_lists_of(territory);
}

void type_of_territory(Inspection& inspection) {
  for (const auto& pointer : inspection.list().pointers) {
    const auto& type = pointer.list_type;
    const auto& territory = pointer.territory;
    if (!type.has_value() || !territory.has_value() || is_type_of(*type, *territory)) continue;
    inspection.report(FindingId::lint_pointer_type_territory,
                      Spot::of(pointer) / names::additional_information,
                      {{"type", *type}, {"territory", *territory}});
  }
}

void to_list_of_lists(Inspection& inspection) {
  const auto& list = inspection.list();
  const bool there =
      std::any_of(list.pointers.begin(), list.pointers.end(), [](const Pointer& pointer) {
        return pointer.list_type == uri::eu_list_of_lists && pointer.leads_to_xml();
      });
  if (there || !inspection.is_member_state_list()) return;
  inspection.report(FindingId::lint_pointer_to_list_of_lists_missing,
                    Spot() / names::scheme_information / names::pointers);
}

constexpr Rule rules[] = {
    {FindingId::lint_pointer_information_missing, holds_in::every,
     "Pointers say type, operator, rules, territory and media type of the list they lead to.",
     says_what_it_leads_to},
    {FindingId::lint_pointer_no_signers, holds_in::both_forms,
     "Pointers announce who signs the list they lead to.", announces_signers},
    {FindingId::lint_pointer_mime_type, holds_in::eu_and_third_country,
     "Pointers lead to a list's XML or to its PDF.", known_media_type},
    {FindingId::lint_pointer_repeated, holds_in::all_but_plain,
     "No two pointers lead to the same place.", each_location_once},
    {FindingId::lint_pointer_signers_expired, holds_in::all_but_plain,
     "Pointers announce a certificate that has not expired.", signers_in_force},
    {FindingId::lint_pointer_type_territory, holds_in::eu_and_third_country,
     "A pointer's type is that of its territory.", type_of_territory},
    {FindingId::lint_pointer_to_list_of_lists_missing, holds_in::eu,
     "The list of a member state points to the EU's list of lists.", to_list_of_lists},
};

}  // namespace

std::span<const Rule> pointer_rules() noexcept { return rules; }

}  // namespace accord::trustlist::lint
