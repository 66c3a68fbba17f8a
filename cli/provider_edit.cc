#include "cli/provider_edit.h"

#include <fmt/format.h>

#include "cli/refusal.h"

namespace accord::cli {
namespace {

namespace scheme = trustlist::scheme;
using outcome::FindingId;

std::filesystem::path file_of(const SchemeFolder& folder, const std::string& name,
                              ProviderEdit::Provider which) {
  if (auto known = folder.find_provider(name)) return *known;
  if (which == ProviderEdit::Provider::known) {
    refuse(Exit::usage, FindingId::provider_unknown, {.what = folder.provider_file(name).string()},
           {{"provider", name}});
  }
  return folder.new_provider_file(name);
}

scheme::ProviderSource provider_of(const SchemeFolder& folder, const std::filesystem::path& file,
                                   const std::string& name, const scheme::SchemeSource& source) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return folder.read_provider(file);
  return need(scheme::new_provider(name, source.territory, source.form), "--provider", Exit::usage);
}

// A list may not be issued before a status in it begins.
void note_future(Made& made, time::Instant at, const Session& session) {
  if (at <= session.now()) return;
  made.note(
      fmt::format("this begins in the future: until {} only a list that is issued then or "
                  "later can be built (--at); `accord tl service undo` takes it back",
                  time::to_string(at)));
}

}  // namespace

ProviderEdit::ProviderEdit(const Arguments& arguments, Session& session, Provider which)
    : folder_(SchemeFolder::of(arguments.operand())),
      lock_(folder_.lock()),
      scheme_(folder_.read_scheme()),
      name_(*arguments.value("provider")),
      service_(*arguments.value("service")),
      at_(session.at(arguments)),
      file_(file_of(folder_, name_, which)),
      provider_(provider_of(folder_, file_, name_, scheme_)),
      session_(session) {}

const scheme::ServiceSource& ProviderEdit::service() const {
  return *need(scheme::service_named(provider_, service_), name_, Exit::usage);
}

void ProviderEdit::check_status(std::string_view type_uri, std::string_view status_uri) const {
  need(scheme::check_status_in_eu(scheme_, type_uri, status_uri, at_), service_, Exit::usage);
}

Answer ProviderEdit::finish(const std::string& what) && {
  Made made(session_);
  made.file(file_, folder_.text_of(file_, provider_), what, {.replace = true});
  note_future(made, at_, session_);
  auto answer = std::move(made).answer();
  answer.at = at_;
  const auto& statuses = service().statuses;
  const auto& published = scheme_.published;
  if (published && at_ <= published->issued && !statuses.empty()) {
    answer.findings.add(FindingId::status_back_dated, {.what = file_.string()},
                        {{"service", service_},
                         {"status", std::string(trustlist::short_name(statuses.front().status))},
                         {"since", time::to_string(at_)},
                         {"issued", time::to_string(published->issued)}});
  }
  return answer;
}

std::vector<std::string> uses_from(const Arguments& arguments, std::string_view type_uri) {
  std::vector<std::string> uris;
  for (const auto& word : arguments.values("for")) {
    auto uri = need(scheme::additional_information_from(word), "--for", Exit::usage);
    if (!scheme::may_be_for(type_uri, uri)) {
      // "--for eseals" for a time-stamping service would say nothing that anybody understands.
      refuse(Exit::usage, FindingId::options_together, {.what = "the command line"},
             {{"one", fmt::format("type {}", trustlist::short_name(type_uri))},
              {"other", "--for " + word},
              {"reason", "ETSI TS 119 612, 5.5.9.4, has no such use for services of that type"}});
    }
    uris.push_back(std::move(uri));
  }
  return uris;
}

}  // namespace accord::cli
