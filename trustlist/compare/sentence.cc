#include <array>

#include "trustlist/compare/compare.h"

namespace accord::trustlist::compare {
namespace {

struct KindRow {
  std::string_view name;  // in answers
  std::string_view noun;  // in sentences
};

// In the order of Kind.
constexpr std::array<KindRow, kind_count> kinds{{
    {"list_id", "the document's Id"},
    {"list_form", "the form of the list"},
    {"list_tag", "the list's tag"},
    {"list_version", "the version of the format"},
    {"sequence_number", "the sequence number"},
    {"list_type", "the list's type"},
    {"operator_name", "the operator's name"},
    {"operator_address", "the operator's postal address"},
    {"operator_electronic_address", "the operator's electronic address"},
    {"scheme_name", "the scheme's name"},
    {"scheme_information_uri", "the address of information on the scheme"},
    {"status_determination", "the way in which status is determined"},
    {"scheme_community_rules", "the community rules"},
    {"territory", "the territory"},
    {"legal_notice", "the policy or legal notice"},
    {"history_period", "the number of days for which history is kept"},
    {"issue_date", "the issue date"},
    {"next_update", "the next update"},
    {"distribution_point", "the distribution point"},
    {"scheme_extension", "an extension of the scheme"},
    {"left_out", "what could not be read"},
    {"not_understood", "content that is not understood"},
    {"pointer", "the pointer"},
    {"pointer_location", "the location"},
    {"pointer_type", "the type of the list that is pointed to"},
    {"pointer_territory", "the territory"},
    {"pointer_mime_type", "the form of the list that is pointed to"},
    {"pointer_signer", "a signer of the list"},
    {"pointer_operator_name", "the operator's name"},
    {"pointer_community_rules", "the community rules"},
    {"pointer_text", "the text"},
    {"pointer_other_information", "other information"},
    {"agreement", "the recognition agreement"},
    {"agreement_field", "the agreement's"},
    {"equivalence", "the equivalence"},
    {"equivalence_status", "the status"},
    {"equivalence_terms", "the terms:"},
    {"equivalence_history", "the entry of the past"},
    {"provider", "the provider"},
    {"provider_name", "the name"},
    {"provider_trade_name", "the trade name or registration number"},
    {"provider_address", "the postal address"},
    {"provider_electronic_address", "the electronic address"},
    {"provider_information_uri", "the address of information"},
    {"provider_extension", "an extension"},
    {"service", "the service"},
    {"service_moved", "the provider"},
    {"service_key", "the key"},
    {"service_name", "the name"},
    {"service_type", "the type"},
    {"service_status", "the status"},
    {"service_status_again", "the status"},
    {"service_certificate", "a certificate"},
    {"service_identity", "the identity:"},
    {"service_scheme_definition_uri", "the scheme's definition of the service"},
    {"service_supply_point", "the supply point"},
    {"service_definition_uri", "the provider's definition of the service"},
    {"service_additional_information", "what the service is for"},
    {"service_qualification", "qualifiers"},
    {"service_taken_over", "the take-over"},
    {"service_extension", "an extension"},
    {"service_history", "the entry of the past"},
    {"service_history_cut", "the history"},
}};

const KindRow& row(Kind kind) noexcept { return kinds.at(static_cast<std::size_t>(kind)); }

std::string who(const Change& change) {
  std::string text;
  const auto part = [&](std::string_view word, const std::string& name) {
    if (name.empty()) return;
    text += std::string(text.empty() ? "" : ": ") + std::string(word) + " " + name;
  };
  part("pointer to", change.pointer);
  part("equivalence", change.equivalence);
  part("provider", change.provider);
  part("service", change.service);
  return text.empty() ? "scheme" : text;
}

std::string before(const Change& change) { return change.before ? change.before->text : ""; }
std::string after(const Change& change) { return change.after ? change.after->text : ""; }

std::string noun(const Change& change) {
  std::string text(row(change.kind).noun);
  if (!change.field.empty()) text += " " + change.field;
  if (!change.language.empty()) text += " in " + change.language;
  return text;
}

std::string values(const Change& change, const std::string& subject) {
  switch (change.action()) {
    case Action::added:
      return subject + " is new: " + after(change);
    case Action::removed:
      return subject + " is gone: it was " + before(change);
    case Action::changed:
      break;
  }
  if (before(change) == after(change)) {
    return subject + " is written in another way: " + after(change);
  }
  return subject + " is now " + after(change) + "; it was " + before(change);
}

std::string status(const Change& change) {
  const auto from = change.when ? " from " + time::to_string(*change.when) : std::string();
  if (change.field == "start") {
    return "the start of the present status was changed to " + after(change) + "; it was " +
           before(change) + ", and the history does not have that";
  }
  if (!change.rewrites_past) {
    if (before(change) == after(change)) return "again " + after(change) + from;
    return after(change) + from + "; it was " + before(change);
  }
  return after(change) + from + "; it was " + before(change) +
         ", and the history does not have that";
}

std::string history(const Change& change) {
  const auto from = change.entry ? time::to_string(*change.entry) : std::string();
  if (!change.field.empty()) {
    return "in the entry of the past from " + from + ", the " + change.field +
           " was rewritten: " + after(change) + "; it was " + before(change);
  }
  if (change.action() == Action::removed) {
    return "the entry of the past \"" + before(change) + " from " + from + "\" was dropped";
  }
  return "an entry was put into the past: \"" + after(change) + " from " + from + "\"";
}

bool is_status(Kind kind) noexcept {
  return kind == Kind::service_status || kind == Kind::service_status_again ||
         kind == Kind::equivalence_status;
}

bool is_history(Kind kind) noexcept {
  return kind == Kind::service_history || kind == Kind::equivalence_history;
}

// What is named before the colon already.
std::string whole(const Change& change) {
  const bool is_new = change.action() == Action::added;
  if (change.kind == Kind::provider)
    return is_new ? "is new in the list" : "is no longer in the list";
  return is_new ? "is new: " + after(change) : "is gone: it was " + before(change);
}

std::string what(const Change& change) {
  const auto kind = change.kind;
  if (kind == Kind::provider || kind == Kind::service || kind == Kind::equivalence ||
      kind == Kind::pointer) {
    return whole(change);
  }
  if (kind == Kind::service_moved) return "moved here from the provider " + before(change);
  if (is_status(kind)) return status(change);
  if (is_history(kind)) return history(change);
  return values(change, noun(change));
}

}  // namespace

std::string_view to_string(Kind kind) noexcept { return row(kind).name; }

std::string_view to_string(Action action) noexcept {
  switch (action) {
    case Action::added:
      return "added";
    case Action::removed:
      return "removed";
    case Action::changed:
      return "changed";
  }
  return {};
}

std::string_view to_string(Weight weight) noexcept {
  switch (weight) {
    case Weight::alarm:
      return "alarm";
    case Weight::serious:
      return "serious";
    case Weight::notable:
      return "notable";
    case Weight::minor:
      return "minor";
  }
  return {};
}

std::string sentence(const Change& change) { return who(change) + ": " + what(change); }

}  // namespace accord::trustlist::compare
