#include <algorithm>

#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/list_folder.h"
#include "cli/refusal.h"
#include "cli/service_facts.h"
#include "cli/session.h"
#include "cli/stored_trust.h"
#include "trustlist/index/index.h"
#include "trustlist/read/read.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::TrustedList;
using trustlist::index::ClaimedIndex;
using trustlist::index::Hit;
using trustlist::index::Query;
using trustlist::index::VerifiedIndex;

/// What was asked for, with what the query points to.
struct Asked {
  std::optional<x509::Certificate> certificate;
  der::Bytes key_identifier;
  Query query;
};

der::Bytes octets_of(const std::string& hex) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  std::string digits;
  std::copy_if(hex.begin(), hex.end(), std::back_inserter(digits),
               [](char c) { return c != ':' && c != ' '; });
  const bool whole =
      !digits.empty() && digits.size() % 2 == 0 &&
      std::all_of(digits.begin(), digits.end(), [&](char c) { return digit(c) >= 0; });
  if (!whole) {
    refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
           {{"option", "--key-id"},
            {"value", hex},
            {"wanted", "octets in hexadecimal, such as 1f:2e:3d or 1f2e3d"}});
  }
  der::Bytes result;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    result.push_back(static_cast<std::uint8_t>(digit(digits[i]) * 16 + digit(digits[i + 1])));
  }
  return result;
}

void fill(Asked& asked, const Arguments& arguments) {
  if (const auto file = arguments.value("certificate")) {
    asked.certificate = read_one_certificate(*file);
    asked.query.certificate = &*asked.certificate;
  }
  if (const auto hex = arguments.value("key-id")) {
    asked.key_identifier = octets_of(*hex);
    asked.query.key_identifier = asked.key_identifier;
  }
  asked.query.provider = arguments.value_or("provider", "");
  asked.query.type = arguments.value_or("type", "");
  asked.query.territory = arguments.value_or("territory", "");
  const auto& query = asked.query;
  if (query.certificate == nullptr && query.key_identifier.empty() && query.provider.empty() &&
      query.type.empty() && query.territory.empty()) {
    refuse(
        Exit::usage, FindingId::option_missing, {.what = "the command line"},
        {{"option", "--certificate, --key-id, --provider, --type or --territory (at least one)"}});
  }
  if (arguments.has("lotl") != arguments.has("signer")) {
    const bool lotl = arguments.has("lotl");
    refuse(Exit::usage, FindingId::option_needs_other, {.what = "the command line"},
           {{"option", lotl ? "--lotl" : "--signer"}, {"other", lotl ? "--signer" : "--lotl"}});
  }
}

/// The lists that were searched, with the names of their files.
struct Searched {
  std::vector<std::string> files;
  std::vector<const TrustedList*> lists;
  outcome::Findings findings;
  bool complete = true;
};

// Not every list was searched, or what was found in them may not be so.
bool in_doubt(const Searched& searched) {
  return !searched.complete || searched.findings.worst() >= outcome::Severity::indeterminate;
}

void add_unusable(Searched& searched, const std::string& file, const outcome::Findings& why) {
  searched.complete = false;
  for (auto finding : why.all()) {
    if (finding.severity < outcome::Severity::indeterminate) continue;
    finding.about.what = file;
    searched.findings.add(std::move(finding));
  }
  searched.findings.add(FindingId::find_incomplete, {.what = file});
}

bool is_meant_as_list(const std::string& bytes) {
  return kind_of(bytes) == InputKind::xml && names_list(bytes);
}

ClaimedIndex read_folder(const Arguments& arguments, Session& session, Searched& searched) {
  std::vector<TrustedList> lists;
  std::size_t looked_at = 0;
  for (const auto& path : files_in(arguments.operand())) {
    const auto file = path.string();
    session.progress(fmt::format("file {}: {}", ++looked_at, file));
    std::error_code ignored;
    if (std::filesystem::file_size(path, ignored) == 0) continue;
    auto bytes = read_input(file);
    if (!is_meant_as_list(bytes)) continue;
    auto budget = budget_of(arguments);
    outcome::Findings findings;
    const auto document = xml::Document::parse(std::move(bytes), budget);
    if (!document) findings.add(document.error());
    auto list =
        document ? trustlist::read::read_list(document->root(), budget, findings) : std::nullopt;
    if (!list) {
      add_unusable(searched, file, findings);
      continue;
    }
    searched.files.push_back(file);
    lists.push_back(std::move(*list));
  }
  session.progress("");
  ClaimedIndex index(std::move(lists));
  for (const auto& one : index.lists()) searched.lists.push_back(one.get());
  return index;
}

VerifiedIndex verify_folder(const Arguments& arguments, Session& session, time::Instant at,
                            Searched& searched) {
  const auto root = *arguments.value("lotl");
  const auto signers =
      trustlist::read::SignerSet::given(read_certificate_files(arguments.values("signer")));
  auto budget = budget_of(arguments);
  std::size_t looked_at = 0;
  ListFolder folder(
      arguments.operand(), {root},
      [&](const std::string& path) {
        session.progress(fmt::format("list {}: {}", ++looked_at, path));
      },
      at, algorithms_of(arguments), budget);
  std::vector<std::shared_ptr<const trustlist::read::VerifiedList>> lists;
  auto options = tree_options(algorithms_of(arguments));
  options.keep = [&](trustlist::read::VerifiedList list) {
    lists.push_back(std::make_shared<const trustlist::read::VerifiedList>(std::move(list)));
  };
  const auto tree = trustlist::read::verify_tree({root, read_xml_input(root)}, signers, folder, at,
                                                 options, budget);
  session.progress("");
  for (const auto& row : tree.rows) {
    if (row.verdict == trustlist::read::Verdict::valid) {
      searched.files.push_back(row.file);
    } else {
      add_unusable(searched, row.file, row.findings);
    }
  }
  searched.findings.add(tree.findings);
  searched.findings.add(folder.findings());
  VerifiedIndex index(std::move(lists));
  for (const auto& one : index.lists()) searched.lists.push_back(&one->list());
  return index;
}

// A service that was left out for damage is not among those searched, and may be the one.
void note_left_out(const Asked& asked, Searched& searched) {
  if (!asked.certificate.has_value()) return;
  for (std::size_t i = 0; i < searched.lists.size(); ++i) {
    for (const auto& one : searched.lists[i]->left_out) {
      if (trustlist::may_be(one.identity, *asked.certificate) == trustlist::MayBe::another) {
        continue;
      }
      searched.findings.add(trustlist::finding_about(one),
                            {.what = searched.files[i], .line = one.place.line});
    }
  }
}

Json hit_json(const Hit& hit, const Asked& asked, const Searched& searched) {
  const auto& list = *searched.lists[hit.list];
  auto json = Json::object(
      {{"file", searched.files[hit.list]},
       {"territory", list.territory},
       {"sequence", list.sequence},
       {"provider", trustlist::text_in(hit.provider->names, "en")},
       {"found_by", asked.certificate.has_value() ? Json(trustlist::to_string(hit.how)) : Json()}});
  return json.add(facts_of(*hit.service, searched.lists));
}

std::string_view what_it_rests_on(const Searched& searched, bool verified) {
  if (!verified) return "no signature was looked at: `--lotl` and `--signer` do that";
  if (in_doubt(searched)) return "not all of it can be relied on: see the findings";
  return "each list was verified";
}

std::string hits_text(const std::vector<Hit>& hits, const Asked& asked, const Searched& searched,
                      bool verified, const Style& style) {
  std::string text;
  const trustlist::Provider* shown = nullptr;
  for (const auto& hit : hits) {
    const auto& list = *searched.lists[hit.list];
    if (hit.provider != shown) {
      text += fmt::format("{}  {}  ({})\n",
                          style.paint(Tone::strong, outcome::printable(list.territory)),
                          outcome::printable(trustlist::text_in(hit.provider->names, "en")),
                          searched.files[hit.list]);
    }
    shown = hit.provider;
    text += text_of(*hit.service, searched.lists, style);
    if (asked.certificate.has_value()) {
      text += field(style, "      found by", trustlist::to_string(hit.how), 12);
    }
    text += "\n";
  }
  return text + fmt::format("{} in {}; {}\n", counted(hits.size(), "service", "services"),
                            counted(searched.lists.size(), "list", "lists"),
                            what_it_rests_on(searched, verified));
}

void report_takeovers(const std::vector<Hit>& hits, Searched& searched) {
  for (const auto& hit : hits) {
    trustlist::report(trustlist::follow_takeover(searched.lists, *hit.service), *hit.service,
                      {.what = searched.files[hit.list], .line = hit.service->current.place.line},
                      searched.findings);
  }
}

Answer run_find(const Arguments& arguments, Session& session) {
  Asked asked;
  fill(asked, arguments);
  const bool verified = arguments.has("lotl");
  const auto at = session.at(arguments);
  Searched searched;
  ClaimedIndex claimed;
  VerifiedIndex proven;
  if (verified) {
    proven = verify_folder(arguments, session, at, searched);
  } else {
    claimed = read_folder(arguments, session, searched);
  }
  if (searched.lists.empty() && searched.complete) {
    refuse(Exit::bad_input, FindingId::find_no_lists, {.what = arguments.operand()});
  }
  const auto& table = verified ? proven.services() : claimed.services();
  const auto hits = table.search(asked.query);
  note_left_out(asked, searched);
  report_takeovers(hits, searched);
  if (hits.empty()) {
    searched.findings.add(FindingId::find_nothing_listed, {.what = arguments.operand()},
                          {{"lists", counted(searched.lists.size(), "list", "lists")}});
  }
  Answer answer;
  if (verified) answer.at = at;
  auto services = Json::array();
  for (const auto& hit : hits) services.push(hit_json(hit, asked, searched));
  answer.fields.set("lists", Json::array_of(searched.files));
  answer.fields.set("verified", verified);
  answer.fields.set("services", std::move(services));
  answer.findings = searched.findings;
  answer.text = hits_text(hits, asked, searched, verified, session.style());
  if (in_doubt(searched)) answer.judge(Verdict::indeterminate);
  return answer;
}

constexpr Operand operands[] = {{"DIR", "the folder with the lists, under any names"}};

constexpr Option options[] = {
    {"certificate", "CERT", "services whose identity, now or once, is that of this certificate"},
    {"key-id", "HEX", "services with this subject key identifier, now or once"},
    {"provider", "TEXT", "services of providers with this in a name, in any language and case"},
    {"type", "TYPE", "services of this type, a URI or its end: CA/QC, TSA/QTST"},
    {"territory", "CODE", "services in the list of this territory: LU"},
    {"lotl", "FILE", "search only lists that verify below this list of lists"},
    {"signer", "CERT", "who may sign that list of lists", Count::many},
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl find",
     .summary = "Find services in a folder of lists: by certificate, key, provider, type or "
                "territory.",
     .examples =
         "  Whose certification authority is this, and what was its status when?\n"
         "    accord tl find lists --certificate issuer.crt\n"
         "  All services for qualified certificates in Luxembourg\n"
         "    accord tl find lists --type CA/QC --territory LU\n"
         "  Only in lists that the EU's list of lists vouches for\n"
         "    accord tl find lists --provider luxtrust --lotl EU-LOTL.xml --signer eu.crt\n",
     .operands = operands,
     .options = options,
     .run = run_find},
};

}  // namespace

std::span<const Command> tl_find_commands() noexcept { return table; }

}  // namespace accord::cli
