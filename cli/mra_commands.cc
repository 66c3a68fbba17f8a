#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "trustlist/build/write.h"
#include "trustlist/read/read.h"
#include "trustlist/scheme/agreement.h"

namespace accord::cli {
namespace {

using trustlist::EquivalenceTerms;
using trustlist::RecognitionAgreement;

Answer run_new(const Arguments& arguments, Session& session) {
  const auto out = arguments.operand();
  const auto replace = arguments.has("force");
  check_free(out, replace);
  trustlist::scheme::AgreementDraft draft;
  draft.pointing = *arguments.value("pointing");
  draft.pointed = *arguments.value("pointed");
  draft.enacted = read_time(*arguments.value("enacted"), "--enacted");
  draft.pointing_legislation = arguments.value_or("pointing-legislation", "");
  draft.pointed_legislation = arguments.value_or("pointed-legislation", "");
  const auto agreement =
      need(trustlist::scheme::draft_agreement(draft), "the command line", Exit::usage);
  const auto xml = need(trustlist::build::write_agreement(agreement), out);
  Made made(session);
  made.file(out, xml,
            fmt::format("{} recognises qualified e-seal certificates of {} from {} on",
                        draft.pointing, draft.pointed, time::to_string(draft.enacted)),
            {.replace = replace});
  return std::move(made).answer();
}

std::string short_list(const std::vector<std::string>& uris) {
  std::string text;
  for (const auto& uri : uris) {
    text += (text.empty() ? "" : ", ") + outcome::printable(trustlist::short_name(uri));
  }
  return text.empty() ? "-" : text;
}

std::string kinds_text(const std::vector<trustlist::ServiceKind>& kinds) {
  std::string text;
  for (const auto& kind : kinds) {
    text += (text.empty() ? "" : ", ") + outcome::printable(trustlist::short_name(kind.type));
    if (kind.additional) {
      text += " " + outcome::printable(trustlist::short_name(kind.additional->uri.text));
    }
  }
  return text.empty() ? "-" : text;
}

std::string status_word(const std::string& uri) {
  if (uri == trustlist::uri::enacted) return "enacted";
  if (uri == trustlist::uri::repealed) return "repealed";
  return outcome::printable(uri);
}

Json terms_json(const EquivalenceTerms& terms, const time::Interval& period) {
  const auto kinds = [](const std::vector<trustlist::ServiceKind>& all) {
    auto json = Json::array();
    for (const auto& kind : all) {
      json.push(Json::object(
          {{"type", kind.type},
           {"additional", kind.additional ? Json(kind.additional->uri.text) : Json()}}));
    }
    return json;
  };
  const auto statuses = [](const trustlist::StatusEquivalence& both) {
    return Json::object(
        {{"pointing", Json::array_of(both.pointing)}, {"pointed", Json::array_of(both.pointed)}});
  };
  auto contexts = Json::array();
  for (const auto& content : terms.contents) contexts.push(content.context);
  return Json::object({{"status", terms.status},
                       {"from", time::to_string(period.from)},
                       {"until", period.until ? Json(time::to_string(*period.until)) : Json()},
                       {"pointing", kinds(terms.pointing_kinds)},
                       {"pointed", kinds(terms.pointed_kinds)},
                       {"valid_statuses", statuses(terms.valid)},
                       {"invalid_statuses", statuses(terms.invalid)},
                       {"certificate_contents", std::move(contexts)}});
}

Json agreement_json(const RecognitionAgreement& agreement) {
  auto equivalences = Json::array();
  for (const auto& equivalence : agreement.equivalences) {
    auto terms = Json::array();
    for (const auto& dated : trustlist::periods(equivalence)) {
      terms.push(terms_json(*dated.terms, dated.period));
    }
    equivalences.push(Json::object(
        {{"legal_identifier", equivalence.legal_identifier}, {"terms", std::move(terms)}}));
  }
  return Json::object({{"version", agreement.version},
                       {"depth", agreement.depth},
                       {"pointing_legislation", agreement.pointing_legislation},
                       {"pointed_legislation", agreement.pointed_legislation},
                       {"damaged", agreement.damaged},
                       {"equivalences", std::move(equivalences)}});
}

std::string terms_text(const EquivalenceTerms& terms, const time::Interval& period,
                       const Style& style) {
  constexpr std::size_t label = 18;
  const auto word = status_word(terms.status);
  const auto until = period.until ? " until " + time::to_string(*period.until) : std::string();
  auto text = "    " + style.paint(word == "enacted" ? Tone::good : Tone::bad, word) + " from " +
              time::to_string(period.from) + until + "\n";
  text +=
      field(style, "      kind of service",
            kinds_text(terms.pointed_kinds) + "  counts as  " + kinds_text(terms.pointing_kinds),
            label + 6);
  text +=
      field(style, "      trusted when",
            short_list(terms.valid.pointed) + "  counts as  " + short_list(terms.valid.pointing),
            label + 6);
  text += field(
      style, "      not when",
      short_list(terms.invalid.pointed) + "  counts as  " + short_list(terms.invalid.pointing),
      label + 6);
  for (const auto& content : terms.contents) {
    const auto slash = content.context.rfind('/');
    text +=
        field(style, "      certificate's",
              outcome::printable(content.context.substr(slash + 1)) + " is translated", label + 6);
  }
  return text;
}

std::string agreement_text(const RecognitionAgreement& agreement, const Style& style) {
  auto text = field(style, "  recognising", outcome::printable(agreement.pointing_legislation));
  text += field(style, "  recognised", outcome::printable(agreement.pointed_legislation));
  text += field(style, "  chained",
                agreement.depth <= 1 ? std::string("no: what the recognised side recognises of "
                                                   "others is not recognised")
                                     : fmt::format("over up to {} agreements", agreement.depth));
  for (const auto& equivalence : agreement.equivalences) {
    text +=
        "  " + style.paint(Tone::strong, outcome::printable(equivalence.legal_identifier)) + "\n";
    for (const auto& dated : trustlist::periods(equivalence)) {
      text += terms_text(*dated.terms, dated.period, style);
    }
  }
  return text;
}

void show_of_list(const trustlist::TrustedList& list, const std::string& file, Answer& answer,
                  Json& agreements, const Style& style) {
  for (const auto& pointer : list.pointers) {
    if (!pointer.agreement) continue;
    const auto territory = pointer.territory.value_or("");
    answer.text += style.paint(Tone::strong, fmt::format("{}: agreement of {} with {}", file,
                                                         outcome::printable(list.territory),
                                                         outcome::printable(territory))) +
                   "\n";
    answer.text += agreement_text(*pointer.agreement, style);
    agreements.push(agreement_json(*pointer.agreement)
                        .set("pointing", list.territory)
                        .set("pointed", territory));
  }
  if (agreements.elements().empty()) {
    answer.text += file + ": no pointer of this list has a recognition agreement\n";
  }
}

Answer run_show(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  auto budget = budget_of(arguments);
  Answer answer;
  const auto document = need(xml::Document::parse(read_xml_input(file), budget), file);
  auto agreements = Json::array();
  bool is_read = false;
  const auto root = document.root().name().local;
  if (root == "TrustServiceStatusList" || root == "ListOfTrustedEntities") {
    const auto list = trustlist::read::read_list(document.root(), budget, answer.findings);
    is_read = list.has_value();
    if (list) show_of_list(*list, file, answer, agreements, session.style());
  } else {
    const auto agreement =
        trustlist::read::read_agreement(document.root(), budget, answer.findings);
    is_read = agreement.has_value();
    if (agreement) {
      answer.text = session.style().paint(Tone::strong, file + ": recognition agreement") + "\n" +
                    agreement_text(*agreement, session.style());
      agreements.push(agreement_json(*agreement));
    }
  }
  answer.findings.name_subject(file);
  if (!is_read) answer.exit = Exit::bad_input;
  answer.fields.set("agreements", std::move(agreements));
  return answer;
}

constexpr Operand new_operand[] = {{"FILE", "where the agreement goes"}};
constexpr Option new_options[] = {
    {"pointing", "CC", "the side that recognises, with the list of lists: EU", Count::one},
    {"pointed", "CC", "the side that is recognised: JP", Count::one},
    {"enacted", "TIME", "from when on it is in force", Count::one},
    {"pointing-legislation", "URI",
     "the law of the side that recognises (default: known for EU and JP)"},
    {"pointed-legislation", "URI",
     "the law of the side that is recognised (default: known for EU and JP)"},
    option_force,
};
constexpr Option show_options[] = {option_limit};
constexpr Operand show_operand[] = {
    {"FILE", "an agreement, or a list of lists whose pointers carry agreements"}};

constexpr Command table[] = {
    {.name = "mra new",
     .summary = "Draft an agreement by which qualified e-seal certificates are recognised.",
     .examples = "    accord mra new agreement.xml --pointing EU --pointed JP \\\n"
                 "        --enacted 2026-07-01T00:00:00Z\n"
                 "    accord mra new agreement.xml --pointing EU --pointed BR \\\n"
                 "        --enacted 2027-01-01T00:00:00Z --pointed-legislation "
                 "https://law.example/br\n",
     .operands = new_operand,
     .options = new_options,
     .run = run_new},
    {.name = "mra show",
     .summary = "Show what is recognised as what, since when. Nothing is verified.",
     .examples = "    accord mra show agreement.xml\n"
                 "    accord mra show eu/list.xml\n",
     .operands = show_operand,
     .options = show_options,
     .run = run_show},
};

}  // namespace

std::span<const Command> mra_commands() noexcept { return table; }

}  // namespace accord::cli
